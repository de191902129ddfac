"""Finds the documents that a pasted link may lead to."""

from __future__ import annotations

from sqlalchemy import Connection, select

from watcher.core.documents import Change
from watcher.core.queries import LinkedDocument
from watcher.store.changes import change_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents

MOST = 200


def linked(db: Connection, part: str) -> list[LinkedDocument]:
    """Returns the documents with `part` in their address, in capitals or not, the newest MOST first; none where it is
    empty."""
    if not part:
        return []
    query = select(*WITHOUT_WORDS, documents.c.first_seen).where(documents.c.url.icontains(part, autoescape=True))
    rows = db.execute(query.order_by(documents.c.first_seen.desc(), documents.c.key).limit(MOST)).all()
    return [
        LinkedDocument(
            row.source_id, known(row[:-1]).document, row.first_seen, row.withdrawn, _last(db, row.source_id, row.key)
        )
        for row in rows
    ]


def _last(db: Connection, source_id: str, key: str) -> Change | None:
    """Returns the last change of this document; None where it has none."""
    mine = (changes.c.source_id == source_id) & (changes.c.key == key)
    row = db.execute(select(changes).where(mine).order_by(changes.c.id.desc()).limit(1)).first()
    return change_of(row._mapping) if row else None
