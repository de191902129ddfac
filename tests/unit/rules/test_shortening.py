"""A quote is a whole sentence; only a very long one is cut, kindly."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.rules.shortening import LONGEST, excerpt

FILLER = "and so it went on with many words that say little about anything at all "


def test_a_sentence_that_fits_is_left_whole() -> None:
    sentence = "x" * LONGEST
    assert excerpt(sentence) == sentence


def test_a_long_one_is_cut_at_a_word_with_an_ellipsis() -> None:
    cut = excerpt("The unit closes in July, " + FILLER * 5)
    assert len(cut) <= LONGEST
    assert cut.startswith("The unit closes in July, ")
    assert cut.endswith("…")
    assert cut[-20:-1] in FILLER * 2


@every_example("figure", ["£18.4 million", "12 April 2027", "38 per cent", "430 pupils", "from 212 to 90"])
@every_example("before", range(235, 282, 3))
def test_no_figure_is_torn_from_its_unit(figure: str, before: int) -> None:
    sentence = "The cost is £5 now. "[:-2] + ("w" * 7 + " ") * 40
    sentence = sentence[:before].rstrip() + f" {figure} {FILLER * 2}"
    cut = excerpt(sentence).rstrip("…").rstrip()
    words = figure.split()
    partial = [" ".join(words[:count]) for count in range(1, len(words))]
    assert not cut.endswith(tuple(f" {part}" for part in partial)), cut[-40:]


def test_the_part_with_the_figure_is_shown_where_the_beginning_has_none() -> None:
    cut = excerpt(FILLER * 5 + "; the council will pay £2.4m for 60 places.")
    assert cut == "… the council will pay £2.4m for 60 places."


def test_an_age_far_behind_does_not_cost_the_beginning() -> None:
    assert excerpt("The grant ends, " + FILLER * 4 + "for those up to 25 years old.").startswith("The grant ends, ")


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert len(excerpt("w" * 5_000)) <= LONGEST
