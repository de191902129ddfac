"""A list that shows one year alone, or all of them, whichever its portal takes `Year=0` for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import SUNDAY, Portal
from tests.unit.sources.test_moderngov_committee import LIST
from watcher.sources.moderngov.parse.year import whole_days

DAY = timedelta(days=1)
FIRST, LAST, TODAY = date(2026, 7, 25), date(2027, 12, 27), date(2026, 11, 22)
THIS_YEAR = [date(2026, month, 10) for month in (6, 7, 9, 10, 11, 12)] + [date(2027, month, 10) for month in (1, 2, 3)]
OLD, NEXT = [date(2026, 3, 10), date(2025, 9, 10)], [date(2027, month, 15) for month in (6, 7, 9)]


def lists(*days: date, now: datetime = SUNDAY) -> Portal:
    return Portal({LIST: shown(*days)}, LIST, now=now)


def shown(*days: date) -> str:
    lines = "".join(
        f'<li><a href="ieListDocuments.aspx?CId=153&MId={day:%y%m%d}">{day:%d %B %Y}</a></li>' for day in days
    )
    return f'<div id="modgov"><h1>Browse meetings</h1><h2>Cabinet</h2><ul>{lines}</ul></div>'


def told(portal: Portal, *days: date, visits: int = 3) -> list[str]:
    """What several visits tell after the list came to show these days."""
    portal.pages[LIST] = shown(*days)
    changes = []
    for n in range(visits):
        portal.stamp = f"<!-- {n} -->"
        changes += portal.visit(timedelta(minutes=30))
    return changes


def test_a_list_of_all_years_that_becomes_one_of_this_year_withdraws_nothing() -> None:
    portal = lists(*OLD, *THIS_YEAR, *NEXT)
    portal.visit()
    assert told(portal, *THIS_YEAR) == []
    assert portal.held == []
    assert not any(one.missing for one in portal.known.values())


def test_a_list_of_the_calendar_year_withdraws_nothing_either() -> None:
    portal = lists(*OLD, *THIS_YEAR, *NEXT)
    portal.visit()
    assert told(portal, *(day for day in THIS_YEAR + OLD if day.year == 2026)) == []


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (datetime(2027, 5, 20, 9, tzinfo=UTC), NEXT),
        (datetime(2027, 1, 5, 9, tzinfo=UTC), [d for d in THIS_YEAR if d.year == 2027]),
    ],
)
def test_when_the_year_turns_the_meetings_of_the_last_one_are_not_withdrawn(now: datetime, after: list[date]) -> None:
    portal = lists(*THIS_YEAR, now=now)
    portal.visit()
    changes = told(portal, *after)
    assert [change for change in changes if not change.startswith("new")] == []
    assert portal.held == []


def test_back_to_all_years_nothing_of_the_past_is_told_as_new() -> None:
    portal = lists(*THIS_YEAR[2:])
    portal.visit()
    assert told(portal, *OLD, date(2026, 8, 5), *THIS_YEAR) == []


@pytest.mark.parametrize("rest", [[], OLD])
def test_a_coming_meeting_taken_off_a_list_is_withdrawn_whichever_years_it_shows(rest: list[date]) -> None:
    portal = lists(*rest, *THIS_YEAR)
    portal.visit()
    assert told(portal, *rest, *(day for day in THIS_YEAR if day != date(2027, 1, 10))) == ["withdrawn m270110"]


def test_the_next_coming_meeting_taken_off_a_list_of_coming_ones_is_withdrawn() -> None:
    near = lists(date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 16))
    near.visit()
    assert told(near, date(2026, 12, 9), date(2026, 12, 16)) == ["withdrawn m261201"]


def test_on_a_list_of_all_years_next_years_meeting_is_withdrawn() -> None:
    portal = lists(*OLD, *THIS_YEAR, *NEXT)
    portal.visit()
    assert told(portal, *OLD, *THIS_YEAR, *NEXT[:-1]) == ["withdrawn m270915"]


def test_half_a_list_of_this_year_is_still_doubted() -> None:
    portal = lists(*THIS_YEAR)
    portal.visit()
    portal.pages[LIST] = shown(*THIS_YEAR[:1])
    portal.visit(timedelta(minutes=30))
    assert "gone at once" in portal.held[0]


@every_example(
    ("listed", "days"),
    [
        (OLD + THIS_YEAR, (FIRST, LAST)),
        (THIS_YEAR, (FIRST, date(2027, 4, 30))),
        ([date(2026, 9, 1), date(2026, 12, 9)], (date(2026, 9, 1), date(2026, 12, 31))),
        ([date(2026, 9, 1), date(2027, 5, 6)], (date(2026, 9, 1), date(2027, 5, 6))),
        ([date(2026, 12, 1)], (TODAY, date(2026, 12, 31))),
        ([date(2027, 6, 1)], (date(2027, 6, 1), LAST)),
        ([], (TODAY, date(2026, 12, 31))),
    ],
)
def test_the_days_in_which_a_list_is_whole(listed: list[date], days: tuple[date, date]) -> None:
    assert whole_days(listed, FIRST, LAST, TODAY) == days
