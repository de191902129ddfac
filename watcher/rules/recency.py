"""PURE: tells how new a change is by what it means, which is not when it was found: a paper of two years ago may be
found today, as where a page of old meetings is read for the first time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from watcher.core.dates import read_day
from watcher.core.documents import Change


def newest_first(changes: Iterable[Change], zone: tzinfo) -> list[Change]:
    """Orders changes by the day they are of; of one day, those of the later meeting first, then what was found last."""
    return sorted(changes, key=lambda change: (day_of(change, zone), _own_day(change), change.id), reverse=True)


def day_of(change: Change, zone: tzinfo) -> date:
    """Returns the day that a change is of: of something new the day of its meeting or its publication, whichever is
    later, but none after it was found, since a meeting may lie ahead; of what else happened to it, the day on which it
    did."""
    found = change.at.astimezone(zone).date() if change.at else date.max
    return min(found, _own_day(change)) if change.kind == "new" and _own_day(change) > date.min else found


def _own_day(change: Change) -> date:
    """Returns the day of the meeting, or of publication, whichever is later; the first of all where neither is
    known."""
    meeting = read_day(change.document.details.get("date"))
    return max(meeting or date.min, change.document.published or date.min)
