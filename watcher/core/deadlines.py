"""What can be done until when, and what takes place when, as frozen data: told, reminded of and listed from this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from watcher.core.defaults import LONDON

DeadlineKind = Literal["question", "call-in", "consultation", "meeting"]
Basis = Literal["page", "frontsheet", "config", "printed", "worked out", "text"]
"""Where it is known from: the page's own words, those of the agenda's frontsheet, the `questions:` of the source, a
field of a decision's page, worked out from the day on which a decision takes effect, the document's own text."""
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when the public may ask a question, councillors call a decision in, anybody answer a consultation; or when
    a meeting takes place. Days and times are those of London."""

    kind: DeadlineKind
    day: date
    document: str
    """The key of the document it belongs to: the meeting, the decision, the paper that speaks of the consultation."""
    clock: time | None = None
    """The hour, where one is said: without it the whole day counts."""
    to: str = ""
    """The address that a question is sent to, where it is said beside the deadline."""
    basis: Basis = "page"

    @property
    def moment(self) -> datetime:
        """Return the last moment; without an hour that of the day, of a meeting its first."""
        clock = self.clock or (time() if self.kind == "meeting" else _LAST_MINUTE)
        return datetime.combine(self.day, clock, LONDON)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has passed; a deadline that says 12:00 has at 12:01, one without an hour on the day after."""
        if self.clock:
            return now.astimezone(LONDON) > self.moment
        return now.astimezone(LONDON).date() > self.day


def written(day: date, clock: time | None) -> str:
    """Return it as it stands in a document's details, in London: `2026-11-13T12:00`, or `2026-11-13` without an
    hour."""
    return f"{day.isoformat()}T{clock:%H:%M}" if clock else day.isoformat()


def read(said: object) -> tuple[date, time | None] | None:
    """Return the day and the hour of what `written` wrote; None for anything else."""
    if not isinstance(said, str):
        return None
    day, _, clock = said.partition("T")
    try:
        return date.fromisoformat(day), time.fromisoformat(clock) if clock else None
    except ValueError:
        return None
