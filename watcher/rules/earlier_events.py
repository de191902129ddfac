"""PURE: finds among the changes of some days the one that told an event first; a change is compared with few of them,
however many there are, and what leads to each is worked out once (docs/adr/0038)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil

from watcher.rules.additions import titles_added
from watcher.rules.headlines import NEARLY_EQUAL, Headline
from watcher.rules.report_identity import is_same_report
from watcher.rules.same_event import Told, event_number, same_event

MOST_LOOKED_AT = 50
"""Earlier changes under one name or word that a change is compared with, the latest of them."""


class EventIndex:
    """Holds changes, each under a number that tells their order and to be found by its document's names, by what it
    mentions, and by the rarest words of its headline. They come and go: each costs what it says, not what is held."""

    def __init__(self, told: Iterable[Told] = ()) -> None:
        """Takes changes, oldest first, under 0, 1, 2 and so on."""
        self._told: dict[int, Told] = {}
        self._named: dict[str, list[int]] = defaultdict(list)
        self._worded: dict[str, list[int]] = defaultdict(list)
        """By each word of a headline: which are its rarest depends on what else is held."""
        self._rarest_of: dict[int, frozenset[str]] = {}
        self._took_part: Counter[tuple[str, int]] = Counter()
        self._documents: Counter[int] = Counter()
        for number, each in enumerate(told):
            self.add(number, each)

    @property
    def told(self) -> list[Told]:
        """Returns what is held, in the order of the numbers."""
        return [self._told[number] for number in sorted(self._told)]

    def add(self, number: int, told: Told) -> None:
        """Takes a change under a number that no other has."""
        self._told[number] = told
        for numbers in self._lists_of(told):
            insort(numbers, number)
        self._count(told, 1)

    def remove(self, number: int) -> None:
        """Lets go of the change under this number."""
        told = self._told.pop(number)
        for numbers in self._lists_of(told):
            del numbers[bisect_left(numbers, number)]
        self._count(told, -1)
        self._forget(told)

    def took_part(self, source: str, event: int) -> bool:
        """Tells whether a change of this source told the event."""
        return self._took_part[source, event] > 0

    def has_document(self, event: int) -> bool:
        """Tells whether a paper, report or page told the event, and not only news."""
        return self._documents[event] > 0

    def candidates(self, later: Told) -> list[Told]:
        """Returns the changes that this one is compared with, oldest first: not many, whatever the others have in
        common."""
        sought = {*_names(later), *later.mentions, *(f"mention {name}" for name in later.names)}
        found = {number for name in sought for number in self._named.get(name, ())[-MOST_LOOKED_AT:]}
        if later.headline:
            for word in self._rarest(later.headline):
                found.update(islice(self._with_rare(word), MOST_LOOKED_AT))
        return [self._told[number] for number in sorted(found)]

    def _with_rare(self, word: str) -> Iterator[int]:
        """Yields the changes of whose headlines this is one of the rarest words, the latest first."""
        for number in reversed(self._worded.get(word, ())):
            rarest, headline = self._rarest_of.get(number), self._told[number].headline
            if rarest is None and headline:
                rarest = self._rarest_of[number] = frozenset(self._rarest(headline))
            if rarest and word in rarest:
                yield number

    def _rarest(self, headline: Headline) -> list[str]:
        """Returns so many of a headline's rarest words that every nearly equal headline shares one of them."""
        words = sorted((len(self._worded.get(word, ())), word) for word in headline.words)
        return [word for _, word in words[: len(words) - ceil(NEARLY_EQUAL * len(words)) + 1]]

    def _lists_of(self, told: Told) -> Iterator[list[int]]:
        yield from (self._named[name] for name in _names(told))
        yield from (self._worded[word] for word in _words(told))

    def _forget(self, told: Told) -> None:
        """Drops what was held for this change alone: a worker runs for months."""
        for lists, names in ((self._named, _names(told)), (self._worded, _words(told))):
            for name in names:
                if not lists[name]:
                    del lists[name]
        event = event_number(told.change)
        if not self.took_part(told.change.source, event):
            del self._took_part[told.change.source, event]
        if not self.has_document(event):
            del self._documents[event]

    def _count(self, told: Told, by: int) -> None:
        event = event_number(told.change)
        if told.headline:
            self._rarest_of.clear()
        if not titles_added(told.change):  # else what the collection holds is still to come
            self._took_part[told.change.source, event] += by
        if told.is_document:
            self._documents[event] += by


class EarlierEvents:
    """Tells of the changes of one visit, one after the other, which event each is of."""

    def __init__(self, index: EventIndex) -> None:
        """Takes the changes before this visit."""
        self._index = index
        self._take_part: set[tuple[str, int]] = set()

    def first_of(self, later: Told) -> int:
        """Returns the number of the change that told this event first; 0 where none did. What a source tells after it
        took part in an event is another one: a meeting that is moved to and fro, the next letter of a day."""
        for earlier in self._index.candidates(later):
            event = event_number(earlier.change)
            if not self._is_closed(event, later, earlier) and same_event(later, earlier):
                if not titles_added(later.change):  # else what the collection holds is still to come
                    self._take_part.add((later.change.source, event))
                return event
        return 0

    def _is_closed(self, event: int, later: Told, earlier: Told) -> bool:
        """Tells whether the later change can't be of this event: its source took part in it, or it is a paper or report
        that has no more to do with the event's own than that one article links to both."""
        if later.is_document and not earlier.is_document and self._index.has_document(event):
            return True
        source = later.change.source
        if not self._index.took_part(source, event) and (source, event) not in self._take_part:
            return False
        return not titles_added(later.change) and not is_same_report(later.change, earlier.change)


def _names(told: Told) -> set[str]:
    """Returns all by which a change is found but the words of its headline."""
    return {*told.names, *(f"mention {name}" for name in told.mentions)}


def _words(told: Told) -> frozenset[str]:
    return told.headline.words if told.headline else frozenset()
