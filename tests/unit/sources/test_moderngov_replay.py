"""A portal that lives through two months: the exact changes a subscriber hears of, on their day, and no other.

Every page is served with other bytes each day, as real portals do, so that nothing is silent for being unchanged alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.unit.sources.moderngov_visits import Portal, fixture
from tests.unit.sources.test_moderngov_portal import ALL, NEWS, page_of, portal
from tests.unit.sources.test_moderngov_service import meetings

CABINET, NEXT, SCRUTINY, EXTRA = (
    f"ieListDocuments.aspx?CId={cid}&MId={mid}" for cid, mid in ((153, 8092), (153, 8102), (656, 9001), (656, 9100))
)


def bare(mid: int, when: str) -> str:
    return page_of(mid, when).partition('<div class="mgLinks"')[0] + "</div></body></html>"


def agenda_is_published(one: Portal) -> None:
    one.pages[NEXT] = page_of(8102, "9th December").replace("Printed draft minutes", "Agenda in large print")
    one.edit(
        NEWS, "</div>", '<li>23/11/2026 - Agenda published: <a href="ieListDocuments.aspx?MId=8102">It</a></li></div>'
    )


def supplement_comes_late(one: Portal) -> None:
    link = '<li><a href="documents/b4500/Supplement.pdf?T=9">Supplementary Agenda 2</a></li>'
    one.edit(NEXT, '<ul  class="mgActionList" >', f'<ul  class="mgActionList" >{link}')


def report_is_replaced(one: Portal) -> None:
    one.edit(NEXT, "PDF 388 KB", "PDF 401 KB")


def meeting_is_cancelled(one: Portal) -> None:
    one.edit(
        ALL, "08/12/2026</meetingdate><meetingstatus>Confirmed", "08/12/2026</meetingdate><meetingstatus>Cancelled"
    )


def minutes_are_published(one: Portal) -> None:
    one.edit(CABINET, ">Agenda<", ">Agenda, decisions and minutes<")
    one.edit(CABINET, ">Printed draft minutes<", ">Printed minutes<")
    one.edit(CABINET, "Printed draft minutes 01st", "Printed minutes 01st")


def decision_is_published(one: Portal) -> None:
    made = fixture("decisions_a.html").replace("8120", "8200").replace("Road closures", "School meals contract")
    due = fixture("forthcoming_a.html")
    one.pages["mgDelegatedDecisions.aspx"] = lambda url: (
        made.replace("16&#47;11", "16&#47;12") if "DS=2" in url else due
    )
    one.pages["ieDecisionDetails.aspx?ID=8200"] = (
        fixture("decision.html").replace("s8301", "s8400").replace("18&#47;11&#47;2026", "16&#47;12&#47;2026")
    )


def plan_has_a_new_edition(one: Portal) -> None:
    one.edit("mgListPlans.aspx", "<ul", '<a href="mgListPlanItems.aspx?PlanId=262">January 2027</a><ul')
    one.pages["mgListPlanItems.aspx?PlanId=262&RP=120"] = (
        fixture("plan_c.html").replace("4th Feb 2027", "4th March 2027").replace("Short breaks: review", "School meals")
    )


def meeting_is_added(one: Portal) -> None:
    more = meetings((9100, "20/01/2027", "Confirmed"), cid=656, name="People").partition("</meetingscount>")[2]
    row = more[more.index("<meeting>") : more.index("</committeemeetings>")]
    served = str(one.pages[ALL])
    place = served.rindex("</committeemeetings>")
    one.pages[ALL] = served[:place] + row + served[place:]
    one.pages[EXTRA] = bare(9100, "20th January")


def meeting_is_moved(one: Portal) -> None:
    one.edit(ALL, "20/01/2027</meetingdate>", "27/01/2027</meetingdate>")
    one.edit(EXTRA, "20th January", "27th January")


def appendix_is_withdrawn(one: Portal) -> None:
    served = str(one.pages[NEXT])
    start = served.index('<li><a href="documents/s810202')
    one.pages[NEXT] = served[:start] + served[served.index("</li>", start) + 5 :]


LIFE: dict[int, tuple[Callable[[Portal], None], list[str]]] = {
    1: (agenda_is_published, [
        "new g8102/agenda frontsheet cabinet", "new g8102/public reports pack cabinet", "new b8102",
        "new g8102/agenda in large print cabinet", "new s810201", "new s810202", "new ai810203",
    ]),
    11: (supplement_comes_late, ["new b4500"]),
    12: (report_is_replaced, ["changed s810201 size"]),
    13: (meeting_is_cancelled, ["changed m9001 status"]),
    22: (minutes_are_published, ["changed m8092 state", "new g8092/printed minutes cabinet"]),
    25: (decision_is_published, ["new d8200", "new s8400"]),
    31: (plan_has_a_new_edition, ["changed i45002 due", "new t-school-meals"]),
    40: (meeting_is_added, ["new m9100"]),
    44: (meeting_is_moved, ["changed m9100 date"]),
    50: (appendix_is_withdrawn, ["withdrawn s810202"]),
}  # fmt: skip


@pytest.mark.soak  # quicker: test_moderngov_life.py; its first days in end_to_end/test_portal_replay.py
def test_two_months_of_a_portal_tell_exactly_what_happened() -> None:
    one = portal()
    one.pages[NEXT], one.pages[SCRUTINY] = bare(8102, "9th December"), bare(9001, "8th December")
    assert one.visit() == []
    expected, told = [], []
    for day in range(1, 61):
        if day in LIFE:
            happens, changes = LIFE[day]
            happens(one)
            expected += changes
        visits = 2 if {day, day - 1} & LIFE.keys() else 1
        for _ in range(visits):
            one.stamp = f"<!-- made on day {day} -->"
            told += one.visit(timedelta(hours=24 / visits))
    assert told == expected
    assert one.held == []
    assert one.document("b4500").details["first_seen"] == "2026-12-02"
    assert "late" not in one.document("b4500").details
    assert "late" not in one.document("s810201").details
    assert one.document("d8200").details["call_in"] == "Yes"
