"""When something was last done: what is done now and then, or what must not be done twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from watcher.store.sources import upsert
from watcher.store.tables import marks

CARRIED_OUT = "carried out: "
"""Before the number that Telegram gave to what somebody said or tapped."""


def last(db: Connection, name: str) -> datetime | None:
    """None where it was never done."""
    return db.execute(select(marks.c.at).where(marks.c.name == name)).scalar()


def done(db: Connection, name: str, at: datetime) -> None:
    upsert(db, marks, {"name": name, "at": at})


def end_old(db: Connection, begins: str, before: datetime) -> None:
    """Forgets what was done before that moment, of all whose names begin so."""
    db.execute(delete(marks).where(marks.c.name.startswith(begins), marks.c.at < before))
