"""Erases a chat everywhere at once: its rows, what lies under them in the file, the write-ahead log, and the copies of
the database that lie beside it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, select

from watcher.core.errors import StateError
from watcher.store import timestamps
from watcher.store.database import Store
from watcher.store.tables import Moment, chats

log = logging.getLogger(__name__)

KEPT_WHEN_GONE = timedelta(days=30)
_SQLITE = b"SQLite format 3\0"
_TO_BE_WIPED = "erased, but still to be wiped from the files"
_EPOCH = datetime.fromtimestamp(0, UTC)
_GONE = select(chats.c.chat_id).where(chats.c.gone_at < bindparam("before", type_=Moment))
_PATIENCE = 1_000  # milliseconds at most for whoever reads an older state: who erases is waiting for an answer


def forget(store: Store, chat_id: int) -> None:
    """Erases a chat. Nothing of it is left when this returns; where another program still reads an older state, nothing
    is once `wipe` has succeeded. Raises StateError where a copy beside the database can't be changed."""
    _erase_all(store, [chat_id])


def catch_up(store: Store, now: datetime) -> None:
    """Erases the chats that blocked us, or put us out, more than 30 days ago, and wipes what could not be wiped at its
    time; to be called at the end of a run. Raises StateError."""
    with store.read() as db:
        gone = list(db.execute(_GONE, {"before": now - KEPT_WHEN_GONE}).scalars())
        wanted = timestamps.last(db, _TO_BE_WIPED)
    if gone:
        _erase_all(store, gone)
    elif wanted:
        wipe(store)


def wipe(store: Store) -> bool:
    """Overwrites what was erased, where that could not be done at the time. Returns whether nothing is left to be
    wiped."""
    with store.read() as db:
        wanted = timestamps.last(db, _TO_BE_WIPED)
    if not wanted:
        return True
    if not _wiped(store):
        log.warning("What was erased is not wiped from the files yet: another program reads the database; see to it")
        return False
    with store.write() as db:
        timestamps.end_old(db, _TO_BE_WIPED, wanted + timedelta(seconds=1))
    return True


def _erase_all(store: Store, chat_ids: list[int]) -> None:
    with store.write() as db:
        for chat_id in chat_ids:
            _erase(db, chat_id)
        timestamps.done(db, _TO_BE_WIPED, _EPOCH)  # whatever happens from here on
    _erase_from_copies(store, chat_ids)
    wipe(store)


def _erase(db: Connection, chat_id: int) -> None:
    """Deletes the row of the chat, and with it all that hangs on it."""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only let go
    db.execute(delete(chats).where(chats.c.chat_id == chat_id))


def _wiped(store: Store) -> bool:
    """Writes the write-ahead log into the file, over what stood there, and empties it; returns whether that was
    possible: not while somebody reads an older state. A server looks after its own files."""
    if _database(store) is None:
        return True
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={min(patience, _PATIENCE)}")
        try:
            (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={patience}")
    return not busy


def _database(store: Store) -> Path | None:
    """Returns the file of the database; None where it is none of SQLite."""
    database = store.engine.url.database
    return Path(database) if store.engine.dialect.name == "sqlite" and database and database != ":memory:" else None


def _erase_from_copies(store: Store, erased: list[int]) -> None:
    database = _database(store)
    for copy in _copies(database) if database else ():
        _erase_in_copy(copy, erased)
    if store.state and store.engine.dialect.name != "sqlite":
        from watcher.store.engines import dumps

        for copy in dumps.copies_in(store.state):
            dumps.erase_in(copy, erased)


def _copies(database: Path) -> Iterator[Path]:
    """Yields every other database beside it: those we made before a migration or a restore, under names with
    `.before-`, and backups that somebody put there."""
    for path in sorted(database.parent.iterdir()):
        if path.is_file() and path.name != database.name:
            with path.open("rb") as file:
                if file.read(len(_SQLITE)) == _SQLITE:
                    yield path


def _erase_in_copy(copy: Path, erased: list[int]) -> None:
    """Deletes the chats' rows in whatever tables a copy has: it may be of an older schema. One of our own that is
    damaged, as where a damaged database was replaced by a backup, is deleted as a whole. Raises StateError where it
    can't be done."""
    try:
        with closing(sqlite3.connect(copy)) as db, db:
            erase_rows(db, erased)
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError) or ".before-" not in copy.name:
            said = f"{copy}: a chat could not be erased from this copy ({error}); delete the file"
            raise StateError(said) from error
        log.warning("%s is damaged, so that no chat can be erased from it: it is deleted", copy)
        copy.unlink()


def erase_rows(db: sqlite3.Connection, erased: Iterable[int]) -> None:
    """Deletes every row of these chats, overwritten, in whatever tables there are; the caller commits."""
    db.execute("PRAGMA secure_delete=ON")
    wanted = [(chat_id,) for chat_id in erased]
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables if "chats" in tables else []:
        columns = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
        if "chat_id" in columns:
            db.executemany(f'DELETE FROM "{table}" WHERE chat_id = ?', wanted)  # noqa: S608  # names of our own
