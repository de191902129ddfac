"""PURE: tells by which day a promise is to be kept, by the words of its sentence: "by the end of October", "within six
weeks", "at its meeting on 8 December". Where the words leave a doubt, the later day counts, or none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from watcher.core.dates import is_working_day
from watcher.core.months import MONTHS
from watcher.rules.prose_dates import moments_in

_A_YEAR, _FARTHEST = timedelta(days=364), timedelta(days=3 * 365)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\b(?:,? (?P<year>20\d\d)\b)?"
_LEADS = re.compile(
    r"\b(?:by|before|until|than|due|on|of|for|to|at|from now to)(?: the)?(?: meeting)?(?: (?:on|of|end of))?"
    r"(?: the)? ?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|after|from|held on|dated|meeting of|minutes of)(?: the)? ?$", re.IGNORECASE)
_END_OF = re.compile(rf"\b(?:by|before|until|than)(?: the)? end of {_MONTH}", re.IGNORECASE)
_IN_MONTH = re.compile(
    rf"\b(?:in|by|before|until|than|during|at the|to the|for the|the) (?:early |mid[ -]|late )?{_MONTH}"
    r"(?! \d)(?P<meeting> meeting)?",
    re.IGNORECASE,
)
_END_OF_THIS_MONTH = re.compile(r"\b(?:by|before) the end of (?:the|this) month\b", re.IGNORECASE)
_END_OF_YEAR = re.compile(
    r"\bby the end of (?:the|this) (?P<kind>financial |municipal |calendar )?year\b", re.IGNORECASE
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14,
}  # fmt: skip
_SPAN = re.compile(
    rf"\b(?P<lead>within|in)(?: the next)? (?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}) "
    r"(?P<unit>working day|day|week|month|year)s?\b(?P<time>['\u2019]?s?['\u2019]? time)?",
    re.IGNORECASE,
)
_LONGEST_SPAN = 400
_PAST = re.compile(r"\b(?:has|have|had|were|been|done)\b|(?<!\bit )\bwas\b", re.IGNORECASE)


def due_day(sentence: str, made: date | None) -> date | None:
    """Returns the day by which what a sentence promises is to be done, of one `made` on a day; None where it names
    none, or that day is not known."""
    if made is None:
        return None
    return max((*_days(sentence, made), *_ends(sentence, made), *_spans(sentence, made)), default=None)


def _days(sentence: str, made: date) -> Iterator[date]:
    """Yields the whole dates in a sentence that are a last day."""
    moments = {
        moment.start: moment for last in (_FARTHEST, _A_YEAR) for moment in moments_in(sentence, made, made + last)
    }
    for start, moment in moments.items():
        lead = sentence[max(0, start - 40) : start]
        if _LEADS.search(lead) and not _SINCE.search(lead) and moment.day > made:
            yield moment.day


def _ends(sentence: str, made: date) -> Iterator[date]:
    """Yields the ends of months and years that a sentence names as a last day."""
    for shape in (_END_OF, _IN_MONTH):
        for found in shape.finditer(sentence):
            if day := _end_of_month(found["month"], found["year"], made):
                yield day
    if _END_OF_THIS_MONTH.search(sentence):
        yield made.replace(day=monthrange(made.year, made.month)[1])
    for found in _END_OF_YEAR.finditer(sentence):
        kind = (found["kind"] or "").strip().casefold()
        last = {"financial": (3, 31), "municipal": (4, 30)}.get(kind, (12, 31))
        year = made.year if (made.month, made.day) <= last else made.year + 1
        yield date(year, *last)


def _end_of_month(name: str, year: str | None, made: date) -> date | None:
    month = MONTHS.index(name.casefold()) + 1
    year_meant = int(year) if year else made.year + (month < made.month)
    day = date(year_meant, month, monthrange(year_meant, month)[1])
    return day if made < day <= made + _FARTHEST else None


def _spans(sentence: str, made: date) -> Iterator[date]:
    """Yields the days that lie so long after the meeting; not those of a plain "in two years", which may be of the
    past."""
    for found in _SPAN.finditer(sentence):
        if found["lead"].casefold() == "in" and not (found["time"] or _is_ahead(sentence, found)):
            continue
        said = found["number"].casefold()
        count = int(said) if said.isdigit() else _NUMBERS[said]
        if 0 < count <= _LONGEST_SPAN and (day := _after(made, count, found["unit"].casefold())):
            yield day


def _is_ahead(sentence: str, span: re.Match[str]) -> bool:
    """Tells whether a plain `in six months` is of what is to come: it ends a sentence that speaks of nothing past.
    Years are not: nobody is given two."""
    return (
        span["unit"].casefold() != "year"
        and not sentence[span.end() :].strip(" .;")
        and not _PAST.search(sentence, 0, span.start())
    )


def _after(made: date, count: int, unit: str) -> date | None:
    """Returns the day so many of these units after another; None where it lies too far ahead to be believed."""
    if unit == "working day":
        day = made
        while count:
            day += timedelta(days=1)
            count -= is_working_day(day)
        return day
    if unit in ("month", "year"):
        months = made.month - 1 + count * (12 if unit == "year" else 1)
        year, month = made.year + months // 12, months % 12 + 1
        day = date(year, month, min(made.day, monthrange(year, month)[1]))
    else:
        day = made + timedelta(days=count * (7 if unit == "week" else 1))
    return day if day <= made + _FARTHEST else None
