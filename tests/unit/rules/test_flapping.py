"""flapping.py: what goes back to what it was within a day, and how often one document is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.tools.examples import every_example
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Change, ChangeKind, Document, Json
from watcher.rules.flapping import STANDING, ToldLately, is_last_today, put_off, spare, with_unsettled

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEETING = Document("m1", "meeting", "Cabinet", "https://example.org/m1")


def change(number: int, kind: ChangeKind = "changed", **fields: tuple[Json, Json]) -> Change:
    return Change(kind, MEETING, fields, source="cabinet", at=NOW + number * HOUR, id=number)


def statuses(*values: str) -> list[Change]:
    """Changes of the status from each of these to the next."""
    return [change(number, status=pair) for number, pair in enumerate(pairwise(values), 1)]


def test_field_that_goes_back_to_what_it_was_is_marked_with_all_that_it_was() -> None:
    log = statuses("confirmed", "cancelled", "postponed", "confirmed")
    assert with_unsettled(log[-1], log).unsettled == {"status": ("confirmed", "cancelled", "postponed")}


def test_field_that_never_was_so_is_not_marked() -> None:
    log = statuses("confirmed", "cancelled", "postponed")
    assert with_unsettled(log[-1], log).unsettled == {}


def test_field_that_was_so_before_the_log_begins_is_not_marked() -> None:
    log = statuses("confirmed", "cancelled", "confirmed")
    assert with_unsettled(log[-1], log[1:]).unsettled == {}


def test_only_the_field_that_goes_back_is_marked_and_the_other_is_told_as_it_is() -> None:
    both = replace(change(3, status=("cancelled", "confirmed"), venue=("Town Hall", "Library")))
    marked = with_unsettled(both, [*statuses("confirmed", "cancelled"), both])
    assert (set(marked.unsettled), marked.fields) == ({"status"}, both.fields)


def test_same_value_of_another_field_is_not_going_back() -> None:
    log = [change(1, title=("Cabinet", "Executive")), change(2, venue=("Executive", "Cabinet"))]
    assert with_unsettled(log[1], log).unsettled == {}


def test_what_has_gone_back_once_more_since_is_left_out() -> None:
    log = statuses("confirmed", "cancelled", "confirmed", "cancelled")
    assert with_unsettled(log[2 - 1], log).fields == {}


@every_example(
    ("kinds", "marked"),
    [
        (["withdrawn"], False),
        (["withdrawn", "restored"], False),
        (["withdrawn", "restored", "withdrawn"], True),
        (["restored", "withdrawn", "restored"], True),
    ],
)
def test_document_that_goes_a_second_time_goes_to_and_fro(kinds: list[ChangeKind], marked: bool) -> None:
    log = [change(number, kind) for number, kind in enumerate(kinds)]
    assert (STANDING in with_unsettled(log[-1], log).unsettled) is marked


@every_example(
    ("old", "new", "marked"),
    [
        (["a", "x"], ["a", "b"], True),
        (["a", "x", "c"], ["a", "b", "c"], True),
        (["a", "x"], ["a", "b", "new"], False),
        (["a", "x"], ["b"], False),
    ],
    ids=["back", "back beside another that turns", "and something new", "and something gone for the first time"],
)
def test_each_entry_of_a_list_is_judged_by_itself(old: list[Json], new: list[Json], marked: bool) -> None:
    log = [
        change(1, paragraphs=(["a", "b"], ["a", "x"])),
        change(2, paragraphs=(["a", "x"], ["a", "x", "c"])),
        change(3, paragraphs=(old, new)),
    ]
    assert bool(with_unsettled(log[2], log).unsettled) is marked


def told(*hours_ago: int, flapping_since: int | None = None) -> ToldLately:
    since = None if flapping_since is None else NOW - flapping_since * HOUR
    return ToldLately(tuple(NOW - hours * HOUR for hours in hours_ago), since)


UNSETTLED = replace(statuses("cancelled", "confirmed")[0], unsettled={"status": ("confirmed", "cancelled")})
PLAIN = replace(UNSETTLED, unsettled={})


@every_example(
    ("what", "lately", "hours"),
    [
        (PLAIN, told(), None),
        (PLAIN, told(5, 4), None),
        (PLAIN, told(5, 4, 3), 19),
        (PLAIN, told(30, 5, 4), None),
        (PLAIN, told(24, 5, 4), None),
        (PLAIN, told(9, 8, 7, 6), 16),
        (UNSETTLED, told(5), None),
        (UNSETTLED, told(5, flapping_since=0), None),
        (UNSETTLED, told(5, 2, flapping_since=2), 23),
        (UNSETTLED, told(90, flapping_since=90), 23),
        (UNSETTLED, told(5, 4, 3, flapping_since=0), 19),
        (replace(UNSETTLED, fields={**UNSETTLED.fields, "venue": ("a", "b")}), told(2, flapping_since=2), None),
    ],
)
def test_when_it_is_told(what: Change, lately: ToldLately, hours: int | None) -> None:
    """`hours` from now; it was last seen to change an hour ago."""
    assert put_off(what, lately, NOW - HOUR, NOW) == (None if hours is None else NOW + hours * HOUR)


def test_third_alert_of_a_day_is_the_last() -> None:
    assert [is_last_today(told(*hours), NOW) for hours in ((), (3,), (4, 3), (30, 3), (5, 4, 3))] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_of_many_turns_that_wait_the_first_and_the_last_say_it_all() -> None:
    waiting = [Alert(one, 42, (Reason("everything"),), id=one.id) for one in statuses(*"abcdef")]
    assert spare(waiting) == [2, 3, 4]
    waiting[2] = replace(waiting[2], change=change(3, venue=("here", "there")))
    assert spare(waiting) == [2, 4], "of the venue nothing else says that it changed"
    assert spare(waiting[:2]) == []


def test_a_change_that_goes_nowhere_is_left_as_it_is() -> None:
    for log in ([], statuses("cancelled", "confirmed", "postponed")):
        moved = change(9, status=("postponed", "ended"))
        assert with_unsettled(moved, log) is moved
