"""Remembers of a source itself its health, its pages' validators, and how each of its scopes stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import (
    Connection,
    String,
    bindparam,
    cast,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from watcher.core.sources import Source
from watcher.core.visits import OF_SITE, Health, PageMemory, PageState, VisitPlan
from watcher.rules.source_health import TIMED_OUT, without_question
from watcher.rules.visit_outcome import AGREEING_VISITS, APPROVED
from watcher.store.engines.statements import upsert
from watcher.store.tables import IS_MISSING, documents, pages, plans, promises, scopes, sources

if TYPE_CHECKING:
    from watcher.store.database import Store

_HEALTH = tuple(Health.__dataclass_fields__)
_PAGE = tuple(PageMemory.__dataclass_fields__)
_SCOPE = tuple(PageState.__dataclass_fields__)
_COLUMN = {"held_fingerprint": "held_print"}
"""Field -> column, where the column has an older name."""
_MOST_NAMED = 500
"""Ids in one question: beyond them it is cheaper to read all, and no database's limit is near."""
# What every visit asks and writes is built once: SQLAlchemy builds slower than SQLite answers.
_SOME_MISSING = exists().where(documents.c.source_id == sources.c.id, IS_MISSING).label("some_missing")
_SOME_DATED = or_(
    exists().where(promises.c.source_id == sources.c.id, promises.c.state == literal_column("'open'")),
    exists().where(plans.c.source_id == sources.c.id),
).label("some_dated")
_ALL = select(*(sources.c[name] for name in _HEALTH))
_SOME = _ALL.where(sources.c.id.in_(bindparam("ids", expanding=True)))
_PLANS = select(
    *(sources.c[name] for name in ("id", "url", "last_visit", "next_visit", "failures")),
    cast(sources.c.notes, String).contains(f'"{TIMED_OUT}"'),
    sources.c.state,
)
_OF_PAGE, _OF_SCOPE = [pages.c[name] for name in _PAGE], [scopes.c[_COLUMN.get(name, name)] for name in _SCOPE]
_ITSELF = (
    _ALL.add_columns(*_OF_PAGE, *_OF_SCOPE, _SOME_MISSING, _SOME_DATED)
    .outerjoin_from(sources, pages, (pages.c.source_id == sources.c.id) & (pages.c.url == bindparam("asked")))
    .outerjoin(scopes, (scopes.c.source_id == sources.c.id) & (scopes.c.scope == bindparam("asked")))
    .where(sources.c.id == bindparam("source"))
)
_OF_SITE = select(sources.c.url, sources.c.notes).where(
    sources.c.kind == bindparam("kind"), cast(sources.c.notes, String).contains(OF_SITE)
)
_PAGE_OF = select(*_OF_PAGE).where(pages.c.source_id == bindparam("source"), pages.c.url == bindparam("asked"))
_SCOPES_OF = select(*_OF_SCOPE).where(
    scopes.c.source_id == bindparam("source"), scopes.c.scope.in_(bindparam("asked", expanding=True))
)
_MOMENTS_OF = select(scopes.c.scope, scopes.c.read_at).where(
    scopes.c.source_id == bindparam("source"), scopes.c.read_at.is_not(None)
)


def health(db: Connection) -> dict[str, Health]:
    """Returns how every source fares that was ever visited, by its id."""
    return {known.id: known for known in starmap(Health, db.execute(_ALL))}


def health_of(db: Connection, ids: Iterable[str]) -> dict[str, Health]:
    """Returns how those of these sources fare that were ever visited, by their ids."""
    wanted = set(ids)
    if len(wanted) > _MOST_NAMED:
        return {name: known for name, known in health(db).items() if name in wanted}
    return {known.id: known for known in starmap(Health, db.execute(_SOME, {"ids": list(wanted)}))}


def visit_plans(db: Connection) -> dict[str, VisitPlan]:
    """Returns when every source that was ever visited is visited next, by its id; cheaper than `health`."""
    return {row[0]: VisitPlan(*row[1:5], bool(row[5]), row[6]) for row in db.execute(_PLANS)}


def with_health(db: Connection, asked: Iterable[Source]) -> list[tuple[Source, Health]]:
    """Returns each of these sources with how it fares, in their order; one that was never visited counts as `new`."""
    known = health(db)
    return [(source, known.get(source.id) or Health.unvisited(source)) for source in asked]


