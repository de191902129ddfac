"""Keeps what robots.txt files said, for a day (RFC 9309, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from watcher.store.database import Store
from watcher.store.engines.statements import upsert
from watcher.store.run_tables import robots

_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StoredRobots:
    """Keeps the robots.txt rules for the runs on this database, as a RobotsMemory. Safe to share between threads; never
    asked within a write."""

    store: Store
    clock: Callable[[], datetime]
    asks_anew: bool = False
    """Nothing is recalled: somebody wants to see how things stand now."""

    def recall(self, where: str, *, own: bool) -> tuple[str, float] | None:
        """Returns the rules of the file at this address, and how many seconds ago they were read; None where none are
        kept. `own`: asked for a source that names the host itself."""
        if self.asks_anew:
            return None
        with self.store.read() as db:
            found = db.execute(
                select(robots.c.rules, robots.c.read_at).where(robots.c.url == where, robots.c.own == own)
            ).first()
        return (found.rules, (self.clock() - found.read_at).total_seconds()) if found else None

    def remember(self, where: str, rules: str, *, own: bool) -> None:
        """Keeps the rules, and forgets those that were read more than 7 days ago."""
        now = self.clock()
        with self.store.write() as db:
            db.execute(delete(robots).where(robots.c.read_at < now - _OLD))
            upsert(db, robots, {"url": where, "own": own, "rules": rules.replace("\0", ""), "read_at": now})
