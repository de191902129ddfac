"""Notes when something was last done: what is done now and then, or what must not be done twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, String, bindparam, delete, select

from watcher.store.engines.statements import upsert
from watcher.store.tables import marks

_LAST = select(marks.c.at).where(marks.c.name == bindparam("its_name"))
_END_OLD = delete(marks).where(
    marks.c.name.startswith(bindparam("begins", type_=String)), marks.c.at < bindparam("before")
)
_NAMED = select(marks.c.name, marks.c.at).where(marks.c.name.startswith(bindparam("begins", type_=String)))
CARRIED_OUT = "carried out: "
"""Before the number that Telegram gave to what somebody said or tapped."""


def last(db: Connection, name: str) -> datetime | None:
    """Returns when the thing of this name was last done; None where it never was."""
    return db.execute(_LAST, {"its_name": name}).scalar()


def done(db: Connection, name: str, at: datetime) -> None:
    """Notes when the thing of this name was last done."""
    upsert(db, marks, {"name": name, "at": at})


def names(db: Connection, begins: str) -> dict[str, datetime]:
    """Returns all whose names begin so, with when each was last done."""
    return {row.name: row.at for row in db.execute(_NAMED, {"begins": begins})}


def forget(db: Connection, name: str) -> None:
    """Forgets that the thing of this name was ever done."""
    db.execute(delete(marks).where(marks.c.name == name))


def end_old(db: Connection, begins: str, before: datetime) -> None:
    """Forgets what was done before that moment, of all whose names begin so."""
    db.execute(_END_OLD, {"begins": begins, "before": before})
