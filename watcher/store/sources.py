"""What is remembered of a source itself: its health, its pages' validators, and how each of its scopes stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Insert, Table, Update, bindparam, func, insert, select, update

from watcher.compare import AGREEING_VISITS
from watcher.model import OF_SITE, Health, PageMemory, Scope
from watcher.store.tables import documents, pages, scopes, sources

_HEALTH = tuple(Health.__dataclass_fields__)
_PAGE = tuple(PageMemory.__dataclass_fields__)
_SCOPE = tuple(Scope.__dataclass_fields__)
# What every visit asks and writes is built once: SQLAlchemy builds slower than SQLite answers.
_HEALTH_OF = select(sources).where(sources.c.id == bindparam("source"))
_NOTES_OF = select(sources.c.url, sources.c.notes).where(sources.c.kind == bindparam("kind"))
_PAGES_OF = select(pages).where(pages.c.source_id == bindparam("source"))
_SCOPES_OF = select(scopes).where(scopes.c.source_id == bindparam("source"))
_HELD_BY = select(func.count()).where(documents.c.source_id == bindparam("source"), documents.c.withdrawn.is_(False))


def health(db: Connection) -> dict[str, Health]:
    """Every source that was ever visited, by id."""
    return {row.id: Health(**{name: getattr(row, name) for name in _HEALTH}) for row in db.execute(select(sources))}


def health_of(db: Connection, source_id: str) -> Health | None:
    """How one source fares; None where it was never visited."""
    row = db.execute(_HEALTH_OF, {"source": source_id}).first()
    return Health(**{name: getattr(row, name) for name in _HEALTH}) if row else None


def save_health(db: Connection, one: Health) -> None:
    upsert(db, sources, {name: getattr(one, name) for name in _HEALTH} | {"notes": dict(one.notes)})


def notes_of_site(db: Connection, kind: str, url: str) -> dict[str, str]:
    """What the sources of this kind on the site of this URL noted of it; of two notes (moments, mostly) the later."""
    found: dict[str, str] = {}
    for row in db.execute(_NOTES_OF, {"kind": kind}):
        if urlsplit(row.url).netloc == urlsplit(url).netloc:
            found |= {name: max(note, found.get(name, "")) for name, note in row.notes.items() if OF_SITE in name}
    return found


def remembered_pages(db: Connection, source_id: str) -> dict[str, PageMemory]:
    """By the URL that was asked for."""
    rows = db.execute(_PAGES_OF, {"source": source_id})
    return {row.url: PageMemory(**{name: getattr(row, name) for name in _PAGE}) for row in rows}


def save_pages(db: Connection, source_id: str, fetched: Iterable[PageMemory]) -> None:
    for page in fetched:
        upsert(db, pages, {"source_id": source_id} | {name: getattr(page, name) for name in _PAGE})


def remembered_scopes(db: Connection, source_id: str) -> dict[str, Scope]:
    rows = db.execute(_SCOPES_OF, {"source": source_id})
    return {row.scope: Scope(**{name: getattr(row, name) for name in _SCOPE}) for row in rows}


def save_scopes(db: Connection, source_id: str, stood: Iterable[Scope]) -> None:
    for scope in stood:
        upsert(db, scopes, {"source_id": source_id} | {name: getattr(scope, name) for name in _SCOPE})


def judge(db: Connection, source_id: str, now: datetime, *, true: bool) -> None:
    """What is held back of this source counts once one more visit, which is due now, sees the same; or it stays held
    back for as long as it reads as it does."""
    held = (scopes.c.source_id == source_id) & (scopes.c.held_count > 0)
    if true:
        db.execute(update(scopes).where(held).values(held_count=AGREEING_VISITS - 1, rejected=False))
        db.execute(update(sources).where(sources.c.id == source_id).values(next_visit=now))
    else:
        db.execute(update(scopes).where(held).values(rejected=True))


def document_counts(db: Connection) -> dict[str, int]:
    """How many documents each source holds now, the withdrawn left out."""
    query = (
        select(documents.c.source_id, func.count().label("held"))
        .where(documents.c.withdrawn.is_(False))
        .group_by(documents.c.source_id)
    )
    return {row.source_id: row.held for row in db.execute(query)}


def document_count(db: Connection, source_id: str) -> int:
    """How many documents one source holds now, the withdrawn left out."""
    return int(db.execute(_HELD_BY, {"source": source_id}).scalar_one())


def upsert(db: Connection, table: Table, row: dict[str, Any]) -> None:
    """Inserts a row, or overwrites the one with the same primary key."""
    change, add = _statements(table)
    mine = {f"its_{column.name}": row[column.name] for column in table.primary_key}
    if not db.execute(change, row | mine).rowcount:
        db.execute(add, row)


@cache
def _statements(table: Table) -> tuple[Update, Insert]:
    mine = (column == bindparam(f"its_{column.name}", type_=column.type) for column in table.primary_key)
    return update(table).where(*mine), insert(table)
