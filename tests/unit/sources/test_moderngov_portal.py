"""A portal's root: everything on it, with few requests, whichever way answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.moderngov_visits import BASE, Portal, fixture
from tests.unit.sources.test_moderngov_service import meetings
from watcher.cli.demo.paper import pdf
from watcher.core.errors import NotUnderstood, Refused, SourceError, Unreachable
from watcher.core.visits import FailedReading, Reading

DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
PEOPLE = "People Overview & Scrutiny Sub Committee"
NEWS, ALL = "mgWhatsNew.aspx", "mgWebService.asmx/GetMeetings"
COMMITTEES = "".join(
    f"<committee><committeeid>{cid}</committeeid><committeetitle>{name}</committeetitle><committeedeleted>False"
    f"</committeedeleted><committeeexpired>{expired}</committeeexpired></committee>"
    for cid, name, expired in ((153, "Cabinet", False), (656, PEOPLE.replace("&", "&amp;"), False), (139, "Old", True))
)


LINES = '<div id="modgov"><h1>Meetings of It</h1><a href="ieListDocuments.aspx?CId={}&MId={}">{} 7.00 pm</a></div>'


def page_of(mid: int, when: str = "1st December", state: str = "Agenda") -> str:
    number = str(mid)
    text = (
        fixture("meeting_a.html")
        .replace("8092", number)
        .replace("1st December", when)
        .replace("Agenda and decisions", state)
    )
    return text.replace("s81", f"s{number}").replace("b4410", f"b{number}").replace("5550", f"{number}0")


def registers(url: str) -> str:
    return fixture("decisions_a.html" if "DS=2" in url else "forthcoming_a.html")


def portal(**options: list[str]) -> Portal:
    pages: dict[str, object] = {
        NEWS: '<div id="modgov"><h1>What\'s new</h1></div>',
        ALL: meetings((8092, "01/12/2026", "Confirmed"), (8102, "09/12/2026", "Confirmed")).replace(
            "</getmeetings>",
            meetings((9001, "08/12/2026", "Confirmed"), cid=656, name="People").partition("</meetingscount>")[2],
        ),
        "mgWebService.asmx/GetCommittees": f"<committees>{COMMITTEES}</committees>",
        "ieListDocuments.aspx?CId=153&MId=8092": page_of(8092),
        "ieListDocuments.aspx?CId=153&MId=8102": page_of(8102, "9th December"),
        "ieListDocuments.aspx?CId=656&MId=9001": page_of(9001, "8th December"),
        "mgDelegatedDecisions.aspx": registers,
        "mgPlansHome.aspx": fixture("plans_home.html"),
        "mgListPlans.aspx": fixture("plans.html"),
        "mgListPlanItems.aspx": fixture("plan_a.html"),
        "ieDecisionDetails.aspx": fixture("decision.html"),
    }
    return Portal(pages, options=options)  # type: ignore[arg-type]  # texts and one function, as Portal takes them


def kinds(one: Portal) -> dict[str, int]:
    counts: dict[str, int] = {}
    for known in one.known.values():
        counts[known.document.kind] = counts.get(known.document.kind, 0) + 1
    return counts


def test_a_root_holds_meetings_decisions_and_plans() -> None:
    one = portal()
    assert one.visit() == []
    assert kinds(one) == {
        "meeting": 3, "agenda": 6, "supplement": 3, "minutes": 3, "report": 9, "decision": 2, "plan-item": 4,
    }  # fmt: skip
    assert not [trouble for trouble in one.read if isinstance(trouble, FailedReading)]


@every_example("named", [["656"], [PEOPLE], ["people overview and scrutiny sub committee"]])
def test_committees_by_name_or_number_narrow_the_meetings(named: list[str]) -> None:
    one = portal(committees=named)
    one.visit()
    assert [key for key in one.known if key.startswith("m")] == ["m9001"]
    assert "d8123" in one.known
    one.visit(HALF_HOUR)
    assert not any("GetCommittees" in path for path in one.asked)


def test_a_committee_that_is_not_there_is_told_with_the_nearest_names() -> None:
    with pytest.raises(
        NotUnderstood, match=r"no committee called 'People Scrutiny'; nearest are People Overview .* \(656\)"
    ):
        portal(committees=["People Scrutiny"]).visit()
    with pytest.raises(NotUnderstood, match="no committee called 'Old'"):
        portal(committees=["Old"]).visit()


def test_of_several_committees_those_that_are_there_are_read_and_a_wrong_name_is_asked_about_once_a_day() -> None:
    one = portal(committees=["Cabinet", "People Scrutiny"])
    one.visit()
    assert {"m8092", "m8102"} <= one.known.keys()
    (trouble,) = [str(trouble.error) for trouble in one.read if isinstance(trouble, FailedReading)]
    assert "no committee called 'People Scrutiny'; nearest are People Overview" in trouble
    one.visit(HALF_HOUR)
    assert [str(trouble.error) for trouble in one.read if isinstance(trouble, FailedReading)] == [trouble]
    assert not any("GetCommittees" in path for path in one.asked)
    one.options = {"committees": ["Cabinet", PEOPLE]}
    one.pages["ieListMeetings.aspx?CId=656&Year=0"] = LINES.format(656, 9001, "8 Dec 2026")
    assert one.visit(HALF_HOUR) == []
    assert "m9001" in one.known
    assert not [trouble for trouble in one.read if isinstance(trouble, FailedReading)]


def test_names_are_found_on_the_page_where_the_service_is_silent() -> None:
    one = portal(committees=["Cabinet"])
    del one.pages["mgWebService.asmx/GetCommittees"], one.pages[ALL]
    one.pages["mgListCommittees.aspx"] = (
        '<div id="modgov"><h1>Committees</h1><a href="mgCommitteeDetails.aspx?ID=153">Cabinet</a></div>'
    )
    one.pages["ieListMeetings.aspx?CId=153&Year=0"] = fixture("meetings_a.html")
    one.visit()
    assert {"m8092", "m8102", "m7680"} <= one.known.keys()
    assert len([path for path in one.asked if path.startswith("mgWebService")]) == 1


def test_a_committee_watched_later_is_a_baseline_and_a_new_one_on_the_portal_is_news() -> None:
    one = portal(committees=["153"])
    one.visit()
    one.options = {"committees": ["153", "656"]}
    one.pages["ieListMeetings.aspx?CId=656&Year=0"] = LINES.format(656, 9001, "8 Dec 2026")
    assert one.visit(DAY) == []
    assert "m9001" in one.known
    whole = portal()
    whole.visit()
    more = meetings((9100, "10/12/2026", "Confirmed"), cid=700, name="Panel").partition("</meetingscount>")[2]
    whole.edit(ALL, "</getmeetings>", more)
    whole.pages["ieListDocuments.aspx?CId=700&MId=9100"] = page_of(9100, "10th December")
    assert whole.visit(DAY)[0] == "new m9100"


def eight_committees() -> Portal:
    """Each with two coming meetings full of papers, one of last week, and six of the months before; unlike real ones,
    their pages are never as they were."""
    one = portal()
    days = {1: "01/12/2026", 2: "09/12/2026", 3: "17/11/2026", **{n: f"0{n}/0{n}/2026" for n in range(4, 10)}}
    answers = (
        meetings(*((8000 + 10 * c + n, day, "Confirmed") for n, day in days.items()), cid=100 + c) for c in range(8)
    )
    rows = "".join(answer.partition("</meetingscount>")[2].partition("</getmeetings>")[0] for answer in answers)
    one.pages[ALL] = f"<getmeetings>{rows}</getmeetings>"
    when = {str(n): f"{int(day[:2])} {date(2026, int(day[3:5]), 1):%B}" for n, day in days.items()}
    one.pages["ieListDocuments.aspx"] = lambda url: page_of(int(url[-4:]), when[url[-1]]) + f"<!-- {one.now} -->"
    return one


@pytest.mark.soak  # quicker: eight committees at rest in end_to_end/test_portal_manners.py
def test_a_quiet_portal_of_eight_committees_costs_less_than_fifteen_requests_an_hour() -> None:
    one = eight_committees()
    one.visit()
    files = [known.document for known in one.known.values() if "/documents/" in known.document.url]
    one.pages |= {file.url.removeprefix(BASE): pdf(f"Words of {file.key}") for file in files}
    hours = []
    for _ in range(26):
        one.visit(HALF_HOUR)
        asked = len(one.asked)
        one.visit(HALF_HOUR)
        hours.append(asked + len(one.asked))
    assert len(files) == 8 * 3 * 6
    assert max(hours) <= 15
    assert sum(hours) / 26 < 11
    known = [one.document(file.key) for file in files]
    assert sum(bool(document.details.get("text")) for document in known) >= 40
    old = [f"m{8000 + 10 * c + n}" for c in range(8) for n in range(4, 10)]
    assert sum(one.document(mid).url in one.scopes for mid in old) > len(old) / 7


def test_news_makes_a_page_be_read_at_once_and_only_once() -> None:
    one = portal()
    one.visit()
    one.edit("ieListDocuments.aspx?CId=153&MId=8092", "PDF 388 KB", "PDF 390 KB")
    one.pages[NEWS] = fixture("news_a.html")
    assert one.visit(HALF_HOUR) == ["changed s809201 size"]
    assert "ieListDocuments.aspx?CId=153&MId=8092" in one.asked
    one.pages[NEWS] = fixture("news_a.html") + "<!-- read again -->"
    one.visit(timedelta(minutes=1))
    assert "ieListDocuments.aspx?CId=153&MId=8092" not in one.asked


def test_news_whose_page_fails_is_not_forgotten() -> None:
    one = portal()
    one.visit()
    path = "ieListDocuments.aspx?CId=153&MId=8092"
    kept, one.pages[path] = one.pages[path], Unreachable("down")
    one.pages[NEWS] = fixture("news_a.html")
    one.visit(HALF_HOUR)
    one.pages[path] = kept
    one.visit(HALF_HOUR)
    assert path in one.asked


def test_news_of_a_decision_has_the_register_read_before_its_time() -> None:
    one = portal()
    one.visit()
    one.pages[NEWS] = fixture("news_a.html")
    one.visit(HALF_HOUR)
    assert len([path for path in one.asked if path.startswith("mgDelegatedDecisions")]) == 2


def test_the_feed_stands_in_for_the_news_page_and_neither_is_needed() -> None:
    one = portal()
    one.pages[NEWS] = Unreachable("404")
    one.pages["mgRss.aspx"] = fixture("news.xml")
    one.visit()
    assert not [trouble for trouble in one.read if isinstance(trouble, FailedReading)]
    without = portal()
    without.pages[NEWS] = Unreachable("404")
    without.visit()
    assert "m8092" in without.known
    assert any("found later" in reading.damaged for reading in without.read if isinstance(reading, Reading))
    without.visit(HALF_HOUR)
    assert NEWS not in [path.partition("?")[0] for path in without.asked]


def test_a_portal_without_plans_is_no_failing_portal() -> None:
    one = portal()
    one.pages["mgPlansHome.aspx"] = Unreachable("404")
    one.visit()
    assert not [trouble for trouble in one.read if isinstance(trouble, FailedReading)]
    one.visit(HALF_HOUR)
    assert "mgPlansHome.aspx" not in one.asked


def test_a_register_that_was_there_and_fails_is_a_failure() -> None:
    one = portal()
    one.visit()
    one.pages["mgPlansHome.aspx"] = Unreachable("500")
    one.visit(DAY)
    assert [trouble.scope for trouble in one.read if isinstance(trouble, FailedReading)] == [BASE + "mgPlansHome.aspx"]


@pytest.mark.parametrize("error", [Unreachable("down"), Refused("403")])
def test_a_portal_that_answers_nothing_is_an_error(error: SourceError) -> None:
    one = portal()
    one.pages = dict.fromkeys(one.pages, error)
    one.pages |= dict.fromkeys(["mgListCommittees.aspx", "mgRss.aspx", "mgWebService.asmx/GetAllMeetingsByDate"], error)
    with pytest.raises(type(error)):
        one.visit()


@pytest.mark.parametrize("way", ["GetAllMeetingsByDate?lCommitteeId=0", "GetAllMeetingsByDate?lCommitteeId=-1"])
def test_the_call_that_gives_all_meetings_is_found_out_once(way: str) -> None:
    one = portal()
    full = one.pages[ALL]
    assert isinstance(full, str)
    one.pages[ALL] = "<getmeetings><meetingscount> 0</meetingscount></getmeetings>"
    one.pages["mgWebService.asmx/GetAllMeetingsByDate"] = lambda url: (
        full if way in url else "<getallmeetingsbydate></getallmeetingsbydate>"
    )
    one.visit()
    assert "m8092" in one.known
    one.visit(DAY)
    calls = [path for path in one.asked if path.startswith("mgWebService") and "Meetings" in path]
    assert [call.startswith(f"mgWebService.asmx/{way}") for call in calls] == [True]


def test_an_empty_answer_after_a_full_one_is_not_believed() -> None:
    one = portal()
    one.visit()
    one.pages[ALL] = "<getmeetings><meetingscount> 0</meetingscount></getmeetings>"
    one.pages["mgListCommittees.aspx"] = (
        '<div id="modgov"><h1>Committees</h1><a href="mgCommitteeDetails.aspx?ID=153">Cabinet</a></div>'
    )
    one.pages["ieListMeetings.aspx?CId=153&Year=0"] = fixture("meetings_a.html")
    told = one.visit(DAY)
    assert not [change for change in told if change.startswith("withdrawn")]
    assert "new m7680" not in told


def test_a_calendar_of_all_committees_is_the_root() -> None:
    one = portal()
    one.url = "mgCalendarMonthView.aspx?GL=1&CID=0"
    one.visit()
    assert kinds(one)["decision"] == 2
