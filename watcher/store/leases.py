"""Joins the workers of a database, and tells who they are. On PostgreSQL several share one; each role has one holder at
a time: `telegram` for whoever speaks, `site HOST` for whoever visits that host (docs/adr/0062)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, select

from watcher.core.workers import SITE, TELEGRAM, Worker
from watcher.store.database import Store
from watcher.store.roles import USUAL, WORKER, Leases, Pace, host_of
from watcher.store.run_tables import leases

__all__ = ["SITE", "TELEGRAM", "Leases", "Pace", "holder", "join", "workers"]


def join(
    store: Store,
    *,
    sole: bool = False,
    pace: Pace = USUAL,
    monotonic: Callable[[], float] = time.monotonic,
) -> Leases:
    """Joins the workers of this database; until `close` it writes only while it is one of them. `sole`: raises LockHeld
    where there is another one. Raises StateError where the database can't be used. `monotonic` is a clock that
    nobody sets."""
    if store.engine.dialect.name == "sqlite":
        return Leases()
    from watcher.store.membership import Membership

    return Membership(store, pace, sole=sole, monotonic=monotonic)


_ALL = select(leases.c.name, leases.c.holder, leases.c.since, leases.c.config).order_by(leases.c.since, leases.c.name)


def workers(db: Connection) -> list[Worker]:
    """Returns the workers that have joined, also one that has just died, the oldest first; none on SQLite."""
    rows = db.execute(_ALL.where(leases.c.holder.is_not(None))).all()
    roles: dict[str, dict[str, datetime]] = {}
    for row in rows:
        if not row.name.startswith(WORKER):
            roles.setdefault(row.holder, {})[row.name] = row.since
    return [
        Worker(row.holder, host_of(row.holder), row.since, roles.get(row.holder, {}), row.config or {})
        for row in rows
        if row.name.startswith(WORKER)
    ]


def holder(db: Connection, name: str) -> Worker | None:
    """Returns the worker that holds this role; None where it is free."""
    return next((worker for worker in workers(db) if name in worker.roles), None)
