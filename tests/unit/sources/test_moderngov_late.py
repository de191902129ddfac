"""A paper is late by the day of publication that its portal gives, and by no other: anything else is an accusation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import Portal, fixture
from tests.unit.sources.test_moderngov_committee import LIST, committee
from tests.unit.sources.test_moderngov_portal import NEWS, portal
from tests.unit.sources.test_moderngov_service import MEETING, meeting, refused
from watcher.core.documents import Document
from watcher.messages.council import brief
from watcher.sources.moderngov.reconcile import day_on_page

DAY = timedelta(days=1)
AGENDA = "ieListDocuments.aspx?CId=153&MId=8092"
ALONE = "ieListDocuments.aspx?CId=153&MId=8092&Ver=4"
LATE, ADDED = "late paper", '<ul  class="mgActionList" ><li><a href="documents/b4500/S.pdf">Supplement 2</a></li>'


def add(one: Portal) -> None:
    one.edit(AGENDA, '<ul  class="mgActionList" >', ADDED)


def marks(document: Document) -> tuple[object, ...]:
    return document.published, document.details.get("late"), document.details.get("first_seen")


@pytest.mark.parametrize("url", [LIST, ALONE])
def test_without_a_day_of_the_portals_own_it_is_only_said_when_we_first_saw_it(url: str) -> None:
    one = committee(url=url)
    one.visit()
    add(one)
    assert "new b4500" in one.visit(3 * DAY)
    assert marks(one.document("b4500")) == (None, None, "2026-11-25")
    assert brief(one.document("b4500")).endswith("we first saw it on 25 November 2026")


@every_example(
    ("said", "seen", "expected"),
    [
        ("25/11/2026", 4, (date(2026, 11, 25), True, None)),
        ("20/11/2026", 4, (date(2026, 11, 20), None, None)),  # five clear days: we only came late
        ("30/11/2026", 4, (None, None, "2026-11-26")),  # no day that was yet
        ("23/11/2026", 1, (date(2026, 11, 23), None, None)),
    ],
)
def test_the_day_in_whats_new_decides(said: str, seen: int, expected: tuple[object, ...]) -> None:
    one = portal()
    one.visit()
    line = f'<li>{said} - Agenda published: <a href="ieListDocuments.aspx?MId=8092">It</a></li></div>'
    one.edit(NEWS, "</div>", line)
    add(one)
    if said == "23/11/2026":
        one.edit(AGENDA, "Tuesday, 1st December", "Wednesday, 2nd December")
        one.edit("mgWebService.asmx/GetMeetings", "01/12/2026", "02/12/2026")
    one.visit(seen * DAY)
    assert marks(one.document("b4500")) == expected


def test_of_two_days_in_whats_new_neither_is_taken_for_that_of_one_paper() -> None:
    one = portal()
    one.visit()
    lines = "".join(
        f'<li>{day} - Agenda published: <a href="ieListDocuments.aspx?MId=8092">It</a></li>'
        for day in ("20/11/2026", "26/11/2026")
    )
    one.edit(NEWS, "</div>", f"{lines}</div>")
    add(one)
    one.visit(4 * DAY)
    assert marks(one.document("b4500")) == (None, None, "2026-11-26")


def test_the_day_of_the_web_service_decides() -> None:
    one = refused()
    one.pages[MEETING] = meeting((8160, "In time", "20/11/2026"), (8161, "Too late", "25/11/2026"))
    one.visit(4 * DAY)
    assert marks(one.document("a8160")) == (date(2026, 11, 20), None, None)
    assert marks(one.document("a8161")) == (date(2026, 11, 25), True, None)
    assert LATE in brief(one.document("a8161"))
    assert LATE not in brief(one.document("a8160"))


@every_example(
    ("said", "expected"),
    [
        ("2026-11-24", (date(2026, 11, 24), True, None)),
        ("2026-12-01", (None, None, "2026-11-25")),  # the meeting's own day, as most pages give it
        ("2026-11-20", (None, None, "2026-11-25")),  # before the page was last read without it
        ("2026-12-24", (None, None, "2026-11-25")),
    ],
)
def test_the_pages_own_day_counts_where_it_can_be_the_papers(said: str, expected: tuple[object, ...]) -> None:
    one = committee()
    one.pages[AGENDA] = "<html><head></head>" + fixture("meeting_a.html").partition("</head>")[2]
    one.visit()
    add(one)
    one.edit(AGENDA, "<head>", f'<head><meta name="DC.date" scheme="W3CDTF" content="{said}"/>')
    one.visit(3 * DAY)
    assert marks(one.document("b4500")) == expected


def test_a_page_that_gives_today_whenever_it_is_asked_tells_no_day_of_publication() -> None:
    today = date(2026, 11, 25)
    assert day_on_page(today, None, today) is None
    assert day_on_page(today, today - 3 * DAY, today) is None
    assert day_on_page(today, today - DAY, today) == today


def test_a_mark_of_an_earlier_version_that_no_day_bears_out_is_taken_back() -> None:
    one = committee()
    one.visit()
    known = one.known["b4410"]
    one.known["b4410"] = replace(
        known, document=replace(known.document, details={**known.document.details, "late": True})
    )
    one.edit(AGENDA, "PDF 1 MB", "PDF 2 MB")
    assert one.visit(DAY) == ["changed b4410 size"]
    assert LATE not in brief(one.document("b4410"))


def test_a_paper_that_comes_in_time_says_nothing_of_it() -> None:
    one = committee()
    one.visit()
    add(one)
    one.visit(timedelta(hours=6))
    assert marks(one.document("b4500")) == (None, None, None)
