"""Decisions, forward plans and news in three templates, and how each is followed from visit to visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture, page
from watcher.core.errors import NotUnderstood
from watcher.sources.moderngov import issue
from watcher.sources.moderngov.parse import decision, whatsnew
from watcher.sources.moderngov.parse import forward_plan as plan
from watcher.sources.moderngov.parse.forward_plan import due
from watcher.sources.moderngov.parse.links import portal_of

DAY = timedelta(days=1)
TEMPLATES = pytest.mark.parametrize("template", ["a", "b", "c"])
MADE = "mgDelegatedDecisions.aspx"


@TEMPLATES
def test_decisions_read_the_same_in_every_template(template: str) -> None:
    first, second = decision.parse_made(page(fixture(f"decisions_{template}.html")))
    assert (first.number, first.title) == ("8123", "Award of contract (short breaks)")
    assert (first.published, first.effective) == (date(2026, 11, 18), date(2026, 11, 26))
    assert (first.call_ins, first.call_in_until) == ("For call-in", date(2026, 11, 25))
    assert (second.number, second.call_in_until) == ("8120", None)


@every_example(
    ("effective", "label", "last", "basis"),
    [
        ("26&#47;11&#47;2026", "", date(2026, 11, 25), "worked out"),
        ("30&#47;11&#47;2026", "", date(2026, 11, 27), "worked out"),
        ("26&#47;11&#47;2026", "24/11/2026", date(2026, 11, 24), "printed"),
        ("", "", None, ""),
    ],
)
def test_the_last_day_for_call_in_is_as_printed_or_the_working_day_before_it_takes_effect(
    effective: str, label: str, last: date | None, basis: str
) -> None:
    text = fixture("decisions_a.html").replace("26&#47;11&#47;2026", effective)
    text = text.replace(">Call-ins<", ">Call-ins</th><th>Call-in deadline<")
    text = text.replace(">For call-in</td>", f">For call-in</td><td>{label}</td>")
    first = decision.parse_made(page(text))[0]
    assert (first.call_in_until, first.call_in_basis) == (last, basis)


@TEMPLATES
def test_forthcoming_decisions_read_the_same_in_every_template(template: str) -> None:
    found = decision.parse_forthcoming(page(fixture(f"forthcoming_{template}.html")))
    assert [(one.key, one.title, one.due, one.published) for one in found] == [
        ("i45003", "Temporary Accommodation Strategy", "2027-03-12", date(2026, 11, 9)),
        ("t-fees-and-charges", "Fees and charges", "February 2027", date(2026, 11, 9)),
    ]


@TEMPLATES
def test_a_plan_reads_the_same_in_every_template(template: str) -> None:
    found = plan.parse_items(page(fixture(f"plan_{template}.html")))
    assert [(one.key, one.title, one.due, one.maker, one.restriction) for one in found] == [
        ("i45002", "Reablement contract", "not before 4 February 2027", "Cabinet", "Part exempt"),
        ("t-short-breaks-review", "Short breaks: review", "December 2026", "Cabinet Member", ""),
    ]
    assert found[0].published == date(2026, 11, 1)


@TEMPLATES
def test_news_reads_the_same_in_every_template_and_in_the_feed(template: str) -> None:
    found = whatsnew.parse_page(page(fixture(f"news_{template}.html")))
    assert [(one.what, one.number) for one in found] == [
        ("meeting", "8092"),
        ("decision", "8123"),
        ("issue", "45001"),
        ("plan", "261"),
    ]
    assert found == whatsnew.parse_feed(page(fixture("news.xml")))


def test_empty_registers_plans_and_news_are_understood() -> None:
    assert decision.parse_made(page('<div id="modgov"><h1>Decisions</h1><p>None.</p></div>')) == []
    assert decision.parse_forthcoming(page('<div id="modgov"><h1>Forthcoming Decisions</h1></div>')) == []
    assert plan.parse_items(page('<div id="modgov"><h1>Forward plan</h1><p>No items.</p></div>')) == []
    assert whatsnew.parse_page(page('<div id="modgov"><h1>What\'s new</h1><form></form></div>')) == []


@every_example(
    "read",
    [decision.parse_made, decision.parse_forthcoming, plan.parse_items, plan.parse_editions, whatsnew.parse_page],
)
@every_example(
    "text",
    ["<p>Welcome to our council</p>", '<div id="modgov"><h1>Your councillors</h1></div>', fixture("issue_a.html")],
)
def test_another_page_is_none_of_these(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(NotUnderstood):
        read(page(text))


def test_a_page_is_no_feed_and_a_page_of_words_no_decision_or_issue() -> None:
    with pytest.raises(NotUnderstood, match="no feed"):
        whatsnew.parse_feed(page(fixture("news_a.html")))
    with pytest.raises(NotUnderstood):
        decision.parse(page("<h2>Hello</h2><p>World</p>"), portal_of(BASE), "1")
    with pytest.raises(NotUnderstood):
        issue.parse(page("<h2>Hello</h2><p>World</p>"), portal_of(BASE), "1")


@every_example(
    ("written", "said"),
    [
        ("12/03/2025", "2025-03-12"),
        ("Not before 4th Jan 2018", "not before 4 January 2018"),
        ("Not before 04/01/2018", "not before 4 January 2018"),
        ("December 2026", "December 2026"),
        ("DECEMBER, 2026", "December 2026"),
        ("In the  spring", "In the spring"),
        ("", ""),
    ],
)
def test_due_dates_have_one_form(written: str, said: str) -> None:
    assert due(written) == said


def decisions(**more: str) -> Portal:
    pages = {MADE: fixture("decisions_a.html"), "ieDecisionDetails.aspx?ID=8123": fixture("decision.html"), **more}
    return Portal({**pages}, "mgDelegatedDecisions.aspx?bcr=1&DM=0&DS=2&K=0&DR=&V=0")


def test_a_new_decision_is_told_with_its_page_and_its_papers() -> None:
    portal = decisions()
    whole = fixture("decisions_a.html")
    row = whole[whole.index("<tr><td") : whole.index("<tr><td", whole.index("<tr><td") + 5)]
    portal.pages[MADE] = whole.replace(row, "")
    portal.pages["ieDecisionDetails.aspx?ID=8120"] = fixture("decision.html").replace("s8301", "s8300")
    assert portal.visit() == []
    assert len(portal.asked) == 1
    portal.pages[MADE] = whole
    assert portal.visit(DAY) == ["new d8123", "new s8301"]
    told = portal.document("d8123")
    assert (told.title, told.published) == ("Award of contract (short breaks)", date(2026, 11, 18))
    assert dict(told.details) == {
        "status": "Recommendations Approved",
        "maker": "Director of Starting Well",
        "key": "Yes",
        "decided": "2026-11-12",
        "effective": "2026-11-26",
        "call_in": "Yes",
        "call_ins": "For call-in",
        "called_in": "no",
        "call_in_until": "2026-11-25",
        "call_in_basis": "worked out",
    }
    assert "respite care" in told.words
    assert portal.document("s8301").part_of == "d8123"


def test_a_decision_called_in_is_changed_and_its_old_papers_are_told_to_nobody() -> None:
    portal = decisions(**{"ieDecisionDetails.aspx?ID=8120": fixture("decision.html").replace("s8301", "s8300")})
    assert portal.visit() + portal.visit(DAY) + portal.visit(DAY) == []
    assert "s8301" in portal.known
    portal.edit("ieDecisionDetails.aspx?ID=8123", "Recommendations Approved", "Called in")
    assert portal.visit(DAY) + portal.visit(DAY) == ["changed d8123 status"]


def test_a_call_in_that_only_the_register_tells_is_a_change_and_one_that_is_over_is_none() -> None:
    portal = decisions()
    portal.visit()
    portal.edit(MADE, "For call-in", "Called-in")
    assert portal.visit(timedelta(hours=3)) == ["changed d8123 called_in"]
    portal.edit(MADE, "Not for call-in", "Call-in expired")
    assert portal.visit(timedelta(hours=3)) == []


def test_decisions_that_leave_the_range_and_empty_weeks_are_no_news() -> None:
    portal = decisions()
    portal.visit()
    portal.pages[MADE] = '<div id="modgov"><h1>Decisions</h1><p>No decisions in this range.</p></div>'
    portal.visit(DAY)
    assert portal.held  # decisions of last week can't be gone
    portal.visit(timedelta(days=70))
    assert portal.held == []
    assert not any(one.withdrawn for one in portal.known.values())


def test_one_decision_is_a_source_of_its_own() -> None:
    portal = decisions()
    portal.url = "ieDecisionDetails.aspx?ID=8123&LLL=0"
    assert portal.visit() == []
    assert list(portal.known) == ["d8123", "s8301"]
    portal.edit("ieDecisionDetails.aspx?ID=8123", "PDF 119 KB", "PDF 120 KB")
    assert portal.visit(DAY) == ["changed s8301 size"]
    assert portal.visit(DAY) == []


def test_forthcoming_decisions_that_slip_are_changed_and_those_made_are_not_withdrawn() -> None:
    portal = Portal({MADE: fixture("forthcoming_a.html")}, "mgDelegatedDecisions.aspx?DS=1")
    portal.visit()
    portal.edit(MADE, "12&#47;03&#47;2027", "14&#47;04&#47;2027")
    assert portal.visit(DAY) == ["changed i45003 due"]
    whole = fixture("forthcoming_a.html")
    start = whole.index(" <tr><td")
    portal.pages[MADE] = whole.replace(whole[start : whole.index("</tr>", start)], "").replace("12&#47;03", "14&#47;04")
    assert portal.visit(DAY) + portal.visit(DAY) == []


def plans(url: str = "mgListPlanItems.aspx?PlanId=214&RP=120") -> Portal:
    pages = {
        "mgPlansHome.aspx": fixture("plans_home.html"),
        "mgListPlans.aspx?RPId=120&RD=0": fixture("plans.html"),
        "mgListPlanItems.aspx?PlanId=261&RP=120": fixture("plan_a.html"),
    }
    return Portal({**pages}, url)


@every_example(
    "url", ["mgListPlanItems.aspx?PlanId=214&RP=120", "mgPlansHome.aspx?bcr=1", "mgListPlans.aspx?RPId=120&RD=0"]
)
def test_a_plan_moves_on_to_the_newest_and_its_documents_stay_the_same(url: str) -> None:
    portal = plans(url)
    assert portal.visit() == []
    assert list(portal.known) == ["i45002", "t-short-breaks-review"]
    portal.edit(
        "mgListPlans.aspx?RPId=120&RD=0",
        "<li>",
        '<li><a href="mgListPlanItems.aspx?PlanId=262">January 2027</a></li><li>',
    )
    portal.pages["mgListPlanItems.aspx?PlanId=262&RP=120"] = (
        fixture("plan_b.html")
        .replace("4th Feb 2027", "4th March 2027")
        .replace("Short breaks: review", "Fees and charges")
    )
    assert portal.visit(DAY) == ["changed i45002 due", "new t-fees-and-charges"]
    assert portal.document("i45002").url == BASE + "mgIssueHistoryHome.aspx?IId=45002&Opt=0"


def test_a_plan_item_that_leaves_before_it_is_due_is_withdrawn_and_after_it_is_not() -> None:
    portal = plans()
    portal.visit()
    home = "mgListPlanItems.aspx?PlanId=261&RP=120"
    whole = fixture("plan_a.html")
    start = whole.index(" <tr><td", whole.index("</tr>", whole.index("<td")))
    portal.pages[home] = whole[:start] + "</table></div></div></body></html>"
    assert portal.visit(DAY) + portal.visit(DAY) == ["withdrawn t-short-breaks-review"]
    later = plans()
    later.visit()
    later.pages[home] = portal.pages[home]
    assert later.visit(timedelta(days=20)) + later.visit(DAY) + later.visit(DAY) == []


NUMBERED = '<p  class="mgAiTitleTxt" ><a href="mgIssueHistoryHome.aspx?IId={}">Short breaks: review</a></p>'
PLAN = "mgListPlanItems.aspx?PlanId=261&RP=120"
BY_TITLE = '<p  class="mgAiTitleTxt" >Short breaks: review</p>'


def test_a_planned_decision_known_by_its_title_is_the_same_once_it_has_an_issue() -> None:
    portal = plans()
    portal.visit()
    portal.edit(PLAN, BY_TITLE, NUMBERED.format(45009))
    assert portal.visit(DAY) + portal.visit(DAY) == []
    portal.edit(PLAN, "Decision: </span>December 2026", "Decision: </span>January 2027")
    assert portal.visit(DAY) == ["changed t-short-breaks-review due"]
    row = f"<tr><td>3.</td><td>{NUMBERED.format(45010)}</td></tr></table>"
    portal.edit(PLAN, "</table>", row)
    assert portal.visit(DAY) == ["new i45010"]


def test_a_planned_decision_without_an_issue_that_is_renamed_is_changed() -> None:
    notice = '<p><span  class="mgLabel" >Notice of decision: </span>02&#47;11&#47;2026</p>'
    portal = plans()
    portal.edit(PLAN, BY_TITLE, BY_TITLE + notice)
    portal.visit()
    portal.edit(PLAN, "Short breaks: review", "Review of short breaks")
    assert portal.visit(DAY) == ["changed t-short-breaks-review title"]
    assert portal.visit(DAY) + portal.visit(DAY) == []
    portal.edit(PLAN, "02&#47;11&#47;2026", "03&#47;11&#47;2026")
    portal.edit(PLAN, "Review of short breaks", "School meals")
    assert portal.visit(DAY) == ["new t-school-meals"]


def test_two_planned_decisions_of_one_title_are_two() -> None:
    portal = plans()
    portal.visit()
    row = f"<tr><td>3.</td><td>{NUMBERED.format(45010)}</td></tr></table>"
    portal.edit(PLAN, BY_TITLE, NUMBERED.format(45009))
    portal.edit(PLAN, "</table>", row)
    assert portal.visit(DAY)[:2] == ["new i45009", "new i45010"]


def test_the_list_of_plans_is_not_asked_for_at_every_visit() -> None:
    portal = plans()
    portal.visit()
    portal.visit(timedelta(minutes=30))
    assert portal.asked == ["mgListPlanItems.aspx?PlanId=261&RP=120"]
