"""PURE: counts the figures of a sentence: sums, shares, numbers of something, days to come, an old value beside a new
one."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from watcher.core.months import MONTHS

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH}),? (?P<year>20\d\d)\b"
    rf"|\b(?P<bare_day>\d{{1,2}})(?:st|nd|rd|th)? (?P<bare_month>{_MONTH})\b"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)\b"
    r"|\b(?P<from_year>20\d\d)(?:[/-]\d{2,4})?\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:section|sections|item|items|page|pages|paragraph|para|part|appendix|regulation|rule|clause|key stage|stage"
    r"|tier|year|years|outcome|objective|option|priority|aged|age|ages|under|over|version|room|quarter|q|covid-|ref"
    r"|number:?|call|tel|phone|t) ?\d[\d.()]{0,15}(?: (?:to|and|-) \d{1,9})?|\b\d{1,2}[.:]\d\d ?(?:am|pm)\b"
    r"|\b\d{1,2} ?(?:am|pm)\b"
    rf"|\b(?:{_MONTH}|post)[ -]\d{{1,2}}\b"
    r"|\b\d{4} \d{3} \d{3,4}\b|\b\d{5} \d{6}\b|\b\d{1,2}-year-olds?\b|\b[a-z]{1,9}\d{1,9}\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£$€] ?\d[\d,.]{0,15}(?: ?(?:m|bn|k|million|billion|thousand)\b)?", re.IGNORECASE)
_SHARE = re.compile(r"\d[\d,.]{0,15} ?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b\d[\d,]{0,15}(?:\.\d{1,9})?(?:(?:-| (?:of |more |fewer )?)[A-Za-z]{3,}| (?:of|to|out of) (?:\d|them))"
)
_DIGIT = re.compile(r"\d")
_BY_ITSELF = re.compile(r"\W\d")
_LONGEST_NAME = 16
"""Characters: of a longer one with a number at its end, digits may be left when it is taken away."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_QUARTER = re.compile(
    rf"\b(?:q(?:uarter)? ?(?:[1-4]|one|two|three|four)|(?:first|second|third|fourth|last) quarter|(?:{_MONTH})"
    r"|(?:period|month) \d{1,2}|(?:spring|summer|autumn|winter)(?: term)?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    rf"(?P<since>\b(?:since|from|than)(?: in)?(?: (?:{_MONTH}))? )?(?<![\d£.,/])(?P<year>(?:19|20)\d\d)\b(?![,.]\d)",
    re.IGNORECASE,
)
"""One in which something was, unless `since` makes it a mere beginning: more than in 2019."""
LONG_AGO = 2
"""Years: what was so long before tells how things came to be, and is no news."""
_THIS_CENTURY, _LAST_CENTURY = re.compile(r"20\d\d"), re.compile(r"19\d\d")
_CHANGED = re.compile(
    r"\bfrom (?:about |around )?[£$]?\d|\binstead of\b|\bagainst\b|\bcompared (?:with|to)\b"
    r"|\b(?:less|more|fewer|longer) than\b"
    r"|\bthan (?:a|last) year\b",
    re.IGNORECASE,
)


def figures_in(words: str, today: date) -> Counter[str]:
    """Returns how many figures of each sort the words hold: `money`, `per cent`, `figure`, `old and new`, `date to
    come`, `long ago`. Only what lies after `today`, the day of reading, is a date to come."""
    found: Counter[str] = Counter()
    if not _DIGIT.search(words):
        return found
    found["long ago"] = _is_long_ago(words, today)
    if not _has_amounts(words):  # nearly all else is looked for in vain
        found["old and new"] = int(_has_changed(words) and bool(_DIGIT.search(_REFERENCE.sub(" ", words))))
        return found
    dates = list(_DATE.finditer(words))
    found["date to come"] = sum(_lies_ahead(match, today) for match in dates)
    left = _DATE.sub(" ", words) if dates else words
    left = " ".join(_REFERENCE.sub(" ", left).split())  # 428 [Year 6] children
    numbers = len(_NUMBER.findall(left))
    found["money"] = len(_MONEY.findall(left))
    left = _MONEY.sub(" ", left)
    found["per cent"] = len(_SHARE.findall(left))
    left = _SHARE.sub(" ", left)
    found["figure"] = len(_NUMBER_OF.findall(left))
    found["old and new"] = int(numbers > 0 and _has_changed(words))
    return found


def _has_amounts(words: str) -> bool:
    """Tells whether a number may say how much or when: one that stands by itself, or a share; what only ends in one,
    as `s106` and `Q3`, is a name."""
    if words[:1].isdecimal() or _BY_ITSELF.search(words) or "%" in words or "per" in words.lower():
        return True
    return max(map(len, words.split())) > _LONGEST_NAME


def _has_changed(words: str) -> bool:
    """Tells whether one value is set against another."""
    small = words.lower()  # it takes one of few words, which are quickly looked for
    may_have = "from " in small or "instead of" in small or "against" in small or "compared " in small
    return (may_have or "than" in small or not small.isascii()) and bool(_CHANGED.search(words))


def _is_long_ago(words: str, today: date) -> bool:
    """Tells whether the words name years that are long over, and no other."""
    if not (_THIS_CENTURY.search(words) or _LAST_CENTURY.search(words)):
        return False
    years = [today.year if found["since"] else int(found["year"]) for found in _YEAR.finditer(words)]
    return bool(years) and max(years) <= today.year - LONG_AGO


def without_dates(words: str) -> str:
    """Returns the words without dates, years and quarters: what is left is the same in the next quarter's report."""
    return _QUARTER.sub(" ", _DATE.sub(" ", words))


def values_in(words: str) -> list[str]:
    """Returns the numbers that say how much, as they are written: no dates, no numbers of items, pages and the like."""
    return [words[start:end] for start, end in value_places(words)]


def value_places(words: str) -> list[tuple[int, int]]:
    """Returns where the numbers of `values_in` begin and end in the words."""
    for pattern in (_DATE, _QUARTER, _REFERENCE):
        words = pattern.sub(lambda found: " " * len(found[0]), words)
    return [found.span() for found in _NUMBER.finditer(words)]


def _lies_ahead(found: re.Match[str], today: date) -> bool:
    """Tells whether the date is after today; of a month or a year without a day, its last; a day without a year is
    taken to be no date to come, for nobody can tell."""
    part = found.groupdict()
    try:
        if part["year"]:
            year, month = int(part["year"]), MONTHS.index(part["month"].lower()) + 1
            return (year, month, int(part["day"] or 31)) > (today.year, today.month, today.day)
        if part["y"]:
            return date(int(part["y"]), int(part["m"]), int(part["d"])) > today
    except ValueError:  # the 31st of a 13th month
        return False
    return bool(part["from_year"]) and int(part["from_year"]) > today.year
