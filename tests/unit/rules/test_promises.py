"""What is read as a promise in minutes, decisions and answers: nine of ten of what is claimed is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tests.tools.examples import every_example
from tests.tools.labelled.promises import Sheet, other_papers, real_pages, sheets
from watcher.core.documents import Document
from watcher.core.promises import may_promise
from watcher.rules.promises import MOST_PROMISES, is_promise, promises_in

PRECISE, COMPLETE = 0.9, 0.7
TUESDAY = date(2026, 9, 29)


def judged(some: Iterable[Sheet]) -> tuple[float, float, str]:
    """Which part of what is claimed is marked, which part of what is marked is claimed, and both in words."""
    wrong, right, marked = [], 0, 0
    for sheet in some:
        claimed = {one.text: sheet.marked(one.text) for one in promises_in(sheet.pages, sheet.made)}
        right += len(set(filter(None, claimed.values())))
        wrong += [f"{sheet.name}: {text}" for text, mark in claimed.items() if not mark]
        marked += len(sheet.due)
    said = f"{right} of {right + len(wrong)} claimed are promises, {right} of {marked} found; wrong: {wrong or 'none'}"
    return right / max(1, right + len(wrong)), right / max(1, marked), said


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_nine_of_ten_sentences_claimed_in_labelled_minutes_are_promises(part: str) -> None:
    precision, recall, said = judged(sheets(part))
    print(f"{part}: {said}")
    assert precision >= PRECISE, said
    assert recall >= COMPLETE, said


def test_nothing_but_promises_is_claimed_in_minutes_and_decisions_that_were_labelled_for_other_ends() -> None:
    precision, _, said = judged(other_papers())
    print(said)
    assert precision >= PRECISE, said


@pytest.mark.usefixtures("real")
def test_nothing_but_a_promise_is_claimed_in_real_decisions_and_minutes() -> None:
    *_, said = judged(real_pages())
    print(said)
    assert said.endswith("wrong: none")


def test_enough_sheets_are_labelled_and_a_third_is_held_back() -> None:
    tuned, held = sheets("tuned"), sheets("held")
    assert len(tuned) + len(held) >= 30
    assert 2 * len(held) >= len(tuned)


@every_example("sheet", [*sheets("tuned"), *sheets("held")], ids=lambda sheet: sheet.name)
def test_the_day_due_is_read_as_labelled(sheet: Sheet) -> None:
    read = {sheet.marked(one.text): one.due for one in promises_in(sheet.pages, sheet.made)}
    wanted = {words: day for words, day in sheet.due.items() if day and words in read}
    assert {words: read[words] for words in wanted} == wanted


@every_example(
    ("sentence", "heading"),
    [
        ("That the report be noted by the Committee.", "RESOLVED"),
        ("Members noted the work of the service.", ""),
        ("It was agreed that the minutes of 7 July be signed as a correct record.", ""),
        ("Councillor Hale asked that figures be circulated to Members.", ""),
        ("Authority be delegated to the Director to circulate the final version.", "RESOLVED"),
        ("Officers had agreed to circulate the list at the last meeting.", ""),
        ("Will the Director agree to publish the figures by 31 December?", ""),
        ("The Chair agreed to take the item first and then to return to the agenda.", ""),
        ("That officers report back to the Committee next year.", "Alternative options considered"),
        ("If a reply is not at hand, a written answer will be sent to all Members.", ""),
        ("The work of the Panel will be reviewed in accordance with the rules of the Council.", ""),
        ("Councillors will be asked to provide their declarations to the clerk.", ""),
        ("Director to circulate the pathway - completed.", "Actions from last meeting"),
        ("The applicant agreed to provide door supervisors on Friday.", ""),
        ("The Sub-Committee decided that the licence would be granted.", ""),
        ("All parties will be notified of the decision in writing.", ""),
        ("It was agreed that the officer report be noted.", ""),
        ("To note the report by the Director.", "Decision"),
        ("I will always be proud of our schools.", "Answer"),
        ("Each child is to be heard.", "RESOLVED"),
        ("The Chair will then ask members to declare and to disclose their interests.", ""),
    ],
)
def test_what_is_noted_signed_wished_delegated_past_or_asked_is_no_promise(sentence: str, heading: str) -> None:
    assert not is_promise(sentence, heading)


@every_example(
    ("sentence", "heading"),
    [
        ("That a report be brought to the next meeting.", "RESOLVED"),
        ("The Director agreed to circulate the figures.", ""),
        ("The outcome will be reported to the next meeting.", ""),
        ("It was agreed that officers would write to every family.", ""),
        ("The Committee asked for the list to be brought to the next meeting.", ""),
        ("Officers undertook to clear the backlog by 31 December.", ""),
        ("To request a briefing note for members on the cost of transport.", "Decision"),
        ("To instruct officers to report back to the next meeting.", "Decision"),
        ("RESOLVED that the Clerk obtain three quotations for new swings.", ""),
        ("The Board AGREED that the Director and the ICB report jointly in June 2026.", ""),
        ("Resolved: that the Chair writes to the Minister.", ""),
        ("The Commission requested that a summary be included in the annual report.", ""),
        ("The Board agreed it would receive the findings each quarter.", ""),
        ("I am happy to meet parents, and I will ask my office to arrange this.", "Answer"),
        ("Action - the Committee Officer to add exclusions to the work programme.", ""),
        ("Each partner to nominate a data lead.", "Agreed action"),
        ("REQUESTED that officers circulate the workforce strategy by the end of October.", "The Sub-Committee:"),
    ],
)
def test_what_somebody_undertakes_is_a_promise(sentence: str, heading: str) -> None:
    assert is_promise(sentence, heading)


def test_a_promise_says_item_page_who_what_and_by_when() -> None:
    pages = [
        "MINUTES\nPresent: Councillor Judith Allen",
        "13 SEND UPDATE\nRESOLVED:\n1. That the report be noted.\n"
        "2. That the Head of SEND be asked to submit the tribunal figures to the Committee within six weeks.",
    ]
    (promise,) = promises_in(pages, TUESDAY)
    assert (promise.item, promise.page, promise.who) == ("SEND UPDATE", 2, "Head of SEND")
    assert (promise.what, promise.due, promise.to_next_meeting) == ("the tribunal figures", date(2026, 11, 10), False)


def test_one_for_the_next_meeting_is_known_as_such_and_one_sent_round_is_not() -> None:
    text = (
        "Officers agreed to bring the rota to the next meeting.\n\n"
        "The Director agreed to circulate the rota before the next meeting of the Committee."
    )
    assert [one.to_next_meeting for one in promises_in([text], TUESDAY)] == [True, False]


@every_example(
    ("sentence", "who"),
    [
        ("In response to a Member, the Assistant Director for Education agreed to circulate the figures.",
         "Assistant Director for Education"),
        ("The Head of Audit confirmed that an update would be brought to the next meeting.", "Head of Audit"),
        ("Mrs Lewis agreed to circulate the rota to all schools.", "Mrs Lewis"),
        ("The Board asked for caseloads by team to be reported to its next meeting.", ""),
    ],
)  # fmt: skip
def test_who_is_to_do_it_is_named_where_the_sentence_says_so(sentence: str, who: str) -> None:
    assert [one.who for one in promises_in([sentence], TUESDAY)] == [who]


def test_a_sentence_said_twice_is_one_promise_and_no_paper_has_more_than_the_most() -> None:
    line = "Officers agreed to circulate list {} to all members of the Committee."
    assert len(promises_in(["\n\n".join([line] * 5)], TUESDAY)) == 1
    many = "\n\n".join(line.format(number) for number in range(100))
    assert len(promises_in([many], TUESDAY)) == MOST_PROMISES


def test_minutes_decisions_and_answers_are_read_and_reports_are_not() -> None:
    kinds = [("minutes", "Minutes"), ("decision", "Road"), ("supplement", "Written answers to questions")]
    assert all(may_promise(Document("k", kind, title, "u")) for kind, title in kinds)  # type: ignore[arg-type]
    assert not may_promise(Document("k", "report", "Quarterly performance", "u"))
