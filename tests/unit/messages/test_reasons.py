"""reasons.py: why somebody is told, and what the paper says there, in words."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.alerts import Reason
from watcher.core.documents import Quote
from watcher.messages.reasons import quote_lines, reason_lines, reasons_by_name
from watcher.messages.texts.changes import TOLD_ITEM

PLAN, TRANSPORT = Reason("topic", "SEND", "EHC plan"), Reason("topic", "SEND", "school transport")


@every_example(
    ("reason", "said"),
    [
        (PLAN, "SEND: “EHC plan”"),
        (Reason("topic", "SEND"), "SEND"),
        (Reason("source", "Cabinet"), "Cabinet"),
        (Reason("committee", "People Overview"), "People Overview"),
        (Reason("everything"), "everything"),
        (Reason("words", '"short breaks" {x}'), 'your words: "short breaks" {x}'),
        (Reason("item", "School transport"), TOLD_ITEM.format(title="School transport")),
        (Reason("plain", "by old"), "by old"),
    ],
)
def test_each_kind_of_reason_has_its_words(reason: Reason, said: str) -> None:
    assert reason_lines([reason]) == [said]
    assert reasons_by_name([reason]) == [said]


def test_phrases_of_one_topic_are_put_together_and_those_of_a_neighbour_are_not() -> None:
    care = Reason("topic", "SEND and care", "EHC plan")
    assert reasons_by_name([PLAN, care, TRANSPORT, PLAN]) == [
        "SEND: “EHC plan”, “school transport”",
        "SEND and care: “EHC plan”",
    ]
    assert reason_lines([PLAN, care, TRANSPORT, PLAN]) == [
        "SEND: “EHC plan”",
        "SEND and care: “EHC plan”",
        "SEND: “school transport”",
    ]


def test_what_reads_alike_is_said_once() -> None:
    alike = [Reason("topic", "News"), Reason("source", "News")]
    assert (reason_lines(alike), reasons_by_name(alike)) == (["News"], ["News"])


def test_a_reason_that_says_nothing_is_left_out() -> None:
    assert reason_lines([Reason("plain"), PLAN]) == reasons_by_name([Reason("plain"), PLAN]) == ["SEND: “EHC plan”"]
    assert reasons_by_name([Reason("plain", "", "EHC plan")]) == ["“EHC plan”"]


def said(*quotes: Quote) -> list[str]:
    return [line.html for line in quote_lines(quotes, "https://d.example/s1.pdf#top", 200)]


def test_a_quote_names_its_page_as_a_link_to_it_unless_the_paper_has_only_one() -> None:
    assert said(Quote(12, "It waits.")) == ['<a href="https://d.example/s1.pdf#page=12">p. 12</a>: “It waits.”']
    assert said(Quote(1, "It waits.", only_page=True)) == ["“It waits.”"]


def test_a_sentence_that_matters_for_two_topics_is_said_once_and_that_of_another_page_beside_it() -> None:
    lines = said(Quote(2, "It waits.", "send"), Quote(2, "It waits.", "care"), Quote(3, "It waits.", "send"))
    assert ["#page=2" in lines[0], "#page=3" in lines[1], len(lines)] == [True, True, 2]
