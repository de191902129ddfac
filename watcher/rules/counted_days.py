"""PURE: finds last days that are counted back from a meeting: "three clear working days before", "the Friday
before"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from watcher.core.dates import working_days_before
from watcher.core.defaults import LONDON
from watcher.rules.prose_dates import WEEKDAY, Clock, clock_beside, weekday_number

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST_DAYS, _MOST_HOURS = 30, 240
_AHEAD = r"(?:before|prior to|in advance of|ahead of|preceding)"
_MEETING = (
    r"(?: (?:the|an?|each|any|that|this|its))?"
    r"(?: (?:date|day|start|commencement|time) of(?: (?:the|a|each|any|that))?)?"
    r"(?P<named>(?: [\w&'-]+){0,5}?) meetings?\b"
)
_SORT = r"(?P<sort>(?:(?:full|whole|clear|working|business|calendar) ){0,3})"
_COUNTED = re.compile(
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})(?: ?\((?:\d{{1,3}}|[a-z]{{3,5}})\))? {_SORT}"
    rf"(?P<unit>days?|hours?|weeks?)(?:'s?)?,?(?: (?:notice|in writing))?"
    rf"(?: {_AHEAD}{_MEETING}|(?<=notice) (?:of the question|in writing))",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"\bthe (?:(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|last) )?{_SORT}day"
    rf"(?: immediately)? {_AHEAD}{_MEETING}",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(rf"\bthe {WEEKDAY}(?: immediately)? {_AHEAD}{_MEETING}", re.IGNORECASE)
_SAME_DAY = re.compile(r"\bthe (?:morning of the )?day of the (?P<named>(?:[\w&'-]+ ){0,5}?)meeting\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:by|before|until|later than|less than|least|minimum of|is|are|notice|given|advance|received|submitted"
    r"|sent|writing|deadline)\b[^;]{0,40}$|[:(] ?$",
    re.IGNORECASE,
)
_NOT_THE_MEETING = re.compile(r"\b(?:agenda|papers?|publication|reports?|next|previous)\b", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"[ ,(]{0,3}(?:at least|not less than|no later than|no less than|on)? ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A last day, its hour where one is said, and where in the sentence the words begin that set it."""

    day: date
    clock: time | None
    start: int


def days_before(
    sentence: str, meeting: date, begins: time | None = None, clocks: Sequence[Clock] = ()
) -> list[CountedDay]:
    """Returns the last days that a sentence counts back from a meeting on this day, which `begins` then. `clocks`: the
    times of day in the sentence. A clear day lies whole between the two, and is a working day (core/dates.py)."""
    found: list[CountedDay] = []
    for match, day, clock in _matches(sentence, meeting, begins):
        lead = sentence[max(0, match.start() - 60) : match.start()]
        if _NOT_THE_MEETING.search(match["named"] or "") or not (_LEAD.search(lead) or not lead.strip()):
            continue
        beside = _beside(sentence, match, list(clocks))
        if match.re is _SAME_DAY and not beside:
            continue
        found.append(CountedDay(day, clock or (beside.clock if beside else None), match.start()))
    return found


def _matches(sentence: str, meeting: date, begins: time | None) -> Iterator[tuple[re.Match[str], date, time | None]]:
    """Yields each place where the sentence counts back from the meeting, with the day and, counted in hours, the
    hour."""
    for match in _COUNTED.finditer(sentence):
        if said := _counted(match, meeting, begins):
            yield match, *said
    for match in _NTH.finditer(sentence):
        yield match, _nth(match, meeting), None
    for match in _WEEKDAY_BEFORE.finditer(sentence):
        back = (meeting.weekday() - weekday_number(match["weekday"]) - 1) % 7 + 1
        yield match, meeting - timedelta(days=back), None
    for match in _SAME_DAY.finditer(sentence):
        yield match, meeting, None


def _counted(match: re.Match[str], meeting: date, begins: time | None) -> tuple[date, time | None] | None:
    """Returns the day that "three clear days before" is, and the hour where hours are counted; None where the number is
    none to believe, or hours are counted from a beginning that is not known."""
    number = _number(match["number"])
    if match["unit"].lower().startswith("hour"):
        if not begins or not 0 < number <= _MOST_HOURS:
            return None
        # Counted by the clock on the wall: nobody means an hour less where the clocks go back between.
        moment = datetime.combine(meeting, begins, LONDON) - timedelta(hours=number)
        return moment.date(), moment.time()
    number *= 7 if match["unit"].lower().startswith("week") else 1
    if not 0 < number <= _MOST_DAYS:
        return None
    return _back(meeting, number, match["sort"].lower()), None


def _nth(match: re.Match[str], meeting: date) -> date:
    """Returns the day that "the day before" or "the third working day before" a meeting is."""
    said = (match["nth"] or "first").lower().replace("last", "first")
    number = _ORDINALS.index(said) + 1 if said in _ORDINALS else int(said[:-2])
    return _back(meeting, min(number, _MOST_DAYS), match["sort"].lower())


def _back(meeting: date, number: int, sort: str) -> date:
    if "clear" in sort and "calendar" not in sort:
        return working_days_before(meeting, number + 1)
    if "working" in sort or "business" in sort:
        return working_days_before(meeting, number)
    return meeting - timedelta(days=number + ("clear" in sort))


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS.index(said.lower()) + 1


def _beside(sentence: str, match: re.Match[str], clocks: list[Clock]) -> Clock | None:
    for clock in clocks:
        if clock.end <= match.start() and _CLOCK_BEFORE.fullmatch(sentence, clock.end, match.start()):
            return clock
    return clock_beside(sentence, match.start(), match.end(), clocks)
