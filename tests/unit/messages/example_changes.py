"""Further alerts of councils, by name: what changed in a paper, in a plan and in a report's figures, what nobody may
read, what becomes of meetings and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.messages.example_documents import (
    COMMITTEE,
    DECISION,
    EVERYTHING,
    MEETING,
    PLANNED,
    paper,
    past,
    told,
)  # fmt: skip
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Document, Json, Quote, SinceLast, TextChange
from watcher.core.plans import PlanTurn
from watcher.core.promises import KeptPromise, Promise

REPLACED = {"text": ("0a", "1b"), "size": ("331 KB", "334 KB")}
POLICY = replace(paper("s4", "report", "Post-16 travel policy", item="9. Travel"), published=date(2026, 11, 6))
DIFF = (
    TextChange(2, "Families pay £450 a year.", "Families pay £950 a year."),
    TextChange(2, "It ends.", "It ends in May."),
    TextChange(3, None, "Personal travel budgets will replace buses from September."),
)
MORE_DIFF = (
    TextChange(4, "The consultation runs for twelve weeks.", None),
    TextChange(5, "Fee: none.", "Fee: £5."),
)
PLAN = paper("s8", "report", "SEND improvement plan", item="5. Improvement plan")
TURNS = (
    PlanTurn("state", "1.1 Recruit educational psychologists", "AMBER", "RED", 4),
    PlanTurn("state", "1.2 Audit plans", "GREEN", "at risk", 4),
    PlanTurn("due", "1.3 Train schools", "September 2026", "March 2027", 5),
    PlanTurn("due", "1.4 Move the team", "December 2026", "November 2026", 5),
    PlanTurn("state", "1.5 Write to parents", "RED", "complete", 6),
    PlanTurn("state", "1.6 Publish the offer", "RED", "GREEN", 6),
)
OVERDUE = (PlanTurn("past", "1.1 Recruit educational psychologists", "30 September 2026", "RED", 4),)
FIGURES = tuple(
    TextChange(2, f"{what} {old}", f"{what} {new}")
    for what, old, new in (
        ("Plans issued in 20 weeks:", "46%", "38%"), ("Average caseload", "17.8", "19.4"), ("Waiting for a plan:",
            "212", "260"),
        ("Tribunals lost:", "9", "14"),
    )
)  # fmt: skip
MINUTES = past("i1", "minutes", "Printed minutes", draft=False)
SENTENCE = "RESOLVED to ask that EHCP timeliness figures be brought to the next meeting."
PROMISE = Promise(SENTENCE, 3, "SEND", "Director of Education", "EHCP timeliness figures", to_next_meeting=True)
FOR_NEXT = KeptPromise(
    1, "people", "g1", "https://d.example.gov.uk/documents/i1.pdf", "People Committee", "m1", date(2026, 9, 29),
    PROMISE, ("send",),
)  # fmt: skip
BY_A_DAY = replace(
    FOR_NEXT, id=2, promise=Promise("Officers would publish the rota by 30 November.", 1, due=date(2026, 11, 30))
)
ANY_TIME = replace(FOR_NEXT, id=3, promise=Promise("The Director undertook to write to every parent.", 4))


def replaced(*diff: TextChange, source: str = "cabinet") -> Alert:
    alert = told(POLICY, "changed", fields=REPLACED, source=source)
    return replace(alert, change=replace(alert.change, diff=diff))


def since_last(document: Document, **since: object) -> Alert:
    alert = told(document)
    return replace(alert, change=replace(alert.change, since_last=SinceLast(**since)))  # type: ignore[arg-type]  # shorthand


def details(document: Document, **more: Json) -> Document:
    return replace(document, details={**document.details, **more})


def to_and_fro(document: Document, name: str, *states: Json, source: str = "cabinet") -> Alert:
    alert = told(document, "changed", source=source, reason=COMMITTEE, fields={name: (states[0], states[-1])})
    return replace(alert, change=replace(alert.change, unsettled={name: states}))


COUNCIL: dict[str, tuple[Alert, ...]] = {
    "a paper that was replaced, with what reads differently": (replaced(*DIFF),),
    "the same, where more differs": (replaced(*DIFF, *MORE_DIFF),),
    "a new version where there are public pages": (replaced(*DIFF, *MORE_DIFF),),
    "what else can differ in one": (replaced(TextChange(2, None, "Buses end."), TextChange(4, "Buses run.", None),
                                             TextChange(5, "It ends.", "It ends in May.")),),
    "a file that was replaced and could not be read": (told(POLICY, "changed", fields={"size": ("1 MB", "2 MB")}),),
    "a paper of scanned pages": (told(details(POLICY, scan={"pages": 3, "pictures": [1, 2, 3], "recognised": []})),),
    "a paper with some scanned pages": (
        told(details(POLICY, scan={"pages": 9, "pictures": [1, 2], "recognised": [1, 2]})),
    ),
    "a paper with one scanned page": (told(details(POLICY, scan={"pages": 9, "pictures": [4], "recognised": []})),),
    "a paper of which some scanned pages were read": (
        told(details(POLICY, scan={"pages": 9, "pictures": [1, 2, 3], "recognised": [1]})),
    ),
    "a paper that is kept from the public": (
        told(paper("s9", "report", "Contract award", item="10. Contract award", withheld=True), reason=COMMITTEE),
        told(paper("s10", "report", "Appendix B", withheld=True, restriction="Commercially sensitive"),
             reason=EVERYTHING),
    ),
    "an appendix that comes alone": (
        told(paper("s17", "report", "Appendix 2 - Routes", item="7. Transport"), reason=COMMITTEE),
    ),
    "a paper that is kept from the public, and why": (
        told(paper("s10", "report", "Appendix B", withheld=True, restriction="Commercially sensitive"),
            reason=EVERYTHING),
    ),
    "a restriction with its reasons": (
        told(paper("s11", "report", "Land at Rainham", restriction="Part exempt",
            reasons="Financial affairs of others."),
             reason=COMMITTEE),
    ),
    "a paper of a meeting with a webcast, a day before the deadline": (
        told(replace(paper("s15", "report", "Bus passes"), part_of="m3"), reason=Reason("words", "bus passes")),
    ),
    "two papers that were replaced": (
        replaced(TextChange(4, "The trial fee is £5.", "The fee is £5."), *DIFF),
        replace(replaced(*DIFF, *MORE_DIFF), change=replace(
            replaced(*DIFF, *MORE_DIFF).change, document=paper("s16", "report", "Fees"))),
    ),
    "papers that only mention it": (
        told(paper("s2", "report", "Budget", item="8. Budget"), quotes=(Quote(9, "Spending on EHCPs rose by £4m.",
            "send"),)),
        *(told(paper(f"s{n}", "report", f"Appendix {n}", item="8. Budget")) for n in (17, 18)),
    ),
    "an agenda with reports to follow": (
        told(
            paper("g1", "agenda", "Agenda frontsheet", items=[
                {"label": "7. Transport", "to_follow": True}, {"label": "8. Land", "restriction": "exempt"},
                *(f"{number}. Item" for number in range(9, 25)),
            ]),
            reason=COMMITTEE,
        ),
    ),
    "an agenda of which the reports are to follow": (
        told(paper("g1", "agenda", "Agenda frontsheet", items=[{"label": "7. Transport", "to_follow": True}]),
             reason=COMMITTEE),
        told(paper("s2", "report", "Budget", item="8. Budget"), reason=COMMITTEE),
    ),
    "a paper of another meeting": (
        told(replace(paper("s12", "report", "Fees 2027", for_meeting="Council, 2 December 2026"), part_of=""),
             reason=COMMITTEE),
        told(Document("s13", "report", "Consultation summary", "https://d.example.gov.uk/documents/s13.pdf",
                      summary="School places"), reason=COMMITTEE),
    ),
    "a decision sheet": (
        told(past("e1", "decisions", "Decisions", draft=False), reason=COMMITTEE),
    ),
    "a decision sheet that says what matters": (
        told(past("e1", "decisions", "Decisions"), quotes=(Quote(1, "Cabinet agreed to end the bus passes.", "send"),)),
    ),
    "final minutes with promises": (
        replace(told(MINUTES, reason=COMMITTEE), promises=(FOR_NEXT, BY_A_DAY, ANY_TIME)),
    ),
    "minutes with a promise without a day": (replace(told(MINUTES, reason=COMMITTEE), promises=(ANY_TIME,)),),
    "minutes with several promises": (
        replace(told(MINUTES, reason=COMMITTEE), promises=(FOR_NEXT, BY_A_DAY, ANY_TIME, replace(ANY_TIME, id=4))),
    ),
    "what goes on with an item that was told": (
        told(DECISION, reason=Reason("item", "Home to school transport contracts")),
    ),
    "a plan in which something turned": (since_last(PLAN, plan=TURNS),),
    "a plan in which two of each turned": (
        since_last(PLAN, plan=tuple(replace(turn, action=f"{turn.action} {n}") for n in (1, 2) for turn in TURNS)),
    ),
    "an action that is past its date": (
        replace(
            told(PLAN, "changed", fields={"overdue": ([], ["1.1"])}),
            change=replace(told(PLAN, "changed", fields={"overdue": ([], ["1.1"])}).change,
                           since_last=SinceLast(plan=OVERDUE)),
        ),
    ),
    "two actions that are past their dates": (
        replace(
            told(PLAN, "changed", fields={"overdue": ([], ["1.1", "1.2"])}),
            change=replace(told(PLAN, "changed", fields={"overdue": ([], ["1.1", "1.2"])}).change,
                           since_last=SinceLast(plan=(*OVERDUE, replace(OVERDUE[0], action="1.2 Audit plans")))),
        ),
    ),
    "a quarterly report in which many figures moved": (
        since_last(paper("s14", "report", "SEND performance, quarter 2"), figures=(*FIGURES, FIGURES[0]),
            before="9 September 2026"),
    ),
    "a quarterly report in which figures moved": (
        since_last(paper("s14", "report", "SEND performance, quarter 2"), figures=FIGURES, before="9 September 2026"),
    ),
    "a meeting that was postponed": (
        told(details(MEETING, status="postponed"), "changed", reason=COMMITTEE,
             fields={"status": ("confirmed", "postponed")}),
    ),
    "a meeting that its portal marks as rescheduled, no new day being said": (
        told(MEETING, "changed", reason=COMMITTEE, fields={"status": ("confirmed", "rescheduled")}),
    ),
    "a meeting that was deferred": (
        told(details(MEETING, status="deferred"), "changed", reason=COMMITTEE,
             fields={"status": ("confirmed", "deferred")}),
    ),
    "a meeting that was adjourned": (
        told(details(MEETING, status="adjourned"), "changed", reason=COMMITTEE,
             fields={"status": ("confirmed", "adjourned")}),
    ),
    "a meeting whose place is open": (
        told(details(MEETING, venue="TO BE CONFIRMED"), "changed", reason=COMMITTEE,
             fields={"venue": ("Town Hall, Romford", "TO BE CONFIRMED")}),
    ),
    "a meeting that goes ahead after all": (
        told(MEETING, "changed", reason=COMMITTEE, fields={"status": ("cancelled", "confirmed")}),
    ),
    "a meeting in another room": (
        told(details(MEETING, venue="Central Library"), "changed", reason=COMMITTEE,
             fields={"venue": ("Town Hall, Romford", "Central Library")}),
    ),
    "a meeting that the portal no longer lists": (told(MEETING, "withdrawn", reason=COMMITTEE),),
    "an agenda on a meeting's page": (
        told(details(MEETING, items=["7. Transport"], state="Agenda →"), "changed", reason=COMMITTEE,
             fields={"state": ("", "Agenda →")}),
    ),
    "a meeting that keeps moving": (to_and_fro(MEETING, "date", "2026-11-18", "2026-11-25"),),
    "a meeting with a contact and without a deadline": (
        told(replace(MEETING, details={**MEETING.details, "questions_until": "", "questions_to": "",
                                       "contact": "Ann Smith 01708 432431"}), reason=COMMITTEE),
    ),
    "a decision with the sheet of its meeting": (
        replace(told(DECISION, reason=Reason("item", DECISION.title)), elsewhere=(
            told(past("e1", "decisions", "Decisions", draft=False)).change,
        )),
    ),
    "a decision that takes effect later": (told(details(DECISION, effective="2026-11-30"), reason=COMMITTEE),),
    "a decision whose last day for call-in is worked out": (
        told(details(DECISION, effective="2026-11-30", call_in_basis="worked out"), reason=COMMITTEE),
    ),
    "a decision that is no key decision, nor approved": (
        told(details(DECISION, key="No", status="Noted", call_in_until=""), reason=COMMITTEE),
    ),
    "a paper, and that the agenda is on the meeting's page": (
        told(paper("s2", "report", "Budget", item="8. Budget"), reason=COMMITTEE),
        told(details(MEETING, state="Agenda"), "changed", reason=COMMITTEE,
             fields={"state": ("nothing yet", "Agenda")}),
    ),
    "a decision that is referred back": (
        told(details(DECISION, key="No", status="Referred back to Cabinet", call_in_until=""), reason=COMMITTEE),
    ),
    "a meeting with papers that was cancelled": (
        told(details(MEETING, status="cancelled", state="Agenda →"), "changed", reason=COMMITTEE,
             fields={"status": ("confirmed", "cancelled")}),
    ),
    "a replaced paper of which a sentence that matters differs": (
        replace(replaced(*DIFF), quotes=(Quote(2, DIFF[0].new or "", "send"),)),
    ),
    "a paper with a long title": (
        told(paper("s18", "report", "Requisition of a Cabinet decision: Home to school transport contracts 2027")),
    ),
    "a decision that is gone": (told(DECISION, "withdrawn", reason=COMMITTEE),),
    "an issue that is gone": (told(replace(PLANNED, kind="issue"), "withdrawn"),),
    "a planned decision that is brought forward": (
        told(details(PLANNED, due="November 2026"), "changed", fields={"due": ("December 2026", "November 2026")}),
    ),
}  # fmt: skip
