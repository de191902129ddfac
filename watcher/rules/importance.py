"""PURE: tells which sentences of a paper matter most to a reader of a topic, and why (weights.py)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from heapq import merge
from itertools import chain, islice, pairwise, takewhile
from typing import TypeAlias

from watcher.rules.figures import figures_in
from watcher.rules.phrases import Phrase, Text
from watcher.rules.sentences import Sentence, sentences
from watcher.rules.shortening import excerpt
from watcher.rules.signals import Signal, shape_of, spoken_of, under_heading, weighed
from watcher.rules.vocabulary import words_of

ALIKE = 0.7
"""Two sentences that share so much of their words say the same."""
TITLE_LINES = 8
"""Among the first so many lines of a paper its title is looked for."""
LABELLED_LINES = 2 * TITLE_LINES
"""And among so many a line that says that it is the title."""
FEWEST_HOLDING, PART_HOLDING = 3, 4
"""A paper of which three sentences at least, and a fourth of all, hold a topic's phrase is about that topic."""
NO_NEWS = {"cover", "contents", "address", "names", "no sentence"}
NEAR_TIE = 1
"""Two sentences whose scores are no further apart: which of them matters more the table can't tell (docs/adr/0049)."""
NEAR = 10
"""So many sentences behind one that holds a topic's phrase may still tell its news."""
FAR = 40
"""And so many behind one that says what a report is for."""
LONGEST_LABEL = 6
"""Words of what stands on a cover before, or above, its answer."""
OFFICE = re.compile(
    r"\b(?:Councillors?|Cllr|Member|Director|Officer|Head|Manager|Lead|Chair|Chairman|Mrs?|Ms|Dr|Author)\b"
)
_PURPOSE = re.compile(r"(?:(?:the )?purpose|aim)s?(?: of (?:the |this )?(?:report|paper))?:?", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?:report|decision|policy) )?(?:title|subject(?: heading)?|name of (?:the )?(?:proposal|policy|strategy))",
    re.IGNORECASE,
)
_Rank: TypeAlias = tuple[int, bool, int]
"""Sorts the sentences of a paper best first."""


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A whole sentence of a paper, kindly cut where it is very long; `page` counts from 1; `topic` is empty where none
    of its words stands in the paper."""

    page: int
    text: str
    topic: str
    score: int
    signals: tuple[Signal, ...]

    @property
    def tells(self) -> bool:
        """Tells whether the sentence says anything: False for a line of a cover or a list, a name, a heading."""
        return self.score >= 0 or not any(signal.name in NO_NEWS for signal in self.signals)


@lru_cache(maxsize=1)  # of one paper after another each is asked for by its topics, and by what is quoted
def read(pages: tuple[str, ...]) -> tuple[list[Sentence], Text]:
    """Returns a paper's sentences, and the same as a Text that phrases are looked for in: each sentence is a part of
    it."""
    found = sentences(pages)
    return found, Text(sentence.text for sentence in found)


class RankedPaper:
    """Holds a paper made ready once, for any number of topics and wishes: what a sentence weighs is the same for all of
    them but for how it stands to what they look for, so that each costs what it finds, not what the paper holds."""

    def __init__(self, pages: Sequence[str], today: date) -> None:
        self.sentences, self._text = read(tuple(pages))
        self._today = today
        self._known: dict[int, tuple[Signal, ...]] = {}
        self._spoken: dict[int, Counter[str]] = {}
        self._headings: dict[tuple[str, str, bool], Counter[str]] = {}

    def ranked(
        self, topic: str = "", phrases: Sequence[Phrase] = (), unless: Sequence[Phrase] = (), *, about: bool = False
    ) -> list[RankedSentence]:
        """Returns every sentence that is for this topic's readers, best first: those that hold one of its phrases,
        stand under a heading that does, or follow soon (docs/adr/0057); all where the paper is `about` the topic or its
        own title holds a phrase, and where none does (`topic` is empty then)."""
        return list(self.best_first(topic, phrases, unless, about=about))

    def best_first(
        self, topic: str = "", phrases: Sequence[Phrase] = (), unless: Sequence[Phrase] = (), *, about: bool = False
    ) -> Iterator[RankedSentence]:
        """Yields what `ranked` returns."""
        holding = {place for phrase in phrases for place in self._text.parts_with(phrase, unless)}
        everything = about or not holding or self._speaks_of(holding) or any(map(self._is_title, holding))
        near = {} if everything else self._near(holding)
        near.update(dict.fromkeys(holding, "the reader's words"))
        mine = sorted(self._rank(place, signal) for place, signal in near.items())
        others = (rank for rank in self._ranks if rank[2] not in near) if everything else ()
        of = topic if holding or about else ""
        return (self._quote(place, of, near.get(place, "")) for _, _, place in merge(mine, others))

    @cached_property
    def _ranks(self) -> list[_Rank]:
        """Returns the ranks of all sentences, best first, whatever is looked for."""
        return sorted(map(self._rank, range(len(self.sentences))))

    def _rank(self, place: int, near: str = "") -> _Rank:
        """Returns the sort key of a sentence: the higher score first, then what is not of the cover, then its place."""
        signals = self._signals(place)
        score = sum([signal.adds for signal in signals]) + (_adds(near) if near else 0)
        return -score, any(signal.name == "cover" for signal in signals), place

    @cached_property
    def _under(self) -> Mapping[str, Sequence[int]]:
        """Returns, by heading or item, the places of the sentences that stand under it."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for over in {sentence.heading, sentence.item}:
                found[over].append(place)
        return found

    def _near(self, holding: Set[int]) -> dict[int, str]:
        """Returns, for the places of the sentences that are about a topic although they hold none of its phrases, the
        signal of how they stand to those that do: none for what stands under a heading that does, or goes on about
        children."""
        bare = (self.sentences[place] for place in holding if not self.sentences[place].whole)
        headings = {sentence.heading for sentence in bare if not OFFICE.search(sentence.heading)}
        found = {place: "" for over in headings for place in self._under.get(over, ())}
        for place, last in self._within_reach(sorted(holding)):
            if place not in found:
                near = self._goes_on(place, last)
                if near is not None and self._rank(place, near)[0] <= 0:
                    found[place] = near
        return found

    def _within_reach(self, holding: Sequence[int]) -> Iterator[tuple[int, Sentence]]:
        """Yields the places of the sentences that may go on about what one of those before them names, with that."""
        last, end, far = None, -1, False
        for place, after in pairwise((*holding, len(self.sentences))):
            reach = self._reach(place)
            if place + reach >= end:
                last, end, far = self.sentences[place], place + reach, reach > NEAR
            for follower in range(place + 1, min(after, end + 1)):
                if last and (far or self.sentences[follower].page == last.page):
                    yield follower, last

    def _goes_on(self, place: int, last: Sentence) -> str | None:
        """Returns the signal of a sentence that follows one that is about a topic; None where it is about something
        else."""
        sentence, of_what = self.sentences[place], self._words(place)
        under_one = (sentence.heading, sentence.item) == (last.heading, last.item)
        one_paragraph = under_one and sentence.paragraph == last.paragraph
        if of_what["of children"] or (one_paragraph and of_what["of schools"]):
            return "" if under_one else "under another heading"
        if of_what["of schools"]:
            return "only of schools"
        return "of something else" if one_paragraph else None

    def _reach(self, place: int) -> int:
        """Returns how many sentences behind one may go on about what it names: none behind a cover's lines, many where
        it says what the paper is for."""
        sentence, against = self.sentences[place], {signal.name for signal in self._signals(place)}
        if against & {"cover", "address", "contents"} or (OFFICE.search(sentence.text) and not sentence.whole):
            return 0
        return FAR if sentence.whole and _PURPOSE.fullmatch(sentence.heading) else NEAR

    def _speaks_of(self, holding: Set[int]) -> bool:
        """Tells whether so many of the paper's sentences hold a topic's phrase that all of it is about the topic."""
        held = sum([self.sentences[place].whole for place in holding])
        return held >= FEWEST_HOLDING and held * PART_HOLDING >= self._whole

    @cached_property
    def _whole(self) -> int:
        """Returns how many sentences are whole."""
        return sum([sentence.whole for sentence in self.sentences])

    def _is_title(self, place: int) -> bool:
        """Tells whether the paper's name stands there: a line by itself near its beginning that names nobody, or one
        that is said to be the title."""
        sentence = self.sentences[place]
        if sentence.labelled and _TITLE.fullmatch(sentence.heading):
            return place < LABELLED_LINES
        if place >= TITLE_LINES or sentence.whole:
            return False
        if any(before.whole and not before.labelled for before in self.sentences[:place]):
            return False  # the text has begun
        against = {signal.name for signal in self._signals(place)}
        return not (against & {"address"} or OFFICE.search(sentence.text) or ("cover" in against and sentence.labelled))

    def _quote(self, place: int, topic: str, near: str) -> RankedSentence:
        sentence, signals = self.sentences[place], self._signals(place)
        if near:
            signals = (*weighed({near: 1}), *signals)
        score = sum(signal.adds for signal in signals)
        return RankedSentence(sentence.page, sentence.text, topic, score, signals)

    def _words(self, place: int) -> Counter[str]:
        """Returns which signals the words of a sentence give, and what it speaks of."""
        if place not in self._spoken:
            self._spoken[place] = spoken_of(self.sentences[place].text)
        return self._spoken[place]

    def _signals(self, place: int) -> tuple[Signal, ...]:
        """Returns the signals of a sentence that hold whoever reads it."""
        if place not in self._known:
            sentence = self.sentences[place]
            over = sentence.heading, sentence.item, sentence.labelled
            under = self._headings.get(over)
            if under is None:
                under = self._headings[over] = under_heading(*over)
            counts: dict[str, int] = dict(self._words(place))
            for more in (figures_in(sentence.text, self._today), shape_of(sentence), under):
                for name, times in more.items():
                    if times:  # much quicker than adding Counters
                        counts[name] = counts.get(name, 0) + times
            self._known[place] = weighed(counts)
        return self._known[place]


