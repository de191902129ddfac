"""PURE: the figures of a sentence: sums, shares, numbers of something, days to come, an old value beside a new one."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

_MONTHS = (
    "january february march april may june july august september october november december".split()
)  # as dates are written in council papers: with or without a day
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH}),? (?P<year>20\d\d)\b"
    rf"|\b(?P<bare_day>\d{{1,2}})(?:st|nd|rd|th)? (?P<bare_month>{_MONTH})\b"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)\b"
    r"|\b(?P<from_year>20\d\d)(?:[/-]\d{2,4})?\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:section|sections|item|items|page|pages|paragraph|para|part|appendix|regulation|rule|clause|key stage|stage|tier"
    r"|year|years|outcome|objective|option|priority|aged|age|ages|under|over|version|room|quarter|q|covid-|ref|number:?"
    r"|call|tel|phone|t) ?\d[\d.()]*(?: (?:to|and|-) \d+)?|\b\d{1,2}[.:]\d\d ?(?:am|pm)\b|\b\d{1,2} ?(?:am|pm)\b"
    r"|\b\d{4} \d{3} \d{3,4}\b|\b\d{5} \d{6}\b|\b\d+-year-olds?\b|\b[a-z]+\d+\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£$€] ?\d[\d,.]*(?: ?(?:m|bn|k|million|billion|thousand)\b)?", re.IGNORECASE)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_SHARE = re.compile(
    rf"\d[\d,.]* ?(?:%|per ?cent\b|percentage points?\b)|\b(?:{_SMALL}) in (?:every )?(?:{_SMALL})\b|\bhalf of\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b\d[\d,]*(?:\.\d+)?(?:(?:-| (?:of |more |fewer )?)[A-Za-z]{3,}| (?:of|to|out of) (?:\d|them))")
_IN_WORDS = re.compile(
    rf"\b(?:{_SMALL}|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?:-[a-z]+)?"
    r" [a-z]{4,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CHANGED = re.compile(
    r"\bfrom (?:about |around )?[£$]?\d|\binstead of\b|\bagainst\b|\bcompared (?:with|to)\b|\b(?:less|more|fewer|longer) than\b"
    r"|\bto \d[\d,.]* since\b|\bless today\b|\bthan (?:a|last) year\b",
    re.IGNORECASE,
)


def figures_in(words: str, today: date) -> Counter[str]:
    """How often each sort stands in the words; only what lies after the day of reading is a date to come."""
    found: Counter[str] = Counter()
    if not any(map(str.isdigit, words)):
        found["number in words"] = len(_IN_WORDS.findall(words))
        found["per cent"] = len(_SHARE.findall(words))
        return +found
    found["date to come"] = sum(_lies_ahead(match, today) for match in _DATE.finditer(words))
    left = _REFERENCE.sub(" ", _DATE.sub(" ", words))
    numbers = len(_NUMBER.findall(left))
    found["money"] = len(_MONEY.findall(left))
    left = _MONEY.sub(" ", left)
    found["per cent"] = len(_SHARE.findall(left))
    left = _SHARE.sub(" ", left)
    found["figure"] = len(_NUMBER_OF.findall(left))
    found["number in words"] = len(_IN_WORDS.findall(left))
    found["old and new"] = int(numbers > 0 and bool(_CHANGED.search(words)))
    return +found


def _lies_ahead(found: re.Match[str], today: date) -> bool:
    """Whether the date is after today; of a month or a year without a day, its last; a day without a year is taken to
    be no date to come, for nobody can tell."""
    part = found.groupdict()
    try:
        if part["year"]:
            year, month = int(part["year"]), _MONTHS.index(part["month"].lower()) + 1
            return (year, month, int(part["day"] or 31)) > (today.year, today.month, today.day)
        if part["y"]:
            return date(int(part["y"]), int(part["m"]), int(part["d"])) > today
    except ValueError:  # the 31st of a 13th month
        return False
    return bool(part["from_year"]) and int(part["from_year"]) > today.year
