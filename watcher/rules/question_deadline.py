"""PURE: tells until when the public can send a question to a meeting, by a sentence of its page or agenda. Where the
words leave a doubt (two days, a weekday that is not the date's, a wish instead of a rule) nothing is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from watcher.rules.counted_days import days_before
from watcher.rules.prose_dates import Moment, clocks_in, moments_in, sentences

_FARTHEST = timedelta(days=60)
"""No council asks for questions longer before its meeting."""
_LOOKED_AT = 80_000
"""Characters: a frontsheet has some pages, and a pack has it in front."""
_QUESTION = re.compile(r"\bquestions?\b", re.IGNORECASE)
_PUBLIC = re.compile(r"\b(?:public|residents?|anyone|any person|person wishing|electors?|you|your)\b", re.IGNORECASE)
_OF_MEMBERS = re.compile(
    r"\b(?:member|councillor)s?'?s? questions?\b|\bby (?:members|councillors)\b(?! of the public)"
    r"|\bquestions? (?:from|of) (?:members?\b(?! of the public)|councillors?)"
    r"|\bmembers of (?:the )?(?:council|committee|board|cabinet)\b"
    r"|\b(?:member|councillor) (?:may|can|wishing|must|shall)\b",
    re.IGNORECASE,
)
_NO_RULE = re.compile(
    r"\bif you have (?:any )?(?:further |other )?(?:questions|queries)\b|\b(?:urgent|supplementary) questions?\b"
    r"|\b(?:helpful|encouraged|ideally|preferabl[ey]|where possible|appreciated)\b"
    r"|\b(?:was|were|had been|has been|have been) (?:\w+ )?(?:received|submitted|sent|asked|put|given|lodged)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:must|should|shall|needs? to|required?|have to|has to|deadline|closing|closes?|may|can|please|received?"
    r"|submit(?:ted)?|submission|sent|send|notice|notify|accepted|cut-off|latest|later than|by|before)\b",
    re.IGNORECASE,
)
_THINGS = (
    r"apologies|reports?|papers|agenda|motions?|amendments?|nominations?|objections?|representations?|declarations?"
)
_THINGS += r"|answers?|responses?|repl(?:y|ies)"
_OTHER = re.compile(
    rf"(?<!to )(?<!about )(?<!on )(?<!on the )(?<!on this )\b(?:{_THINGS})(?: [\w'-]+){{0,3}} "
    r"(?:must|should|will|shall|is|are|needs?|to be|can|may)\b|\b(?:answered|responded|published|publish)\b",
    re.IGNORECASE,
)
_OTHER_AT_ALL = re.compile(
    rf"\b(?:{_THINGS}|speakers?|speak|petitions?|deputations?|minutes|register)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\W{0,5}(?:these|they|such|those|the (?:deadline|closing|latest|last)|deadline|closing|all (?:such|requests)"
    r"|(?:written )?notice|please|requests|it must|written|submissions?|send|email|to do (?:so|this))\b",
    re.IGNORECASE,
)
_LEAD_STRONG = re.compile(
    r"\b(?:by|before|prior to|until|till|later than|up to|latest|due|in advance of)(?: by)?[ :-]{0,3}"
    r"(?:the end of |close of (?:business|play) |cob |end of )?(?:on |the |at |of ){0,3}$",
    re.IGNORECASE,
)
_LEAD_WEAK = re.compile(
    r"(?:[:(-]|\b(?:is|are|on|at|being|questions|be|deadline|date|time|day)\b)[ :-]{0,3}(?:on |the |at ){0,3}$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:deadline|closing (?:date|time|day)|closes?|cut-off|(?:last|latest) (?:day|date|time)|i\.?e\.?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|prior to|in advance of)\b[ :]{0,3}(?:on |the ){0,2}$", re.IGNORECASE)
_BY_THE_HOUR = re.compile(r"\b(?:by|before|later than) ", re.IGNORECASE)
_AFTER = re.compile(r"\bafter (?:on |the ){0,2}$", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:not|rejected|refused)\b", re.IGNORECASE)
_IS_THE_LIMIT = re.compile(r"\W{0,3}(?:at the latest|is the (?:deadline|latest|last|closing))", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@-])")


@dataclass(frozen=True, slots=True)
class QuestionDeadline:
    """The last day, the hour where it is said (in London), and the address to send to, where it stands beside it."""

    day: date
    clock: time | None = None
    to: str = ""


def question_deadline(text: str, meeting: date, begins: time | None = None) -> QuestionDeadline | None:
    """Returns what a text says of questions from the public for the meeting on a day (which `begins` then); None where
    it says nothing, or nothing certain."""
    lines = sentences(text[:_LOOKED_AT])
    found: list[QuestionDeadline] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        if not _speaks_of_questions(line, before):
            continue
        if said := _limits(line, before, meeting, begins):
            found += [QuestionDeadline(day, clock, _address(lines, place)) for day, clock in said]
    return _certain(found)


def _speaks_of_questions(line: str, before: str) -> bool:
    """Tells whether a sentence is of questions of the public; one that goes on from the sentence before may not name
    them."""
    if _NO_RULE.search(line) or not _LIMIT.search(line):
        return False
    if not _QUESTION.search(line):
        going_on = _GOES_ON.match(line) and _QUESTION.search(before) and not _OTHER_AT_ALL.search(line)
        if not going_on or _NO_RULE.search(before):
            return False
    if _PUBLIC.search(line):
        return True
    return not _OF_MEMBERS.search(line) and (bool(_PUBLIC.search(before)) or not _OF_MEMBERS.search(before))


def _limits(line: str, before: str, meeting: date, begins: time | None) -> set[tuple[date, time | None]]:
    """Returns the last days that a sentence sets: by their date, else counted back from the meeting."""
    dated = {
        _last_day(line, moment)
        for moment in moments_in(line, meeting - _FARTHEST, meeting)
        if _is_limit(line, moment) and _is_of_questions(line, moment.start)
    }
    if dated:
        return dated
    counted = days_before(line, meeting, begins, clocks_in(line))
    return {(limit.day, limit.clock) for limit in counted if _is_of_questions(line, limit.start)}


def _is_limit(line: str, moment: Moment) -> bool:
    """Tells whether the words before a day make it the last one."""
    lead, behind = line[max(0, moment.start - 60) : moment.start], line[moment.end : moment.end + 40]
    if _LEAD_STRONG.search(lead) or _IS_THE_LIMIT.match(behind):
        return True
    if _BY_THE_HOUR.search(line, moment.start, moment.end) or (_AFTER.search(lead) and _REFUSED.search(behind)):
        return True
    return bool(_LEAD_WEAK.search(lead) and _DEADLINE.search(line[: moment.start]))


def _is_of_questions(line: str, place: int) -> bool:
    """Tells whether what is to be done until then is to ask, not to answer, to publish or to send something else."""
    said = line[:place]
    if not (asked := list(_QUESTION.finditer(said))):
        return not _OTHER_AT_ALL.search(said)
    return not _OTHER.search(said, asked[-1].end()) and not _OTHER.search(said[max(0, place - 50) :])


def _last_day(line: str, moment: Moment) -> tuple[date, time | None]:
    """Returns the last day that a moment sets: "Before 13 November" without an hour ends on the 12th."""
    if moment.clock is None and _BEFORE.search(line[max(0, moment.start - 30) : moment.start]):
        return moment.day - timedelta(days=1), None
    return moment.day, moment.clock


def _address(lines: Sequence[str], place: int) -> str:
    """Returns the address in the sentence, else in the one behind or before it; empty where two stand there, or
    none."""
    for line in (lines[place], *lines[place + 1 : place + 2], *lines[max(0, place - 1) : place]):
        found = {address.casefold(): address for address in _ADDRESS.findall(line)}
        if found:
            return next(iter(found.values())) if len(found) == 1 else ""
    return ""


def _certain(found: Sequence[QuestionDeadline]) -> QuestionDeadline | None:
    """Returns the deadline that all agree on, with the hour and the address that any of them says; None where they
    differ."""
    days, clocks = {deadline.day for deadline in found}, {deadline.clock for deadline in found} - {None}
    if len(days) != 1 or len(clocks) > 1:
        return None
    addresses = list(dict.fromkeys(deadline.to for deadline in found if deadline.to))
    return QuestionDeadline(days.pop(), next(iter(clocks), None), addresses[0] if len(addresses) == 1 else "")
