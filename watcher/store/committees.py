"""Which committees there are to follow: those whose meetings were found in a source that reads several."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watcher.committees import Committee
from watcher.store.tables import documents

_NAME = documents.c.details["committee"].as_string()


def committees(db: Connection, sources: Collection[str]) -> tuple[Committee, ...]:
    """By source and name. Who wants to hear of the only committee of a source follows the source."""
    meetings = (documents.c.kind == "meeting") & documents.c.withdrawn.is_(False) & _NAME.is_not(None)
    named = select(documents.c.source_id, _NAME.label("name")).where(documents.c.source_id.in_(sources), meetings)
    found: dict[str, dict[str, Committee]] = {}
    for row in db.execute(named.distinct().order_by(documents.c.source_id, "name")):
        one = Committee(row.source_id, row.name)
        found.setdefault(row.source_id, {})[one.what] = one
    return tuple(one for some in found.values() if len(some) > 1 for one in some.values())