@cache
def _adds(near: str) -> int:
    """Returns what it adds how a sentence stands to what is looked for."""
    return sum(signal.adds for signal in weighed({near: 1}))


def ranked_sentences(chosen: Iterable[Sentence], today: date) -> list[RankedSentence]:
    """Returns these sentences, the weightiest first, whatever paper they are from."""
    paper = RankedPaper((), today)
    paper.sentences = list(chosen)
    return paper.ranked()


def unlike(quotes: Iterable[RankedSentence], most: int) -> list[RankedSentence]:
    """Returns the first `most` sentences of which no two say nearly the same, cut for showing."""
    chosen: list[tuple[RankedSentence, frozenset[str]]] = []
    for quote in quotes:
        if len(chosen) >= most:
            break
        words = frozenset(words_of(quote.text.lower()))
        if not any(len(words & other) > ALIKE * len(words | other) for _, other in chosen):
            chosen.append((replace(quote, text=excerpt(quote.text)), words))
    return [quote for quote, _ in chosen]


def weightiest(ranked: Iterable[RankedSentence]) -> list[RankedSentence]:
    """Returns the first of sentences that come best first, and the next one too where it is a near tie that says
    something."""
    rest = iter(ranked)
    best = list(islice(rest, 1))
    ties = takewhile(lambda quote: 0 < quote.score >= best[0].score - NEAR_TIE, rest)
    return unlike(chain(best, ties), 2)
