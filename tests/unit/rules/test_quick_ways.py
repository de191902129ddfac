"""What is found in a long paper is found the quick way; here it is compared with a plain and slow one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from cProfile import Profile
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.rules import figures, furniture, plan_columns, signals
from watcher.rules.figures import figures_in
from watcher.rules.importance import NEAR, OFFICE, RankedPaper, RankedSentence, unlike, weightiest
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase, Text
from watcher.rules.quotes import choose_quotes
from watcher.rules.sentences import Sentence, is_names
from watcher.rules.signals import shape_of, weighed
from watcher.rules.spellings import normal
from watcher.rules.vocabulary import WORD, words_of

MANY = 20
"""Examples; the quick ways were once compared with the plain ones on 1,500 and more."""
TODAY = date(2026, 11, 29)
_PIECES = (
    "EHCP", "school places", "children", "families wait", "plan", "The Cabinet agreed", "£5m", "12%", "3 per cent",
    "14 March 2027", "in 2019", "school2013", "s106", "Q3", "covid-19", "from 4", "than last year", "instead of",
    "Director of SEND", "page 3 to 4", "....", "RM1 3BD", "01708 434343", "a@b.example", "www.a.example", "RESOLVED",
    "difficulties", "parent's", "item # 5", "7", "it is", "\N{LATIN SMALL LETTER LONG S}", "\N{KELVIN SIGN}",
    "e12345678901234567 children", "\N{ARABIC-INDIC DIGIT THREE}", "“quoted”", "will be",
)  # fmt: skip
_HEADS = ("Recommendations", "Lead officer: Jane Example", "SEND strategy", "Purpose of the report", "EHCP", "")
words = st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join)
odd = st.text("0123456789 .,-£%()aAfrompRM@:?'#_\n", max_size=30)
line = st.one_of(words, words.map(lambda said: f"{said}."), st.sampled_from(_HEADS), odd)
pages = st.lists(st.lists(line, max_size=12).map("\n".join), min_size=1, max_size=4)
sentence = st.one_of(words, odd, st.text(max_size=12))


def ranked_plainly(paper: RankedPaper, phrases: Sequence[Phrase], *, about: bool) -> list[RankedSentence]:
    """As ranked() says it: sentence by sentence, for one reader."""
    text = Text(sentence.text for sentence in paper.sentences)
    holding = {place for phrase in phrases for place in text.parts_with(phrase)}
    everything = about or not holding or paper._speaks_of(holding) or any(map(paper._is_title, holding))
    near = dict.fromkeys(range(len(paper.sentences)), "") if everything else _near_plainly(paper, holding)
    near.update(dict.fromkeys(holding, "the reader's words"))
    quotes = [paper._quote(place, "own" if holding or about else "", near[place]) for place in sorted(near)]
    return sorted(quotes, key=lambda each: (-each.score, any(signal.name == "cover" for signal in each.signals)))


def _near_plainly(paper: RankedPaper, holding: set[int]) -> dict[int, str]:
    bare = [paper.sentences[place] for place in holding if not paper.sentences[place].whole]
    headings = {sentence.heading for sentence in bare if not OFFICE.search(sentence.heading)}
    found: dict[int, str] = {}
    last, left, far = None, 0, False
    for place, sentence in enumerate(paper.sentences):
        left -= 1
        if place in holding:
            reach = paper._reach(place)
            if reach >= left:
                last, left, far = sentence, reach, reach > NEAR
        elif not headings.isdisjoint((sentence.heading, sentence.item)):
            found[place] = ""
        elif last and left >= 0 and (far or sentence.page == last.page):
            near = paper._goes_on(place, last)
            if near is not None and paper._quote(place, "", near).score >= 0:
                found[place] = near
    return found


@settings(deadline=None, max_examples=MANY)
@given(pages, st.lists(st.sampled_from(("EHCP", "school places", "children", "plan", "nowhere")), max_size=2))
def test_sentences_are_ranked_as_if_each_reader_were_the_only_one(pages: list[str], wanted: list[str]) -> None:
    paper, plain = RankedPaper(pages, TODAY), RankedPaper(pages, TODAY)
    phrases = [Phrase(phrase) for phrase in wanted]
    for about in (False, True):
        ranked = ranked_plainly(plain, phrases, about=about)
        assert paper.ranked("own", phrases, about=about) == ranked
        best = unlike(ranked, 2)
        ties = [quote for quote in best if quote is best[0] or 0 < quote.score >= best[0].score - 1]
        assert weightiest(paper.best_first("own", phrases, about=about)) == ties


def figures_plainly(words: str) -> Counter[str]:
    """Every pattern over all of the words."""
    left = " ".join(figures._REFERENCE.sub(" ", figures._DATE.sub(" ", words)).split())
    less = figures._MONEY.sub(" ", left)
    years = [TODAY.year if found["since"] else int(found["year"]) for found in figures._YEAR.finditer(words)]
    return Counter(
        {
            "date to come": sum(figures._lies_ahead(found, TODAY) for found in figures._DATE.finditer(words)),
            "long ago": bool(years) and max(years) <= TODAY.year - figures.LONG_AGO,
            "money": len(figures._MONEY.findall(left)),
            "per cent": len(figures._SHARE.findall(less)),
            "figure": len(figures._NUMBER_OF.findall(figures._SHARE.sub(" ", less))),
            "old and new": bool(figures._NUMBER.search(left) and figures._CHANGED.search(words)),
        }
    )


@settings(deadline=None, max_examples=MANY)
@given(sentence)
def test_figures_are_those_that_the_patterns_find_over_all_of_the_words(words: str) -> None:
    assert figures_in(words, TODAY) == figures_plainly(words)


_CONTENTS = r"\(?[Pp]ages? \d+ ?(?:-|to) ?\d+|\.{4}|(?:\. ){4}|(?<![\d.,£] )(?<!\bof )(?<!\bto )(?<!\bby )\b\d{1,3}$"
_ADDRESS = r"@|\bwww\.|https?:|\b0\d{3,4} ?\d{3} ?\d{3}|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b"


@settings(deadline=None, max_examples=MANY)
@given(sentence)
def test_a_line_of_contents_an_address_and_a_shout_are_known_as_one_pattern_over_all_of_it_would(words: str) -> None:
    found = shape_of(Sentence(words, 1))
    assert found["contents"] == (not words.endswith(".") and bool(re.search(_CONTENTS, words)))
    assert found["address"] == bool(re.search(_ADDRESS, words))
    assert found["in capitals"] == len(signals._SHOUTED.findall(words))
    capitals = [word[0].isupper() for word in words.split()[1:]]
    assert is_names(words) == (len(capitals) > 1 and 2 * sum(capitals) > len(capitals) + 1)


@settings(deadline=None, max_examples=MANY)
@given(sentence)
def test_words_are_those_of_the_pattern(words: str) -> None:
    assert words_of(words.lower()) == WORD.findall(words.lower())


@settings(deadline=None, max_examples=MANY)
@given(st.text("ab1 Z", max_size=12))
def test_plain_words_are_made_normal_as_any_others_are(words: str) -> None:
    assert [*normal(words), "|"] == normal(f"{words}|")


@settings(deadline=None, max_examples=MANY)
@given(pages, st.sampled_from(([], ["children wait 5 " * 20], ["no # number " * 20])))
def test_furniture_is_what_stands_at_the_edges_of_several_pages(pages: list[str], more: list[str]) -> None:
    seen: Counter[str] = Counter()
    split = [[*page.split("\n"), *more] for page in (*pages, *pages[:1], *pages[:1])]
    for lines in split:
        written = [line for line in lines if line]
        seen.update({furniture._shape(line) for line in (*written[:4], *written[-4:])})
    least = 2 if len(split) <= furniture.FEW_PAGES else 3
    assert furniture._repeated(split) == {shape for shape, count in seen.items() if count >= least}


@settings(deadline=None, max_examples=MANY)
@given(
    st.lists(
        st.sampled_from(
            ("Action", "action(s)", "Lead", "Due date", "RAG", "R/A/G", "and", "AND", "as at September 2026",
             "Sept 2026", "q1 2026/27", "at", "to", "the", "Progress", "marvel", "7", "\t", "(rag)", "#",
             "1st march 2026", "")
        ),
        max_size=5,
    )
)  # fmt: skip
def test_a_head_of_columns_is_known_by_all_of_its_words(words: list[str]) -> None:
    line = " ".join(words)
    said = plan_columns._words(line)
    assert plan_columns.is_of_a_head(line) == (
        0 < len(said) <= 24 and all(word in plan_columns._WORDS for word in said)
    )


def calls(paper: Sequence[str], wish: str) -> int:
    """Of functions, to find what a paper that is known says to one who asks for these words."""
    text, phrases = Text(("A title",), paper), own_words(wish)
    choose_quotes(text, {"": own_words("children")}, {}, TODAY)  # somebody else asked before
    profile = Profile()
    assert profile.runcall(choose_quotes, text, {"": phrases}, {}, TODAY)
    return int(sum(entry.callcount for entry in profile.getstats()))


def test_a_further_wish_costs_what_it_finds_and_not_what_the_paper_holds() -> None:
    def long(lines: int) -> list[str]:
        """All of it is about quokkas, as its title says: every sentence is one for who asks for them."""
        names = (str(line).translate(str.maketrans("0123456789", "abcdefghij")) for line in range(lines))
        classes = "\n".join(f"Children of {name}ham, {name}ford, {name}ton and {name}wick wait." for name in names)
        return ["Quokka strategy", classes, "A quokka was seen in four schools."]

    assert calls(long(400), "quokka") < 1.5 * calls(long(50), "quokka")


def test_a_signal_adds_to_a_rank_what_it_adds_to_a_sentence() -> None:
    paper = RankedPaper(["Some children wait for a plan. Roads were mended."], TODAY)
    for near in ("", "the reader's words", "under another heading", "only of schools", "of something else"):
        assert -paper._rank(0, near)[0] == paper._quote(0, "", near).score
    assert weighed({"no such signal": 1}) == ()
