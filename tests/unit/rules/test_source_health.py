"""source_health.py and due.py: when a source is due, and how long it is left alone after trouble."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.tools.examples import every_example
from watcher.core.errors import Challenged, Gone, NotUnderstood, OutOfTime, Refused, SourceError, Unreachable
from watcher.core.sources import Source
from watcher.core.visits import FailedReading, Health
from watcher.rules.due import given_up, is_due, pause
from watcher.rules.source_health import (
    after_cut,
    after_failure,
    after_visit,
    is_first,
    left_alone_until,
    moved_to,
    timed_out,
    with_move,
)
from watcher.rules.visit_outcome import VisitOutcome

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOURCE = Source("daily", "The Daily", "https://daily.example.org/feed/", "feed", every=30 * MINUTE)
NEW = Health("daily", "feed", SOURCE.url)
DOWN = Unreachable("daily.example.org answered 503")


def read_well(before: Health = NEW, at: datetime = NOW) -> Health:
    return after_visit(SOURCE, before, VisitOutcome(), at, {})


def test_a_source_never_visited_is_due() -> None:
    assert is_due(SOURCE, None, NOW)


def test_a_source_is_due_when_its_time_has_come_and_not_before() -> None:
    health = read_well()
    assert not is_due(SOURCE, health, NOW + 20 * MINUTE)
    assert is_due(SOURCE, health, NOW + 30 * MINUTE)


def test_a_cron_run_that_starts_a_little_early_does_not_skip_the_source() -> None:
    assert is_due(SOURCE, read_well(), NOW + 30 * MINUTE - timedelta(seconds=40))


def test_a_source_is_due_sooner_once_every_says_so_but_not_while_it_is_left_alone_for_a_failure() -> None:
    often = Source("daily", "The Daily", SOURCE.url, "feed", every=5 * MINUTE)
    assert is_due(often, read_well(), NOW + 5 * MINUTE)
    assert not is_due(often, read_well(), NOW + 4 * MINUTE)
    assert not is_due(often, after_failure(SOURCE, NEW, DOWN, NOW), NOW + 29 * MINUTE)


def test_a_source_whose_address_was_edited_is_due_at_once() -> None:
    moved = Source("daily", "The Daily", "https://daily.example.org/rss/", "feed")
    assert is_due(moved, read_well(), NOW + MINUTE)


def test_the_first_good_visit_is_the_baseline_and_the_second_is_not_the_first() -> None:
    assert is_first(SOURCE, NEW)
    assert not is_first(SOURCE, read_well())


def test_a_failed_visit_is_no_baseline() -> None:
    assert is_first(SOURCE, after_failure(SOURCE, NEW, DOWN, NOW))


def test_a_damaged_first_answer_is_no_baseline_unless_it_is_damaged_again() -> None:
    damaged = VisitOutcome(damaged="damaged but readable")
    once = after_visit(SOURCE, NEW, damaged, NOW, {})
    assert is_first(SOURCE, once)
    assert not is_first(SOURCE, after_visit(SOURCE, once, damaged, NOW + HOUR, {}))


def test_another_kind_reads_the_source_for_the_first_time() -> None:
    as_page = Source("daily", "The Daily", SOURCE.url, "page")
    assert is_first(as_page, read_well())


def test_failures_are_counted_until_a_good_visit() -> None:
    health = after_failure(SOURCE, after_failure(SOURCE, read_well(), DOWN, NOW), DOWN, NOW + HOUR)
    assert (health.state, health.failures, health.broken_since) == ("failing", 2, NOW)
    assert health.last_good == NOW
    good = read_well(health, NOW + 2 * HOUR)
    assert (good.state, good.failures, good.broken_since, good.reason) == ("ok", 0, None, None)


def test_a_source_with_one_unread_page_is_failing_but_not_left_alone_longer() -> None:
    health = after_visit(SOURCE, NEW, VisitOutcome(unread=[FailedReading("x", NotUnderstood("cut in half"))]), NOW, {})
    assert (health.state, health.reason, health.next_visit) == ("failing", "cut in half", NOW + 30 * MINUTE)


@every_example(
    ("error", "failures", "expected"),
    [
        (DOWN, 0, 30 * MINUTE),
        (DOWN, 1, HOUR),
        (DOWN, 3, 4 * HOUR),
        (DOWN, 60, DAY),
        (Unreachable("429", retry_after=7200), 0, 2 * HOUR),
        (Unreachable("429", retry_after=1), 5, 30 * MINUTE),
        (Unreachable("503", retry_after=9_999_999), 0, DAY),
        (Refused("403"), 0, 30 * MINUTE),
        (NotUnderstood("not a feed"), 0, 30 * MINUTE),
    ],
)
def test_the_pause_after(error: SourceError, failures: int, expected: timedelta) -> None:
    assert pause(SOURCE, error, failures) == expected


def test_a_refused_source_that_is_visited_often_rests_at_least_fifteen_minutes() -> None:
    often = Source("daily", "The Daily", SOURCE.url, "feed", every=5 * MINUTE)
    assert pause(often, Refused("403"), 0) == 15 * MINUTE


def test_before_a_guard_a_source_slows_down_to_six_hours_before_a_plain_refusal_to_a_day() -> None:
    assert pause(SOURCE, Challenged("its guard answered"), 60) == 6 * HOUR
    assert pause(SOURCE, Refused("403"), 60) == DAY


OFSTED = Source("o", "Ofsted", "https://reports.ofsted.gov.uk/provider/44/80500", "ofsted", every=5 * MINUTE)
FRIDAY_EVENING = datetime(2026, 11, 20, 18, 58, tzinfo=UTC)


def test_ofsted_is_left_alone_outside_office_hours() -> None:
    health = after_visit(OFSTED, NEW, VisitOutcome(), FRIDAY_EVENING, {})
    assert health.next_visit == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert after_failure(OFSTED, NEW, DOWN, FRIDAY_EVENING).next_visit == health.next_visit


def test_in_office_hours_ofsted_is_visited_as_often_as_the_config_says() -> None:
    assert after_visit(OFSTED, NEW, VisitOutcome(), NOW + DAY, {}).next_visit == NOW + DAY + 5 * MINUTE


@every_example("url", [SOURCE.url, "http://127.0.0.1:8000/provider/44/80500", "https://notofsted.gov.uk/"])
def test_other_sites_are_visited_at_any_hour(url: str) -> None:
    other = Source("o", "Another", url, "ofsted", every=5 * MINUTE)
    assert after_visit(other, NEW, VisitOutcome(), FRIDAY_EVENING, {}).next_visit == FRIDAY_EVENING + 5 * MINUTE


def test_ofsted_in_trouble_rests_at_least_fifteen_minutes_whatever_the_trouble() -> None:
    assert pause(OFSTED, DOWN, 0) == 15 * MINUTE
    assert pause(OFSTED, DOWN, 1) == 30 * MINUTE


def test_three_visits_in_a_row_with_the_same_move_are_believed() -> None:
    notes = {"title": "News"}
    for expected in ("", "", "https://new.example.org/", "https://new.example.org/"):
        notes = with_move(notes, "https://new.example.org/")
        assert moved_to(notes) == expected
    health = after_visit(SOURCE, NEW, VisitOutcome(), NOW, notes)
    assert health.state == "ok"
    assert health.reason == "its address has moved for good: change `url:` in sources.yaml to https://new.example.org/"


@pytest.mark.parametrize("between", ["", "https://other.example.org/"])
def test_moves_that_are_not_in_a_row_are_not_believed(between: str) -> None:
    notes: dict[str, str] = {"title": "News"}
    for moved in ("https://new.example.org/", "https://new.example.org/", between, "https://new.example.org/"):
        notes = with_move(notes, moved)
    assert moved_to(notes) == ""
    assert with_move(notes, "") == {"title": "News"}


def test_trouble_is_said_before_the_move() -> None:
    notes = with_move({"moved": "2 https://new.example.org/"}, "https://new.example.org/")
    health = after_visit(SOURCE, NEW, VisitOutcome(damaged="damaged but readable"), NOW, notes)
    assert health.reason == "damaged but readable"


def test_what_is_gone_for_good_is_not_asked_again() -> None:
    health = after_failure(SOURCE, read_well(), Gone("410"), NOW)
    assert given_up(health)
    assert not given_up(after_failure(SOURCE, read_well(), DOWN, NOW))
    assert not is_due(SOURCE, health, NOW + 300 * DAY)


def test_that_a_site_kept_us_waiting_is_remembered_until_it_is_visited_again() -> None:
    hung = after_failure(SOURCE, NEW, Unreachable("daily.example.org took longer than 30 s", timed_out=True), NOW)
    assert timed_out(hung)
    assert not timed_out(after_failure(SOURCE, hung, DOWN, NOW + HOUR))
    assert not timed_out(read_well(hung, NOW + HOUR))
    assert not timed_out(after_cut(SOURCE, hung, OutOfTime("not finished"), NOW + HOUR))


def test_until_when_a_site_wants_to_be_left_alone_is_remembered_until_it_is_visited_again() -> None:
    busy = after_failure(SOURCE, NEW, Unreachable("daily.example.org answered 429", 900), NOW)
    assert left_alone_until(busy) == NOW + 15 * MINUTE
    assert left_alone_until(after_failure(SOURCE, NEW, DOWN, NOW)) is None
    assert left_alone_until(read_well(busy, NOW + HOUR)) is None


def test_one_page_of_a_source_that_kept_us_waiting_is_enough() -> None:
    page = FailedReading("https://daily.example.org/2", Unreachable("it took longer than 30 s", timed_out=True))
    assert timed_out(after_visit(SOURCE, NEW, VisitOutcome(unread=[page]), NOW, {}))
    broken = FailedReading("https://daily.example.org/2", DOWN)
    assert not timed_out(after_visit(SOURCE, NEW, VisitOutcome(unread=[broken]), NOW, {}))
