"""PURE: reads days and hours as they are written in sentences, the year often left out: "by noon on Friday 13
November"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from watcher.core.months import MONTHS
from watcher.core.text import collapse_spaces, plain_signs

LONGEST_SENTENCE = 1_500
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|" + "|".join(MONTHS) + r")\b\.?"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?P<weekday>mon|tues?|wed|thur?s?|fri|sat|sun|" + "|".join(WEEKDAYS) + r")\b\.?"
_OF_WEEK = rf"(?:\b{WEEKDAY},? (?:the )?)?"
_DAY = r"(?P<day>\d{1,2})"
_DATES = (
    re.compile(
        rf"{_OF_WEEK}\b{_DAY} ?(?:st|nd|rd|th)?(?: day)?(?: of)? {_MONTH}(?:,? (?P<year>20\d\d)\b)?", re.IGNORECASE
    ),
    re.compile(rf"{_OF_WEEK}\b{_MONTH} {_DAY}(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year>20\d\d)\b)?", re.IGNORECASE),
    re.compile(
        rf"{_OF_WEEK}(?<![\d/.-]){_DAY}(?P<gap>[/.-])(?P<month>\d{{1,2}})(?P=gap)(?P<year>(?:20)?\d\d)(?![\d/-])",
        re.IGNORECASE,
    ),
)
_CLOCK = re.compile(
    r"(?:\b(?:12|twelve)(?:[.:]00)? ?)?\b(?:(?P<noon>noon|midday)|(?P<midnight>midnight))\b"
    r"|(?<![\d.:/])(?P<hour>1[0-2]|0?\d)(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.? ?m\b\.?(?: noon\b)?"
    r"|(?<![\d.:/])(?P<hour24>[01]?\d|2[0-3])[.:](?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d/]|[.:]\d)"
    r"(?: ?(?:hours|hrs)\b)?",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(r"[ ,(]{0,3}(?:on |of )?(?:the )?", re.IGNORECASE)
_CLOCK_LAST = re.compile(r"[ ,(-]{0,3}(?:(?:at|by|before|until|no later than|not later than) )?", re.IGNORECASE)
_LINES = re.compile(r"\f|\n[ \t]*\n|\n(?=[ \t]*(?:\d{1,3}[.)]|[a-z]\)|[•▪●*-])[ \t]|[ \t]*•)|[•▪●]")
_SENTENCES = re.compile(r"(?<=[.!?])(?<![ap]\.m\.)(?<!e\.g\.)(?<!i\.e\.) (?=[A-Z(\"'])|; ")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, the hour beside it where one is said, and where in the sentence the two begin and end."""

    day: date
    clock: time | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, and where in a sentence it begins and ends."""

    clock: time
    start: int
    end: int


def sentences(text: str) -> list[str]:
    """Returns the sentences of a text in order, signs made plain, blanks collapsed; each point of a list is one of its
    own. Endless ones, which are tables or no prose at all, are left out."""
    blocks = (collapse_spaces(block) for block in _LINES.split(plain_signs(text)))
    found = (sentence for block in blocks if block for sentence in _SENTENCES.split(block))
    return [sentence for sentence in found if 0 < len(sentence) <= LONGEST_SENTENCE]


def moments_in(sentence: str, first: date, last: date) -> list[Moment]:
    """Returns every day from `first` to `last` that a sentence names, in order, with the hour beside it. One whose
    weekday is another than that of the date is left out: nobody knows which of the two is right."""
    clocks = clocks_in(sentence)
    found: list[Moment] = []
    for day, start, end in sorted(_days(sentence, first, last), key=lambda span: (span[1], -span[2])):
        if not found or start >= found[-1].end:
            found.append(_with_clock(sentence, day, start, end, clocks))
    return found


def clocks_in(sentence: str) -> list[Clock]:
    """Returns every time of day in a sentence, in order. Midnight is the end of its day."""
    return [Clock(_clock(match), match.start(), match.end()) for match in _CLOCK.finditer(sentence)]


def clock_beside(sentence: str, start: int, end: int, clocks: list[Clock]) -> Clock | None:
    """Returns the time of day that stands right before or right behind the words from `start` to `end`; None where none
    does."""
    for clock in clocks:
        if clock.end <= start and _CLOCK_FIRST.fullmatch(sentence, clock.end, start):
            return clock
        if clock.start >= end and _CLOCK_LAST.fullmatch(sentence, end, clock.start):
            return clock
    return None


def weekday_number(name: str) -> int:
    """Returns the number of a weekday by its first three letters, 0 for Monday."""
    return next(number for number, day in enumerate(WEEKDAYS) if day.startswith(name[:3].lower()))


def _with_clock(sentence: str, day: date, start: int, end: int, clocks: list[Clock]) -> Moment:
    beside = clock_beside(sentence, start, end, clocks)
    if not beside:
        return Moment(day, None, start, end)
    return Moment(day, beside.clock, min(start, beside.start), max(end, beside.end))


def _clock(match: re.Match[str]) -> time:
    """Returns the time of day that a match says; midnight as the last minute of its day."""
    if match["noon"]:
        return time(12)
    if match["midnight"]:
        return time(23, 59)
    if match["hour24"]:
        return time(int(match["hour24"]), int(match["minute24"]))
    return time(int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0), int(match["minute"] or 0))


def _days(sentence: str, first: date, last: date) -> Iterator[tuple[date, int, int]]:
    for shape in _DATES:
        for match in shape.finditer(sentence):
            if day := _day(match, first, last):
                yield day, match.start(), match.end()


def _day(match: re.Match[str], first: date, last: date) -> date | None:
    """Returns the day of a match within these bounds; without a year that of them in which it is, if there is one
    alone, else None."""
    name = match["month"].lower()
    month = int(name) if name.isdigit() else [full[:3] for full in MONTHS].index(name[:3]) + 1
    years = [int(match["year"]) % 100 + 2000] if match["year"] else range(first.year, last.year + 1)
    found = [day for year in years if (day := _real(year, month, int(match["day"]))) and first <= day <= last]
    if match["weekday"]:
        found = [day for day in found if day.weekday() == weekday_number(match["weekday"])]
    return found[0] if len(found) == 1 else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
