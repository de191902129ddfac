"""Opens a file of SQLite, and says its trouble in plain words."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from watcher.core.errors import cannot_write

_SYNCHRONOUS = "synchronous"
"""The note of a connection, how long it waits for the disk: to say so again takes as long as to begin."""
DAMAGED = "the database is damaged; put the newest backup back with `watcher restore FILE`"
REASONS = {
    "database is locked": "another program has held it for more than {busy:g} s; try again when that is done",
    "disk is full": "the disk is full; nothing was lost, make room and run again",
    "disk I/O error": "the disk can't be read or written; if it is full, make room; nothing was lost, run again",
    "readonly": "it can't be written; give the user who runs the watcher the right to write to the folder",
    "unable to open": "it can't be opened; does the folder exist, and may the user who runs the watcher write to it?",
    "malformed": DAMAGED,
    "vtable constructor failed": DAMAGED,
    "Could not decode to UTF-8": DAMAGED,
    "not a database": "this file is no database; put the newest backup back with `watcher restore FILE`, or move it"
    " away",
}
"""A part of what SQLite says -> what is told."""


def open_engine(url: URL, busy_seconds: float) -> Engine:
    """Returns the engine for this address, its file made for its owner alone; waits `busy_seconds` where another
    program holds it. Raises StateError where the file can't be written."""
    if path := file_of(url):
        _own_file(path)
    # As many connections as threads: who waits for the lock of the file holds one, and keeps nobody from reading.
    many = {"max_overflow": -1} if path else {}
    engine = create_engine(url, connect_args={"timeout": busy_seconds}, json_deserializer=_read_json, **many)
    event.listen(engine.pool, "connect", _settle)  # an engine that is listened to takes longer over every statement
    return engine


def file_of(url: URL) -> Path | None:
    """Returns where the database lies; None for one in memory, or on a server."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(url.database or "")


def begin(connection: Connection, *, write: bool, synced: bool = True) -> None:
    """Begins a transaction. A writer takes the lock at once: two that read first and write later would both fail; and
    waits in the end until the disk has it, where it is to be `synced`."""
    driver: Any = connection.connection.driver_connection  # asked through SQLAlchemy it takes ten times as long
    wanted = "FULL" if synced else "NORMAL"
    if write and connection.info[_SYNCHRONOUS] != wanted:
        driver.execute(f"PRAGMA synchronous={wanted}")  # no transaction goes on: it counts
        connection.info[_SYNCHRONOUS] = wanted
    driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")


def keep_log(engine: Engine) -> None:
    """Sets the file to a write-ahead log, so that readers wait for no writer from now on. The file remembers it, so
    this is done to none that is not ours."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def keep_copy(url: URL, copy: Path) -> Path | None:
    """Writes a consistent copy that only its owner can read, and returns where; None of a database in memory."""
    path = file_of(url)
    if not path:
        return None
    copy.touch(0o600)
    with sqlite3.connect(path) as old, sqlite3.connect(copy) as new:
        old.backup(new)
    copy.chmod(0o600)
    return copy


def reason(error: Exception, busy_seconds: float) -> str:
    """Says in plain words what went wrong; where another program held the file, with how long was waited."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, meant in REASONS.items():
        if sign in said:
            return meant.format(busy=busy_seconds)
    return " ".join(said.split())


def _own_file(path: Path) -> None:
    """Makes sure that the file exists and that only its owner can read it: it holds who follows what."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise cannot_write(path, path.parent, error) from error


_JSON = json.JSONDecoder()
"""Made once, and asked itself: json.loads first looks at what it was given, a third of the time of short words."""


def _read_json(words: str) -> Any:  # Any: as json reads it
    if words == "{}":  # most documents have no details
        return {}
    return [] if words == "[]" else _JSON.decode(words)  # most changes have no sentence that differs


def _settle(connection: Any, record: Any) -> None:  # Any: a driver's own connection, and SQLAlchemy's notes of it
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    record.info[_SYNCHRONOUS] = "FULL"
