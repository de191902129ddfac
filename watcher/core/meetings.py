"""PURE: which meeting and which committee a document belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.core.dates import format_date
from watcher.core.documents import Document
from watcher.core.text import normalise

NAMED_BY = ("committee", "maker")
"""The details that name one: of a meeting and its papers, and of a decision that is taken or planned."""


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee found in a source that reads several. Its name identifies it, since papers and decisions carry no
    number of it."""

    source: str
    name: str

    @property
    def what(self) -> str:
        """Return what a subscription to it stores: `portal/people-and-scrutiny`. The slash keeps it apart from the ids
        of topics and sources, which have none."""
        words = normalise(self.name).casefold().replace("&", " and ")
        return f"{self.source}/" + re.sub(r"[\W_]+", "-", words).strip("-")


def committee_of(source: str, document: Document) -> Committee | None:
    """Return the committee whose meeting or paper a document is, or who takes the decision; None where the document
    does not say."""
    said = next(filter(None, map(document.details.get, NAMED_BY)), None)
    return Committee(source, said) if isinstance(said, str) else None


def is_committee(what: str) -> bool:
    """Tell whether the `what` of a subscription names a committee."""
    return "/" in what


def meeting_label(document: Document) -> str:
    """Name the meeting that a document is or belongs to: `Cabinet, 1 December 2026`; empty where there is none."""
    meeting, when = document.details.get("meeting"), document.details.get("date")
    if document.kind == "meeting" and not document.part_of:
        return f"{document.title}, {format_date(when)}" if isinstance(when, str) and when else document.title
    return meeting if isinstance(meeting, str) and document.part_of else ""


def meeting_of(document: Document) -> str:
    """Return the key of the meeting that a document is or belongs to; empty where there is none, as for what belongs to
    a collection, a decision or an issue."""
    return (document.part_of or document.key) if meeting_label(document) else ""
