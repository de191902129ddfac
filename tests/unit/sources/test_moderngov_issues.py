"""Issues in three templates, and how one is followed with all that hangs on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from watcher.core.errors import Unreachable
from watcher.sources.moderngov import issue
from watcher.sources.moderngov.parse.links import portal_of

DAY = timedelta(days=1)
ISSUE = "mgIssueHistoryHome.aspx?IId=45592&Opt=0"


@every_example("template", ["a", "b", "c"])
def test_an_issue_reads_the_same_in_every_template(template: str) -> None:
    portal = portal_of(BASE + ("councilmeetings/" if template == "c" else ""))
    found = issue.parse(page(fixture(f"issue_{template}.html")), portal, "45592")
    assert found.title == "Improvement plan for children's services"
    assert found.details == {"status": "For consideration", "due": "2027-03-12", "type": "Key", "wards": "(All Wards)"}
    assert found.published == date(2026, 6, 15)
    assert [(one.key, one.title, one.size) for one in found.papers] == [("s8201", "Improvement plan v2", "59 KB")]
    assert [(one.key, one.when) for one in found.linked] == [("m8102", date(2027, 3, 12))]
    assert [tab.removeprefix(portal.base) for tab in found.tabs] == [
        ISSUE,
        "mgIssueHistoryChronology.aspx?IId=45592&Opt=2",
        "mgDecisionDetails.aspx?IId=45592&Opt=1",
    ]


def issues() -> Portal:
    decided = fixture("issue_a.html").replace("s8201/Improvement", "s8299/Improvement")
    tab = '<ul><li><a href="ieDecisionDetails.aspx?ID=9001">Approve the plan</a></li></ul><p>For consideration'
    pages = {
        ISSUE: fixture("issue_a.html"),
        "mgIssueHistoryChronology.aspx": fixture("issue_a.html"),
        "mgDecisionDetails.aspx?IId=45592&Opt=1": decided.replace("<p>The plan", tab + "<p>The plan"),
    }
    return Portal({**pages}, "mgIssueHistoryHome.aspx?IId=45592&optionId=0")


def test_an_issue_is_told_with_all_that_hangs_on_it_each_once() -> None:
    portal = issues()
    assert portal.visit() == []
    assert sorted(portal.known) == ["d9001", "i45592", "m8102", "s8201", "s8299"]
    assert portal.document("d9001").part_of == portal.document("s8201").part_of == "i45592"
    assert portal.document("m8102").details["date"] == "2027-03-12"
    portal.edit(ISSUE, "12&#47;03&#47;2027 by", "14&#47;04&#47;2027 by")
    portal.edit(ISSUE, "For consideration", "Recommendations approved")
    portal.edit(ISSUE, '<ul  class="mgBulletList" >', '<ul><li><a href="documents/s8202/B.pdf">Appendix B</a></li>')
    assert portal.visit(DAY) == ["changed i45592 status due", "new s8202"]


def test_a_consultation_and_a_related_issue_hang_on_an_issue_too() -> None:
    portal = issues()
    portal.visit()
    more = (
        '<ul><li><a href="mgConsultationDisplay.aspx?ID=12&amp;J=1">Have your say</a> (running until 25/09/2027)</li>'
        '<li><a href="mgIssueHistoryHome.aspx?IId=45700">Funding of the plan</a></li>'
        '<li><a href="mgIssueHistoryHome.aspx?IId=45592">This plan</a></li>'
    )
    portal.edit(ISSUE, '<ul  class="mgBulletList" >', more)
    assert portal.visit(DAY) == ["new c12", "new i45700"]
    told = portal.document("c12")
    assert (told.kind, told.title, told.summary) == ("publication", "Have your say", "running until 25/09/2027")
    assert told.url == BASE + "mgConsultationDisplay.aspx?ID=12"
    assert portal.document("i45700").part_of == "i45592"


def test_the_tabs_of_a_quiet_issue_are_read_again_after_hours() -> None:
    portal = issues()
    portal.visit()
    portal.visit(timedelta(minutes=30))
    assert [path for path in portal.asked if not path.startswith("documents/")] == [ISSUE]
    portal.visit(timedelta(hours=6))
    assert len([path for path in portal.asked if not path.startswith("documents/")]) == 3


def test_a_tab_that_fails_does_not_lose_the_issue() -> None:
    portal = issues()
    portal.pages["mgDecisionDetails.aspx?IId=45592&Opt=1"] = Unreachable("no answer")
    portal.visit()
    assert "s8201" in portal.known
    assert portal.visit(DAY) == []


def test_another_name_of_the_page_is_the_same_issue() -> None:
    portal = replace(issues(), url="ieIssueDetails.aspx?IId=45592&Opt=3")
    portal.pages["ieIssueDetails.aspx?IId=45592&Opt=3"] = fixture("issue_b.html")
    portal.visit()
    assert portal.document("i45592").url == BASE + "ieIssueDetails.aspx?IId=45592&Opt=3"
