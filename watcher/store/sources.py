"""What is remembered of a source itself: its health, its pages' validators, and how each of its scopes stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, Insert, Row, String, Table, Update, bindparam, cast, exists, insert, select, update

from watcher.compare import AGREEING_VISITS
from watcher.model import OF_SITE, Health, PageMemory, Scope
from watcher.store.tables import documents, pages, scopes, sources

_HEALTH = tuple(Health.__dataclass_fields__)
_PAGE = tuple(PageMemory.__dataclass_fields__)
_SCOPE = tuple(Scope.__dataclass_fields__)
# What every visit asks and writes is built once: SQLAlchemy builds slower than SQLite answers.
_NOTED_OF_SITE = (sources.c.kind == bindparam("kind")) & cast(sources.c.notes, String).contains(OF_SITE)
_SOME_MISSING = exists().where(documents.c.source_id == sources.c.id, documents.c.missing > 0).label("some_missing")
_ITSELF_AND_NOTES = select(sources, _SOME_MISSING).where((sources.c.id == bindparam("source")) | _NOTED_OF_SITE)
_PAGES_OF = select(pages).where(pages.c.source_id == bindparam("source"))
_SCOPES_OF = select(scopes).where(scopes.c.source_id == bindparam("source"))


def health(db: Connection) -> dict[str, Health]:
    """Every source that was ever visited, by id."""
    return {row.id: _health(row) for row in db.execute(select(sources))}


def _health(row: Row[Any]) -> Health:
    return Health(**{name: getattr(row, name) for name in _HEALTH})


class Recalled(NamedTuple):
    """How one source fares; None where it was never visited."""

    health: Health | None
    of_site: dict[str, str]
    """What the sources of its kind on its site noted of that: of two notes (moments, mostly) the later."""
    some_missing: bool
    """Whether its last good reading missed a document."""


def recalled(db: Connection, source_id: str, kind: str, url: str) -> Recalled:
    """One question to the database."""
    own, noted, some_missing = None, dict[str, str](), False
    for row in db.execute(_ITSELF_AND_NOTES, {"source": source_id, "kind": kind}):
        if row.id == source_id:
            own, some_missing = _health(row), bool(row.some_missing)
        if row.kind == kind and urlsplit(row.url).netloc == urlsplit(url).netloc:
            noted |= {name: max(note, noted.get(name, "")) for name, note in row.notes.items() if OF_SITE in name}
    return Recalled(own, noted, some_missing)


def save_health(db: Connection, one: Health) -> None:
    upsert(db, sources, {name: getattr(one, name) for name in _HEALTH} | {"notes": dict(one.notes)})


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
