"""Why something is kept from the public is asked once, for what is restricted since now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.sources.moderngov_visits import Portal, page
from tests.sources.test_moderngov_committee import committee
from tests.sources.test_moderngov_registers import plans
from watcher.errors import NotUnderstood, Unreachable
from watcher.sources.moderngov.reasons import parse

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


def test_reasons_are_the_words_of_the_page_without_its_heading() -> None:
    assert parse(page(REASONS)) == SAID
    assert parse(page(f'<div id="modgov"><h1>Reasons</h1><table><tr><td><p>{SAID}</p></td></tr></table></div>')) == SAID
    with pytest.raises(NotUnderstood):
        parse(page("<script>go()</script>"))
