"""Finds the period that a figure is of, in a cell, a column's name or a title. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.core.months import SHORT_MONTHS
from watcher.core.text import normalise

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_RANGE = re.compile(rf"(?<![0-9])({_YEAR})\s?[-/]\s?((?:{_YEAR})|[0-9]{{2}})(?![0-9])")
_JOINED = re.compile(r"(?:19|20)[0-9]{4}")
_SINGLE = re.compile(rf"(?<![0-9.]){_YEAR}(?![0-9]|\.[0-9])")
_QUARTER = re.compile(
    r"(?<![a-z0-9])(?:q(?:uarter)? ?([1-4])|([1-4])(?:st|nd|rd|th) quarter)(?![a-z0-9])", re.IGNORECASE
)
_MONTHS_IN = re.compile(rf"(?<![a-z])({_MONTH})(?:\s?(?:-|to|and)\s?({_MONTH}))?(?=\s?{_YEAR})", re.IGNORECASE)
"""Before a year, for `may` is a word too."""
_WEEK = re.compile(r"(?<![a-z])week ?([0-9]{1,2})(?![0-9])", re.IGNORECASE)
_TERMS = ("autumn", "spring", "summer")
_ISO_DAY = re.compile(rf"({_YEAR})-([01][0-9])(?:-[0-3][0-9](?:[ t]00:00:00)?)?")
_WORD = re.compile(r"[a-z%£]+")
_OF_PERIODS = frozenset(
    {"academic", "financial", "calendar", "reporting", "tax", "school", "year", "years", "ending", "end", "ended", "to"}
    | {"the", "in", "date", "period", "quarter", "provisional", "revised", "final", "p", "r", "e"}
)


@dataclass(frozen=True, order=True)
class Period:
    """A span of time: `order` sorts periods by time, `name` is what people read."""

    order: str
    name: str


def period_in(words: str, beside: str = "") -> Period | None:
    """Returns the latest period that these words name; None where they name none. `beside`: what else says which part
    of the year is meant (`Week 5`, `Autumn term`)."""
    said = normalise(words[:300]).casefold()
    if (day := _ISO_DAY.fullmatch(said)) and 1 <= int(day[2]) <= 12:
        return _part_of(int(day[1]), int(day[1]), f"{SHORT_MONTHS[int(day[2]) - 1]} {day[1]}")
    years = [(int(found[1]), _end(found[1], found[2])) for found in _RANGE.finditer(said) if _end(found[1], found[2])]
    bare = _RANGE.sub(" ", said)
    if _JOINED.fullmatch(said.strip()) and _end(said.strip()[:4], said.strip()[4:]):
        years, bare = [(int(said.strip()[:4]), _end(said.strip()[:4], said.strip()[4:]))], ""
    years += [(int(found[0]), int(found[0])) for found in _SINGLE.finditer(bare)]
    if not years:
        return None
    start, end = max(years, key=lambda pair: (pair[1], pair[0]))
    return _part_of(start, end, f"{said} {normalise(beside[:100]).casefold()} {start}")


def without_period(words: str) -> str:
    """Returns a column's name without the period in it: `2025: % within 20 weeks` is `% within 20 weeks`; empty where
    it says nothing else."""
    said = normalise(words[:300])
    for pattern in (_QUARTER, _WEEK, _MONTHS_IN, _RANGE, _SINGLE):
        said = pattern.sub(" ", said)
    said = " ".join(said.split()).replace("( )", "").replace("()", "")
    said_else = [word for word in _WORD.findall(said.casefold()) if word not in _OF_PERIODS]
    return said.strip(" -:,;/") if said_else else ""


def _end(start: str, end: str) -> int:
    """Returns the year in which a span of two years ends; 0 where the two are no span: `2019-21` is three years."""
    whole = int(end) if len(end) == 4 else int(start[:2] + end) + (100 if start.endswith("99") else 0)
    return whole if whole - int(start) == 1 else 0


def _part_of(start: int, end: int, said: str) -> Period:
    """Returns the year, or the quarter, month, week or term of it that the words name."""
    year = f"{start}/{end % 100:02}" if end > start else str(start)
    if quarter := _QUARTER.search(said):
        number = quarter[1] or quarter[2]
        return Period(f"{end:04}-{start:04}-{int(number) * 3:02}", f"{year} Q{number}")
    if week := _WEEK.search(said):
        return Period(f"{end:04}-{start:04}-w{int(week[1]):02}", f"{year} week {int(week[1])}")
    if term := next((term for term in _TERMS if f"{term} term" in said), ""):
        return Period(f"{end:04}-{start:04}-{_TERMS.index(term):02}", f"{year} {term} term")
    months = next(reversed(list(_MONTHS_IN.finditer(said))), None)
    if months and "year end" not in said and not (end > start and months[2]):  # April to March is the whole year
        first, last = (SHORT_MONTHS.index(month[:3]) for month in (months[1], months[2] or months[1]))
        names = "-".join(dict.fromkeys(SHORT_MONTHS[month].title() for month in (first, last)))
        return Period(f"{end:04}-{start:04}-{last + 1:02}", f"{names} {year}")
    return Period(f"{end:04}-{start:04}-99", year)
