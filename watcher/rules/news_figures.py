"""PURE: figures with their unit that are rare enough to tell one paper from another, and the words round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.core.text import collapse_spaces, normalise
from watcher.rules.figures import value_places
from watcher.rules.headline_words import GENERIC, STOP, WEAK, stem
from watcher.rules.sentences import split

LONGEST_TEXT = 6_000
"""Characters of an article that are looked at."""
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_UNIT = re.compile(
    r" ?(%|per ?cent\b|million\b|bn\b|billion\b|thousand\b|m\b|k\b)|(?: |-)([A-Za-z]{3,30})\b", re.IGNORECASE
)
_SHARE, _TIMES = ("%", "percent", "per cent"), {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_EVERYWHERE = frozenset(map(stem, (
    "havering", "romford", "councillors", "cabinet", "committee", "report", "papers", "service", "services", "year",
    "years", "week", "weeks", "cost", "costs", "plan", "plans", "people", "new", "next", "last", "first", "number",
    "total", "average", "rate", "per", "cent", "percent", "pound", "million", "increase", "rise", "fall", "cut", "cuts",
    "proposal", "propose", "proposed", "expect", "expected", "include", "including", "provide", "support", "work",
    "around", "nearly", "almost", "between", "target", "level", "within", "during", "against", "current", "currently",
    "compare", "compared", "since", "already", "public", "member", "members", "time", "high", "low", "part", "use",
)))  # fmt: skip
"""Stand in papers and news of every sort: two sentences that share them share nothing."""
_NEWS_OF_EVERY_WEEK = GENERIC - frozenset(map(stem, ("forecast", "traffic", "property", "job")))
_NO_UNIT = frozenset(
    map(stem, ("and", "but", "with", "from", "the", "that", "which", "who", "for", "years", "am", "pm"))
)
_FEW_WORDS, _SOME_WORDS, _MANY_WORDS = 2, 3, 4


@dataclass(frozen=True, slots=True)
class NewsFigure:
    """How much of what, however it is written: `£4.2m` and `£4.2 million` are one. `digits`: how many of them tell
    something; 71 has two, 400 one."""

    value: str
    unit: str

    @property
    def words_needed(self) -> int:
        """Returns how many telling words have to stand beside it in both, the fewer the rarer it is."""
        digits = len(self.value.replace(".", "").strip("0"))
        if digits >= 3 or "." in self.value:
            return _FEW_WORDS
        return _SOME_WORDS if digits == 2 else _MANY_WORDS


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as an article tells it. `spellings`: how its digits may stand in a paper; `words`: those that tell
    something, in one form, of the headline, of its sentence and of the sentences beside it."""

    figure: NewsFigure
    spellings: tuple[str, ...]
    words: frozenset[str]


def claims_of(title: str, summary: str) -> list[Claim]:
    """Returns the rare figures of an article, each once."""
    said = [collapse_spaces(normalise(words[:LONGEST_TEXT])) for words in (title, summary)]
    parts = [said[0], *split(said[1])]
    found: dict[NewsFigure, Claim] = {}
    for at, part in enumerate(parts):
        if not _DIGIT.search(part):
            continue
        beside = f"{parts[0]} {parts[at - 1] if at else ''} {' '.join(parts[at : at + 2])}"
        for figure, written in figures_of(part):
            found.setdefault(figure, Claim(figure, _spellings(figure, written), telling_words(beside) - {figure.unit}))
    return list(found.values())


def figures_of(sentence: str) -> Iterator[tuple[NewsFigure, str]]:
    """Yields the figures of a sentence that have a unit, each with its digits as they are written."""
    for start, end in value_places(sentence):
        written = sentence[start:end].rstrip(",.")
        value = written.replace(",", "")
        unit = _UNIT.match(sentence, start + len(written))
        scale, noun = ((unit[1] or "").casefold(), unit[2] or "") if unit else ("", "")
        if sentence[:start].rstrip().endswith("£"):
            yield NewsFigure(_scaled(value, _TIMES.get(scale, 0)), "£"), written
        elif scale in _SHARE:
            yield NewsFigure(_scaled(value, 0), "%"), written
        elif scale in _TIMES:
            yield NewsFigure(_scaled(value, _TIMES[scale]), ""), written
        elif noun and noun.casefold() not in STOP and stem(noun) not in _NO_UNIT:
            yield NewsFigure(_scaled(value, 0), stem(noun)), written


def telling_words(text: str) -> frozenset[str]:
    """Returns the words of a text, in one form, that do not stand everywhere."""
    words = (word for word in _WORDS.findall(text) if len(word) > 2 and word.casefold() not in STOP)
    return frozenset(map(stem, words)) - WEAK - _NEWS_OF_EVERY_WEEK - _EVERYWHERE


def _spellings(figure: NewsFigure, written: str) -> tuple[str, ...]:
    """Returns the number as in the article, with and without commas, whole, and in millions."""
    value = figure.value
    whole = f"{int(value):,}" if value.isdigit() else value
    millions = f"{value[:-6]}.{value[-6:]}".rstrip("0").rstrip(".") if value.isdigit() and len(value) > 6 else value
    return tuple(dict.fromkeys((written, written.replace(",", ""), value, whole, millions)))


def _scaled(value: str, zeros: int) -> str:
    """Returns the number with so many zeros more, as digits: `4.2` and six of them are `4200000`."""
    whole, _, part = value[:20].partition(".")
    moved = part[:zeros].ljust(zeros, "0")
    rest = part[zeros:].rstrip("0")
    return (whole + moved).lstrip("0") + (f".{rest}" if rest else "") or "0"
