"""A committee's list and its meetings' pages in three templates, and what is no such page at all."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from watcher.core.documents import Document
from watcher.core.errors import Challenged, NotUnderstood, Refused, Unreachable
from watcher.core.visits import FailedReading, Reading
from watcher.sources.moderngov.parse.committee import parse_committees, parse_meetings
from watcher.sources.moderngov.parse.heading import name_and_status
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.moderngov.parse.meeting import parse

LIST = "ieListMeetings.aspx?CId=153&Year=0"
TEMPLATES = pytest.mark.parametrize("template", ["a", "b", "c"])


def committee(template: str = "a", url: str = LIST) -> Portal:
    base = BASE + ("councilmeetings/" if template == "c" else "")
    empty = fixture("meeting_a.html").partition('<div class="mgLinks"')[0] + "</div></body></html>"
    pages = {LIST: fixture(f"meetings_{template}.html")}
    pages["ieListDocuments.aspx?CId=153&MId=8092"] = fixture(f"meeting_{template}.html")
    pages["ieListDocuments.aspx?CId=153&MId=8102"] = empty.replace("1st December", "9th December")
    pages["ieListDocuments.aspx?CId=153&MId=8091"] = empty.replace("1st December", "4th November")
    return Portal({**pages}, url, base)


def documents(portal: Portal) -> list[Document]:
    return [document for one in portal.read if isinstance(one, Reading) for document in one.documents]


def said(document: Document, portal: Portal) -> tuple[object, ...]:
    """All that is understood of a document, wherever its portal and its files lie."""
    known = {name: value for name, value in document.details.items() if name != "agenda"}
    details = {name: str(value).replace(portal.base, "/") for name, value in known.items()}
    return document.key, document.kind, document.title, document.part_of, details, document.summary


@TEMPLATES
def test_all_templates_give_the_same_documents(template: str) -> None:
    portal, first = committee(template), committee("a")
    portal.visit()
    first.visit()
    assert [said(document, portal) for document in documents(portal)] == [said(d, first) for d in documents(first)]
    assert all(document.url.startswith(portal.base) and " " not in document.url for document in documents(portal))


def test_every_paper_has_its_stable_key_its_kind_and_its_item() -> None:
    portal = committee()
    assert portal.visit() == []
    assert [(d.key, d.kind, d.title, d.details.get("size"), d.details.get("item")) for d in documents(portal)][5:] == [
        ("g8092/agenda frontsheet cabinet", "agenda", "Agenda frontsheet", "132 KB", None),
        ("g8092/public reports pack cabinet", "agenda", "Agenda reports pack", "5 MB", None),
        ("b4410", "supplement", "Supplementary Agenda", "1 MB", None),
        ("g8092/printed draft minutes cabinet", "minutes", "Printed draft minutes", "90 KB", None),
        ("s8101", "report", "SEND Strategy (draft)", "388 KB", "71. SEND Strategy (draft)"),
        ("s8102", "report", "Appendix A - costs", None, "71. SEND Strategy (draft)"),
        ("dai55501", "decision", "SEND Strategy (draft)", None, "71. SEND Strategy (draft)"),
        ("ai55503", "report", "Placement contract", None, "73. Placement contract"),
    ]
    assert portal.document("s8102").summary == "SEND Strategy (draft)"
    assert portal.document("s8101").details["meeting"] == "Cabinet, 1 December 2026"
    assert portal.document("s8101").part_of == "m8092"
    assert "short breaks" in portal.document("s8101").words
    assert portal.document("ai55503").details["restriction"] == "Part exempt"


def test_a_meeting_knows_its_date_venue_state_and_agenda() -> None:
    portal = committee()
    portal.visit()
    meeting = portal.document("m8092")
    assert (meeting.title, meeting.url) == ("Cabinet", BASE + "ieListDocuments.aspx?CId=153&MId=8092")
    assert dict(meeting.details) == {
        "date": "2026-12-01",
        "time": "19:00",
        "status": "confirmed",
        "committee": "Cabinet",
        "state": "Agenda and decisions",
        "venue": "Council Chamber, Town Hall",
        "contact": "A Clerk 01708 000000",
        "agenda": BASE + "documents/g8092/Agenda%20frontsheet%2001st-Dec-2026%2019.00%20Cabinet.pdf",
        "named": "Cabinet",
        "items": [
            {"label": "70. APOLOGIES FOR ABSENCE"},
            {"label": "71. SEND Strategy (draft)"},
            {"label": "72. Home to School Transport", "to_follow": True},
            {"label": "73. Placement contract", "restriction": "Part exempt"},
        ],
    }
    assert portal.document("m8091").details["status"] == "cancelled"


def test_only_the_pages_of_the_window_are_read() -> None:
    portal = committee()
    portal.visit()
    assert portal.asked == [LIST, *(f"ieListDocuments.aspx?CId=153&MId={mid}" for mid in (8102, 8092, 8091))]


def test_details_page_of_a_committee_is_the_same_source() -> None:
    portal = committee()
    portal.url = "mgCommitteeDetails.aspx?ID=153"
    portal.visit()
    assert portal.asked[0] == LIST


@TEMPLATES
def test_one_meeting_is_a_source_of_its_own(template: str) -> None:
    portal = committee(template)
    portal.url = "ieListDocuments.aspx?MeetingId=8092&Ver=4&CommitteeId=153"
    portal.visit()
    assert portal.asked == ["ieListDocuments.aspx?CId=153&MId=8092"]
    meeting, *papers = documents(portal)
    assert (meeting.title, meeting.details["date"], meeting.details["time"]) == ("Cabinet", "2026-12-01", "19:00")
    assert len(papers) == 8


def test_a_page_that_fails_does_not_lose_the_others() -> None:
    portal = committee()
    portal.pages["ieListDocuments.aspx?CId=153&MId=8102"] = Unreachable("no answer")
    portal.visit()
    assert [one.scope for one in portal.read if isinstance(one, FailedReading)] == [
        BASE + "ieListDocuments.aspx?CId=153&MId=8102"
    ]
    assert "s8101" in portal.known


def test_after_a_guard_came_up_no_further_page_is_asked_for() -> None:
    portal = committee()
    portal.pages["ieListDocuments.aspx?CId=153&MId=8102"] = Challenged("403")
    portal.visit()
    assert portal.asked[1:] == ["ieListDocuments.aspx?CId=153&MId=8102", "mgWebService.asmx/GetMeeting?lMeetingId=8102"]


def test_one_page_that_is_kept_from_us_keeps_none_of_the_others() -> None:
    portal = committee()
    portal.pages["ieListDocuments.aspx?CId=153&MId=8102"] = Refused("403")
    portal.visit()
    assert [str(one.error) for one in portal.read if isinstance(one, FailedReading)] == ["403"]
    assert "s8101" in portal.known
    assert not any(path.startswith("mgWebService") for path in portal.asked)


def test_a_committee_without_meetings_is_understood_and_empty() -> None:
    text = '<div id="modgov"><h1>Browse meetings - Cabinet</h1><p>There are no meetings.</p></div>'
    assert parse_meetings(page(text), "153").meetings == ()


@every_example(
    ("text", "why"),
    [
        ("", "empty"),
        ("<script>window.location='/_layouts/15/error.aspx'</script>", "without words"),
        ("<html><title>Runtime Error</title><body><h1>Server Error in '/' Application.</h1></body></html>", "error"),
        ("<html><head><title>Error</title></head><body><h1>Sorry, something went wrong</h1></body></html>", "error"),
        ("<html><body><h1>Our council</h1><p>Welcome</p></body></html>", "not a list"),
        ('<div id="modgov"><h1>Your councillors</h1><p>None</p></div>', "another page"),
        ('<div id="modgov"><h1>Meetings</h1><a href="ieListDocuments.aspx?MId=1">Constitution</a></div>', "dates"),
        ("cut", "cut short"),
        ("welsh", "Welsh"),
    ],
)
def test_what_is_no_list_is_not_understood(text: str, why: str) -> None:
    whole = fixture("meetings_a.html")
    text = {"cut": whole[: len(whole) // 2], "welsh": whole.replace("<html>", "<html lang='cy'>")}.get(text, text)
    with pytest.raises(NotUnderstood, match=why):
        parse_meetings(page(text), "153")


def test_what_is_no_meeting_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="not the page of a meeting"):
        parse(page('<div id="modgov"><h1>Agenda</h1></div>'), portal_of(BASE))


def test_name_and_date_come_from_the_title_where_the_heading_has_none() -> None:
    text = "<title>Agenda for People Sub Committee on Tuesday, 1st December, 2026, 7.00 pm - Our Council</title>"
    meeting = parse(page(text + '<div id="modgov"><h1>Agenda</h1><p>Items</p></div>'), portal_of(BASE))
    assert (meeting.title, meeting.when) == ("People Sub Committee", date(2026, 12, 1))


@every_example(
    ("words", "name", "status"),
    [
        ("Cabinet", "Cabinet", ""),
        ("CANCELLED Cabinet", "Cabinet", "cancelled"),
        ("CANCELLED - Cabinet", "Cabinet", "cancelled"),
        ("Cabinet - CANCELLED", "Cabinet", "cancelled"),
        ("Cabinet (postponed)", "Cabinet", "postponed"),
        ("Abandoned Vehicles Panel", "Abandoned Vehicles Panel", ""),
        ("NEW - Audit Committee", "Audit Committee", ""),
    ],
)
def test_a_status_in_a_name_is_told_from_the_name(words: str, name: str, status: str) -> None:
    assert name_and_status(words) == (name, status)


def test_a_sentence_above_the_items_cancels_a_meeting() -> None:
    text = fixture("meeting_a.html").replace("<table", "<p>This meeting has been cancelled.</p><table")
    assert parse(page(text), portal_of(BASE)).status == "cancelled"
    assert parse(page(fixture("meeting_a.html")), portal_of(BASE)).status == ""


def test_committees_are_listed_by_their_ids() -> None:
    text = '<div id="modgov"><h1>Committees</h1><a href="mgCommitteeDetails.aspx?ID=153&amp;J=1">Cabinet</a></div>'
    assert [(one.cid, one.name) for one in parse_committees(page(text))] == [("153", "Cabinet")]
    with pytest.raises(NotUnderstood):
        parse_committees(page('<div id="modgov"><h1>Committees</h1></div>'))
