"""A plan that turns over three quarters: its followers hear which states turn, which dates slip, and once which pass;
/plan shows how it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.features.end_to_end.boroughs import Borough, Item, Meeting
from tests.features.end_to_end.town import Town, founded
from tests.tools.says import says as says_in_order

HEAD = "Ref Action Lead Due date RAG Progress"
RECRUIT = "1.1 Recruit social workers for every team Head of Assessment {} {} Posts are being filled"
AUDIT = "1.2 Audit all EHC plans over a year old QA Manager {} {} Work goes on"
PUBLISH = "2.1 Publish the SEND strategy Head of SEND {} {} The board has seen it"
LEGEND = "RAG key: RED late, AMBER at risk, GREEN on track"
PAGE = "/documents/s902/Report.pdf#page="
MONTH = timedelta(days=31)


def plan(recruit: tuple[str, str], audit: tuple[str, str], publish: tuple[str, str]) -> tuple[str, ...]:
    """The two pages of a quarter's paper."""
    first = "\n".join((HEAD, RECRUIT.format(*recruit), AUDIT.format(*audit), LEGEND))
    return f"Improvement plan for children with SEND\n{first}", "\n".join((HEAD, PUBLISH.format(*publish)))


def meets(number: int, when: date, paper: int, pages: tuple[str, ...]) -> Meeting:
    return Meeting(number, when, items=[Item("6", "SEND improvement plan", paper, pages)])


def test_a_plan_is_told_as_it_turns_over_three_quarters(tmp_path: Path, database: Path) -> None:
    with founded(tmp_path, datetime(2026, 6, 1, 9, 30, tzinfo=UTC)) as town:
        town.watches("cabinet", "/ieListMeetings.aspx?CId=153&Year=0")
        borough = Borough([Meeting(1, date(2026, 5, 13))])
        borough.shows(town)
        (ann,) = town.subscribers({42: ["send"]})
        june = plan(("30 Sept 2026", "AMBER"), ("31/12/26", "GREEN"), ("Q3 2026/27", "AMBER"))
        says(town, borough, meets(2, date(2026, 6, 10), 901, june))
        assert "In the plan" not in "".join(town.told(ann)), "what is read first has not turned"

        september = plan(("30 Sept 2026", "RED"), ("31/12/26", "Complete"), ("31 March 2027", "AMBER"))
        says(town, borough, meets(3, date(2026, 9, 9), 902, september), later=3 * MONTH)
        tells_what_turned(town.told(ann))
        assert not town.once(later=MONTH).failed  # October: what was due by the end of September is not done
        tells_what_is_past(town.told(ann))
        assert town.log()[-1].fields == {"overdue": ([], ["1.1 Recruit social workers for every team"])}
        town.clock.forward(MONTH)
        ann.says("/plan")
        assert not town.once().failed
        shows_how_it_stands(town.told(ann))  # and not once more that the date is past

        december = plan(("31 Jan 2027", "GREEN"), ("31/12/26", "Complete"), ("31 March 2027", "AMBER"))
        says(town, borough, meets(4, date(2026, 12, 9), 903, december), later=MONTH)
        (said,) = town.told(ann)
        assert "In the plan: 1 date slipped; 1 other" in said


def tells_what_turned(told: list[str]) -> None:
    (said,) = told
    assert "In the plan: 1 action turned red; 1 date slipped; 1 action is complete\n" in said
    assert f"• 1.1 Recruit social workers for every team <{PAGE}1>: AMBER → RED\n" in said
    assert f"• 2.1 Publish the SEND strategy <{PAGE}2>: due Q3 2026/27 → 31 March 2027\n" in said
    assert f"• 1.2 Audit all EHC plans over a year old <{PAGE}1>: GREEN → complete\n" in said
    assert "“Recruit" not in said, "a row is no sentence"


def tells_what_is_past(told: list[str]) -> None:
    (said,) = told
    assert said.startswith("Changed: SEND improvement plan </documents/s902/Report.pdf>: 1 action is past")
    assert (f"\n• 1.1 Recruit social workers for every team <{PAGE}1>: due 30 Sept 2026, RED in this paper\n\n") in said


def shows_how_it_stands(told: list[str]) -> None:
    (said,) = told
    assert says_in_order(
        said,
        "SEND improvement plan </documents/s902/Report.pdf>\n",
        "9 September 2026",
        "3 actions",
        f"Red (1)\n• 1.1 Recruit social workers for every team <{PAGE}1>, RED, was due 30 Sept 2026, "
        "Head of Assessment\n\n",
        f"Slipped (1)\n• 2.1 Publish the SEND strategy <{PAGE}2>, AMBER, due Q3 2026/27 → 31 March 2027, "
        "Head of SEND\n\n",
    )


def says(town: Town, borough: Borough, meeting: Meeting, *, later: timedelta = timedelta(days=1)) -> None:
    """The council publishes the papers of a meeting."""
    borough.meetings.append(meeting)
    borough.shows(town)
    assert not town.once(later=later).failed
