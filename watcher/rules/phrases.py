"""PURE: tells whether a phrase stands in a text, and where. A text is made ready once, whatever the number of
phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import accumulate
from typing import Self, TypeAlias

from watcher.core.text import normalise, rejoined
from watcher.rules.spellings import SIGNS, Spelling, alternatives, normal, spellings_of

_BREAK = "\1"
"""After each part of a text; no phrase holds it."""
A_FEW = 6
"""So many words may stand between two that are near each other: a sentence's half."""
_A_FEW_LETTERS = 90
"""What A_FEW words take up at the most: how far is looked at all."""
_TOKEN = re.compile(rf"[^\W_]+|[&{re.escape(SIGNS)}]")

Span: TypeAlias = tuple[int, int]
"""From where to where, as of a slice."""


class Phrase:
    """Holds words side by side, with their regular plural. Written in capitals it is found only in capitals, else in
    any case. `near` holds the second half of one whose halves need only stand near each other."""

    __slots__ = ("as_written", "near", "spellings")

    def __init__(self, as_written: str, *, plural: bool = True) -> None:
        self.as_written = as_written
        self.spellings = spellings_of(as_written, plural=plural)
        self.near: tuple[Spelling, ...] = ()

    @classmethod
    def of_config(cls, as_written: str) -> Self:
        """Returns the phrase as an administrator writes it, with alternatives and nearness (`spellings.alternatives`).
        Raises ValueError with a sentence for what can't be read."""
        phrase = cls(as_written)
        halves = [
            tuple(spelling for words in group for spelling in spellings_of(words)) for group in alternatives(as_written)
        ]
        phrase.spellings, phrase.near = halves[0], halves[1] if len(halves) == 2 else ()
        return phrase

    @property
    def words(self) -> tuple[str, ...]:
        """Returns the words of the first spelling; empty where there is nothing to look for."""
        return self.spellings[0].words if self.spellings else ()

    @property
    def trigger(self) -> str:
        """Returns the longest word, in small letters; empty where there is nothing to look for."""
        return max(self.words, key=len, default="").lower()

    @property
    def plural(self) -> str:
        """Returns the regular plural that is found too, without the words before it; empty where there is none."""
        return self.spellings[1].words[-1] if len(self.spellings) > 1 else ""

    def takes_away(self, match: Spelling) -> bool:
        """Tells whether this longer phrase can cancel a match of that spelling: one in capitals only where it holds
        these capitals itself."""
        return not match.exact or match.padded in _written(self.as_written)

    def spelled(self, words: str) -> Iterator[Span]:
        """Yields where words that are normalised (core/text.py) hold the phrase, as slices."""
        tokens = [(token[0], *token.span()) for token in _TOKEN.finditer(words)]
        there = {token.lower() for token, _, _ in tokens} | {"|", "and"}

        def places(spellings: Iterable[Spelling]) -> Iterator[Span]:
            """Returns where any of these spellings stands, in order."""
            possible = (spelling for spelling in spellings if there.issuperset(map(str.lower, spelling.words)))
            return merge(*(_spelled(words, tokens, spelling) for spelling in possible))

        if not self.near:
            return places(self.spellings)
        return map(_whole, _pairs(places(self.spellings), list(places(self.near)), words))


@lru_cache(maxsize=1_000)  # asked for at every match, of the few phrases that take one away
def _written(phrase: str) -> str:
    return f" {' '.join(normal(phrase))} "


def _spelled(words: str, tokens: Sequence[tuple[str, int, int]], spelling: Spelling) -> Iterator[Span]:
    """Yields where these tokens of the words are exactly this spelling."""
    wanted = [word for word in spelling.words if word != "|"]
    for place in range(len(tokens) - len(wanted) + 1):
        if _same(tokens[place][0], wanted[0], exact=spelling.exact):
            span = tokens[place][1], tokens[place + len(wanted) - 1][2]
            found = f" {' '.join(normal(words[slice(*span)]))} "
            if (found if spelling.exact else found.lower()) == spelling.padded:
                yield span


def _same(found: str, word: str, *, exact: bool) -> bool:
    return (found if exact else found.lower()) == word or (found == "&" and word == "and")


def _pairs(first: Iterable[Span], second: Sequence[Span], text: str) -> Iterator[tuple[Span, Span]]:
    """Yields each pair of a first and a second (these sorted) with at most A_FEW words between, in one part of the
    text."""
    starts = [start for start, _ in second]
    for span in first:
        here = bisect_left(starts, span[0])
        for places in (range(here, len(second)), range(here - 1, -1, -1)):
            for partner in map(second.__getitem__, places):
                (_, end), (start, _) = sorted((span, partner))
                if not _is_short(text[end : max(end, start)][: _A_FEW_LETTERS + 1]):
                    break
                if start >= end:
                    yield span, partner


def _is_short(between: str) -> bool:
    """Tells whether what lies between two halves is A_FEW words at most, and no part of a text ends in it."""
    return len(between) <= _A_FEW_LETTERS and _BREAK not in between and len(_TOKEN.findall(between)) <= A_FEW


def _whole(pair: tuple[Span, Span]) -> Span:
    """Returns the span from the beginning of the earlier to the end of the later."""
    (start, _), (_, end) = sorted(pair)
    return start, end


