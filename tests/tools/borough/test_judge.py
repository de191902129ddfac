"""The judge of the six weeks: what it counts, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.tools.borough.judge import Event, first_line, judged
from tests.tools.borough.world import Told

AT = datetime(2026, 11, 10, 16, tzinfo=UTC)
EVENT = Event(
    "transport",
    AT,
    "s82003",
    ("sue",),
    (r"212 to 90", r"19:00"),
    r"transport",
    until=AT + timedelta(days=3),
    by="13 Nov",
)
TEXT = "School transport goes to Cabinet, 19:00\nQuestions until 13 Nov.\nNew: Contracts\np. 3: “fall from 212 to 90”"


def told(text: str = TEXT, *, later: timedelta = timedelta(minutes=31), link: str = "/documents/s82003/It.pdf") -> Told:
    return Told("sue", AT + later, text, f"{text} <{link}>", 1)


def test_an_event_is_sent_said_first_and_in_time() -> None:
    count = judged("sue", [EVENT], [told()])
    assert (count.sent, count.said, count.news, count.in_time, count.idle, count.twice) == (1, 1, 100, 1, [], [])


def test_facts_count_that_stand_in_several_messages() -> None:
    count = judged("sue", [EVENT], [told("Transport, 19:00"), told("Transport: fall from 212 to 90")])
    assert count.said == 1


def test_a_fact_that_is_missing_is_named() -> None:
    count = judged("sue", [EVENT], [told(TEXT.replace("19:00", "the evening"))])
    assert (count.sent, count.said, count.unsaid) == (1, 0, ["transport: 19:00"])


@pytest.mark.parametrize(
    "message",
    [told(link="/documents/s1/It.pdf"), told(later=timedelta(minutes=-1)), told(later=timedelta(days=61))],
    ids=["another paper", "before it happened", "long after"],
)
def test_a_message_about_something_else_is_not_the_event_and_not_worth_it(message: Told) -> None:
    count = judged("sue", [EVENT], [message])
    assert (count.unsent, count.said, len(count.idle)) == (["transport"], 0, 1)


def test_what_was_asked_for_is_worth_it() -> None:
    assert judged("eve", [EVENT], [told()], ".").idle == []


def test_what_may_be_told_is_worth_it_and_need_not_be() -> None:
    event = replace(EVENT, fine=("dan",))
    assert judged("dan", [event], [told()]).idle == []
    assert judged("dan", [event], []).unsent == []


def test_a_document_beside_it_that_nobody_asked_for_is_a_stray_and_the_agenda_itself_is_not() -> None:
    message = told()
    papers = (
        "\nNew: Bins </documents/s9/Bins.pdf>\nNew: Pack </documents/g1/Pack.pdf>\nNew: It </documents/s82003/It.pdf>"
    )
    message = replace(message, shown=message.shown + papers)
    assert judged("sue", [EVENT], [message]).stray == ["10 Nov 16:31 New: Bins </documents/s9/Bins.pdf>"]
    assert judged("sue", [EVENT], [message], ".").stray == []


def test_a_first_line_of_kind_and_outlet_is_not_the_news() -> None:
    assert judged("sue", [EVENT], [told("2 new reports: Cabinet\n" + TEXT)]).news == 0


def test_a_digest_is_judged_by_the_line_below_its_title_too() -> None:
    assert first_line("This week\n\nCabinet, 18 Nov: transport\nNew: It") == "This week | Cabinet, 18 Nov: transport"
    assert first_line("Cabinet\nNew: It") == "Cabinet"


def test_a_deadline_told_when_it_has_passed_is_late() -> None:
    assert judged("sue", [EVENT], [told(later=timedelta(days=4))]).late == ["transport"]
    assert judged("sue", [EVENT], [told(TEXT.replace("13 Nov", "soon"))]).late == ["transport"]


def test_one_event_in_two_papers_is_twice_unless_the_second_only_says_who_else_has_it() -> None:
    event = replace(EVENT, once=True, about="Contracts", says=())
    first = told("New: Contracts")
    again = replace(told("New: Contracts"), number=2)
    assert judged("sue", [event], [first, again]).twice == ["transport"]
    below = replace(first, text="New: Contracts\nAlso reported by The Post:\nNew: Contracts\n\nNew: Bins")
    assert judged("sue", [event], [first, below]).twice == []
    assert (
        judged("sue", [event], [first, replace(again, text="Also reported by The Post:\nNew: Contracts")]).twice == []
    )


def test_the_answer_to_a_tap_is_no_alert() -> None:
    count = judged("sue", [EVENT], [told("I will remind you\nSchool transport, 212 to 90, 19:00")])
    assert (count.messages, count.unsent) == (0, ["transport"])
