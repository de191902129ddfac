"""When nothing makes a sound."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.tools.examples import every_example
from watcher.rules.night import is_night

LONDON = ZoneInfo("Europe/London")


@every_example(
    ("clock", "night"),
    [((21, 29), False), ((21, 30), True), ((23, 59), True), ((0, 0), True), ((6, 59), True), ((7, 0), False)],
)
def test_from_half_past_nine_to_seven_it_is_night(clock: tuple[int, int], *, night: bool) -> None:
    assert is_night(datetime(2026, 11, 11, *clock, tzinfo=LONDON), LONDON) is night


def test_the_night_is_that_of_the_clocks_on_the_wall() -> None:
    assert is_night(datetime(2026, 7, 1, 20, 45, tzinfo=UTC), LONDON)
    assert not is_night(datetime(2026, 7, 1, 6, 15, tzinfo=UTC), LONDON)