class Text:
    """Holds what phrases are looked for in: a few parts (title, summary), and the pages of a paper. No phrase reaches
    from one part or page into the next."""

    def __init__(self, parts: Iterable[str], pages: Sequence[str] = ()) -> None:
        self.parts = tuple(parts)
        self.pages = pages
        kept = [""]
        words: set[str] = set()
        for part in (*self.parts, *pages):  # one by one: the words of a whole paper would not fit the processor's cache
            here = normal(part)
            if "-\n" in part:  # a word broken at a line's end: the other way to read it stands beside the one
                here = [*here, "|", *normal(rejoined(part)[1])]
            words.update(here)
            kept += " ".join(here), _BREAK
        self.kept = " ".join((*kept, ""))
        self.lower = self.kept.lower()
        self.words = words.union(map(str.lower, words))
        """As written, and in lower case."""
        self._first: dict[str, int] = {}
        self._breaks: list[int] | None = None
        self._extents: dict[Phrase, tuple[list[int], list[int]]] = {}
        self._possible: dict[int, tuple[tuple[Spelling, ...], tuple[Spelling, ...]]] = {}
        """By which object the spellings are, which is kept beside it: to find equal ones takes longer than to look."""

    def _may_stand(self, spellings: tuple[Spelling, ...]) -> tuple[Spelling, ...]:
        """Returns those spellings whose words all stand here somewhere; asked for at every match."""
        known = self._possible.get(id(spellings))
        if known is None:
            known = spellings, tuple(each for each in spellings if self.words.issuperset(each.words))
            self._possible[id(spellings)] = known
        return known[1]

    def _places(self, spellings: tuple[Spelling, ...]) -> Iterator[tuple[Span, Spelling]]:
        """Yields from where to where each of the spellings stands in the normal form, without the blanks at its
        ends."""
        for spelling in self._may_stand(spellings):
            text, padded = (self.kept if spelling.exact else self.lower), spelling.padded
            start = self._first.get(padded)  # asked for again and again: topics, reasons, quotes
            if start is None:
                start = self._first[padded] = text.find(padded)
            while start >= 0:
                yield (start + 1, start + len(padded) - 1), spelling
                start = text.find(padded, start + 1)

    def _outside(self, phrase: Phrase, unless: Sequence[Phrase]) -> Iterator[int]:
        """Yields where the phrase begins in the normal form, each time that it (of a near one: each half) lies in no
        longer phrase."""
        places = self._places(phrase.spellings)
        if not phrase.near:
            return (span[0] for span, spelling in places if not self._taken_away(span, spelling, unless))
        first, second = dict(places), dict(sorted(self._places(phrase.near)))
        return (
            min(left, right)[0]
            for left, right in _pairs(first, list(second), self.kept)
            if not self._taken_away(left, first[left], unless) and not self._taken_away(right, second[right], unless)
        )

    def _taken_away(self, span: Span, spelling: Spelling, unless: Sequence[Phrase]) -> bool:
        """Tells whether the match lies in one of the longer phrases."""
        return any(self._covers(longer, span) for longer in unless if longer.takes_away(spelling))

    def _covers(self, longer: Phrase, span: Span) -> bool:
        """Tells whether the longer phrase stands round the span."""
        starts, ends = self._extents.get(longer) or self._extents.setdefault(longer, self._extent(longer))
        before = bisect_right(starts, span[0])
        return before > 0 and ends[before - 1] >= span[1]

    def _extent(self, longer: Phrase) -> tuple[list[int], list[int]]:
        """Returns where each place of a phrase begins, in order, and how far those up to it reach."""
        places = sorted(span for span, _ in self._places(longer.spellings))
        if longer.near:
            near = sorted(span for span, _ in self._places(longer.near))
            places = sorted(map(_whole, _pairs(places, near, self.kept)))
        return [start for start, _ in places], list(accumulate((end for _, end in places), max))

    def holds(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> bool:
        """Tells whether the phrase stands here at least once outside each of the longer phrases."""
        return next(self._outside(phrase, unless), None) is not None

    def _place(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> int | None:
        """Returns the first part or page that the phrase stands in, counted through from 0; None where it stands
        nowhere."""
        at = min(self._outside(phrase, unless), default=None)
        return None if at is None else self.kept.count(_BREAK, 0, at)

    def page_of(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> int | None:
        """Returns the first page the phrase stands on, counted from 0; None where it stands in one of the parts before,
        or nowhere."""
        place = self._place(phrase, unless)
        return place - len(self.parts) if place is not None and place >= len(self.parts) else None

    def parts_with(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> set[int]:
        """Returns all the parts and pages that the phrase stands in, counted through from 0."""
        if self._breaks is None:
            self._breaks = [at.start() for at in re.finditer(_BREAK, self.kept)]
        return {bisect_left(self._breaks, at) for at in self._outside(phrase, unless)}

    def as_found(self, phrase: Phrase, unless: Sequence[Phrase] = ()) -> str:
        """Returns the phrase as it is spelled here; as it was written where it stands nowhere."""
        place = self._place(phrase, unless)
        part = (*self.parts, *self.pages)[place] if place is not None else ""
        for here in map(normalise, rejoined(part)):
            if found := next(phrase.spelled(here), None):
                return here[slice(*found)]
        return phrase.as_written
