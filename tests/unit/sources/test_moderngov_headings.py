"""Headings of meetings: which date is the meeting's, what is its status, and what is left as its name."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, fixture, page
from tests.unit.sources.test_moderngov_committee import LIST, committee
from watcher.sources.moderngov.parse.committee import parse_meetings
from watcher.sources.moderngov.parse.heading import name_and_status, read_heading
from watcher.sources.moderngov.parse.links import portal_of
from watcher.sources.moderngov.parse.meeting import parse

SIX_HOURS = timedelta(hours=6)
AGENDA = "ieListDocuments.aspx?CId=153&MId=8092"
CHILDREN = "Children & Learning Overview & Scrutiny Sub-Committee (Decommissioned 13th June 2022)"
SITE = "The London Borough Of Havering"


@every_example(
    ("words", "name", "when"),
    [
        (
            f"Extra Meeting, {CHILDREN} - Thursday, 20th January, 2022 7.00 pm",
            f"Extra Meeting, {CHILDREN}",
            "2022-01-20",
        ),
        (f"{CHILDREN} \u2013 Thursday 20th January 2022", CHILDREN, "2022-01-20"),
        (f"{CHILDREN} - 20/01/2022 19:00", CHILDREN, "2022-01-20"),
        (f"Thursday, 20th January, 2022 7.00 pm, {CHILDREN}", CHILDREN, "2022-01-20"),
        (
            "adjourned from 21 January 2026, Council - Wednesday, 28th January, 2026 7.30 pm",
            "adjourned from 21 January 2026, Council",
            "2026-01-28",
        ),
        (
            "Council, adjourned from Wednesday, 21 January 2026 - Wednesday, 28 January 2026",
            "Council, adjourned from Wednesday, 21 January 2026",
            "2026-01-28",
        ),
        (
            "Council - Wednesday, 28 January 2026 (adjourned from 21 January 2026)",
            "Council (adjourned from 21 January 2026)",
            "2026-01-28",
        ),
        ("Cabinet - Tuesday, 1st December, 2026 7.00 pm", "Cabinet", "2026-12-01"),
        ("Budget 2026/27 Panel - Tuesday, 1st December, 2026", "Budget 2026/27 Panel", "2026-12-01"),
        ("Monday 6th November, 2017 6.15 pm, Monthly Council Meeting", "Monthly Council Meeting", "2017-11-06"),
        ("Cabinet, 1st December 2026", "Cabinet", "2026-12-01"),
    ],
)
def test_a_date_inside_a_committees_name_is_not_the_meetings_and_the_name_stays_whole(
    words: str, name: str, when: str
) -> None:
    found = read_heading(words)
    assert (found.name, str(found.when), found.status) == (name, when, "")


def test_the_time_is_the_one_beside_the_meetings_date() -> None:
    assert read_heading(
        "Council, adjourned from 21 January 2026 7.00 pm - Wednesday, 28 January 2026 6.15 pm"
    ).clock == time(18, 15)
    assert read_heading("Council, adjourned from 21 January 2026 7.00 pm - Wednesday, 28 January 2026").clock is None


@every_example(
    "words",
    [
        "CANCELLED, Cabinet",
        "Cancelled - Cabinet",
        "CANCELLED: Cabinet",
        "CANCELLED Cabinet",
        "*CANCELLED* Cabinet",
        "**CANCELLED** Cabinet",
        "[Cancelled] Cabinet",
        "(cancelled) Cabinet",
        "Cancelled \u2013 Cabinet",
        "CANCELLED! Cabinet",
        "CANCELLED- Cabinet",
        "CANCELED, Cabinet",
        "Cabinet - CANCELLED",
        "Cabinet, CANCELLED",
        "Cabinet (Cancelled)",
        "Cabinet: cancelled",
        "Cabinet CANCELLED",
        "Cabinet \u2014 Cancelled.",
        "Cabinet - Meeting Cancelled",
        "MEETING CANCELLED - Cabinet",
        "Cancelled Meeting, Cabinet",
        "Cabinet | CANCELLED",
        "Cabinet/Cancelled",
        "This meeting has been cancelled, Cabinet",
        "CANCELLED due to low numbers - Cabinet",
        "\u201cCANCELLED\u201d Cabinet",
        "CANCELLED - NEW - Cabinet",
        "Cancelled, Cabinet",
    ],
)
def test_a_status_is_told_from_the_name_in_every_position_and_sign(words: str) -> None:
    assert name_and_status(words) == ("Cabinet", "cancelled")
    for heading in (f"{words} - Tuesday, 1st December, 2026 7.00 pm", f"Tuesday, 1st December, 2026 7.00 pm, {words}"):
        found = read_heading(heading)
        assert (found.name, found.when, found.status) == ("Cabinet", date(2026, 12, 1), "cancelled")


@every_example("end", [" - CANCELLED", " (Cancelled)", ", cancelled", " CANCELLED", " - Meeting cancelled"])
def test_a_status_behind_the_date_counts_too(end: str) -> None:
    found = read_heading(f"Cabinet - Tuesday, 1st December, 2026 7.00 pm{end}")
    assert (found.name, found.clock, found.status) == ("Cabinet", time(19), "cancelled")


@every_example(
    ("words", "name", "status"),
    [
        ("POSTPONED, Extra Meeting, Cabinet", "Extra Meeting, Cabinet", "postponed"),
        ("Extra Meeting, POSTPONED, Cabinet", "Extra Meeting, Cabinet", "postponed"),
        ("Rescheduled: Cabinet", "Cabinet", "rescheduled"),
        ("RE-SCHEDULED Cabinet", "Cabinet", "rescheduled"),
        ("Cabinet (rescheduled from 24 November 2026)", "Cabinet", "rescheduled"),
        ("Rescheduled from Tuesday, 24th November, 2026, Cabinet", "Cabinet", "rescheduled"),
        ("CANCELLED (Extra) Cabinet", "(Extra) Cabinet", "cancelled"),
        ("[Postponed] People (Oversight) Panel", "People (Oversight) Panel", "postponed"),
        ("CANCELLED CABINET", "CABINET", "cancelled"),
        ("CANCELLED", "", "cancelled"),
        ("Adjourned - Council", "Council", "adjourned"),
    ],
)
def test_other_statuses_leave_the_rest_of_a_name_as_it_is(words: str, name: str, status: str) -> None:
    assert name_and_status(words) == (name, status)


@every_example(
    "name",
    [
        "Abandoned Vehicles Panel",
        "ABANDONED VEHICLES PANEL",
        "Abandoned, Untaxed and Nuisance Vehicles Panel",
        "Abandoned and Untaxed Vehicles Panel",
        "Moved Traffic Sub-Committee",
        "New Towns Committee",
        "NEW TOWNS COMMITTEE",
        "Panel on Withdrawn Services",
        "Cancelled Contracts Review Panel",
        "adjourned from 21 January 2026, Council",
        "Children's Services, Health & Wellbeing (Overview) Sub-Committee",
        "",
    ],
)
def test_a_committee_that_is_called_so_has_no_status(name: str) -> None:
    assert name_and_status(name) == (name, "")


@every_example(
    "heading", ["CANCELLED, Cabinet", "Cancelled - Cabinet", "Cabinet \u2013 POSTPONED", "Rescheduled: Cabinet"]
)
def test_a_status_that_appears_in_a_heading_is_told_as_the_status_and_never_as_a_new_name(heading: str) -> None:
    portal = committee()
    portal.visit()
    portal.edit(AGENDA, 'Txt">Cabinet - Tuesday', f'Txt">{heading} - Tuesday')
    assert portal.visit(SIX_HOURS) == ["changed m8092 status"]
    assert portal.document("m8092").title == "Cabinet"
    portal.edit(AGENDA, f'Txt">{heading} - Tuesday', 'Txt">Cabinet - Tuesday')
    assert portal.visit(SIX_HOURS) == ["changed m8092 status"]


def test_a_meeting_whose_name_really_changes_is_told_so() -> None:
    portal = committee()
    portal.visit()
    portal.edit(AGENDA, 'Txt">Cabinet - Tuesday', 'Txt">Extra Meeting, Cabinet - Tuesday')
    assert portal.visit(SIX_HOURS) == ["changed m8092 title"]


@every_example(
    "line",
    [
        "{} - CANCELLED",
        "CANCELLED - {}",
        "<b>Cancelled</b>: {}",
        "{} (Cancelled)",
        "{} <em>cancelled</em>",
        "<table><tr><td>{}</td><td>CANCELLED</td></tr></table>",
        "[CANCELLED] {}",
    ],
)
def test_a_status_anywhere_in_the_line_of_a_list_counts(line: str) -> None:
    link = '<a href="ieListDocuments.aspx?CId=153&amp;MId=8102">9 Dec 2026&nbsp;7.00 pm</a>'
    other = '<li><a href="ieListDocuments.aspx?CId=153&amp;MId=1">2 Dec 2026</a></li>'
    text = f'<div id="modgov"><h1>Meetings of Cabinet</h1><ul>{other}<li>{line.format(link)}</li></ul></div>'
    assert [one.status for one in parse_meetings(page(text), "153").meetings] == ["", "cancelled"]


def test_what_follows_one_link_is_not_said_of_the_next_and_a_committees_name_in_a_row_is_no_status() -> None:
    first, second = (f'<a href="ieListDocuments.aspx?MId={n}">{n} Dec 2026</a>' for n in (1, 2))
    text = f'<div id="modgov"><h1>Meetings of X</h1>{first} - CANCELLED {second} - Agenda'
    row = '<table><tr><td><a href="ieListDocuments.aspx?MId=3">3 Dec 2026</a></td><td>{}</td></tr></table>'.format(
        "Abandoned Vehicles Panel"
    )
    assert [one.status for one in parse_meetings(page(f"{text}{row}</div>"), "1").meetings] == ["cancelled", "", ""]


def titled(title: str, subtitle: str = "") -> object:
    h2 = f'<h2 class="mgSubTitleTxt">{subtitle}</h2>' if subtitle else ""
    text = f'<html><title>{title}</title><body><div id="modgov"><h1>Agenda</h1>{h2}<p>Items</p></div></body></html>'
    found = parse(page(text), portal_of(BASE))
    return found.title, found.when, found.status


@every_example(
    ("title", "subtitle", "name", "status"),
    [
        (f"Agenda for Cabinet on Tuesday, 1st December, 2026, 7.00 pm | {SITE}", "", "Cabinet", ""),
        (f"Cabinet, Tuesday 1st December 2026 | {SITE}", "", "Cabinet", ""),
        (f"Agenda for Cabinet on Tuesday, 1st December, 2026 - CANCELLED | {SITE}", "", "Cabinet", "cancelled"),
        (f"CANCELLED - Agenda for Cabinet on Tuesday, 1st December, 2026 \u2013 {SITE}", "", "Cabinet", "cancelled"),
        (f"Agenda for {SITE}, 1 December 2026 | {SITE}", "Cabinet", "Cabinet", ""),
        (f"Agenda for {CHILDREN} on Tuesday, 1st December, 2026 | {SITE}", "", CHILDREN, ""),
        (f"{SITE}", "Cabinet - Tuesday, 1st December, 2026", "Cabinet", ""),
    ],
)
def test_the_name_is_the_second_headings_or_the_titles_and_never_the_sites(
    title: str, subtitle: str, name: str, status: str
) -> None:
    assert titled(title, subtitle) == (name, date(2026, 12, 1), status)


@every_example(
    ("head", "body", "name"),
    [
        ("", "<h1>Browse meetings</h1><h2 class='mgSubTitleTxt'>Example Sub-Committee</h2>", "Example Sub-Committee"),
        (f"<title>Browse meetings - {SITE}</title>", "<h1>Browse meetings</h1><h2>Cabinet</h2>", "Cabinet"),
        (f"<title>Meetings of {SITE}</title>", "<h1>Browse meetings</h1>", ""),
        (
            f"<title>{SITE}</title>",
            "<h1>Browse meetings</h1><p>This page lists the meetings for the Licensing Panel.</p>",
            "Licensing Panel",
        ),
        (
            f"<title>{SITE}</title>",
            "<h1>Browse meetings</h1><h2>Previous meetings</h2><p><a href='#'>Information about Audit</a></p>",
            "Audit",
        ),
        (f"<title>{SITE}</title>", "<h1>Browse meetings</h1><h2>Meetings of Cabinet</h2>", "Cabinet"),
        (
            "<meta name='DC.title' content='Browse meetings - Cabinet'>",
            "<h1>Browse meetings</h1><h2>Future meetings</h2>",
            "Cabinet",
        ),
        ("", "<h1>Browse meetings - Cabinet</h1><h2>2026</h2>", "Cabinet"),
    ],
)
def test_a_list_is_named_by_its_headings_and_never_by_the_site(head: str, body: str, name: str) -> None:
    text = f"<html><head>{head}</head><body><div id='modgov'>{body}</div></body></html>"
    assert parse_meetings(page(text), "1").name == name


def test_a_list_headed_browse_meetings_names_its_meetings_by_the_second_heading() -> None:
    portal = committee()
    portal.edit(
        LIST,
        '<h1  class="mgMainTitleTxt" >Browse meetings - Cabinet</h1></div>',
        '<h1>Browse meetings</h1></div><h2 class="mgSubTitleTxt">Cabinet</h2>',
    )
    portal.edit(
        LIST,
        fixture("meetings_a.html").partition("<head>")[2].partition("</head>")[0],
        f"<title>Browse meetings - {SITE}</title>",
    )
    portal.visit()
    assert {
        one.document.details.get("committee") for one in portal.known.values() if one.document.kind == "meeting"
    } == {"Cabinet"}


@pytest.mark.soak
def test_an_endless_heading_costs_no_more_than_its_length() -> None:
    for bit in ("1 May 2026 ", "- ", "Cancelled, ", "(", "meeting is ", "| ", "CANCELLED from "):
        read_heading(bit * 5_000)
