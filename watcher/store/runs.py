"""The log of runs: when one began and ended, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from watcher.store.tables import runs

KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `ended_at` is empty where it was stopped half-way."""

    started_at: datetime
    ended_at: datetime | None = None
    visited: int = 0
    changes: int = 0
    sent: int = 0
    problems: int = 0


_RUN = tuple(Run.__dataclass_fields__)


_BEGIN = insert(runs).returning(runs.c.id)
_FINISH = update(runs).where(runs.c.id == bindparam("number"))
_DROP = delete(runs).where(runs.c.id <= bindparam("number"))


def begin(db: Connection, now: datetime) -> int:
    """The number of a run that begins now."""
    return int(db.execute(_BEGIN, {"started_at": now}).scalar_one())


def finish(db: Connection, number: int, now: datetime, **came_to: int) -> None:
    """`came_to`: the numbers of a Run. Only the newest runs are kept."""
    db.execute(_FINISH, {"number": number, "ended_at": now, **came_to})
    db.execute(_DROP, {"number": number - KEPT})


def last_ended(db: Connection) -> datetime | None:
    """When the newest of the runs that ended did so."""
    return db.scalar(select(runs.c.ended_at).where(runs.c.ended_at.is_not(None)).order_by(runs.c.id.desc()).limit(1))


def last(db: Connection) -> Run | None:
    """The newest run; None before the first."""
    row = db.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    return Run(**{name: getattr(row, name) for name in _RUN}) if row else None
