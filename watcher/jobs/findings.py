"""Saves what one visit has found: the documents, and their changes with all that is told of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from watcher.core.documents import Change
from watcher.core.visits import FailedReading, Reading
from watcher.jobs.nudge import follow_promises
from watcher.jobs.record import record
from watcher.jobs.since_last import with_since_last
from watcher.jobs.text_changes import with_text_changes
from watcher.jobs.visit_context import Findings, VisitContext
from watcher.rules.mass_edits import with_mass_edit
from watcher.store import Connection, documents


def save_findings(db: Connection, found: Findings, context: VisitContext, now: datetime) -> tuple[Change, ...]:
    """Saves the documents, logs their changes and queues what is told of them; returns the changes numbered."""
    changes = _remembered(db, found, now)
    changes = found.papers.with_versions(db, with_mass_edit(changes, _articles(found.read)))
    saved = record(db, changes, found.source, context, now)
    read = (stored.document for stored in found.outcome.remember.values())
    follow_promises(db, read, saved, found.source, context, now)
    return saved


def _remembered(db: Connection, found: Findings, now: datetime) -> list[Change]:
    """Saves the documents; returns their changes with what differs from what was there before."""
    source, read = found.source, found.outcome.remember.values()
    changes = with_text_changes(db, found.outcome.changes, source)  # by the words of before, while they are there
    documents.save(db, source.id, read, found.memory, now)
    return with_since_last(db, changes, read, source, now)


def _articles(read: Iterable[Reading | FailedReading]) -> int:
    """Counts the articles that were read."""
    readings = (reading for reading in read if isinstance(reading, Reading))
    return sum(document.kind == "article" for reading in readings for document in reading.documents)
