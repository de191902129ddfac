"""Quotes round a match, and whether two versions of a text say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.papers import quote, same_words, text_print
from watcher.papers.quotes import LONGEST_QUOTE


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


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Children’s  plan –\nthe end", "children's plan - the end.", True),
        ("Fees rise by 5%", "Fees rise by 6%", False),
        ("The plan is good", "The plan is not good", False),
    ],
)
def test_versions_say_the_same_unless_a_word_differs(old: str, new: str, same: bool) -> None:
    assert same_words(old, new) is same


def test_a_print_stays_when_lines_break_elsewhere() -> None:
    assert text_print(["One two", "three"]) == text_print(["One\ntwo three"])


def test_a_print_moves_with_a_single_word() -> None:
    assert text_print(["Overall effectiveness Good"]) != text_print(["Overall effectiveness Inadequate"])


def test_a_file_of_pictures_has_no_print() -> None:
    assert text_print(["", " "]) == ""
