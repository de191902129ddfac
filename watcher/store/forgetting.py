"""Erases a chat everywhere at once: its rows, what lies under them in the file, the write-ahead log, and the copies of
the database that lie beside it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, select

from watcher.errors import StateError
from watcher.store import Store
from watcher.store.tables import chats

log = logging.getLogger(__name__)

KEPT_WHEN_GONE = timedelta(days=30)
_SQLITE = b"SQLite format 3\0"


def forget(store: Store, chat_id: int) -> None:
    """Nothing of the chat is left when it returns. Raises StateError."""
    with store.write() as db:
        _erase(db, chat_id)
    _clean_up(store, [chat_id])


def forget_long_gone(store: Store, now: datetime) -> int:
    """Erases the chats that blocked us, or put us out, more than 30 days ago; returns how many."""
    with store.read() as db:
        gone = list(db.execute(select(chats.c.chat_id).where(chats.c.gone_at < now - KEPT_WHEN_GONE)).scalars())
    if gone:
        with store.write() as db:
            for chat_id in gone:
                _erase(db, chat_id)
        _clean_up(store, gone)
    return len(gone)


def _erase(db: Connection, chat_id: int) -> None:
    """The row of the chat, and with it all that hangs on it."""
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only let go
    db.execute(delete(chats).where(chats.c.chat_id == chat_id))


def _clean_up(store: Store, erased: list[int]) -> None:
    """What SQLite keeps beside its rows. A server looks after its own files."""
    database = store.engine.url.database
    if store.engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return
    with closing(store.engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for copy in _copies(Path(database)):
        _erase_in_copy(copy, erased)


def _copies(database: Path) -> Iterator[Path]:
    """Every other database beside it: those we made before a migration or a restore, under names with `.before-`, and
    backups that somebody put there."""
    for path in sorted(database.parent.iterdir()):
        if path.is_file() and path.name != database.name:
            with path.open("rb") as file:
                if file.read(len(_SQLITE)) == _SQLITE:
                    yield path


def _erase_in_copy(copy: Path, erased: list[int]) -> None:
    """In whatever tables it has: it may be of an older schema. One of our own that is damaged, as where a damaged
    database was replaced by a backup, goes as a whole. Raises StateError where it can't be done."""
    try:
        with closing(sqlite3.connect(copy)) as db, db:
            db.execute("PRAGMA secure_delete=ON")
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables if "chats" in tables else []:
                columns = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
                if "chat_id" in columns:
                    wanted = [(chat_id,) for chat_id in erased]
                    db.executemany(f'DELETE FROM "{table}" WHERE chat_id = ?', wanted)  # noqa: S608  # names of our own
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError) or ".before-" not in copy.name:
            said = f"{copy}: a chat could not be erased from this copy ({error}); delete the file"
            raise StateError(said) from error
        log.warning("%s is damaged, so that no chat can be erased from it: it is deleted", copy)
        copy.unlink()
