"""A meeting's card: contact, webcast, calendar, agenda, and until when the public can ask, from its page and its
frontsheet; nothing of it is told as a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from tests.unit.sources.test_moderngov_committee import committee
from tests.unit.sources.test_moderngov_paper_text import AGENDA, NEXT, opened, settled
from watcher.cli.demo.paper import pdf
from watcher.rules.deadlines import deadlines_of
from watcher.sources.moderngov.parse.card import Card
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.moderngov.parse.meeting import parse

SIX_HOURS = timedelta(hours=6)
ICS = "mgVCalendar.aspx?EID=8092&amp;ET=51&amp;RPID=0&amp;FMT=ICS"
TABLE = '<table  class="mgItemTable" >'
ASK = "<p>Questions must be received by noon on Thursday 26 November 2026.</p>"


def card(before_items: str = "", inside: str = "") -> Card:
    body = (
        fixture("meeting_a.html").replace(TABLE, before_items + TABLE).replace("<p>The report was noted.</p>", inside)
    )
    return parse(page(body, BASE + AGENDA), portal_of(BASE)).card


@every_example(
    ("line", "expected"),
    [
        ("<p>Contact: A Clerk&nbsp; 01708 000000</p>", "A Clerk 01708 000000"),
        ("<p><b>Contact:</b> A Clerk<br/>Email: <a href='mailto:a@c.example'>a@c.example</a></p>",
         "A Clerk Email: a@c.example"),
        ("<p>Contact: <a href='mailto:a@c.example?subject=Hi'>A Clerk</a></p>", "A Clerk a@c.example"),
        ("<li>Contact Officer: A Clerk, tel. 01708 000000</li>", "A Clerk, tel. 01708 000000"),
        ("<p>Contact us if you like</p>", ""),
    ],
)  # fmt: skip
def test_contact_is_as_the_page_has_it(line: str, expected: str) -> None:
    body = fixture("meeting_a.html")
    body = body[: body.index('<p><span  class="mgMainTxtBold" >Contact')] + line + body[body.index(TABLE) :]
    assert parse(page(body, BASE + AGENDA), portal_of(BASE)).card.contact == expected


def test_contact_of_an_item_is_not_that_of_the_meeting() -> None:
    body = fixture("meeting_b.html").replace("<p><b>Contact:</b> A Clerk 01708 000000</p>", "")
    body = body.replace("<p>Report to follow</p>", "<p>Contact: An Officer</p>")
    assert parse(page(body, BASE + AGENDA), portal_of(BASE)).card.contact == ""


@every_example(
    ("markup", "expected"),
    [
        ('<script>mgMeetingMedia = new mgMediaPlayer(mgJQuery, "M", [{"Url": "https:\\/\\/cast.example\\/8"}'
         "]);</script>", "https://cast.example/8"),
        ('<p>Media: <a href="https://cast.example/8">Watch the meeting</a></p>', "https://cast.example/8"),
        ('<p>Media: <a href="https://cast.example/8">here</a></p>', "https://cast.example/8"),
        ('<p><a href="https://cast.example/8">View the webcast</a></p>', "https://cast.example/8"),
        ('<p><a href="javascript:alert(1)">Watch</a></p>', ""),
        ('<script>mgMediaPlayer([{"Url": "javascript:alert(1)"}])</script>', ""),
        ('<script>other([{"Url": "https://cast.example/8"}])</script>', ""),
        ('<p><a href="https://maps.example/8">Directions</a></p>', ""),
    ],
)  # fmt: skip
def test_webcast_is_found_in_the_player_or_by_its_words(markup: str, expected: str) -> None:
    assert card(markup).webcast == expected


def test_webcast_of_an_item_is_not_that_of_the_meeting() -> None:
    assert card(inside='<p><a href="https://cast.example/8?item=7">Webcast for item 7</a></p>').webcast == ""


@every_example(
    ("markup", "expected"),
    [
        (f'<a href="{ICS}">Add to calendar</a>', BASE + ICS.replace("&amp;", "&")),
        (f'<a href="{ICS}"><img src="c.gif"/></a>', BASE + ICS.replace("&amp;", "&")),
        ('<a href="/files/8092.ics">iCal</a>', BASE + "files/8092.ics"),
        ('<a href="https://elsewhere.example/8092.ics">Add to calendar</a>', ""),
        ('<a href="mgCalendarMonthView.aspx?GL=1">Calendar of meetings</a>', ""),
    ],
)
def test_calendar_is_the_portals_own_file_of_the_meeting(markup: str, expected: str) -> None:
    assert card(markup).calendar == expected


def test_card_is_kept_with_the_meeting_and_tells_nothing_of_one_that_was_known_without_it() -> None:
    portal = settled()
    meeting = portal.known["m8092"]
    bare = {
        name: value for name, value in meeting.document.details.items() if name not in ("contact", "agenda", "time")
    }
    portal.known["m8092"] = replace(meeting, document=replace(meeting.document, details=bare))
    portal.edit(AGENDA, TABLE, f'<p><a href="{ICS}">Add to calendar</a></p>{ASK}{TABLE}')
    assert portal.visit(SIX_HOURS) == []
    details = portal.document("m8092").details
    assert (details["time"], details["contact"]) == ("19:00", "A Clerk 01708 000000")
    assert details["calendar"] == BASE + ICS.replace("&amp;", "&")
    assert (details["questions_until"], details["questions_for"]) == ("2026-11-26T12:00", "2026-12-01")


def test_what_the_page_no_longer_says_is_forgotten_and_told_to_nobody() -> None:
    portal = settled()
    portal.edit(AGENDA, TABLE, ASK + TABLE)
    portal.visit(SIX_HOURS)
    portal.edit(AGENDA, ASK, "")
    assert portal.visit(SIX_HOURS) == []
    meeting = portal.document("m8092")
    assert [one.kind for one in deadlines_of(meeting)] == ["meeting"]


def published_next(portal: Portal, words: str) -> None:
    """The agenda of the meeting of 9 December comes out, with its frontsheet, which holds these words."""
    body = fixture("meeting_a.html").replace("1st December", "9th December").replace("8092", "8102")
    portal.pages[NEXT] = body.replace("s810", "s820").replace("b4410", "b4420").replace("5550", "5560")
    portal.pages["documents/g8102/Agenda%20frontsheet%2001st-Dec-2026%2019.00%20Cabinet.pdf"] = pdf(words)
    portal.pages |= {f"documents/s820{n}/{name}": pdf("Text.") for n, name in ((1, "Report%20-%20SEND.pdf"),)}


def test_frontsheet_is_opened_beside_its_papers_and_says_until_when_the_public_can_ask() -> None:
    portal = settled()
    published_next(
        portal, "Questions must be sent to us@c.example by noon, three clear working days before the meeting."
    )
    portal.visit(SIX_HOURS)
    front = portal.document("g8102/agenda frontsheet cabinet")
    assert front.details["questions_until"] == "2026-12-03T12:00"
    asked, _ = deadlines_of(portal.document("m8102"), {}, [front])
    assert (asked.kind, asked.to, asked.basis) == ("question", "us@c.example", "frontsheet")


def test_pack_is_not_opened_for_what_its_frontsheet_says() -> None:
    portal = settled()
    published_next(portal, "Apologies must be received by noon on Friday 4 December.")
    portal.visit(SIX_HOURS)
    assert not [path for path in opened(portal) if "pack" in path]
    assert "questions_until" not in portal.document("g8102/agenda frontsheet cabinet").details


def test_deadline_said_for_a_day_is_none_once_the_meeting_moved() -> None:
    portal = committee()
    portal.edit(AGENDA, TABLE, ASK + TABLE)
    portal.visit()
    meeting = portal.document("m8092")
    moved = replace(meeting, details={**meeting.details, "date": "2026-12-02"})
    assert [one.kind for one in deadlines_of(meeting)] == ["question", "meeting"]
    assert [one.kind for one in deadlines_of(moved)] == ["meeting"]
