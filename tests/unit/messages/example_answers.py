"""What is said besides alerts, by name: reminders, what is told of promises, answers to commands that look things up,
and what those who run the watcher are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from tests.tools.lookups import FakeLookups
from tests.unit.messages.example_changes import (
    ANY_TIME,
    BY_A_DAY,
    DIFF,
    FOR_NEXT,
    MORE_DIFF,
    replaced,
    to_and_fro,
)  # fmt: skip
from tests.unit.messages.example_documents import (
    AGENDA,
    AREA_SEND,
    ARTICLE,
    AT,
    CANCELLED,
    DECISION,
    MEETING,
    MOVED,
    PLANNED,
    SCHOOL,
    SETTING,
    SOURCES,
    paper,
    past,
    told,
)  # fmt: skip
from tests.unit.messages.example_elsewhere import CONSULTATION, INSPECTED, LONG_SILENCE, UPHELD
from watcher.bot.commands import answer
from watcher.core.alerts import Alert, Message, Subscription
from watcher.core.chats import Catalogue, ChatSettings, Request
from watcher.core.deadlines import Deadline
from watcher.core.documents import ChangeKind, Document, DocumentKind
from watcher.core.meetings import UpcomingMeeting
from watcher.core.papers import PaperVersion
from watcher.core.plans import Plan, PlanAction
from watcher.core.promises import AgendaWithout
from watcher.core.queries import (
    KeptReminder,
    LinkedDocument,
    Remindable,
    SaidSentence,
    SearchHit,
    StoredData,
    Story,
)
from watcher.messages.promises import nudge_about
from watcher.messages.reminders import reminder
from watcher.messages.render import render, render_repeat
from watcher.messages.tally import tally
from watcher.rules.plan_cells import due_day

CHAT = 42
CATALOGUE = Catalogue(sources=tuple(SOURCES.values()))
FINDS = tuple(replace(alert, id=number) for number, alert in enumerate(AGENDA, 1))
TRIED = "https://d.example.gov.uk/mgPlans.aspx"
TODAY = AT.date()
NEXT_AGENDA = AgendaWithout("People Committee", "https://d.example.gov.uk/m2", date(2026, 12, 8))
QUESTION = Deadline("question", date(2026, 11, 13), "m1", time(12), "committees@havering.gov.uk")
OF_MEETING = (QUESTION, Deadline("meeting", date(2026, 11, 18), "m1", time(19)))
KEPT_REMINDER = KeptReminder(1, "Cabinet", MEETING.url, "m1", OF_MEETING)
STANDS = PaperVersion("cabinet", "s4", "a" * 64, "https://d.example.gov.uk/s4.pdf", 331_000, 4, AT - timedelta(days=4))


def action(label: str, state: str, due: str = "", *before: str, owner: str = "") -> PlanAction:
    return PlanAction(label, state, 3, owner, due, due_day(due) if due else None, before)


PLAN = Plan(
    "SEND improvement plan", "https://d.example.gov.uk/documents/s8.pdf", "cabinet", date(2026, 9, 9),
    (
        *(action(f"1.{n} Recruit psychologists", "RED", "31 March 2027", owner="Head of Assessment") for n in range(9)),
        action("2.1 Audit plans", "AMBER", "30 Sept 2026"),
        action("2.2 Publish the offer", "GREEN", "31 March 2027", "31 Dec 2026"),
        action("2.3 Move the team", "at risk", "Ongoing"),
    ),
)  # fmt: skip
FEES = SaidSentence(
    date(2026, 9, 29), "cabinet", "Cabinet", "The Leader said that no bus pass would end.",
    past("i1", "minutes", "Printed minutes"), 4,
)  # fmt: skip
HITS = tuple(
    SearchHit("cabinet", document, AT - timedelta(days=days))
    for document, days in (
        (past("i1", "minutes", "Printed minutes"), 95), (PLANNED, 90), (replace(PLANNED, kind="issue", key="q1"), 80),
            (MEETING, 70),
        (paper("s1", "report", "Home to school transport contracts", item="7. Transport"), 12), (DECISION, 0),
        (past("i1", "minutes", "Printed minutes"), 0), (ARTICLE, 0),
    )
)  # fmt: skip
SLIPPED = told(PLANNED, "changed", fields={"due": ("December 2026", "March 2027")}).change
STORY = Story(
    "Home to school transport contracts", HITS,
    (SLIPPED, replaced(*DIFF).change, *(told(paper("s1", "report", "Appendix 1"), kind).change
                                         for kind in ("withdrawn", "restored"))),
    HITS[:1],
)  # fmt: skip


def asked(text: str, known: FakeLookups | None = None, button: str = "", follows: str = "") -> list[Message]:
    """What is answered in a private chat."""
    known = replace(known or FakeLookups(), now=AT)
    mine = (Subscription(CHAT, follows),) if follows else ()
    found = answer(Request(CHAT, "private", text, button=button), CATALOGUE, ChatSettings(mine, since=AT), known)
    assert found
    if not found.html:
        return [Message(CHAT, f"({found.callback_text})")]
    toast = f"\n({found.callback_text})" if found.callback_text else ""
    instead = f"\n(or: {found.file.instead})" if found.file else ""
    drawn = found.picture
    alt = f"\n(the picture: {drawn.title}; {drawn.subtitle}; {drawn.foot}; {drawn.alt})" if drawn else ""
    return [
        Message(CHAT, found.html + toast + instead + alt, found.buttons),
        *(Message(CHAT, html) for html in found.more),
    ]


def plainly(html: str, *rest: object) -> list[Message]:
    return [Message(CHAT, html, *rest)]  # type: ignore[arg-type]  # the buttons


def reminded(deadline: Deadline, document: Document, *now: int) -> list[Message]:
    return plainly(*reminder(deadline, document, datetime(*now, tzinfo=UTC)))  # type: ignore[misc, arg-type]


def version(alert: Alert, *versions: PaperVersion) -> FakeLookups:
    change = replace(alert.change, versions=("a" * 64, "b" * 64) if alert.change.kind == "changed" else ("a" * 64,))
    return FakeLookups(alerts=[replace(alert, id=4, change=change)], versions=versions)


LACKING = replace(FOR_NEXT, lacking=NEXT_AGENDA)
OVER = replace(BY_A_DAY, promise=replace(BY_A_DAY.promise, due=date(2026, 10, 31)))
KEPT = replace(BY_A_DAY, id=5, state="kept", seen_on=date(2026, 11, 4), seen_title="THE MOWING ROTA", seen_url=TRIED)
COUNTED: tuple[tuple[DocumentKind, ChangeKind], ...] = (
    ("agenda", "new"), ("minutes", "new"), ("decisions", "new"), ("issue", "new"), ("plan-item", "new"),
    ("inspection", "new"), ("publication", "new"), ("page", "restored"),
)  # fmt: skip


def counted(number: int) -> list[Message]:
    """The first line of very many changes, for each kind so many of them."""
    plain = [told(replace(ARTICLE, kind=kind), event).change for kind, event in COUNTED]
    row = told(SCHOOL, "changed", fields={"latest_report": ("", "")}).change
    moved = [row, told(SCHOOL, "changed", fields={"address": ("1", "2")}).change]
    unsettled = to_and_fro(ARTICLE, "title", "a", "b").change
    return [Message(CHAT, tally([change] * number, "Somewhere").html) for change in (*plain, *moved, unsettled)]


Said = Callable[[], Sequence[Message]]
TOLD_BESIDES: dict[str, Said] = {
    "another outlet, once one has told it": lambda: [
        render_repeat(replace(told(ARTICLE, source="gazette"), elsewhere=(told(ARTICLE, source="herald").change,)),
            SETTING)
    ],
    "very many articles after a long silence": lambda: [
        message for message, _ in render(
            [told(replace(ARTICLE, key=f"a{n}", title=f"News {n}"), source="daily") for n in range(11)], SETTING,
            silent_since=AT - LONG_SILENCE,
        )
    ],
    "what very many changes come to": lambda: counted(12),
    "what one of very many comes to": lambda: counted(1),
    "what was found during a pause": lambda: [
        message for message, _ in render([told(ARTICLE, source="daily"), told(DECISION)], SETTING, missed=True)
    ],
    "a reminder of a question deadline": lambda: reminded(QUESTION, MEETING, 2026, 11, 12, 9),
    "a reminder of one without an address": lambda: reminded(replace(QUESTION, clock=None, to=""), MEETING, 2026, 11,
        11, 9),
    "a reminder of a meeting": lambda: reminded(OF_MEETING[1], MEETING, 2026, 11, 18, 9),
    "a reminder of a call-in": lambda: reminded(
        Deadline("call-in", date(2026, 11, 27), "d1"), DECISION, 2026, 11, 26, 9
    ),
    "a reminder of a consultation": lambda: reminded(
        Deadline("consultation", date(2026, 11, 30), "c1", time(17)), CONSULTATION, 2026, 11, 29, 9
    ),
    "promises that an agenda does not name": lambda: plainly(
        *nudge_about([LACKING, replace(LACKING, id=9, made=None)], "agenda", TODAY)
    ),
    "a promise whose day has passed": lambda: plainly(*nudge_about([BY_A_DAY], "date", date(2026, 12, 1))),
    "/reminders": lambda: asked("/reminders", FakeLookups(reminded=[KEPT_REMINDER, KeptReminder(2, "Schools Forum",
        "", "m2")])),
    "/reminders, with very many": lambda: [
        replace(message, buttons=message.buttons[-2:]) for message in asked("/reminders", FakeLookups(
            reminded=[replace(KEPT_REMINDER, number=n, title=f"Cabinet {n}", deadlines=()) for n in range(31)]
        ))
    ],
    "/reminders, without any": lambda: asked("/reminders"),
    "[ Remind me ]": lambda: asked(
        "", FakeLookups(alerts=[replace(told(MEETING), id=4)], open=[Remindable("cabinet", MEETING, OF_MEETING)]),
        "remind:0:alert:4",
    ),
    "[ Remind me ] once more": lambda: asked(
        "", FakeLookups(alerts=[replace(told(MEETING), id=4)], open=[Remindable("cabinet", MEETING, OF_MEETING)],
                        reminded=[KEPT_REMINDER]), "remind:0:alert:4",
    ),
    "[ Remind me ] of a decision and a consultation": lambda: asked(
        "", FakeLookups(alerts=[replace(told(MEETING), id=4)], open=[
            Remindable("cabinet", DECISION, [Deadline("call-in", date(2026, 11, 27), "d1")]),
            Remindable("consult", CONSULTATION, [Deadline("consultation", date(2026, 11, 30), "c1")]),
        ]), "remind:0:alert:4",
    ),
    "[ Remind me ] too late": lambda: asked("", FakeLookups(), "remind:0:alert:4"),
    "[ Drop ]": lambda: asked("", FakeLookups(reminded=[KEPT_REMINDER]), "remind:0:drop:1"),
    "[ Drop ] once more": lambda: asked("", FakeLookups(), "remind:0:drop:1"),
    "[ The version of ]": lambda: asked("", version(replaced(*DIFF), STANDS), "alert:0:version:4"),
    "[ The version of ] what was withdrawn": lambda: asked(
        "", version(told(paper("s4", "report", "Inclusion bases"), "withdrawn"), STANDS), "alert:0:version:4"
    ),
    "[ The version of ] what is kept no longer": lambda: asked(
        "", version(replaced(*DIFF), replace(STANDS, is_kept=False)), "alert:0:version:4"
    ),
    "[ The version of ] what is too large for Telegram": lambda: asked(
        "", version(replaced(*DIFF), replace(STANDS, size=57_400_000)), "alert:0:version:4"
    ),
    "[ The version of ] what is not known": lambda: asked("", version(replaced(*DIFF)), "alert:0:version:4"),
    "[ All changes ]": lambda: asked("", FakeLookups(alerts=[replace(replaced(*DIFF, *MORE_DIFF), id=4)]),
        "diff:0:show:4"),
    "[ All changes ], once forgotten": lambda: asked("", FakeLookups(), "diff:0:show:4"),
    "/plan": lambda: asked("/plan", FakeLookups(tracked=[PLAN])),
    "/plan, with nothing amiss": lambda: asked(
        "/plan", FakeLookups(tracked=[replace(PLAN, actions=[action("2.2 Publish", "GREEN")])])
    ),
    "/plan, before one is known": lambda: asked("/plan"),
    "/promises": lambda: asked(
        "/promises",
        FakeLookups(promised=[LACKING, OVER, BY_A_DAY, replace(ANY_TIME, made=None, topics=()), KEPT, FOR_NEXT]), "",
            "send",
    ),
    "/promises open, of very many": lambda: asked(
        "/promises open", FakeLookups(promised=[replace(BY_A_DAY, id=n, made=None, only_page=True) for n in range(21)])
    )[:1],
    "/promises open, without any": lambda: asked("/promises open"),
    "/promises, without any": lambda: asked("/promises"),
    "/promises of something": lambda: asked("/promises of the mayor"),
    "/said": lambda: asked("/said bus pass", FakeLookups(sentences=[FEES])),
    "/said, of what stands there no longer": lambda: asked("/said bus pass", FakeLookups(sentences=[
        replace(FEES, version=date(2026, 9, 22)), replace(FEES, version=date(2026, 9, 22), is_withdrawn=True),
    ])),
    "/said, not found": lambda: asked("/said bus pass"),
    "/said, alone": lambda: asked("/said"),
    "/ombudsman": lambda: asked("/ombudsman", FakeLookups(decided={"lgo": [UPHELD, replace(
        UPHELD, key="2", published=date(2024, 2, 1), title="Closed: Transport, Havering (24 001 002)",
        details={**UPHELD.details, "outcome": "Closed after initial enquiries", "remedy_sum": None},
    )]})),
    "/ombudsman, with one decision": lambda: asked("/ombudsman", FakeLookups(decided={"lgo": [replace(
        UPHELD, details={"reference": "1", "outcome": None, "council": "Havering"})]})),
    "/ombudsman, before one is known": lambda: asked("/ombudsman"),
    "/ombudsman of another": lambda: asked("/ombudsman nobody", FakeLookups(decided={"lgo": [UPHELD]})),
    "/story": lambda: asked("/story transport", FakeLookups(told_story=STORY)),
    "/story, of very many steps": lambda: asked("/story transport", FakeLookups(told_story=replace(
        STORY, documents=[replace(HITS[0], document=paper(f"s{n}", "report", "Contracts")) for n in range(41)],
        changes=(), near=()))),
    "/story, once it is over": lambda: asked("/story transport", FakeLookups(told_story=Story("Contracts", (
        SearchHit("cabinet", replace(DECISION, details={**DECISION.details, "decided": "2026-09-01",
                                                        "call_in_until": "2026-09-10"}), AT),)))),
    "/story, of a meeting": lambda: asked("/story Cabinet", FakeLookups(told_story=Story("Cabinet", near=HITS[:1]))),
    "/story, not found": lambda: asked("/story swimming pools"),
    "/story, near": lambda: asked("/story send strategies", FakeLookups(told_story=Story(near=HITS[:1]))),
    "/story, of a link": lambda: asked("/story https://d.example.gov.uk/mgIssueHistoryHome.aspx?IId=9"),
    "/story, alone": lambda: asked("/story"),
    "/meetings, with consultations": lambda: asked("/meetings", FakeLookups(asked_now=[
        CONSULTATION, replace(CONSULTATION, key="c2", title="Library hours", details={}),
        *(replace(CONSULTATION, key=f"c{n}", title=f"Survey {n}") for n in range(3, 12)),
    ])),
    "/ofsted": lambda: asked("/ofsted", FakeLookups(inspected={"ofsted": INSPECTED})),
    "/ofsted, before a report is known": lambda: asked("/ofsted ofsted", FakeLookups(
        inspected={"ofsted": [], "cabinet": INSPECTED})),
    "/meetings": lambda: asked("/meetings", FakeLookups(
        coming=[UpcomingMeeting("cabinet", MEETING, 4, wanted=True)], open=[Remindable("cabinet", MEETING,
            OF_MEETING)])),
    "/mydata": lambda: asked("/mydata", FakeLookups(
        reminded=[KEPT_REMINDER], stored=StoredData({(0, "cabinet", ""): AT})), "", "cabinet"),
    "a pasted link": lambda: asked(AREA_SEND.url, FakeLookups(pages=[LinkedDocument("ofsted", AREA_SEND, AT)])),
    "/latest": lambda: asked("/latest all", FakeLookups(changes=[
        alert.change for alert in (FINDS[2], told(CANCELLED, "changed", fields={"status": ("confirmed", "cancelled")}),
                                   told(DECISION), told(ARTICLE, source="daily"), told(UPHELD, source="lgo"),
                                   told(CONSULTATION, source="consult"))
    ])),
    "/search": lambda: asked("/search taxis", FakeLookups(documents=[
        replace(HITS[3], document=replace(HITS[3].document, words=MOVED.text)),
    ])),
}  # fmt: skip