def homes(db: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Returns the pages for people that the feeds with these ids name, by id; no key for a feed that names none."""
    rows = db.execute(select(sources.c.id, sources.c.notes).where(sources.c.kind == "feed", sources.c.id.in_(set(ids))))
    return {row.id: home for row in rows if (home := row.notes.get("home"))}


class Recalled(NamedTuple):
    """How one source fares, and the page at its URL; each None where it was never visited or read."""

    health: Health | None = None
    page: PageMemory | None = None
    scope: PageState | None = None
    some_missing: bool = False
    """Whether its last good reading missed a document."""
    some_dated: bool = False
    """Whether a promise of it is open, or a plan of it tracked: a day of theirs may be over."""


def recalled(store: Store, source_id: str, url: str) -> Recalled:
    """Returns what is remembered of a source and of the page at `url`, by one question: most visits need no more."""
    row = store.ask(_ITSELF, {"source": source_id, "asked": url})
    if row is None:
        return Recalled()
    behind_page = len(_HEALTH) + len(_PAGE)
    health, page, scope = row[: len(_HEALTH)], row[len(_HEALTH) : behind_page], row[behind_page:-2]
    some_missing, some_dated = row[-2:]
    return Recalled(
        Health(*health),
        PageMemory(*page) if page[0] is not None else None,
        PageState(*scope) if scope[0] is not None else None,
        bool(some_missing),
        bool(some_dated),
    )


def noted_of_site(db: Connection, kind: str, url: str) -> dict[str, str]:
    """Returns what the sources of this kind on the site of this URL noted of that site: of two notes (moments, mostly)
    the later. Looks at every source there is."""
    noted: dict[str, str] = {}
    for row in db.execute(_OF_SITE, {"kind": kind}):
        if urlsplit(row.url).netloc == urlsplit(url).netloc:
            noted |= {name: max(note, noted.get(name, "")) for name, note in row.notes.items() if OF_SITE in name}
    return noted


def save_health(db: Connection, health: Health) -> None:
    """Saves how a source fares, new or known."""
    upsert(db, sources, {name: getattr(health, name) for name in _HEALTH} | {"notes": dict(health.notes)})


def remembered_page(db: Connection, source_id: str, url: str) -> PageMemory | None:
    """Returns what is remembered of a page, by the URL that was asked for; None where it was never fetched."""
    row = db.execute(_PAGE_OF, {"source": source_id, "asked": url}).one_or_none()
    return PageMemory(*row) if row else None


def save_pages(db: Connection, source_id: str, fetched: Iterable[PageMemory]) -> None:
    """Saves the validators of these pages."""
    for page in fetched:
        upsert(db, pages, {"source_id": source_id} | {name: getattr(page, name) for name in _PAGE})


def remembered_scopes(db: Connection, source_id: str, asked: Iterable[str]) -> dict[str, PageState]:
    """Returns, by scope, how those of these pages stand that were ever read, or should have been."""
    rows = db.execute(_SCOPES_OF, {"source": source_id, "asked": list(asked)})
    return {scope.scope: scope for scope in starmap(PageState, rows)}


def remembered_moments(db: Connection, source_id: str) -> dict[str, datetime]:
    """Returns when each scope was last read well; no key for one that never was."""
    return {row[0]: row[1] for row in db.execute(_MOMENTS_OF, {"source": source_id})}


def save_scopes(db: Connection, source_id: str, stood: Iterable[PageState]) -> None:
    """Saves how these pages stand."""
    for scope in stood:
        upsert(
            db, scopes, {"source_id": source_id} | {_COLUMN.get(name, name): getattr(scope, name) for name in _SCOPE}
        )


def judge(db: Connection, source_id: str, now: datetime, *, true: bool) -> None:
    """Saves what an administrator says of what is held back of this source: `true`, it counts at the next visit, due
    now, where that holds it for the same reason; else it stays held back for as long as that reason holds."""
    held = (scopes.c.source_id == source_id) & (scopes.c.held_count > 0)
    if true:
        agreed = {"held_count": AGREEING_VISITS - 1, "held_print": APPROVED, "rejected": False}
        db.execute(update(scopes).where(held).values(agreed))
        notes = db.execute(select(sources.c.notes).where(sources.c.id == source_id)).scalar() or {}
        changed = {"next_visit": now, "notes": without_question(notes)}
        db.execute(update(sources).where(sources.c.id == source_id).values(changed))
    else:
        db.execute(update(scopes).where(held).values(rejected=True))
