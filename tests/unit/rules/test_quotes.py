"""What a paper says round a match, and on which page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.documents import Quote
from watcher.rules.phrases import Phrase, Text
from watcher.rules.quotes import LONGEST_PASSAGE, LONGEST_QUOTE, choose_quotes, passage, quote


def round_(text: str, word: str) -> str:
    start = text.index(word)
    return quote(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("One thing. The EHCP waits are long. Another.", "The EHCP waits are long."),
        ("The EHCP waits\nare long.\nAnother line.", "The EHCP waits are long."),
        ("Dr. Smith saw No. 5 of the EHCP cases. Then left.", "Dr. Smith saw No. 5 of the EHCP cases."),
        ("It cost 1.5 million for EHCP work. More follows.", "It cost 1.5 million for EHCP work."),
        ("Agreed: • a first point • the EHCP backlog • a last", "the EHCP backlog"),
        ("Is it so? “EHCP plans are late.” She left.", "“EHCP plans are late.”"),
        ("EHCP", "EHCP"),
    ],
)
def test_a_quote_is_the_sentence_round_the_match(text: str, quoted: str) -> None:
    assert round_(text, "EHCP") == quoted


def test_a_match_over_two_sentences_brings_both() -> None:
    text = "Nothing here. Plans for EHCP. Reviews are late. The end."
    assert quote(text, text.index("EHCP"), text.index("late")) == "Plans for EHCP. Reviews are late."


def test_a_long_sentence_is_cut_at_words_round_the_match() -> None:
    quoted = round_("before " * 200 + "EHCP " + "after " * 200, "EHCP")
    assert len(quoted) <= LONGEST_QUOTE + 2
    assert quoted.startswith("…before ")
    assert quoted.endswith(" after…")
    assert " EHCP " in quoted


@given(st.text(max_size=900), st.data())
def test_a_quote_always_holds_its_match(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert "".join(text[start:end].split()).strip("•◼■▪\uf06e") in "".join(quote(text, start, end).split())


PAGES = (
    "Agenda. Apologies were received.",
    "1.1 The plan waits. Home-to-school transport costs rise by 5%. Members note it.",
    "R&D and SEND-OFF parties. A SEND pupil waits. The SEND team grows.",
)


def said(phrase: str, *unless: str, title: str = "Report", pages: Sequence[str] = PAGES) -> tuple[int, str] | None:
    """The page and the sentence."""
    found = passage(Text((title, ""), pages), Phrase(phrase), unless=[Phrase(longer) for longer in unless])
    return (found.page, found.text) if found else None


@pytest.mark.parametrize(
    ("phrase", "quoted"),
    [
        ("home to school transport", (2, "Home-to-school transport costs rise by 5%.")),
        ("apologies", (1, "Apologies were received.")),
        ("R&D", (3, "R&D and SEND-OFF parties.")),
        ("r and d", (3, "R&D and SEND-OFF parties.")),
    ],
)
def test_a_passage_is_the_sentence_with_its_page(phrase: str, quoted: tuple[int, str]) -> None:
    assert said(phrase) == quoted


def test_a_passage_is_never_where_a_longer_phrase_takes_the_match_away() -> None:
    assert said("SEND", "SEND-OFF") == (3, "A SEND pupil waits.")


def test_a_passage_is_never_where_the_words_only_stand_side_by_side() -> None:
    assert said("waits home") is None
    assert said("waits home", pages=["It waits. Home again.", "He waits home alone."]) == (2, "He waits home alone.")


def test_of_a_paper_of_one_page_it_is_known_that_the_page_is_the_only_one() -> None:
    pages = (["It waits."], ["It waits.", ""])
    found = [passage(Text(("Report", ""), some), Phrase("waits")) for some in pages]
    assert found == [Quote(1, "It waits.", only_page=True), Quote(1, "It waits.")]


def test_what_stands_in_the_title_is_not_quoted() -> None:
    assert said("SEND", title="SEND report") is None
    assert said("nothing") is None


def test_no_phrase_reaches_over_the_end_of_a_page() -> None:
    assert said("received the plan", pages=["We received", "the plan"]) is None


def test_a_long_sentence_is_cut_to_what_a_message_can_show() -> None:
    page, quoted = said("EHCP", pages=["", "before " * 200 + "EHCP " + "after " * 200]) or (0, "")
    assert (page, len(quoted) <= LONGEST_PASSAGE + len("……")) == (2, True)
    assert quoted.startswith("…before ")
    assert " EHCP " in quoted


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4), st.text(max_size=20))
def test_a_passage_can_be_asked_for_in_any_text(pages: list[str], phrase: str) -> None:
    text = Text(("Report", ""), pages)
    quoted = passage(text, Phrase(phrase))
    assert not quoted or text.holds(Phrase(phrase))


def chosen(title: str = "Report", **wanted: tuple[str, ...]) -> list[tuple[str, int, str]]:
    """For which topic, on which page, which sentence."""
    text, unless = Text((title, ""), PAGES), {"send": (Phrase("SEND-OFF"),)}
    phrases = {topic: tuple(map(Phrase, said_of)) for topic, said_of in wanted.items()}
    return [(found.topic, found.page, found.text) for found in choose_quotes(text, phrases, unless)]


def test_of_each_topic_one_sentence_is_chosen_in_the_order_of_the_topics() -> None:
    assert chosen(send=("SEND",), office=("apologies", "plan")) == [
        ("send", 3, "A SEND pupil waits."),
        ("office", 1, "Apologies were received."),
    ]
    assert chosen(office=("nowhere", "plan waits"), send=()) == [("office", 2, "1.1 The plan waits.")]


def test_a_phrase_that_the_title_holds_already_gives_way_to_the_next() -> None:
    assert chosen("Apologies", office=("apologies", "costs"))[0][1] == 2
    assert chosen("Apologies", office=("apologies",)) == []
