"""Looks up the Ombudsman's decisions as they are remembered."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watcher.core.documents import Document
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents


def decisions(db: Connection, sources: Collection[str]) -> dict[str, list[Document]]:
    """Returns the dated decisions of these sources that stand, by the id of the source; no key for a source without
    any."""
    found: dict[str, list[Document]] = {}
    standing = documents.c.source_id.in_(sources) & documents.c.withdrawn.is_(False)
    for row in db.execute(select(*WITHOUT_WORDS).where(standing)):
        document = known(row).document
        if document.published and "reference" in document.details:
            found.setdefault(row.source_id, []).append(document)
    return found
