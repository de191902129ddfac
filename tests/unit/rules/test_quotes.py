"""What a paper says round a match, and on which page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from watcher.core.documents import Quote
from watcher.rules.phrases import Phrase, Text
from watcher.rules.quotes import LONGEST_QUOTE, choose_quotes, deep_in, quote


def round_(text: str, word: str) -> str:
    start = text.index(word)
    return quote(text, start, start + len(word))


@every_example(
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


TODAY = date(2026, 11, 10)
PAGES = (
    "Agenda. Apologies were received from two members.",
    "1.1 The plan waits. Home-to-school transport costs rise by 5 per cent. Members note it.",
    "A SEND pupil waits for the bus. The SEND team will be cut by 4 posts.",
)
SLT = "CABINET\nSLT Lead: Jo Hill, Head of SEND\nConsultees: SEND Board\n"


def chosen(
    title: str = "Report", pages: Sequence[str] = PAGES, **wanted: tuple[str, ...]
) -> list[tuple[str, int, str]]:
    """For which topic, on which page, which sentence."""
    text, unless = Text((title, ""), pages), {"send": (Phrase("SEND-OFF"),)}
    phrases = {topic: tuple(map(Phrase, said_of)) for topic, said_of in wanted.items()}
    return [(found.topic, found.page, found.text) for found in choose_quotes(text, phrases, unless, TODAY)]


def test_of_each_topic_the_sentence_that_matters_most_is_chosen_not_the_first() -> None:
    assert chosen(send=("SEND",), office=("apologies", "transport")) == [
        ("send", 3, "The SEND team will be cut by 4 posts."),
        ("office", 2, "Home-to-school transport costs rise by 5 per cent."),
    ]


def test_no_sentence_is_chosen_for_a_match_that_a_longer_phrase_takes_away() -> None:
    pages = ["The SEND-OFF party will cost £9m this year. A SEND pupil waits for the bus."]
    assert ("other", 1, "The SEND-OFF party will cost £9m this year.") in chosen(pages=pages, other=("SEND",))
    assert chosen(pages=pages, send=("SEND",)) == [("send", 1, "A SEND pupil waits for the bus.")]


def test_two_sentences_that_matter_alike_are_both_chosen() -> None:
    both = ["The SEND team will be cut by 4 posts.", "Waits for SEND plans will be of 9 weeks.", "SEND is on page 2."]
    assert chosen(pages=[" ".join(both)], send=("SEND",)) == [("send", 1, both[0]), ("send", 1, both[1])]


def test_a_sentence_that_matters_less_is_not_chosen_beside_the_best() -> None:
    pages = ["The SEND team will be cut by 4 posts. Members heard of SEND."]
    assert chosen(pages=pages, send=("SEND",)) == [("send", 1, "The SEND team will be cut by 4 posts.")]


def test_no_sentence_is_chosen_where_the_words_stand_on_the_cover_alone() -> None:
    assert chosen(pages=[SLT, "The depot will close on 4 May 2027."], send=("SEND",)) == []


def test_of_a_paper_whose_title_holds_a_phrase_the_best_sentence_of_all_is_chosen() -> None:
    assert chosen("Depots", [SLT, "The depot will close on 4 May 2027."], office=("depots",)) == [
        ("office", 2, "The depot will close on 4 May 2027.")
    ]


def test_of_a_paper_of_one_page_it_is_known_that_the_page_is_the_only_one() -> None:
    pages = (["It waits for six long months now."], ["It waits for six long months now.", ""])
    found = [choose_quotes(Text(("Report", ""), some), {"": [Phrase("waits")]}, {}, TODAY) for some in pages]
    words = "It waits for six long months now."
    assert found == [(Quote(1, words, only_page=True),), (Quote(1, words),)]


def test_of_an_inspection_report_only_topics_that_its_title_does_not_name_are_quoted() -> None:
    wanted = {"send": (Phrase("SEND"),), "office": (Phrase("report"),), "given": ()}
    assert [*deep_in(Text(("Inspection report", ""), PAGES), wanted)] == ["send"]


def test_what_is_no_paper_has_no_quote() -> None:
    assert chosen(pages=(), send=("SEND",)) == []


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4), st.text(max_size=20))
def test_a_sentence_can_be_asked_for_in_any_text(pages: list[str], phrase: str) -> None:
    quotes = choose_quotes(Text(("Report", ""), pages), {"": [Phrase(phrase)]}, {}, TODAY)
    assert [quote for quote in quotes if not 1 <= quote.page <= len(pages) or not quote.text] == []


def test_who_asked_for_no_words_is_not_told_a_scrap_of_any() -> None:
    scrap = "Budget line 4: highways and parks, as before."
    assert choose_quotes(Text(("Budget", ""), [scrap]), {"": ()}, {}, TODAY) == ()
    weighty = "The budget for parks will be cut by £4m in April 2027."
    (quote,) = choose_quotes(Text(("Budget", ""), [f"{scrap}\n{weighty}"]), {"": ()}, {}, TODAY)
    assert quote.text == weighty
