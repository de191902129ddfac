"""What is remembered of a source itself: its health, its pages' validators, and how each of its scopes stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from watcher.compare import AGREEING_VISITS
from watcher.model import Health, PageMemory, Scope
from watcher.store.tables import documents, pages, scopes, sources

_HEALTH = tuple(Health.__dataclass_fields__)
_PAGE = tuple(PageMemory.__dataclass_fields__)
_SCOPE = tuple(Scope.__dataclass_fields__)


def health(db: Connection) -> dict[str, Health]:
    """Every source that was ever visited, by id."""
    return {row.id: Health(**{name: getattr(row, name) for name in _HEALTH}) for row in db.execute(select(sources))}


def save_health(db: Connection, one: Health) -> None:
    upsert(db, sources, {name: getattr(one, name) for name in _HEALTH} | {"notes": dict(one.notes)})


def remembered_pages(db: Connection, source_id: str) -> dict[str, PageMemory]:
    """By the URL that was asked for."""
    rows = db.execute(select(pages).where(pages.c.source_id == source_id))
    return {row.url: PageMemory(**{name: getattr(row, name) for name in _PAGE}) for row in rows}


def save_pages(db: Connection, source_id: str, fetched: Iterable[PageMemory]) -> None:
    for page in fetched:
        upsert(db, pages, {"source_id": source_id} | {name: getattr(page, name) for name in _PAGE})


def remembered_scopes(db: Connection, source_id: str) -> dict[str, Scope]:
    rows = db.execute(select(scopes).where(scopes.c.source_id == source_id))
    return {row.scope: Scope(**{name: getattr(row, name) for name in _SCOPE}) for row in rows}


def save_scopes(db: Connection, source_id: str, stood: Iterable[Scope]) -> None:
    for scope in stood:
        upsert(db, scopes, {"source_id": source_id} | {name: getattr(scope, name) for name in _SCOPE})


def approve(db: Connection, source_id: str, now: datetime) -> None:
    """What is held back of this source counts once more visits see the same: one more, which is due now."""
    mine = (scopes.c.source_id == source_id) & (scopes.c.held_count > 0)
    db.execute(update(scopes).where(mine).values(held_count=AGREEING_VISITS - 1, rejected=False))
    db.execute(update(sources).where(sources.c.id == source_id).values(next_visit=now))


def reject(db: Connection, source_id: str) -> None:
    """What is held back of this source stays so while it reads as it does."""
    mine = (scopes.c.source_id == source_id) & (scopes.c.held_count > 0)
    db.execute(update(scopes).where(mine).values(rejected=True))


def document_counts(db: Connection) -> dict[str, int]:
    """How many documents each source holds now, the withdrawn left out."""
    query = (
        select(documents.c.source_id, func.count().label("held"))
        .where(documents.c.withdrawn.is_(False))
        .group_by(documents.c.source_id)
    )
    return {row.source_id: row.held for row in db.execute(query)}


def upsert(db: Connection, table: Table, row: dict[str, Any]) -> None:
    """Inserts a row, or overwrites the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    mine = [table.c[name] == row[name] for name in keys]
    rest = {name: value for name, value in row.items() if name not in keys}
    if not db.execute(update(table).where(*mine).values(rest)).rowcount:
        db.execute(insert(table).values(row))
