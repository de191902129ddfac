"""When something that is done now and then was last done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from watcher.store.sources import upsert
from watcher.store.tables import marks


def last(db: Connection, name: str) -> datetime | None:
    """None where it was never done."""
    return db.execute(select(marks.c.at).where(marks.c.name == name)).scalar()


def done(db: Connection, name: str, at: datetime) -> None:
    upsert(db, marks, {"name": name, "at": at})
