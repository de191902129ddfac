"""PURE: tells which word a change goes under."""

from __future__ import annotations

from watcher.core.documents import Change
from watcher.rules.meeting_status import called_off

_MOVES = ("date", "time", "venue")


def event_word(change: Change) -> str:
    """Returns the word a change goes under: New, Changed, Withdrawn, Restored; of a known meeting also Cancelled,
    Postponed, Moved; Unsettled where all that changed goes to and fro (INTERFACE.md, "Telegram")."""
    if not change.fields and not change.unsettled:  # most changes: a new document
        return change.kind.capitalize()
    fields = change.fields.keys() - change.unsettled.keys()
    if change.unsettled and not fields:
        return "Unsettled"
    if change.document.kind == "meeting" and change.kind == "changed":
        shown = called_off(change.fields["status"][1]) if "status" in fields else ""
        if shown in ("Cancelled", "Postponed"):
            return shown
        if any(name in fields for name in _MOVES):
            return "Moved"
    return change.kind.capitalize()
