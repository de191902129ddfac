"""Why something is kept from the public, and who made a decision, is asked once, for what is new."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.unit.sources.moderngov_visits import Portal, fixture, page
from tests.unit.sources.test_moderngov_committee import committee
from tests.unit.sources.test_moderngov_decisions import plans
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.sources.moderngov.follow_ups import parse_reasons

DAY = timedelta(days=1)
AGENDA = "ieListDocuments.aspx?CId=153&MId=8092"
PLAN = "mgListPlanItems.aspx?PlanId=261&RP=120"
WHY, OTHER = "mgReasonsRestricted.aspx?OID=1&OT=1", "mgReasonsRestricted.aspx?OID=2&OT=1"
SAID = "By virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972."
REASONS = f'<html><div id="modgov"><h1>Reasons for restriction</h1><p>{SAID}</p><p>&nbsp;</p></div></html>'
NEW = (
    '<tr><td>74.</td><td><a name="AI55504"></a><p  class="mgAiTitleTxt" >Sale of land</p><p>Anticipated restriction: '
    'Fully exempt - <a href="mgReasonsRestricted.aspx?OT=1&amp;J=2&amp;OID=2">view reasons</a></p></td></tr></table>'
)


def settled() -> Portal:
    portal = committee()
    portal.pages |= {WHY: REASONS, OTHER: REASONS}
    assert portal.visit() == []
    return portal


def asked(portal: Portal) -> list[str]:
    return [path for path in portal.asked if path.startswith("mgReasons")]


def test_a_new_restricted_item_has_its_reasons_and_they_are_asked_for_once() -> None:
    portal = settled()
    assert asked(portal) == [], "the baseline asks for none"
    portal.edit(AGENDA, "</table>", NEW)
    assert portal.visit(DAY) == ["new ai55504"]
    assert asked(portal) == [OTHER]
    assert portal.document("ai55504").details["reasons"] == SAID
    portal.stamp = "<!-- read again -->"
    assert portal.visit(DAY) == []
    assert asked(portal) == []
    assert portal.document("ai55504").details["reasons"] == SAID


@pytest.mark.parametrize("answer", [Unreachable("404"), "<html><h1>Cut"])
def test_an_item_whose_reasons_cannot_be_read_is_told_without(answer: str | Unreachable) -> None:
    portal = settled()
    portal.pages[OTHER] = answer
    portal.edit(AGENDA, "</table>", NEW)
    assert portal.visit(DAY) == ["new ai55504"]
    assert "reasons" not in portal.document("ai55504").details


def test_a_planned_decision_that_becomes_restricted_has_its_reasons() -> None:
    portal = plans()
    portal.pages[WHY] = REASONS
    portal.edit(PLAN, "Part exempt", "Open")
    portal.visit()
    portal.edit(PLAN, "Open", "Part exempt")
    assert portal.visit(DAY) == ["changed i45002 restriction"]
    assert portal.document("i45002").details["reasons"] == SAID


DECIDED = '<ul><li><a href="ieDecisionDetails.aspx?AIId=55502">View the decision for item 72.</a></li></ul>'


def test_a_new_decision_of_an_agenda_has_its_maker_and_its_dates() -> None:
    portal = settled()
    portal.pages["ieDecisionDetails.aspx?AIId=55502"] = fixture("decision.html")
    portal.edit(AGENDA, "<p>Report to follow</p>", DECIDED)
    assert portal.visit(DAY) == ["new dai55502"]
    told = portal.document("dai55502")
    assert (told.title, told.published) == ("Home to School Transport", date(2026, 11, 18))
    assert {name: told.details[name] for name in ("maker", "decided", "status", "call_in")} == {
        "maker": "Director of Starting Well",
        "decided": "2026-11-12",
        "status": "Recommendations Approved",
        "call_in": "Yes",
    }
    assert "respite care" in told.words
    assert portal.visit(DAY) == []
    assert not [path for path in portal.asked if path.startswith("ieDecisionDetails")]


def test_a_new_decision_whose_page_cannot_be_read_is_told_without() -> None:
    portal = settled()
    portal.edit(AGENDA, "<p>Report to follow</p>", DECIDED)
    assert portal.visit(DAY) == ["new dai55502"]
    assert "maker" not in portal.document("dai55502").details


def test_after_a_refusal_no_further_page_is_asked_for() -> None:
    portal = settled()
    portal.pages |= {path: Refused("403") for path in (OTHER, "ieDecisionDetails.aspx?AIId=55502")}
    portal.edit(AGENDA, "<p>Report to follow</p>", DECIDED)
    portal.edit(AGENDA, "</table>", NEW)
    assert portal.visit(DAY) == ["new dai55502", "new ai55504"]
    assert asked(portal) == []


def test_reasons_are_the_words_of_the_page_without_its_heading() -> None:
    assert parse_reasons(page(REASONS)) == SAID
    assert (
        parse_reasons(page(f'<div id="modgov"><h1>Reasons</h1><table><tr><td><p>{SAID}</p></td></tr></table></div>'))
        == SAID
    )
    with pytest.raises(NotUnderstood):
        parse_reasons(page("<script>go()</script>"))
