"""What happens in the six weeks, each thing at its moment; all times are London's, which are those of UTC in winter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.tools.borough import texts
from tests.tools.borough.papers import Decision, Item, Meeting, Paper, PlanItem
from tests.tools.borough.portal import Portal, shell
from tests.tools.borough.press import Feed
from tests.tools.borough.world import ISSUE, Borough

BEGINS = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
ENDS = datetime(2026, 12, 13, 20, tzinfo=UTC)
CABINET, NEXT_CABINET, SCRUTINY, NEXT_SCRUTINY, BOARD, FORUM, HEALTH = 8001, 8002, 9001, 9002, 9101, 9201, 9501
YOUNG = "Children's Services Scrutiny Committee"
ASK = (
    "Members of the public may ask a question at this meeting. Questions must be received by noon on "
    "Friday 13 November 2026 and sent to committees@eastmere.example."
)
Happening = Callable[[Borough, datetime], None]


def on(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def held() -> list[Meeting]:
    """The meetings that are known when the story begins."""
    coming = [
        Meeting(CABINET, 153, "Cabinet", on(11, 18, 19)),
        Meeting(NEXT_CABINET, 153, "Cabinet", on(12, 16, 19)),
        Meeting(SCRUTINY, 656, YOUNG, on(11, 17, 18, 30)),
        Meeting(NEXT_SCRUTINY, 656, YOUNG, on(12, 8, 18, 30)),
        Meeting(BOARD, 532, "Overview and Scrutiny Board", on(12, 3, 19, 30)),
        Meeting(FORUM, 300, "Schools Forum", on(11, 19, 8, 30)),
        Meeting(HEALTH, 374, "Health and Wellbeing Board", on(11, 25, 13)),
    ]
    others = [(9301, "Planning Committee", (11, 12)), (9302, "Planning Committee", (11, 26))]
    others += [(9303, "Planning Committee", (12, 10)), (9401, "Licensing Sub-Committee", (11, 11))]
    others += [(9402, "Licensing Sub-Committee", (11, 25)), (9601, "Pensions Committee", (12, 1))]
    numbers = {"Planning Committee": 400, "Licensing Sub-Committee": 401, "Pensions Committee": 402}
    coming += [Meeting(mid, numbers[name], name, on(*day, 19)) for mid, name, day in others]
    return coming


def begun(borough: Borough) -> None:
    """How everything stands on the first day."""
    borough.portal = Portal(
        held(), plans={261: ("November 2026", [PlanItem(45002, "Parks strategy", "December 2026")])}
    )
    plan = ("IMPROVEMENT PLAN\nThe plan answers the inspection: social workers hold 24 cases.",)
    borough.portal.loose = [Paper(f"documents/s82{n}1/Improvement plan v{n}.pdf", "Plan", plan) for n in (2, 3)]
    borough.portal.issues = {ISSUE: issue("Improvement plan v2"), 45002: shell("Issue details", "<p>Parks.</p>")}
    for id_, name in (("herald", "Eastmere Herald"), ("recorder", "The Recorder"), ("post", "Borough Post")):
        borough.feeds[id_] = Feed(id_, name)
    borough.feeds["newsroom"] = Feed("newsroom", "Council newsroom")
    for feed in borough.feeds.values():
        for number in range(3):
            feed.prints(f"Eastmere market day {number} by {feed.name}", "Stalls.", on(10, 20 + number))
    report = ["Inspection of Eastmere local authority children's services\nNothing more."]
    borough.ofsted.publishes(
        "50239788", "Children's services inspection", "11 December 2023", "16 February 2024", report
    )
    borough.ofsted.schools = {
        "100001": ("Hazel Grange Special School, Eastmere", "3 May 2023", "Good"),
        "100002": ("Meadow Primary School, Eastmere", "8 June 2024", "Good"),
        "100003": ("St Anne's Primary School, Eastmere", "9 June 2022", "Outstanding"),
    }


def issue(document: str) -> str:
    lines = '<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">Improvement plan for children\'s services</h2></div>'
    lines += '<p><span  class="mgLabel" >Status: </span>For consideration</p><p  class="mgLabel" >Documents</p>'
    path = f"documents/s82{document[-1]}1/{document}.pdf"
    lines += (
        f'<ul  class="mgBulletList" ><li><a href="{path}">{document}<span  class="mgFileSize" > PDF 59 KB</span></a>'
    )
    return shell("Issue details", lines + "</li></ul>")


def paper(number: int, title: str, pages: tuple[str, ...], size: str = "PDF 388 KB") -> Paper:
    return Paper(f"documents/s{number}/{title.replace(':', '')}.pdf", title, pages, size)


def published(borough: Borough, at: datetime, mid: int, *items: Item, front: str = "") -> None:
    meeting = borough.portal.meeting(mid)
    meeting.publish(*items, front=front)
    borough.portal.tells(at.date(), "Agenda published", meeting)


def scrutiny_agenda(borough: Borough, at: datetime) -> None:
    items = [
        Item(5, "EHCP timeliness", paper(81001, "EHCP timeliness and quality", texts.TIMELINESS)),
        Item(6, "Inclusion bases", paper(81002, "Inclusion bases in mainstream schools", texts.BASES)),
    ]
    published(borough, at, SCRUTINY, *items)


def cabinet_agenda(borough: Borough, at: datetime) -> None:
    budget = "\n".join(f"Budget line {number}: highways and parks, as before." for number in range(20))
    items = [
        Item(4, "Budget monitoring", paper(82001, "Budget monitoring, period 6", (budget, budget))),
        Item(5, "Local Plan", paper(82002, "Local Plan: timetable", ("The Local Plan goes to inquiry in May 2027.",))),
        Item(6, "Libraries", paper(82005, "Summer reading challenge", texts.LIBRARIES)),
        Item(7, "Transport", paper(82003, "Home to school transport contracts", texts.TRANSPORT)),
        Item(8, "Travel", paper(82004, "Post-16 travel policy", texts.policy("£450", "twelve weeks"), "PDF 331 KB")),
    ]
    published(borough, at, CABINET, *items, front=ASK)


def forum_agenda(borough: Borough, at: datetime) -> None:
    published(borough, at, FORUM, Item(4, "High needs", paper(83001, "High needs block: forecast", texts.DEFICIT)))


def board_agenda(borough: Borough, at: datetime) -> None:
    called = paper(84001, "Requisition of a Cabinet decision: Home to school transport contracts", texts.CALL_IN)
    published(borough, at, BOARD, Item(4, "Requisition", called))


def bases_withdrawn(borough: Borough, at: datetime) -> None:
    meeting = borough.portal.meeting(SCRUTINY)
    meeting.items = [item for item in meeting.items if item.number != 6]


def bases_restored(borough: Borough, at: datetime) -> None:
    bases = Item(6, "Inclusion bases", paper(81002, "Inclusion bases in mainstream schools", texts.BASES))
    borough.portal.meeting(SCRUTINY).items.insert(3, bases)


def forum_cancelled(borough: Borough, at: datetime) -> None:
    borough.portal.meeting(FORUM).status = "Cancelled"


def health_postponed(borough: Borough, at: datetime) -> None:
    borough.portal.meeting(HEALTH).status = "Postponed"


def supplement(borough: Borough, at: datetime) -> None:
    path = "documents/b4500/High needs recovery plan 18-Nov-2026 Cabinet.pdf?T=9"
    meeting = borough.portal.meeting(CABINET)
    meeting.files.append(Paper(path, "Supplementary agenda: High needs recovery plan", texts.RECOVERY, "PDF 210 KB"))
    borough.portal.tells(at.date(), "Agenda published", meeting)


def policy_replaced(borough: Borough, at: datetime) -> None:
    (item,) = (item for item in borough.portal.meeting(CABINET).items if item.number == 8)
    item.paper = paper(82004, "Post-16 travel policy", texts.policy("£950", "six weeks"), "PDF 334 KB")


def cabinet_decides(borough: Borough, at: datetime) -> None:
    meeting = borough.portal.meeting(CABINET)
    meeting.state = "Agenda and decisions"
    path = f"documents/g{CABINET}/Decisions 18-Nov-2026 19.00 Cabinet.pdf?T=2"
    meeting.files.append(Paper(path, "Decisions", texts.DECISIONS, "PDF 60 KB"))
    (item,) = (item for item in meeting.items if item.number == 7)
    item.decision = "That the award of seven contracts be approved. Call-in expires at 5pm on Friday 27 November 2026."
    borough.portal.tells(at.date(), "Decision sheet published", meeting)
    words = "That the award of seven contracts be approved."
    registered(
        borough,
        at,
        Decision(
            8130, "Home to school transport contracts", "Cabinet", words, at.date(), date(2026, 11, 28), meeting=meeting
        ),
    )


def registered(borough: Borough, at: datetime, made: Decision) -> None:
    """It stands in the register, and among what is new."""
    borough.portal.decisions.append(made)
    path = f"ieDecisionDetails.aspx?ID={made.number}"
    borough.portal.news.insert(0, (at.date(), "Decision published", path, made.title))


def minutes(borough: Borough, at: datetime) -> None:
    meeting = borough.portal.meeting(CABINET)
    meeting.state = "Agenda, decisions and minutes"
    path = f"documents/g{CABINET}/Printed minutes 18-Nov-2026 19.00 Cabinet.pdf?T=1"
    meeting.files.append(Paper(path, "Printed minutes", texts.MINUTES, "PDF 90 KB"))
    (item,) = (item for item in meeting.items if item.number == 7)
    item.minute = "RESOLVED that the seven contracts be awarded, and that a review be reported after six months."
    borough.portal.tells(at.date(), "Minutes published", meeting)


def board_decides(borough: Borough, at: datetime) -> None:
    meeting = borough.portal.meeting(BOARD)
    meeting.state = "Agenda and decisions"
    (item,) = (item for item in meeting.items if item.number == 4)
    item.decision = "That the decision be referred back to Cabinet on 16 December 2026."
    borough.portal.tells(at.date(), "Decision sheet published", meeting)
    title = "Requisition of a Cabinet decision: Home to school transport contracts"
    made = Decision(
        8131,
        title,
        meeting.committee,
        item.decision,
        at.date(),
        at.date(),
        call_in=False,
        status="Referred back to Cabinet",
        meeting=meeting,
    )
    registered(borough, at, made)


def short_breaks_awarded(borough: Borough, at: datetime) -> None:
    purpose = "To award the contract for short breaks for disabled children at £1.4m over three years."
    award = paper(85001, "Award report", texts.AWARD)
    title = "Award of contract: short breaks"
    made = Decision(8123, title, "Director of Starting Well", purpose, at.date(), date(2026, 11, 28), paper=award)
    registered(borough, at, made)


def notice(borough: Borough, at: datetime) -> None:
    borough.notices.notices.append((21, texts.NOTICE, f"{at:%Y-%m-%d}"))


def verdict(borough: Borough, at: datetime) -> None:
    label = "Area SEND full inspection"
    borough.ofsted.publishes("50310001", label, "5 October 2026", "24 November 2026", texts.VERDICT)


def letter(borough: Borough, at: datetime) -> None:
    borough.ofsted.publishes("50310002", "Monitoring visit", "3 November 2026", "1 December 2026", texts.LETTER)


def school_falls(borough: Borough, at: datetime) -> None:
    name = borough.ofsted.schools["100001"][0]
    borough.ofsted.schools["100001"] = (name, "2 December 2026", "Requires improvement")


def plan_grows(borough: Borough, at: datetime) -> None:
    words = "To approve 96 more places for pupils with SEND."
    added = PlanItem(45010, "Oak Lodge special school: expansion", "Not before 10th March 2027", words)
    borough.portal.plans[262] = ("December 2026", [*borough.portal.plans[261][1], added])
    path = "mgListPlanItems.aspx?PlanId=262&RP=120"
    borough.portal.news.insert(0, (at.date(), "Publication of plan", path, "Forward Plan December 2026"))
    borough.portal.issues[45010] = shell("Issue details", "<p>Oak Lodge.</p>")


def improvement_plan(borough: Borough, at: datetime) -> None:
    borough.portal.issues[ISSUE] = issue("Improvement plan v3")


def scrutiny_moved(borough: Borough, at: datetime) -> None:
    borough.portal.meeting(NEXT_SCRUTINY).at = on(12, 15, 18, 30)


def herald_renames(borough: Borough, at: datetime) -> None:
    borough.feeds["herald"].suffix = " - Eastmere Herald"


def prints(feed: str, title: str, summary: str = "") -> Happening:
    """An article in a paper."""
    return lambda borough, at: borough.feeds[feed].prints(title, summary, at)
