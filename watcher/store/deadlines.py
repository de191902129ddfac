"""Works out the deadlines of documents as they are remembered now, those of a meeting with what its agenda says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, select

from watcher.core.alerts import Alert
from watcher.core.deadlines import Deadline
from watcher.core.documents import Change, Document
from watcher.core.queries import Remindable
from watcher.core.sources import Source
from watcher.rules.deadlines import deadlines_of
from watcher.rules.reminders import moments_ahead, subjects_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents

MOST_AT_ONCE = 5
"""Of so many things one tap asks to be reminded."""


def current(db: Connection, source_id: str, key: str) -> Document | None:
    """Returns the document as it stands, without its words; None where it is not known, or was withdrawn."""
    row = db.execute(_of(source_id).where(documents.c.key == key)).first()
    return known(row).document if row else None


def current_deadlines(db: Connection, source: Source, document: Document) -> list[Deadline]:
    """Returns what can be done until when, by this document and, of a meeting, the papers of it that are out."""
    of_it = _of(source.id).where(documents.c.part_of == document.key)
    papers = (known(row).document for row in db.execute(of_it)) if document.kind == "meeting" else ()
    return deadlines_of(document, source.options, papers)


class ToldDeadlines:
    """Finds the deadlines by which somebody must hear of a change of this source. The papers of one meeting share one
    look-up."""

    def __init__(self, db: Connection, source: Source) -> None:
        self._db, self._source = db, source
        self._questions = cache(self._questions_at)

    def of(self, change: Change) -> list[Deadline]:
        """Returns the deadlines of the changed document; of a paper, also until when the public can ask about it at its
        meeting."""
        document = change.document
        found = current_deadlines(self._db, self._source, document)
        return found + self._questions(document.part_of) if document.part_of else found

    def _questions_at(self, key: str) -> list[Deadline]:
        meeting = current(self._db, self._source.id, key)
        found = current_deadlines(self._db, self._source, meeting) if meeting else []
        return [deadline for deadline in found if deadline.kind == "question"]


class OpenDeadlines:
    """Finds the deadline that lies ahead to which an alert about a document can lead. Each document is looked up
    once."""

    def __init__(self, db: Connection, sources: Mapping[str, Source], now: datetime) -> None:
        self._db, self._sources, self._now = db, sources, now
        self._known = cache(self._look_up)

    def of(self, source_id: str, document: Document) -> Remindable | None:
        """Returns the document, or the meeting it belongs to, with its deadlines; None where no reminder is left."""
        found = (self._known(source_id, key) for key in subjects_of(document))
        return next(filter(None, found), None)

    def _look_up(self, source_id: str, key: str) -> Remindable | None:
        source = self._sources.get(source_id)
        document = current(self._db, source_id, key) if source else None
        if not source or not document:
            return None
        deadlines = current_deadlines(self._db, source, document)
        return Remindable(source_id, document, deadlines) if moments_ahead(deadlines, (), self._now) else None


def subjects(lookup: OpenDeadlines, told: Sequence[Alert]) -> list[Remindable]:
    """Returns what the reader of these alerts, told in one message, can be reminded of: at most MOST_AT_ONCE things
    where all were told at once, one where they came in a digest; nothing where there are more."""
    found = (lookup.of(alert.change.source, alert.change.document) for alert in told)
    once = {(subject.source, subject.document.key): subject for subject in found if subject}
    most = MOST_AT_ONCE if all(alert.frequency == "now" for alert in told) else 1
    return list(once.values()) if len(once) <= most else []


def _of(source_id: str) -> Select[tuple[object, ...]]:
    return select(*WITHOUT_WORDS).where(documents.c.source_id == source_id, documents.c.withdrawn.is_(False))
