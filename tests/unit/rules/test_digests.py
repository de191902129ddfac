"""digest.py: windows are half-open and fixed in London time: no change falls between two digests or into both."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from watcher.rules.digests import Timetable, due_at

LONDON = ZoneInfo("Europe/London")
TIMES = Timetable(LONDON, time(7, 30), (4, time(7, 30)))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year to minute


def test_an_alert_for_now_is_due_at_once() -> None:
    assert due_at(utc(2026, 11, 22, 3, 0), "now", TIMES) == utc(2026, 11, 22, 3, 0)


def test_a_daily_digest_goes_out_at_the_next_half_past_seven_in_london() -> None:
    assert due_at(utc(2026, 11, 22, 7, 29), "daily", TIMES) == utc(2026, 11, 22, 7, 30)
    assert due_at(utc(2026, 7, 1, 12, 0), "daily", TIMES) == utc(2026, 7, 2, 6, 30)


def test_a_change_seen_exactly_at_the_end_of_a_window_waits_for_the_next() -> None:
    assert due_at(utc(2026, 11, 22, 7, 30), "daily", TIMES) == utc(2026, 11, 23, 7, 30)


def test_a_weekly_digest_goes_out_on_its_weekday() -> None:
    assert due_at(utc(2026, 11, 22, 9, 0), "weekly", TIMES) == utc(2026, 11, 27, 7, 30)
    assert due_at(utc(2026, 11, 27, 7, 30), "weekly", TIMES) == utc(2026, 12, 4, 7, 30)


def test_the_day_the_clocks_change_has_one_digest() -> None:
    assert due_at(utc(2026, 3, 28, 7, 30), "daily", TIMES) == utc(2026, 3, 29, 6, 30)
    assert due_at(utc(2026, 10, 24, 6, 30), "daily", TIMES) == utc(2026, 10, 25, 7, 30)


@given(
    st.integers(0, 15 * 366 * 86_400).map(lambda seconds: utc(2020, 1, 1) + timedelta(seconds=seconds)),
    st.sampled_from(["daily", "weekly"]),
    st.times(),
)
def test_every_moment_lies_in_exactly_one_window(at: datetime, frequency: str, clock: time) -> None:
    times = Timetable(LONDON, clock.replace(microsecond=0), (2, clock.replace(microsecond=0)))
    end = due_at(at, frequency, times)  # type: ignore[arg-type]  # one of the two
    assert at < end <= at + timedelta(days=7 if frequency == "weekly" else 1, hours=2)
    assert due_at(end - timedelta(microseconds=1), frequency, times) == end  # type: ignore[arg-type]  # likewise
    assert due_at(end, frequency, times) > end  # type: ignore[arg-type]  # likewise
