"""PURE: tells what the cells of a plan or tracker say: the date when something is due, beside a state."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from watcher.core.months import SHORT_MONTHS
from watcher.core.text import collapse_spaces
from watcher.rules.plan_states import LETTER, STATE

_MONTH = rf"(?i:{'|'.join(SHORT_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = r"\d{1,2}(?i:st|nd|rd|th)?"
_YEAR = r"(?:20)?\d\d"
_QUARTER_NAME = r"(?:Q|Qtr |Quarter )[1-4]"
_SHAPES = (
    rf"{_MONTH} ?- ?{_MONTH},? 20\d\d",
    r"20\d\d-\d\d-\d\d",
    rf"{_QUARTER_NAME},? \d\d[/-]\d\d",
    rf"{_DAY} {_MONTH} (?:2[4-9]|3\d)(?= (?:{STATE}|{LETTER}))",
    rf"{_DAY} (?:of )?{_MONTH},? 20\d\d",
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}",
    rf"\d{{1,2}}[/.-]{_MONTH}[/.-]{_YEAR}",
    rf"{_MONTH},? 20\d\d",
    rf"{_MONTH}[-/']{_YEAR}",
    rf"{_QUARTER_NAME},? (?:of )?20\d\d(?:[/-]{_YEAR})?",
    rf"20\d\d[/-]{_YEAR},? Q[1-4]",
    r"(?:Spring|Summer|Autumn|Winter)(?: [Tt]erm)? 20\d\d",
    rf"20\d\d/{_YEAR}",
    r"(?i:on-?going|tbc|tba|to be confirmed|continuous|immediate(?:ly)?|monthly|quarterly|annual(?:ly)?)",
)
_WEEK = (
    r"(?:(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|w/c|w/e|week commencing|week ending),? )?"
)
_BEFORE = rf"(?:(?i:by|end of|by end of|by the end of|end) )?{_WEEK}"
DUE = rf"(?<![\w/.-]){_BEFORE}(?:{'|'.join(_SHAPES)})(?![\w/-])"
_SURE = re.compile(rf"(?<![\w/.-]){_BEFORE}(?:{'|'.join(_SHAPES[:11])})(?![\w/-])")
_SOLE = re.compile(rf"(?:{DUE}|{STATE}|{LETTER})")
_DATED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of )?[ /.-]?([a-z]{3,9}|\d{1,2})[ /.,-]{1,3}(\d{4}|\d{2})")
_MONTHLY = re.compile(r"([a-z]{3})[a-z]{0,6}\.?,?[ /'-](\d{4}|\d{2})")
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_NO_WEEKDAY = re.compile(r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|w/e|week ending),? ")
_TO_MONTH = re.compile(r"^[a-z]{3,9}\.? ?- ?(?=[a-z])")
_QUARTER = re.compile(r"(?:q|qtr |quarter )([1-4]),? (?:of )?((?:20)?\d\d)[/-]\d{2,4}|(20\d\d)[/-]\d{2,4},? q([1-4])")
_FIRST_MONTH_LEFT_OUT = 3  # a council's year begins in April


def is_a_cell(line: str) -> bool:
    """Tells whether the line is a state or a date and nothing else."""
    return bool(_SOLE.fullmatch(line))


def dates_in(words: str) -> list[re.Match[str]]:
    """Returns the dates, months and quarters in the words that say until when, as matches."""
    return list(_SURE.finditer(words))


def due_day(words: str) -> date | None:
    """Returns the last day of what a cell says: `Sept 2026` is 30 September, `Q2 2026/27` too, for a council's year
    begins in April. None where it can't be told: `Ongoing`, `Q2 2026`, `Autumn 2026`."""
    said = collapse_spaces(words).casefold().strip(".")
    for before in ("by the end of ", "by end of ", "end of ", "end ", "by "):
        if said.startswith(before):
            said = said.removeprefix(before)
            break
    said = _TO_MONTH.sub("", _NO_WEEKDAY.sub("", said))
    try:
        return _day(said)
    except ValueError:  # the 31st of a 13th month
        return None


def _day(said: str) -> date | None:
    """Returns the last day of a date, a month or a council's quarter in small letters; None for any other words. Raises
    ValueError for a day that no calendar has."""
    if found := _ISO.fullmatch(said):
        return date(*map(int, found.groups()))
    if found := _DATED.fullmatch(said):
        return date(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTHLY.fullmatch(said):
        return _end_of(_year(found[2]), _month(found[1]))
    if found := _QUARTER.fullmatch(said):
        month = int(found[1] or found[4]) * 3 + _FIRST_MONTH_LEFT_OUT
        year = _year(found[2] or found[3])
        return _end_of(year + (month > 12), month - 12 if month > 12 else month)
    return None


def _year(words: str) -> int:
    return int(words) + (2000 if len(words) == 2 else 0)


def _month(words: str) -> int:
    """Returns the number of a month. Raises ValueError for what is none."""
    return int(words) if words.isdigit() else SHORT_MONTHS.index(words[:3]) + 1


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
