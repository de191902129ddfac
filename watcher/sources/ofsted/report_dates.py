"""PURE: when inspectors were there, in the report's own words (facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.core.months import MONTH_NUMBERS

_MONTH = f"(?:{'|'.join(MONTH_NUMBERS)})"
_DAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?\d{{1,2}}(?:st|nd|rd|th)?(?: {_MONTH})?(?: \d{{4}})?\b"
_JOIN = r"(?:,? ?(?:\bto|\band|\buntil|-|–|,|&) ?(?:between |from )?)"
_SPAN = rf"(?P<span>{_DAY}(?:{_JOIN}{_DAY}){{0,5}})"
_LINE = re.compile(r"Inspection dates?\s*:?\s*(.*)", re.IGNORECASE)
_HOW = r"(?P<how>on|from|between)"
_STARTED = re.compile(rf"{_HOW} {_SPAN}", re.IGNORECASE)
# In a sentence that names the visit, or at the head of one: "Between 8 and 12 July 2019, Ofsted …".
_TOLD = (
    re.compile(
        r"\b(?:visit to|visited|inspection of|took place|carried out|undert(?:ook|aken)|conducted)\b"
        rf"(?:[^.]|\bSt\.){{0,160}}? {_HOW} {_SPAN}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<how>Between|From) {_SPAN}"),
)
_EARLIER = re.compile(r"\b(?:previous|previously|last|earlier)\b[^.]*$", re.IGNORECASE)


def inspected(lines: Sequence[str], text: str) -> str:
    """Return the words of the dates line, else those of the sentence that tells of the visit; "" where neither is
    there. A span reads "8 to 12 July 2019" however it is printed: "between 8 and 12 July 2019" is no two days."""
    return _dates_line(lines) or _sentence(text)


def _dates_line(lines: Sequence[str]) -> str:
    """Return the raw words of the dates line, with its next line where it runs on."""
    for number, line in enumerate(lines):
        if found := _LINE.fullmatch(line):
            dates = found[1]
            runs_on = not re.search(r"\d", dates) or re.search(r"(?:\band|\bto|-|,|&)$", dates)
            if runs_on and number + 1 < len(lines):
                dates = f"{dates} {lines[number + 1]}".strip()
            if not re.search(r"\d", dates):
                return ""
            span = _STARTED.fullmatch(dates)
            return _spelled(span) if span else re.sub(r"^(?:from|on) ", "", dates, flags=re.IGNORECASE)
    return ""


def _sentence(text: str) -> str:
    told = [match for pattern in _TOLD for match in pattern.finditer(text) if _is_of_now(text, match)]
    return _spelled(min(told, key=re.Match.start)) if told else ""


_A_MONTH, _A_MONTH_AND_YEAR = re.compile(_MONTH), re.compile(rf"{_MONTH} \d{{4}}")


def _is_of_now(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words are a date of this visit: they name a month and, but for "between 8 and 12 July", a
    year."""
    is_date = (_A_MONTH if match["how"].casefold() == "between" else _A_MONTH_AND_YEAR).search(match["span"])
    before = text[max(0, match.start() - 80) : match.start("span")]
    return bool(is_date) and not _EARLIER.search(before)


def _spelled(match: re.Match[str]) -> str:
    span = match["span"]
    return re.sub(r",? and (?:between )?", " to ", span) if match["how"].casefold() == "between" else span
