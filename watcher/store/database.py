"""The database: opened, created or migrated, and its connections handed out, one transaction each."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from watcher.core.errors import StateError
from watcher.store import schema
from watcher.store.files import cannot_write, make_whole, refuse_lost

__all__ = ["Connection", "Store"]
BUSY_SECONDS = 30


class Store:
    """The database, at the schema of this version. Close it, or use it in a `with`."""

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS) -> None:
        """Opens, creates or migrates. Waits so long where another program holds the database; raises StateError in
        plain words for one that can't be used."""
        self._busy_seconds = busy_seconds
        try:
            if path := _file_of(url):
                make_whole(path, self._build)
                refuse_lost(path)
            self.engine = _engine(url, busy_seconds)
        except ArgumentError as error:
            raise StateError(
                "DATABASE_URL is not a database address such as sqlite:////var/lib/watcher/watcher.sqlite3"
            ) from error
        with self._plain_errors():
            schema.prepare(self.engine)
            _keep_log(self.engine)

    def _build(self, path: Path) -> None:
        """A new database, all of it in this one file."""
        self.engine = _engine(f"sqlite:///{path}", self._busy_seconds)
        with self._plain_errors():
            schema.migrate(self.engine)
        self.engine.dispose()  # what is in the write-ahead log goes into the file

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is saved, or nothing."""
        with self._plain_errors(), self.engine.connect() as connection, connection.begin():
            schema.begin(connection, write=True)
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer."""
        with self._plain_errors(), self.engine.connect() as connection, connection.begin():
            schema.begin(connection)
            yield connection

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # a rule of the tables was broken: a fault of ours, and none of the database
        except (DBAPIError, sqlite3.Error) as error:
            reason = _reason(error).format(busy=self._busy_seconds)
            raise StateError(f"{schema.place(self.engine)}: {reason}") from error
        except (JSONDecodeError, UnicodeDecodeError) as error:  # bytes that SQLite does not check were overwritten
            raise StateError(f"{schema.place(self.engine)}: {_DAMAGED}") from error

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _reason(error: Exception) -> str:
    """In plain words; `{busy}` stands for how long was waited."""
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    for said, meant in _REASONS.items():
        if said in words:
            return meant
    return " ".join(words.replace("{", "{{").replace("}", "}}").split())


_DAMAGED = "the database is damaged; put the newest backup back with `watcher restore FILE`"
_REASONS = {
    "database is locked": "another program has held it for more than {busy:g} s; try again when that is done",
    "disk is full": "the disk is full; nothing was lost, make room and run again",
    "disk I/O error": "the disk can't be read or written; if it is full, make room; nothing was lost, run again",
    "readonly": "it can't be written; give the user who runs the watcher the right to write to the folder",
    "unable to open": "it can't be opened; does the folder exist, and may the user who runs the watcher write to it?",
    "malformed": _DAMAGED,
    "vtable constructor failed": _DAMAGED,
    "Could not decode to UTF-8": _DAMAGED,
    "not a database": "this file is no database; move it away, or point --state elsewhere",
}


def _engine(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    if path := _file_of(url):
        _own_file(path)
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds}, json_deserializer=_read_json)
    event.listen(engine.pool, "connect", _settle)  # an engine that is listened to takes longer over every statement
    return engine


def _file_of(url: str) -> Path | None:
    """Where the database lies, if it is a file of SQLite."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(parsed.database or "")


def _own_file(path: Path) -> None:
    """The file exists and only its owner can read it: it holds who follows what."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise cannot_write(path, error) from error


def _read_json(words: str) -> Any:  # Any: as json reads it
    return {} if words == "{}" else json.loads(words)  # most documents have no details


def _settle(connection: Any, _record: object) -> None:  # Any: a driver's own connection
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _keep_log(engine: Engine) -> None:
    """Readers wait for no writer from now on. The file remembers it, so it is said of none that is not ours."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
