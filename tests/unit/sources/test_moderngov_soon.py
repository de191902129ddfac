"""A meeting of the next days is looked at often, within the requests that a portal is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.unit.sources.moderngov_visits import BASE, SUNDAY, Portal
from tests.unit.sources.test_moderngov_committee import LIST, committee
from tests.unit.sources.test_moderngov_portal import eight_committees
from watcher.cli.demo.paper import pdf
from watcher.core.documents import Document
from watcher.sources.moderngov.reading_plan import MeetingPage, pages_to_read

DAY, HOUR, HALF_HOUR = timedelta(days=1), timedelta(hours=1), timedelta(minutes=30)
AGENDA = "ieListDocuments.aspx?CId=153&MId=8092"
"""The page of the meeting of Tuesday, 1 December 2026."""


def looks(now: datetime, visits: int = 12, every: timedelta = HALF_HOUR) -> int:
    """How often the page is asked for in so many visits from then on."""
    portal = committee()
    portal.now = now - every
    portal.visit()
    return sum(AGENDA in portal.asked for _ in range(visits) if portal.visit(every) is not None)


@every_example(
    ("now", "expected"),
    [
        (datetime(2026, 12, 1, 9, tzinfo=UTC), 12),
        (datetime(2026, 11, 30, 9, tzinfo=UTC), 12),
        (datetime(2026, 11, 28, 9, tzinfo=UTC), 12),  # a Saturday: two working days before is Friday
        (datetime(2026, 11, 27, 9, tzinfo=UTC), 12),
        (datetime(2026, 11, 26, 9, tzinfo=UTC), 6),
        (datetime(2026, 11, 24, 9, tzinfo=UTC), 6),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), 0),
        (datetime(2026, 12, 2, 9, tzinfo=UTC), 1),
    ],
)
def test_a_meeting_is_looked_at_every_visit_in_its_last_two_working_days_and_every_hour_in_its_last_week(
    now: datetime, expected: int
) -> None:
    assert looks(now) == expected


def test_a_supplement_of_the_day_before_is_told_at_the_next_visit() -> None:
    portal = committee()
    portal.now = datetime(2026, 11, 30, 15, tzinfo=UTC)
    portal.visit()
    portal.visit(HALF_HOUR)
    link = '<ul  class="mgActionList" ><li><a href="documents/b4500/S.pdf">Supplement 2</a></li>'
    portal.edit(AGENDA, '<ul  class="mgActionList" >', link)
    assert portal.visit(HALF_HOUR) == ["new b4500"]


def test_over_christmas_two_working_days_are_nearly_a_week() -> None:
    tuesday = MeetingPage(Document("m1", "meeting", "Cabinet", "u", details={"date": "2026-12-29"}), "u", read=SUNDAY)
    for day, found in ((22, 0), (23, 1), (26, 1)):
        now = datetime(2026, 12, day, 9, tzinfo=UTC)
        seen = MeetingPage(tuesday.meeting, "u", read=now - HALF_HOUR)
        assert len(pages_to_read([seen], now, now - HALF_HOUR, ())) == found


def week(first: date) -> Portal:
    """Eight committees, all of which meet on the first of December."""
    one = eight_committees()
    one.now = datetime(first.year, first.month, first.day, 8, tzinfo=UTC)
    return one


@pytest.mark.parametrize("first", [date(2026, 11, 30), pytest.param(date(2026, 11, 25), marks=pytest.mark.soak)])
@pytest.mark.parametrize("most_hours", some([1, 9], every=2))
def test_eight_committees_that_meet_within_days_are_asked_no_more_than_a_portal_at_rest(
    first: date, most_hours: int
) -> None:
    one = week(first)
    one.visit()
    files = [known.document for known in one.known.values() if "/documents/" in known.document.url]
    one.pages |= {file.url.removeprefix(BASE): pdf(f"Words of {file.key}") for file in files}
    hours = []
    for _ in range(most_hours):
        one.visit(HALF_HOUR)
        asked = len(one.asked)
        one.visit(HALF_HOUR)
        hours.append(asked + len(one.asked))
    assert max(hours) <= 15


@pytest.mark.soak
def test_where_all_meet_on_one_day_each_is_looked_at_in_its_turn() -> None:
    one = week(date(2026, 11, 30))
    one.visit()
    seen = [path for _ in range(8) for path in (one.visit(HALF_HOUR), list(one.asked))[1] if path.endswith("1")]
    pages = {path for path in seen if path.startswith("ieListDocuments")}
    assert len(pages) == 8


def test_however_often_a_source_is_visited_one_meeting_of_the_next_days_is_read() -> None:
    assert looks(datetime(2026, 11, 30, 9, tzinfo=UTC), 10, timedelta(minutes=5)) == 10


def test_a_list_alone_asks_for_nothing_more_when_no_meeting_is_near() -> None:
    portal = committee()
    portal.visit()
    portal.visit(HALF_HOUR)
    assert [path for path in portal.asked if not path.startswith("documents/")] == [LIST]
