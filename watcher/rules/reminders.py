"""PURE: tells when somebody is reminded of what can be done until when (MESSAGES.md, "Time")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from watcher.core.dates import working_days_before
from watcher.core.deadlines import Deadline
from watcher.core.defaults import LONDON
from watcher.core.documents import Document
from watcher.core.meetings import meeting_of

MORNING = time(9)
"""In London."""
_AHEAD_OF_AN_EARLY_MEETING = timedelta(hours=1)
_SAID = ("call_in_until", "consultation_until")


@dataclass(frozen=True, slots=True)
class ReminderMoment:
    """When to remind of a deadline. `name` is the same as long as the deadline is on the same day."""

    name: str
    at: datetime


def moments_of(deadline: Deadline) -> list[ReminderMoment]:
    """Returns when to remind of a deadline, earliest first: two working days and the morning before for questions, the
    morning before a call-in or a consultation ends, the morning of a meeting."""
    if deadline.kind == "meeting":
        begins = deadline.moment if deadline.clock else _morning(deadline.day)
        early = deadline.clock is not None and deadline.clock <= MORNING
        return [_moment(deadline, 0, begins - _AHEAD_OF_AN_EARLY_MEETING if early else _morning(deadline.day))]
    days = [deadline.day - timedelta(days=1)]
    if deadline.kind == "question":
        days.insert(0, working_days_before(deadline.day, 2))
    return [_moment(deadline, number, _morning(day)) for number, day in enumerate(days)]


def due_reminders(
    deadlines: Iterable[Deadline], told: Collection[str], now: datetime
) -> Iterator[tuple[Deadline, list[str]]]:
    """Yields what somebody is to be reminded of now, each with the names of the moments that this tells, one or
    several that were missed. A missed moment counts as long as the deadline lies ahead; `told` are names that need
    no telling."""
    for deadline in deadlines:
        names = [moment.name for moment in moments_of(deadline) if moment.at <= now and moment.name not in told]
        if names and not deadline.is_over(now):
            yield deadline, names


def moments_ahead(
    deadlines: Iterable[Deadline], told: Collection[str], now: datetime
) -> list[tuple[ReminderMoment, Deadline]]:
    """Returns when somebody will be reminded of what, the next first; `told` are names that need no telling."""
    found = [(moment, deadline) for deadline in deadlines for moment in moments_of(deadline)]
    ahead = [(moment, of) for moment, of in found if moment.at > now and moment.name not in told]
    return sorted(ahead, key=lambda pair: pair[0].at)


def past_moments(deadlines: Iterable[Deadline], now: datetime) -> list[str]:
    """Returns the names of the moments that have gone by: who asks now to be reminded has seen what they would say."""
    return [moment.name for deadline in deadlines for moment in moments_of(deadline) if moment.at <= now]


def still_true(deadlines: Iterable[Deadline], now: datetime) -> set[str]:
    """Returns the names of the moments of deadlines that stand and lie ahead: what a waiting message may still say."""
    return {moment.name for of in deadlines if not of.is_over(now) for moment in moments_of(of)}


def subjects_of(document: Document) -> Sequence[str]:
    """Returns the keys of the documents whose deadlines an alert about this one can lead to: its meeting's, then its
    own; none where it surely has no deadline."""
    keys = [meeting_of(document)]
    if any(name in document.details for name in _SAID):
        keys.append(document.key)
    return list(dict.fromkeys(filter(None, keys)))


def _moment(deadline: Deadline, number: int, at: datetime) -> ReminderMoment:
    return ReminderMoment(f"{deadline.kind} {deadline.day.isoformat()} {number}", at)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, LONDON)
