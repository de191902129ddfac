"""PURE: tells whether two headlines of two outlets tell one story (facts/news.md, "What decides the design", 9: real
pairs of different words can't be told by their titles, so only nearly equal ones are called the same)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from watcher.core.text import normalise
from watcher.rules.headline_words import GENERIC, OUTCOMES, RESULTS, REVERSING, STOP, WEAK, stem

NEARLY_EQUAL = 0.6
"""So much of all words of two titles stands in both, where one only says more than the other."""
MORE_THAN_A_NAME = 0.75
"""The same, where what it says more is a name that the other article does not know: it may be another place."""
REWORDED = 0.8
"""The same, where each has a word of its own."""
FEWEST_WORDS, FEWEST_TELLING = 4, 3
FEWEST_OF_EQUAL, FEWEST_TELLING_OF_EQUAL = 3, 2
_LONGEST_TITLE = 300
_LONGEST_LABEL = 4  # words

_LABEL = re.compile(
    r"(?:updated?|breaking(?: news)?|exclusive|watch|video|live|live updates|latest|just in|revealed|news|opinion"
    r"|in pictures|pictures|gallery|listen|read|explained|analysis|corrected|correction|sponsored)\b",
)
_PARTS = re.compile(r" [|–—·»-] |: | \| ")
_WORDS = re.compile(r"[^\W_]+(?:[.,'][^\W_]+)*%?")


@dataclass(frozen=True, slots=True)
class Headline:
    """The words of a title that tell one story from another. `names`: those written with a capital inside a sentence;
    none where all are."""

    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    reversed: bool
    in_capitals: bool
    """Whether (nearly) every word begins with one, so that names can't be told."""


@lru_cache(4096)  # of a flood each title is compared with many others
def headline_of(title: str, outlets: tuple[str, ...] = ()) -> Headline:
    """Returns the telling words of a title, without what an outlet puts round it: its own name, "UPDATED:"."""
    said = _bare(normalise(title[:_LONGEST_TITLE]), {_spelled(name) for name in outlets})
    found = [(match[0], match.start()) for match in _WORDS.finditer(said)]
    long = [word for word, _ in found if len(word) > 3]
    as_names = len([word for word in long if word[:1].isupper()]) > 0.6 * len(long)
    words = {stem(word): word for word, _ in found if word.casefold() not in STOP}
    names = {stem(word) for word, at in found if at and word[:1].isupper() and not as_names}
    kept = frozenset(words.keys() - WEAK - REVERSING)
    return Headline(
        kept,
        frozenset(names) & kept,
        frozenset(word for word in kept if word[0].isdigit()),
        any(_turned(word) for word, _ in found),
        as_names,
    )


def same_headline(first: Headline, second: Headline, known: Iterable[str] = ()) -> bool:
    """Tells whether two titles are nearly equal, whatever order their words stand in. `known`: words that both articles
    know although only one title has them, as the place that an outlet is of."""
    both, either = first.words & second.words, first.words | second.words
    if first.reversed != second.reversed or not both or _other_numbers(first, second):
        return False
    if first.words == second.words:
        return len(both) >= FEWEST_OF_EQUAL and len(both - GENERIC) >= FEWEST_TELLING_OF_EQUAL
    if len(both) < FEWEST_WORDS or len(both - GENERIC) < FEWEST_TELLING:
        return False
    more, less = first.words - second.words, second.words - first.words
    alike = len(both) / len(either)
    if (more | less) & RESULTS:
        return False
    if more and less:
        return alike >= REWORDED and not _tells_apart(first, more) and not _tells_apart(second, less)
    named = ((more & first.names) | (less & second.names)) - set(known)
    return alike >= (MORE_THAN_A_NAME if named else NEARLY_EQUAL)


def words_of(text: str) -> frozenset[str]:
    """Returns the words of a text as headlines have them."""
    return frozenset(map(stem, _WORDS.findall(normalise(text))))


def _tells_apart(headline: Headline, own: frozenset[str]) -> bool:
    """Tells whether a word that only this title has may make it another story: a name, a number, how something
    ended."""
    return headline.in_capitals or bool(own & (headline.names | headline.numbers | OUTCOMES))


def _other_numbers(first: Headline, second: Headline) -> bool:
    return bool(first.numbers and second.numbers and first.numbers != second.numbers)


def _bare(title: str, outlets: set[str]) -> str:
    """Returns the title without labels and the outlet's name, before or behind it."""
    parts = _PARTS.split(title)
    while len(parts) > 1 and _is_label(parts[0], outlets):
        parts = parts[1:]
    while len(parts) > 1 and (_spelled(parts[-1]) in outlets):
        parts = parts[:-1]
    return ": ".join(parts)


def _is_label(part: str, outlets: set[str]) -> bool:
    spelled = _spelled(part)
    return spelled in outlets or (len(part.split()) <= _LONGEST_LABEL and bool(_LABEL.fullmatch(spelled)))


def _spelled(name: str) -> str:
    words = " ".join(_WORDS.findall(normalise(name).casefold()))
    return words.removeprefix("the ")


def _turned(word: str) -> bool:
    folded = word.casefold()
    return folded in REVERSING or folded.endswith("n't")
