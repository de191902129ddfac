"""council.py: what is said of a council's meetings, papers, decisions and plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from re import sub

import pytest

from tests.tools.examples import every_example
from tests.tools.says import says
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json
from watcher.messages.change import render_change
from watcher.messages.council import MOST_ITEMS, brief, extra_lines, without_repeats
from watcher.messages.council_news import news
from watcher.messages.texts import council as texts

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ITEMS: list[Json] = [
    {"label": "70. Apologies"},
    {"label": "71. SEND Strategy"},
    {"label": "72. Transport", "to_follow": True},
    {"label": "73. Contract", "restriction": "Part exempt"},
]
AS_WORDS: list[Json] = [
    "70. Apologies",
    "71. SEND Strategy",
    "72. Transport (report to follow)",
    "73. Contract (Part exempt)",
]
"""The same as earlier versions remembered it."""
MEETING = Document(
    "m1", "meeting", "Cabinet", "https://d.example/m1",
    details={"date": "2026-12-01", "time": "19:00", "status": "confirmed", "state": "Agenda", "items": ITEMS},
)  # fmt: skip


def paper(kind: DocumentKind, key: str = "s1", title: str = "SEND Strategy", **details: Json) -> Document:
    details = {"meeting": "Cabinet, 1 December 2026", **details}
    return Document(key, kind, title, f"https://d.example/{key}", details=details, part_of="m1")


PACK, REPORT = paper("agenda", "g1", "Agenda", items=ITEMS), paper("report", item="71. SEND Strategy")


def lines(document: Document, kind: ChangeKind = "new", **fields: tuple[Json, Json]) -> list[str]:
    """What is said under the title."""
    return said([Change(kind, document, fields, at=AT)])[0]


def said(changes: list[Change]) -> list[list[str]]:
    """The same of each change of one message."""
    shown = [unescape(sub("<[^<>]*>", "", render_change(change).html)) for change in without_repeats(changes)]
    return [one.split("\n")[1:] for one in shown]


LATE = texts.LATE
WHOLE = "On the agenda: 70. Apologies; 71. SEND Strategy; 72. Transport (report to follow); 73. Contract (Part exempt)"


def test_an_agenda_without_papers_is_told_with_its_items() -> None:
    assert lines(PACK) == ["agenda", WHOLE]
    assert extra_lines(MEETING)[2] == "agenda: 72. Transport (report to follow)"
    assert lines(MEETING) == ["published: agenda", WHOLE]
    published = lines(MEETING, "changed", state=("nothing yet", "Agenda"))
    assert published == ["published: nothing yet → agenda", WHOLE]


def test_beside_its_papers_only_what_is_to_follow_is_told_and_once() -> None:
    other = paper("agenda", "g2", "Pack", items=ITEMS)
    told_of = said([Change("new", one) for one in (PACK, other, REPORT)])
    assert told_of == [["agenda", "Reports to follow: 72. Transport"], ["agenda"], []]
    assert said([Change("new", PACK), Change("new", other)]) == [["agenda", WHOLE], ["agenda"]]


def test_an_agenda_that_an_earlier_version_remembered_is_told_in_the_same_words() -> None:
    old = replace(PACK, details={**PACK.details, "items": AS_WORDS})
    assert lines(old) == ["agenda", WHOLE]
    assert said([Change("new", old), Change("new", REPORT)])[0] == ["agenda", "Reports to follow: 72. Transport"]
    before = replace(MEETING, details={**MEETING.details, "items": AS_WORDS})
    assert extra_lines(before) == extra_lines(MEETING)


def test_words_of_the_council_in_an_items_title_promise_no_report() -> None:
    items: list[Json] = [{"label": "7. Budget (report to follow)"}, {"label": "8. Fees", "to_follow": True}]
    pack = replace(PACK, details={**PACK.details, "items": items})
    assert said([Change("new", pack), Change("new", REPORT)])[0] == ["agenda", "Reports to follow: 8. Fees"]


def test_an_item_kept_from_the_public_is_not_said_to_follow() -> None:
    item: Json = {"label": "9. Contract", "restriction": "Exempt", "to_follow": True}
    pack = replace(PACK, details={**PACK.details, "items": [item]})
    assert lines(pack) == ["agenda", "On the agenda: 9. Contract (Exempt)"]
    assert said([Change("new", pack), Change("new", REPORT)])[0] == ["agenda"]


@every_example("odd", [None, "", {}, 7, {"ward": "Emerson Park"}, {"label": None, "to_follow": "yes"}, [["x"]]])
def test_an_item_that_nobody_understands_breaks_no_message(odd: Json) -> None:
    pack = replace(PACK, details={**PACK.details, "items": [odd, {"label": "8. Fees", "to_follow": True}]})
    assert "8. Fees" in lines(pack)[1]


def test_the_agendas_of_two_meetings_are_both_told() -> None:
    other = replace(PACK, key="g2", part_of="m2")
    assert said([Change("new", PACK), Change("new", other)]) == [["agenda", WHOLE]] * 2


def test_an_agenda_that_was_there_before_is_not_told_again() -> None:
    state: tuple[Json, Json] = ("Agenda", "Agenda and minutes")
    assert lines(MEETING, "changed", state=state) == ["published: agenda → agenda and minutes"]
    assert WHOLE not in lines(PACK, "changed", size=("1 MB", "2 MB"))
    assert WHOLE not in lines(PACK, "withdrawn")


def test_a_very_long_agenda_is_cut() -> None:
    long = replace(PACK, details={"items": [f"{number}. Item" for number in range(MOST_ITEMS + 7)]})
    assert lines(long)[1].endswith("14. Item; and 7 more")


@every_example(
    ("document", "line"),
    [
        (paper("minutes", draft=True, size="9 KB"), "draft minutes"),
        (paper("minutes", draft=False), "final minutes"),
        (paper("decisions"), "decision sheet"),
        (paper("supplement", late=True), f"supplementary papers, {LATE}"),
        (paper("supplement", first_seen="2026-11-26"), "supplementary papers, we first saw it on 26 November 2026"),
        (paper("supplement", late=False), "supplementary papers"),
        (paper("report", restriction="Part exempt", item="7. SEND"), "item 7, restriction: Part exempt"),
        (paper("report", restriction="Exempt", item="7. X", withheld=True), "item 7. X, not public: Exempt"),
        (replace(REPORT, details={}, summary="Award", part_of="d1"), "for “Award”"),
        (replace(MEETING, details={"date": "2026-12-01", "status": "postponed"}), "1 December 2026, postponed"),
    ],
)  # fmt: skip
def test_what_it_is_in_one_line(document: Document, line: str) -> None:
    assert brief(document) == line


DECISION = Document(
    "d1", "decision", "Award", "https://d.example/d1", date(2026, 11, 18),
    details={"maker": "Director", "key": "Yes", "call_in_until": "2026-11-25", "effective": "2026-11-26"},
)  # fmt: skip


def test_a_decision_is_told_with_its_maker_and_the_last_day_for_call_in() -> None:
    assert lines(DECISION) == [
        "key decision by Director, published 18 November 2026",
        texts.CALL_IN_EFFECTIVE.format(day="25 November 2026", effective="26 November 2026"),
    ]


def test_a_last_day_for_call_in_that_nobody_printed_is_said_to_be_worked_out() -> None:
    worked_out = replace(DECISION, details={**DECISION.details, "call_in_basis": "worked out"})
    assert says(lines(worked_out)[1], "25 November 2026", "worked out", "26 November 2026")


def test_why_something_is_restricted_is_told_once() -> None:
    withheld = paper("report", restriction="Exempt", item="7. X", withheld=True, reasons="Paragraph 3 of Schedule 12A.")
    assert lines(withheld) == ["not public: Exempt", "Reasons given: Paragraph 3 of Schedule 12A."]
    assert lines(withheld, "changed", title=("X", "Y"))[1:] == ["title: X → Y"]
    changed = lines(replace(PLANNED, details={**withheld.details}), "changed", restriction=("Open", "Exempt"))
    assert "Reasons given: Paragraph 3 of Schedule 12A." in changed


@every_example(
    ("old", "new", "line"),
    [
        ("confirmed", "cancelled", "goes ahead → cancelled"),
        ("confirmed", "postponed", "goes ahead → postponed"),
        ("postponed", "cancelled", "postponed → cancelled"),
        ("cancelled", "confirmed", "cancelled → goes ahead"),
    ],
)
def test_a_status_is_told_with_old_and_new(old: str, new: str, line: str) -> None:
    assert lines(MEETING, "changed", status=(old, new))[-1] == line


@every_example(
    ("status", "said"),
    [
        ("Recommendations Approved (subject to call-in)", ": approved by Director (subject to call-in)"),
        ("Approved as amended", ": approved by Director as amended"),
        ("Recommendations Noted", ": noted by Director"),
        ("For Determination", ": for decision by Director"),
        ("Deferred", ": decided by Director: deferred"),
        ("Implemented", ": decided by Director"),
    ],
)
def test_a_decision_is_said_with_its_outcome_and_one_not_taken_yet_is_no_decision(status: str, said: str) -> None:
    decision = replace(DECISION, details={**DECISION.details, "status": status})
    assert news(Change("new", decision, at=AT), "New") == said


@every_example("status", ["Called in", "Implemented", "Withdrawn", "Call-in expired", "For Determination"])
def test_what_nobody_can_call_in_has_no_last_day_for_it(status: str) -> None:
    told = lines(replace(DECISION, details={**DECISION.details, "status": status}))
    assert len(told) == 1
    assert len(lines(replace(DECISION, details={**DECISION.details, "status": "Subject to call-in"}))) == 2


@every_example(
    ("old", "new", "said"),
    [
        ("2026-12-16", "December 2026", ""),
        ("December 2026", "2026-12-16", ""),
        ("2026-12-16", "January 2027", ": slips to January 2027"),
        ("January 2027", "2026-12-16", ": brought forward to 16 December 2026"),
        ("not before 10 December 2026", "2026-12-16", ""),
        ("not before 10 December 2026", "not before 20 January 2027", ": slips to not before 20 January 2027"),
    ],
)
def test_a_day_that_is_only_said_more_or_less_exactly_is_no_slip(old: str, new: str, said: str) -> None:
    moved = replace(PLANNED, details={**PLANNED.details, "due": new})
    assert news(Change("changed", moved, {"due": (old, new)}, at=AT), "Changed") == said


def test_a_call_in_that_is_over_is_not_told() -> None:
    over = replace(DECISION, details={**DECISION.details, "call_in_until": "2026-11-21"})
    assert lines(over) == ["key decision by Director, published 18 November 2026"]
    today = replace(DECISION, details={**DECISION.details, "call_in_until": "2026-11-22"})
    assert len(lines(today)) == 2


PLANNED = Document(
    "i1", "plan-item", "Contract", "https://d.example/i1", details={"maker": "Cabinet", "due": "2027-04-12"}
)


@every_example(
    ("old", "new", "line"),
    [
        ("2027-03-12", "2027-04-12", "decision due 12 March 2027 → 12 April 2027"),
        ("not before 4 February 2027", "March 2027", "decision due not before 4 February 2027 → March 2027"),
        ("March 2027", "2027-02-01", "decision due March 2027 → 1 February 2027"),
        ("when ready", "2027-02-01", "decision due when ready → 1 February 2027"),
    ],
)
def test_a_planned_decision_that_slips_is_told_so(old: str, new: str, line: str) -> None:
    assert lines(PLANNED, "changed", due=(old, new)) == ["planned decision by Cabinet", line]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"size": ("1 KB", "2 KB")}, [texts.FILE_REPLACED]),
        ({"size": ("1 KB", "2 KB"), "text": ("a", "b")},
         [texts.TEXT_REPLACED]),
    ],
)  # fmt: skip
def test_a_replaced_report_is_told_as_replaced(fields: dict[str, tuple[Json, Json]], line: list[str]) -> None:
    assert lines(REPORT, "changed", **fields) == line


@every_example(
    ("document", "line"),
    [
        (REPORT, texts.PAPER_GONE),
        (MEETING, texts.GONE["meeting"]),
        (PLANNED, texts.GONE["plan-item"]),
    ],
)
def test_what_is_withdrawn_is_said_to_be_gone(document: Document, line: str) -> None:
    assert lines(document, "withdrawn")[-1] == line
    assert line not in lines(document, "restored")


@every_example(
    ("pictures", "recognised", "pages", "line"),
    [
        ([1, 2], [], 2, "a scan of 2 pages: pictures, no text, so we could not read"),
        ([1], [1], 1, "a scan of 1 page: pictures, no text; we read them by machine"),
        ([4], [], 9, "One of its 9 pages is a scanned picture, so we could not"),
        (
            [4, 5, 6], [4, 5], 9,
            "3 of its 9 pages are scanned pictures; we read 2 of them by machine",
        ),
    ],
)  # fmt: skip
def test_pages_that_are_pictures_are_said_to_be_that_where_the_paper_is_new_or_replaced(
    pictures: list[Json], recognised: list[Json], pages: int, line: str
) -> None:
    scan: dict[str, Json] = {"pictures": pictures, "recognised": recognised, "pages": pages}
    report = paper("report", scan=scan)
    assert line in "\n".join(lines(report))
    assert line in "\n".join(lines(report, "changed", size=("1 KB", "2 KB")))
    assert line not in "\n".join(lines(report, "changed", title=("SEND", "SEND Strategy")))
    assert line not in "\n".join(lines(report, "withdrawn"))
