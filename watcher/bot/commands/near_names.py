"""PURE: finds which of thousands of names comes near to what somebody typed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from heapq import nlargest
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_SUGGESTED = 3
SHORTEST_PART = 3
_NEAR = 0.6
_MOST_COMPARED = 40
"""Names that are compared letter by letter, which takes a hundredth of a millisecond each: those that share most
letters and pairs of letters."""
_BITS, _LETTERS = 1_021, 64


class NearNames(Generic[T]):
    """Holds names by their keys (directory.py), and what each stands for."""

    def __init__(self, known: Mapping[str, T]) -> None:
        self._known = known
        self._places = {key: place for place, key in enumerate(known)}
        pairs = map(_pairs, known)
        self._pairs = [(found, found.bit_count()) for found in pairs]

    def near(self, wanted: str) -> Iterator[T]:
        """Yields what comes near to a key: what it names in passing, then by letters, nearest first, then what holds
        it."""
        yield from (self._known[key] for key in self._named(wanted))
        yield from (self._known[key] for key in self._close(wanted))
        if len(wanted) >= SHORTEST_PART:
            yield from (found for key, found in self._known.items() if wanted in key)

    def _named(self, wanted: str) -> list[str]:
        """Returns the keys that stand in what is wanted as whole words."""
        words = wanted.split(" ")
        runs = {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
        found = [run for run in runs if len(run) >= SHORTEST_PART and run in self._known]
        return sorted(found, key=self._places.__getitem__)

    def _close(self, wanted: str) -> list[str]:
        compared: Iterable[str] = self._known
        if len(self._known) > _MOST_COMPARED:
            pairs = _pairs(wanted)
            size = pairs.bit_count() or 1
            shared = [(found & pairs).bit_count() / (count + size) for found, count in self._pairs]
            compared = [key for _, key in nlargest(_MOST_COMPARED, zip(shared, self._known, strict=True))]
        return get_close_matches(wanted, list(compared), n=2 * MOST_SUGGESTED, cutoff=_NEAR)


def _pairs(key: str) -> int:
    """Returns the letters and the pairs of neighbouring ones as bits of a number: two such numbers are compared at
    once. Where two letters of a short name changed places, as in `sned`, no pair is left."""
    found = 0
    for letter in key:
        found |= 1 << _BITS + ord(letter) % _LETTERS
    for first, second in itertools.pairwise(key):
        found |= 1 << (ord(first) * 37 + ord(second)) % _BITS
    return found
