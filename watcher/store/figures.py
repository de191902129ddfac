"""Looks up the series of figures as they are remembered."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watcher.core.documents import Document
from watcher.core.figures import FigureSeries, series_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents


def figure_series(db: Connection, sources: Collection[str]) -> dict[str, FigureSeries]:
    """Returns the series of these sources, by the id of the source; no key for a source without figures."""
    found: dict[str, list[Document]] = {}
    standing = documents.c.source_id.in_(sources) & documents.c.withdrawn.is_(False)
    for row in db.execute(select(*WITHOUT_WORDS).where(standing)):
        found.setdefault(row.source_id, []).append(known(row).document)
    return {source: series for source, kept in found.items() if (series := series_of(kept))}
