"""What several pages of a portal show is told by one of them."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.sources.moderngov_visits import fixture
from tests.unit.sources.test_moderngov_portal import portal, registers

DAY = timedelta(days=1)


def test_a_decision_due_that_stands_in_the_plan_too_is_told_once() -> None:
    one = portal()
    one.visit()
    one.pages["mgDelegatedDecisions.aspx"] = lambda url: (
        registers(url).replace("45003", "45002").replace("Temporary", "A")
    )
    assert one.visit(DAY) == []
    assert one.document("i45002").title == "Reablement contract"


def test_a_decision_due_that_the_plan_has_under_another_number_is_told_once() -> None:
    one = portal()
    due = fixture("forthcoming_a.html").replace(
        "mgIssueHistoryHome.aspx?IId=45003&amp;Opt=0", "ieDecisionDetails.aspx?ID=9104"
    )
    due = due.replace("Temporary Accommodation Strategy", "Reablement contract")
    one.pages["mgDelegatedDecisions.aspx"] = lambda url: fixture("decisions_a.html") if "DS=2" in url else due
    assert one.visit() == []
    assert "pd9104" not in one.known
    assert one.visit(timedelta(hours=5)) + one.visit(timedelta(hours=5)) == []
