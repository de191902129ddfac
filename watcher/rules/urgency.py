"""PURE: tells what can't wait for a digest, and what makes a sound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from watcher.core.alerts import Alert
from watcher.core.deadlines import Deadline, read
from watcher.core.defaults import LONDON
from watcher.core.documents import Change
from watcher.rules.event_word import event_word
from watcher.rules.meeting_status import AS_PLANNED, is_off

_OFF_OR_ELSEWHEN = ("Cancelled", "Postponed", "Moved")
_VERDICT = ("grades", "latest_report")


def is_urgent(change: Change, deadlines: Iterable[Deadline], now: datetime, digest: datetime) -> bool:
    """Tells whether a change is told at once to somebody whose next digest comes at `digest`: a meeting ahead that was
    cancelled, postponed, moved, marked in other words or goes ahead after all, and whatever has a deadline that passes
    before the digest.
    `deadlines`: of the document, or of the meeting that it belongs to."""
    if alters_meeting(change):
        return _lies_ahead(change, now)
    if change.minor or change.kind == "withdrawn":
        return False
    return any(not deadline.is_over(now) and deadline.moment <= digest for deadline in deadlines)


def alters_meeting(change: Change) -> bool:
    """Tells whether people who go by what they were told would come to a meeting in vain, or miss it."""
    if event_word(change) in _OFF_OR_ELSEWHEN:
        return True
    if change.document.kind != "meeting" or change.kind != "changed":
        return False
    old, new = change.fields.get("status", ("", ""))
    if is_off(old) != is_off(new):
        return is_off(old) or "status" not in change.unsettled  # to and fro: only that it goes ahead
    return str(new or "").casefold() not in AS_PLANNED and "status" not in change.unsettled


def is_verdict(change: Change) -> bool:
    """Tells whether an inspectorate says how good something is: a report, or grades that changed."""
    if change.document.kind != "inspection" or change.minor:
        return False
    return change.kind == "new" or any(name in change.fields for name in _VERDICT)


def makes_sound(alert: Alert) -> bool:
    """Tells whether a phone is to ring for an alert: for what can't wait, and verdicts; not for papers or news."""
    return alert.urgent or is_verdict(alert.change)


def _lies_ahead(change: Change, now: datetime) -> bool:
    """Tells whether the meeting, as it was or as it is now, is today or later; True where no day is said."""
    said = [*change.fields.get("date", ()), change.document.details.get("date")]
    days: list[date] = [found[0] for value in said if (found := read(value))]
    return not days or max(days) >= now.astimezone(LONDON).date()
