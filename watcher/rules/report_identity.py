"""PURE: tells whether two reports are one, listed under two numbers."""

from __future__ import annotations

from watcher.core.documents import Change
from watcher.core.text import normalise


def report_print(change: Change) -> str:
    """Returns what a new report that was read is known by whatever its number: its title, its day and its words; empty
    for anything else."""
    document = change.document
    words = document.details.get("text")
    if document.kind != "inspection" or change.kind != "new" or not isinstance(words, str) or not words:
        return ""
    return f"{normalise(document.title).casefold()} {document.published} {words}"


def is_same_report(later: Change, earlier: Change) -> bool:
    """Tells whether both are new and one report to the letter, as where Ofsted lists it under two numbers."""
    return bool(known := report_print(later)) and known == report_print(earlier)
