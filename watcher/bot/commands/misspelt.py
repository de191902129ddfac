"""PURE: finds what a mistyped word was meant to be, where it can be one thing only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
SHORTEST, LONGEST = 4, 40
SHORT = 5
"""A word of so many letters has many neighbours that are words of their own (`spend`, `lend` beside `send`): only
swapped, missing or doubled letters count as slips."""
LONG = 9
"""From so many letters on, two slips are still one word."""


def corrected(typed: str, known: Mapping[str, T]) -> tuple[str, T] | None:
    """Returns how the only thing is spelled that is meant by a word with a slip in it, and that thing; None where
    nothing, or more than one thing, comes near. `known` is what there is by its spellings, in small letters."""
    word = typed.casefold()
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    close = {spelled: found for spelled, found in known.items() if _is_slip(word, spelled)}
    if not close or len(set(close.values())) > 1:
        return None
    return min(close.items(), key=lambda pair: (len(pair[0]), pair[0]))


def _is_slip(word: str, meant: str) -> bool:
    """Tells whether a word comes near enough to another to be that one mistyped: the shorter, the nearer."""
    if abs(len(word) - len(meant)) > 2 or len(meant) < SHORTEST or word == meant:
        return False
    if word[0] != meant[0] and word[:2] != meant[1::-1]:
        return False
    if min(len(word), len(meant)) <= SHORT:
        return _is_simple_slip(word, meant)
    return _slips(word, meant) <= (2 if len(meant) >= LONG else 1)


def _is_simple_slip(word: str, meant: str) -> bool:
    """Tells whether two neighbours are swapped, one letter is missing, or one doubled."""
    if len(word) == len(meant):
        at = next(place for place in range(len(word)) if word[place] != meant[place])
        return word == meant[:at] + meant[at : at + 2][::-1] + meant[at + 2 :]
    if len(word) < len(meant):
        return any(word == meant[:at] + meant[at + 1 :] for at in range(len(meant)))
    return any(word == meant[:at] + meant[at] + meant[at:] for at in range(len(meant)))


def _slips(word: str, meant: str) -> int:
    """Returns how many letters are wrong, missing, too many, or swapped with their neighbour (optimal string
    alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(word, 1):
        last, before, row = before, row, [at]
        for place, other in enumerate(meant, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == meant[place - 2] and word[at - 2] == other:
                least = min(least, last[place - 2] + 1)
            row.append(least)
    return row[-1]
