"""Which documents carry on an item that was told before, and which neighbours do not: one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document, DocumentKind
from watcher.rules.item_thread import carries_on, folded, is_standing, item_title, named_items, names, same_item

HOST = "https://democracy.example.gov.uk/"
SEPTEMBER = datetime(2026, 9, 8, 9, tzinfo=UTC)


def document(
    kind: DocumentKind, key: str, title: str, *, part_of: str = "", host: str = HOST, **details: Any
) -> Document:
    return Document(key, kind, title, host + key, details=details, part_of=part_of)


def report(key: str, item: str, *, of: int = 8092, day: str = "16 September 2026", **more: Any) -> Document:
    """A report of a numbered item of a meeting; its file bears a name of its own."""
    committee = more.pop("committee", "Cabinet")
    more |= {"item": item, "committee": committee, "meeting": f"{committee}, {day}"}
    made = document("report", key, f"Report {key}", part_of=f"m{of}", **more)
    return replace(made, summary=item.partition(" ")[2])


def decision(number: int, title: str, **details: Any) -> Document:
    return document("decision", f"d{number}", title, **details)


def minutes(of: int, day: str = "16 September 2026") -> Document:
    key, meeting = f"g{of}/printed minutes", f"Cabinet, {day}"
    return document("minutes", key, "Printed minutes", part_of=f"m{of}", meeting=meeting)


def change(of: Document, after: int = 0, kind: Any = "new", **more: Any) -> Change:
    return Change(kind, of, at=SEPTEMBER + timedelta(days=after), source="portal", **more)


TRANSPORT = report("s1", "7. Home to school transport contracts", issue="i45002")
PLANNED = document("plan-item", "i45002", "Home to School Transport Contracts", maker="Cabinet")
MONITORING = report("s2", "8. Budget monitoring")
CASES_THAT_DO = {
    "a decision whose page links the issue of its report": (
        TRANSPORT, decision(7700, "Award of contracts for vehicles", issue="i45002")),
    "a decision of the same title, however it is written": (
        report("s1", "7. Home to school transport – contracts & routes"),
        decision(7700, "HOME TO SCHOOL TRANSPORT: CONTRACTS AND ROUTES ref: 7700 (Part exempt)")),
    "the decision of the item on its agenda": (
        TRANSPORT, document("decision", "dai71", "Home to school transport contracts", part_of="m8092")),
    "the item that was kept back, and its decision by the same number": (
        document("report", "ai71", "Placement", part_of="m8092", item="7. Placement", meeting="Cabinet, 1 May 2026"),
        document("decision", "dai71", "Award", part_of="m8092")),
    "the minutes of its meeting": (TRANSPORT, minutes(8092)),
    "the minutes of the meeting at which a decision was made": (
        decision(7700, "Home to school transport", made_at="m8092"), minutes(8092)),
    "the next committee that has it": (
        TRANSPORT, report("s9", "4. Home to school transport contracts", of=9001, committee="People Committee",
                          day="6 October 2026")),
    "the same committee that has it again, as it was deferred": (
        TRANSPORT, report("s9", "12. Home to school transport contracts", of=8095, day="14 October 2026")),
    "the plan item that announces its decision": (TRANSPORT, PLANNED),
    "the report on what was planned": (PLANNED, replace(TRANSPORT, details={**TRANSPORT.details, "issue": ""})),
    "the decision that was forthcoming under its number": (
        document("plan-item", "pd9104", "Award"), decision(9104, "Award of contracts")),
    "a call-in that names it": (
        TRANSPORT, report("s9", "5. CALL-IN OF A CABINET DECISION – HOME TO SCHOOL TRANSPORT CONTRACTS", of=9002,
                          committee="Overview & Scrutiny Board", day="29 September 2026")),
    "a call-in that names it first": (
        TRANSPORT, report("s9", "5. Home to school transport contracts: requisition of decision", of=9002)),
    "a meeting that its issue is to go to": (
        TRANSPORT, document("meeting", "m9001", "People Committee", part_of="i45002", date="2026-10-06")),
    "a paper of its issue, for another meeting": (
        TRANSPORT, document("report", "s9", "Addendum", part_of="i45002", for_meeting="Council, 6 October 2026")),
    "budget monitoring, decided at the meeting that had it": (
        MONITORING, decision(7701, "Budget monitoring", maker="Cabinet", decided="2026-09-16")),
    "budget monitoring of another quarter, under the same issue": (
        replace(MONITORING, details={**MONITORING.details, "issue": "i5"}),
        report("s9", "9. Budget monitoring", of=8099, issue="i5")),
}  # fmt: skip
CASES_THAT_DO_NOT = {
    "another decision": (TRANSPORT, decision(7702, "Leisure centre contracts")),
    "a decision of the same title in another portal": (
        TRANSPORT, document("decision", "d1", "Home to school transport contracts", host="https://other.example.org/")),
    "a decision of one title that says it is of another issue": (
        TRANSPORT, decision(7700, "Home to school transport contracts", issue="i99")),
    "the minutes of another meeting": (TRANSPORT, minutes(8093, "14 October 2026")),
    "the minutes of the meeting, for who was told of the last one's minutes": (
        report("s3", "2. Minutes"), minutes(8092)),
    "one more paper of the same meeting": (
        TRANSPORT, report("s1b", "7. Home to school transport contracts", issue="i45002")),
    "budget monitoring of another quarter": (
        MONITORING, report("s9", "9. Budget monitoring", of=8099, day="9 December 2026")),
    "budget monitoring that another meeting decided": (
        MONITORING, decision(7701, "Budget monitoring", maker="Cabinet", decided="2026-12-09")),
    "a title that says its quarter": (
        report("s2", "8. Revenue budget, quarter 1"), decision(7701, "Revenue budget, quarter 2")),
    "a call-in of something else": (
        TRANSPORT, report("s9", "5. Call-in of a Cabinet decision – leisure centre contracts", of=9002)),
    "a title that only begins alike": (
        TRANSPORT, report("s9", "5. Home to school transport contracts for adults", of=9002)),
    "a title of one word": (report("s2", "8. SEND"), report("s9", "4. SEND", of=9001, day="6 October 2026")),
    "the minutes, for who was told of an agenda": (
        document("agenda", "g8092/agenda", "Agenda", part_of="m8092"), minutes(8092)),
    "an article of the same title": (
        TRANSPORT, document("article", "a1", "Home to school transport contracts")),
    "the same report through another source": (TRANSPORT, TRANSPORT),
    "a budget of another year": (report("s2", "8. Council budget 2026/27"), decision(1, "Council budget 2027/28")),
    **{f"“{title}”, which stands on every agenda": (
        report("s3", f"2. {title}"), report("s4", f"2. {title}", of=9001, day="6 October 2026"))
       for title in ("Minutes", "Apologies for absence", "URGENT BUSINESS", "Exclusion of the Press and Public",
                     "Declarations of interest", "Minutes of the meeting of 4 July 2026", "Date of next meeting")},
}  # fmt: skip


@every_example("case", CASES_THAT_DO)
def test_an_item_is_carried_on_by(case: str) -> None:
    told, later = CASES_THAT_DO[case]
    assert carries_on(change(later, 20), change(told))
    assert names(told) & names(later)  # by which the store looks for it


@every_example("case", CASES_THAT_DO_NOT)
def test_an_item_is_not_carried_on_by(case: str) -> None:
    told, later = CASES_THAT_DO_NOT[case]
    assert not carries_on(change(later, 20), change(told))


HELD = document("meeting", "m8092", "Cabinet", date="2026-09-16", time="19:00")
FOR_CABINET = document("report", "s9", "Addendum", part_of="i45002", for_meeting="Cabinet, 16 September 2026")


def altered(meeting: Document = HELD, kind: Any = "changed", **fields: Any) -> Change:
    return change(meeting, 3, kind, fields=fields)


@every_example(
    "fields",
    [
        {"status": ("Confirmed", "Cancelled")}, {"status": ("Confirmed", "POSTPONED to October")},
        {"date": ("2026-09-15", "2026-09-16")}, {"time": ("18:30", "19:00")}, {"venue": ("Town Hall", "Library")},
        {"status": ("Cancelled", "Confirmed")},
    ],
)  # fmt: skip
@every_example("told", [TRANSPORT, FOR_CABINET])
def test_a_meeting_that_will_not_be_as_was_told_carries_on_what_stood_on_its_agenda(
    told: Document, fields: dict[str, Any]
) -> None:
    assert carries_on(altered(**fields), change(told))
    assert names(told) & names(HELD)


@every_example(
    "later",
    [
        altered(state=("Agenda", "Agenda and minutes")), altered(items=([], ["7. Transport"])),
        altered(title=("Cabinet", "The Cabinet")), altered(status=("Provisional", "Confirmed")), altered(kind="new"),
        altered(replace(HELD, key="m8093", details={"date": "2026-10-14"}), status=("Confirmed", "Cancelled")),
        altered(replace(HELD, key="m9001", title="People Committee"), status=("Confirmed", "Cancelled")),
        replace(altered(status=("Confirmed", "Cancelled")), unsettled={"status": ("Confirmed", "Cancelled")}),
    ],
)  # fmt: skip
def test_no_other_news_of_a_meeting_and_no_other_meeting_carries_an_item_on(later: Change) -> None:
    assert not carries_on(later, change(TRANSPORT))
    assert not carries_on(later, change(document("agenda", "g8092/agenda", "Agenda", part_of="m8092")))


def test_what_stands_on_every_agenda_is_no_reason_to_tell_that_a_meeting_is_cancelled() -> None:
    assert not carries_on(altered(status=("Confirmed", "Cancelled")), change(report("s3", "2. Minutes")))


def test_what_is_told_of_a_report_goes_on_when_it_is_replaced_or_withdrawn() -> None:
    assert carries_on(change(TRANSPORT, 3, "changed"), change(TRANSPORT))
    assert carries_on(change(TRANSPORT, 3, "withdrawn"), change(TRANSPORT))
    assert not carries_on(change(TRANSPORT, 3, "changed", minor=True), change(TRANSPORT))


def test_a_title_tells_for_some_months_and_an_issue_for_ever() -> None:
    told = report("s1", "7. Home to school transport contracts")
    again = decision(7700, "Home to school transport contracts")
    assert carries_on(change(again, 119), change(told))
    assert not carries_on(change(again, 121), change(told))
    by_issue = decision(7700, "Award", issue="i45002")
    assert carries_on(change(by_issue, 400), change(TRANSPORT))


@every_example(
    ("title", "standing"),
    [
        ("MINUTES", True), ("Minutes - 12 March", True), ("Apologies", True), ("Chair's announcements", True),
        ("To agree the minutes of the last meeting", True), ("Fifteen minute neighbourhoods", False),
        ("Disclosure of Interests", True), ("Urgent care review", False), ("Exclusions from school", False),
        ("Membership of the Schools Funding Forum", False), ("Questions on SEND", False),
    ],
)  # fmt: skip
def test_some_items_stand_on_every_agenda(title: str, standing: bool) -> None:
    assert is_standing(title) is standing


def test_an_item_is_called_as_its_agenda_calls_it() -> None:
    assert item_title(report("s1", "58/23 Home to school transport")) == "Home to school transport"
    assert item_title(report("s1", "4. 16 to 19 funding")) == "16 to 19 funding"
    assert item_title(document("report", "s1", "Short breaks", part_of="m1", item="4. Short breaks")) == "Short breaks"
    assert item_title(minutes(8092)) == ""
    assert folded("  Home‑to‑School  TRANSPORT & more…") == "home to school transport and more"


def test_what_is_about_one_item_names_that_and_what_is_about_a_meeting_two_at_most() -> None:
    parks, play = report("s2", "8. Fences in parks"), report("s3", "9. Play areas")
    again = replace(TRANSPORT, key="s1b")
    assert named_items(minutes(8092), [TRANSPORT, again, parks, play]) == [
        "Home to school transport contracts",
        "Fences in parks",
    ]
    assert named_items(HELD, [parks]) == ["Fences in parks"]
    called_in = report("s9", "5. Call-in of a decision: home to school transport contracts", of=9002)
    assert named_items(called_in, [parks, TRANSPORT]) == ["Home to school transport contracts"]
    assert named_items(decision(7700, "Award of vehicles", issue="i45002"), [TRANSPORT, parks]) == [
        "Home to school transport contracts"
    ]
    assert named_items(minutes(8092), []) == []


def test_a_day_is_a_day_however_the_two_pages_write_it() -> None:
    assert same_item(
        MONITORING, decision(1, "Budget monitoring", maker="CABINET", decided=date(2026, 9, 16).isoformat())
    )
