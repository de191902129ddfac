"""PURE: tells until when a consultation can be answered, or a decision called in, by what a text says of it. Where the
words leave a doubt, or the day is over, nothing is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta

from watcher.rules.prose_dates import Moment, moments_in, sentences

Closing = tuple[date, time | None]
"""A last day, and the hour where one is said, in London."""
_PAST, _AHEAD = timedelta(days=150), timedelta(days=210)
"""Together less than a year: a day without one is one of them alone."""
_FARTHEST_CALL_IN = timedelta(days=60)
_CONSULTATION = re.compile(
    r"\bconsult(?:ation|ations|ing)?\b|\bcall for evidence\b|\bhave your say\b|\bsurveys?\b|\bquestionnaires?\b",
    re.IGNORECASE,
)
_REPLIES = r"responses|comments|replies|submissions|views|consultation|feedback"
_ENDS = re.compile(
    r"\b(?:clos(?:es?|ing)|end(?:s|ing)?|finish(?:es)?|concludes?|until|till|deadline|up to"
    r"|(?:closing|end) (?:date|day)|last (?:day|date)|extended to|respond by|no later than"
    rf"|(?:received|submitted|sent|given|returned|completed?|survey|questionnaire|us|it|{_REPLIES}) by)\b"
    rf"(?: (?:for|of) (?:all |the |your )?(?:{_REPLIES}))?"
    r"(?:[ :-]|\b(?:is|will be|to|at|on|by|the|end|of|midnight|day)\b){0,9}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:the end of )?(?:on )?$", re.IGNORECASE)
_INVITES = re.compile(
    r"\b(?:have your say|tell us|respond|take part|complete|fill in|comment|(?:give|send|share)(?: us)? your)\b",
    re.IGNORECASE,
)
_RUNS = re.compile(r"\b(?:runs?|running|open|opens|takes? place|from|between|period)\b[^;]{0,30}$", re.IGNORECASE)
_TO = re.compile(r"[ ,]{0,2}(?:to|until|till|and|-|through to)[ ,]{0,2}(?:the )?", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:closed|ended|ran|took place|concluded|finished|was|were|had|held|carried out|done)\b[^;]{0,60}$",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"\bextended (?:from|until|to)\b", re.IGNORECASE)
_EXTENDED_TO = re.compile(r"\bextended (?:to|until) (?:the end of |on |the )?$", re.IGNORECASE)
_EXTENDED_FROM = re.compile(r"\bextended from (?:on |the )?$", re.IGNORECASE)
_CALL_IN = re.compile(r"\bcall(?:ed|ing)?[ -]?in\b", re.IGNORECASE)
_CALL_IN_ENDS = re.compile(
    r"\b(?:by|until|before|later than|expires?|ends?|closes?|call[ -]?in"
    r"|(?:deadline|last (?:day|date)|period|date)(?: for| of)?(?: the)?(?: call[ -]?in)?(?: period)?)\b"
    r"(?:[ :-]|\b(?:is|at|on|by|the|end|of|ends?|expires?|until)\b){0,9}$",
    re.IGNORECASE,
)
_NO_CALL_IN = re.compile(
    r"\b(?:not|no longer|cannot|exempt(?:ed)?|waived)\b[^;]{0,40}\bcall"
    r"|\bcall(?:ed)?[ -]?in (?:does not|is not|was|has been|meeting)\b|\bwas called[ -]?in\b"
    r"|\b(?:answer|consider|meet|hear)\w*\b[^;]{0,30}\bcall",
    re.IGNORECASE,
)


def consultation_until(text: str, since: date, about: str = "") -> Closing | None:
    """Returns until when the consultation that a text speaks of can be answered, as seen on the day `since`; None where
    that is not said, is over, or where two days are named. `about`: the title over the text."""
    if not _CONSULTATION.search(about) and not _CONSULTATION.search(text):
        return None
    found: list[Closing] = []
    extended = False
    for line in _about(sentences(text), _CONSULTATION, about):
        closings = list(_closings(line, since))
        if closings and _EXTENDED.search(line):
            found, extended = closings[-1:], True
        elif not extended:
            found += closings
    return _certain(found)


def call_in_until(text: str, since: date) -> Closing | None:
    """Returns until when councillors can call a decision in, by the words beside it, as seen on the day `since`; None
    where that is not said, is over, or where two days are named."""
    found: list[Closing] = []
    for line in sentences(text):
        if not _CALL_IN.search(line) or _NO_CALL_IN.search(line):
            continue
        for moment in moments_in(line, since, since + _FARTHEST_CALL_IN):
            if _CALL_IN_ENDS.search(line[max(0, moment.start - 80) : moment.start]):
                found.append((moment.day, moment.clock))
    return _certain(found)


def _about(lines: Sequence[str], subject: re.Pattern[str], about: str) -> Iterator[str]:
    """Yields the sentences that name the subject, and each that follows one of them."""
    before = about
    for line in lines:
        if subject.search(line) or subject.search(before):
            yield line
        before = line


def _closings(line: str, since: date) -> Iterator[Closing]:
    """Yields the last days that a sentence names; of a span from one day to another the second."""
    moments = moments_in(line, since - _PAST, since + _AHEAD)
    for place, moment in enumerate(moments):
        first = moments[place - 1] if place else None
        lead = line[max(0, moment.start - 80) : moment.start]
        span = bool(first and _TO.fullmatch(line, first.end, moment.start) and _is_span(line, first))
        if moment.day >= since and (span or _ends(line, lead)):
            yield moment.day, moment.clock


def _ends(line: str, lead: str) -> bool:
    """Tells whether the words before a day make it the last one, which is still to come."""
    if _EXTENDED_TO.search(lead):
        return True
    said = _ENDS.search(lead) or (_BY.search(lead) and _INVITES.search(line))
    return bool(said) and not _OVER.search(lead)


def _is_span(line: str, first: Moment) -> bool:
    lead = line[max(0, first.start - 80) : first.start]
    return bool(_EXTENDED_FROM.search(lead)) or bool(_RUNS.search(lead) and not _OVER.search(lead))


def _certain(found: Iterable[Closing]) -> Closing | None:
    """Returns the day that all agree on, with the hour that any says; None where they differ or there are none."""
    found = list(found)
    days, clocks = {day for day, _ in found}, {clock for _, clock in found} - {None}
    return (days.pop(), next(iter(clocks), None)) if len(days) == 1 and len(clocks) < 2 else None
