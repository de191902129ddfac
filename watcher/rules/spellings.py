"""PURE: finds every spelling of a phrase that is looked for, from how it is written: alternatives in braces, nearness,
the regular plural."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from math import prod

from watcher.core.text import plain_signs

# What every byte of UTF-8 becomes: a table for bytes takes half the time of one for str. The bytes of other
# signs than ASCII's stay, and a page that has any is searched for them.
SIGNS = "+#*%@$^~="
"""Signs that are words of their own: C++ is not C. Any other is a bar."""
_BARS = "".join(
    sign if sign.isalnum() or sign in "-&" or sign in SIGNS else " " if sign.isspace() else "|"
    for sign in map(chr, range(128))
).encode() + bytes(range(128, 256))
_FOREIGN = re.compile(r"[^\x00-\x7f\w]")
_NEAR = " near "
MOST_SPELLINGS = 400
"""A phrase with more would slow down every visit; said where the config is read."""
_SHORTEST_PLURAL = 2


def normal(words: str) -> list[str]:
    """Returns the words one by one, and a bar where anything else stood: no phrase reaches across a bar that it does
    not hold itself. A hyphen inside a word parts it, `&` is `and`, each of SIGNS is a word. Case is kept."""
    if words.isascii() and words.replace(" ", "").isalnum():  # as most wishes are: nothing but words
        return words.split()
    barred = _barred(plain_signs(words.replace("—", " | ").replace("£", "|"))).replace("&", " and ")
    if "-" in barred:
        barred = _parted(barred)
    for sign in SIGNS:
        if sign in barred:
            barred = barred.replace(sign, f" {sign} ")
    return barred.replace("|", " | ").split()


def _barred(words: str) -> str:
    """Returns the words with a bar for every sign but hyphens, `&` and SIGNS, a space for every blank."""
    barred = words.encode(errors="replace").translate(_BARS).decode()
    return barred if barred.isascii() else _FOREIGN.sub("|", barred)


def _parted(words: str) -> str:
    """Returns the words with a bar for every dash, a space for every hyphen inside a word."""
    if " - " in words:
        while "  " in words:  # quicker than a split, since few blanks are double
            words = words.replace("  ", " ")
        words = words.strip().replace(" - ", "|")
    return words.replace("--", "|").replace("-", " ")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words side by side as they stand in the normal form of a text."""

    words: tuple[str, ...]
    exact: bool
    """Found in these capitals only."""
    padded: str
    """What is searched for in the normal form: the words, with a blank at both ends."""


def spellings_of(words: str, *, plural: bool = True) -> tuple[Spelling, ...]:
    """Returns the words as they are written, and, where `plural`, with the regular plural of the last of them. Written
    in capitals they are looked for in capitals. Empty where nothing could be looked for."""
    found = tuple(" ".join(normal(words)).strip("| ").split())
    if not found:
        return ()
    exact = words.isupper() and sum(map(str.isalpha, words)) > 1
    written = found if exact else tuple(map(str.lower, found))
    last = plurals(written[-1], exact=exact) if plural else ()
    spelled = ((*written[:-1], word) for word in (written[-1], *last))
    return tuple(Spelling(variant, exact, f" {' '.join(variant)} ") for variant in spelled)


def plurals(word: str, *, exact: bool = False) -> tuple[str, ...]:
    """Returns the regular plural of a word, as English spells it; of a word in capitals `EHCPs` and `EHCPS`. Empty
    where it can have none. The possessive needs no form of its own: its apostrophe ends the word."""
    if len(word) < _SHORTEST_PLURAL or not word.isalpha():
        return ()
    if exact:
        return (word + "s", word + "S")
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "s",)


def alternatives(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Returns the wordings of a phrase of the config: one group, or two where they must stand near each other.
    `{foster, kinship} carer` is `foster carer` or `kinship carer`; `autism near {pupil, child}` is either order, a few
    words apart. Raises ValueError with a sentence for what can't be read."""
    if "{" not in phrase and "}" not in phrase:
        return ((phrase,),)
    sides = phrase.split(_NEAR)
    if len(sides) > 2:
        raise ValueError("holds `near` more than once; one phrase can have two sides")
    groups = tuple(_expanded(side) for side in sides)
    if sum(map(len, groups)) > MOST_SPELLINGS:
        raise ValueError(f"stands for more than {MOST_SPELLINGS} wordings; write it as several phrases")
    return groups


def _expanded(side: str) -> tuple[str, ...]:
    """Returns every wording of words with alternatives in braces."""
    pieces: list[tuple[str, ...]] = []
    rest = side
    while rest:
        before, brace, rest = rest.partition("{")
        if "}" in before:
            raise ValueError("closes a brace that was never opened")
        pieces.append((before,))
        if brace:
            inside, closed, rest = rest.partition("}")
            if not closed or "{" in inside:
                raise ValueError("opens a brace that is not closed before the next")
            pieces.append(_choices(inside))
    if prod(map(len, pieces)) > MOST_SPELLINGS:
        raise ValueError(f"stands for more than {MOST_SPELLINGS} wordings; write it as several phrases")
    return tuple("".join(chosen).strip() for chosen in product(*pieces)) or ("",)


def _choices(inside: str) -> tuple[str, ...]:
    choices = tuple(choice.strip() for choice in inside.split(","))
    if not all(choices):
        raise ValueError("has a brace with nothing between two commas")
    return choices
