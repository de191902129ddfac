"""The deadlines of documents as they are remembered now, those of a meeting with what its agenda says."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, Select, select

from watcher.core.deadlines import Deadline
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.rules.deadlines import deadlines_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents


def current(db: Connection, source_id: str, key: str) -> Document | None:
    """The document as it stands; None where it is not known, or was withdrawn."""
    row = db.execute(_of(source_id).where(documents.c.key == key)).first()
    return known(row).document if row else None


def current_deadlines(db: Connection, source: Source, document: Document) -> list[Deadline]:
    """What can be done until when, by this document and, of a meeting, the papers of it that are out."""
    of_it = _of(source.id).where(documents.c.part_of == document.key)
    papers = (known(row).document for row in db.execute(of_it)) if document.kind == "meeting" else ()
    return deadlines_of(document, source.options, papers)


class ToldDeadlines:
    """The deadlines by which somebody must hear of a change of this source. Of the papers of one meeting it is looked
    up once."""

    def __init__(self, db: Connection, source: Source) -> None:
        self._db, self._source = db, source
        self._questions = cache(self._questions_at)

    def of(self, change: Change) -> list[Deadline]:
        """Those of the document; of a paper, also until when the public can ask about it at its meeting."""
        document = change.document
        found = current_deadlines(self._db, self._source, document)
        return found + self._questions(document.part_of) if document.part_of else found

    def _questions_at(self, key: str) -> list[Deadline]:
        meeting = current(self._db, self._source.id, key)
        found = current_deadlines(self._db, self._source, meeting) if meeting else []
        return [deadline for deadline in found if deadline.kind == "question"]


def _of(source_id: str) -> Select[tuple[object, ...]]:
    return select(*WITHOUT_WORDS).where(documents.c.source_id == source_id, documents.c.withdrawn.is_(False))
