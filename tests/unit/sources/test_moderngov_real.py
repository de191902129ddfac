"""Every real page of a portal that we hold (../shared/real/moderngov): read as what it is, and as nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from tests.tools.soaks import some
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.moderngov import issue
from watcher.sources.moderngov.parse import committee, decision, forward_plan, meeting, webservice, whatsnew
from watcher.sources.moderngov.parse.files import papers_in
from watcher.sources.moderngov.parse.links import link, portal_of
from watcher.sources.moderngov.parse.page import links, open_page

PORTAL = portal_of("https://democracy.example.gov.uk/")


@pytest.fixture
def captured(real: Path) -> Callable[[str], Page]:
    """A captured page by its name under ../shared/real/moderngov."""
    return lambda name: Page(f"{PORTAL.base}{Path(name).stem}", (real / "moderngov" / name).read_bytes(), "text/html")


def test_kirklees_register_leaves_out_the_row_that_is_no_decision(captured: Callable[[str], Page]) -> None:
    found = decision.parse_made(captured("kirklees/mgDelegatedDecisions_DS2_V0.html"))
    assert [(one.number, one.published, one.effective, one.call_ins) for one in found] == [
        ("13567", date(2025, 4, 1), date(2025, 4, 1), "Not for call-in"),
        ("13149", date(2025, 11, 3), date(2025, 11, 3), "Not for call-in"),
    ]
    assert found[0].title.startswith("Settlement Agreement")
    assert found[0].title.endswith("Railway Street, Huddersfield")
    assert found[1].title == "Admission of the Public"


def test_kirklees_decision_with_a_document(captured: Callable[[str], Page]) -> None:
    found = decision.parse(captured("kirklees/ieDecisionDetails_with_document.html"), PORTAL, "1")
    assert (found.title, found.status) == ("Minutes of Previous Meeting", "Recommendations Approved")
    assert (found.published, found.decided) == (date(2015, 10, 22), date(2015, 10, 19))
    (paper,) = found.papers
    assert (paper.key, paper.title, paper.size) == ("s7942", "polc2 - 23.09.2015", "119 KB")
    assert paper.url == PORTAL.base + "documents/s7942/polc2%20-%2023.09.2015.pdf"


def test_kirklees_key_decision(captured: Callable[[str], Page]) -> None:
    found = decision.parse(captured("kirklees/ieDecisionDetails_key_decision.html"), PORTAL, "2")
    assert (found.is_key, found.call_in, found.papers) == ("Yes", "Yes", ())
    assert found.maker == "Strategic Director for Environment"
    assert (found.published, found.decided) == (date(2026, 8, 5), date(2026, 8, 4))
    assert "waste treatment" in found.title
    assert "processing" in found.words


def test_kirklees_search_results_hold_every_form_of_link(captured: Callable[[str], Page]) -> None:
    shell = open_page(captured("kirklees/ieSearchResults2_drug_and_alcohol.html"), "search")
    assert shell.framed
    assert shell.heading == "Search results"
    found = [(link(href).page, link(href).id("mid"), link(href).id("iid")) for _, href in links(shell.body)]
    assert ("ielistdocuments", "377", "") in found
    assert ("mgissuehistoryhome", "", "30192") in found
    assert not any(page == "mgwhatsnew" for page, _, _ in found)  # the navigation lies outside
    papers = papers_in(shell.body, PORTAL)
    assert [(paper.key[0], paper.size) for paper in papers] == [
        ("a", "99 KB"),
        ("o", "15 KB"),
        ("o", "309 KB"),
        ("o", "313 KB"),
    ]
    assert papers[0].title == "Appendix C - Objection 3 (7.1)"
    assert papers[0].url == PORTAL.base + "mgConvert2PDF.aspx?ID=49857&ISATT=1"


def test_dublin_page_of_a_bootstrap_template(captured: Callable[[str], Page]) -> None:
    shell = open_page(captured("dublin/mgMeetingAttendance_ID2324.html"), "attendance")
    assert (shell.heading, shell.framed) == ("Meeting attendance", True)
    assert shell.subtitle == "Monday 6th November, 2017 6.15 pm, Monthly Council Meeting"


def test_manchester_meetings(captured: Callable[[str], Page]) -> None:
    (found,) = webservice.parse_meetings(captured("manchester/GetMeetings.xml"), date(2026, 1, 1), date(2026, 12, 31))
    assert (found.cid, found.name) == ("144", "Audit Committee")
    assert [(one.mid, one.when, one.status) for one in found.meetings] == [
        ("4966", date(2026, 1, 13), "cancelled"),
        ("4967", date(2026, 2, 10), ""),
    ]


def test_manchester_committees_without_the_expired_one(captured: Callable[[str], Page]) -> None:
    found = webservice.parse_committees(captured("manchester/GetCommittees.xml"))
    assert [(one.cid, one.name) for one in found] == [("163", "Art Galleries Committee"), ("144", "Audit Committee")]


def test_manchester_meeting(captured: Callable[[str], Page]) -> None:
    found = webservice.parse_meeting(captured("manchester/GetMeeting.xml"))
    assert (found.when, found.clock, found.state) == (date(2026, 2, 10), time(10), "Agenda and minutes")
    assert found.venue == "Council Antechamber, Level 2, Town Hall Extension"
    assert [(item.ai, item.label) for item in found.items] == [("18831", "1. Minutes"), ("18833", "9. Work Programme")]
    assert [(paper.key, paper.published) for item in found.items for paper in item.papers] == [
        ("a60860", date(2026, 2, 2)),
        ("a60909", date(2026, 2, 2)),
    ]
    assert "Governance and Scrutiny Support Unit" in found.items[1].words


READERS: dict[str, Callable[[Page], object]] = {
    "list": lambda page: committee.parse_meetings(page, "1"),
    "committees": committee.parse_committees,
    "meeting": lambda page: meeting.parse(page, PORTAL),
    "register": decision.parse_made,
    "forthcoming": decision.parse_forthcoming,
    "decision": lambda page: decision.parse(page, PORTAL, "1"),
    "issue": lambda page: issue.parse(page, PORTAL, "1"),
    "plan": forward_plan.parse_items,
    "editions": forward_plan.parse_editions,
    "news": whatsnew.parse_page,
    "feed": whatsnew.parse_feed,
    "service meetings": lambda page: webservice.parse_meetings(page, date.min, date.max),
    "service committees": webservice.parse_committees,
    "service meeting": webservice.parse_meeting,
}
# A register of decisions made and one of decisions due differ in nothing but what is asked.
IS = {
    "kirklees/ieSearchResults2_drug_and_alcohol.html": set(),
    "kirklees/mgDelegatedDecisions_DS2_V0.html": {"register", "forthcoming"},
    "kirklees/ieDecisionDetails_with_document.html": {"decision"},
    "kirklees/ieDecisionDetails_key_decision.html": {"decision"},
    "kent/ieDocSearch_form.html": set(),
    "dublin/mgMeetingAttendance_ID2324.html": set(),
    "manchester/GetCommittees.xml": {"service committees"},
    "manchester/GetMeetings.xml": {"service meetings"},
    "manchester/GetMeeting.xml": {"service meeting"},
    "east-herts/GetCouncillorsByWard_empty.xml": set(),
}


@pytest.mark.parametrize("name", some(IS, every=4), ids=IS)
def test_a_real_page_is_understood_as_what_it_is_and_as_nothing_else(
    captured: Callable[[str], Page], name: str
) -> None:
    understood = set()
    for kind, read in READERS.items():
        try:
            read(captured(name))
        except NotUnderstood:
            continue
        understood.add(kind)
    assert understood == IS[name]


def test_every_real_page_is_tried(real: Path) -> None:
    there = {str(path.relative_to(real / "moderngov")) for path in (real / "moderngov").rglob("*.*ml")}
    assert there == set(IS)
