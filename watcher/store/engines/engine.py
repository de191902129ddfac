"""The engine for DATABASE_URL, whichever of the two databases it names, and what is done in each one's own way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from watcher.core.errors import ConfigError, StateError
from watcher.store.engines import sqlite


def parsed(url: str) -> URL:
    """Raises StateError for what is no address, and ConfigError for another database than the two."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StateError(
            "DATABASE_URL is not a database address such as sqlite:////var/lib/watcher/watcher.sqlite3"
        ) from error
    if address.drivername.partition("+")[0] not in ("sqlite", "postgresql", "postgres"):
        known = "sqlite:////path/to/watcher.sqlite3 or postgresql://user:password@host/database"
        raise ConfigError([f"DATABASE_URL names {address.drivername}; this program knows two databases: {known}"])
    return address


def is_server(url: URL) -> bool:
    return url.drivername.startswith("postgres")


def open_engine(url: URL, busy_seconds: float) -> Engine:
    """Waits so long for a file that another program holds. Raises ConfigError where a driver is missing."""
    if is_server(url):
        from watcher.store.engines import postgresql

        return postgresql.open_engine(url)
    return sqlite.open_engine(url, busy_seconds)


def reader(engine: Engine) -> Engine:
    """For transactions that only read, each from one view of all."""
    if engine.dialect.name == "sqlite":
        return engine
    from watcher.store.engines import postgresql

    return postgresql.reader(engine)


def connected(engine: Engine) -> Connection:
    if engine.dialect.name == "sqlite":
        return engine.connect()
    from watcher.store.engines import postgresql

    return postgresql.connected(engine)


def begin(connection: Connection, *, write: bool = False) -> None:
    """Begins a transaction where the driver is told to leave that to us."""
    if connection.dialect.name == "sqlite":
        sqlite.begin(connection, write=write)


@contextmanager
def migrating(engine: Engine) -> Iterator[None]:
    """Nobody else migrates meanwhile. For SQLite its own lock does: whoever comes second finds nothing left to do."""
    if engine.dialect.name == "sqlite":
        yield
        return
    from watcher.store.engines import postgresql

    with postgresql.migrating(engine):
        yield


def place(engine: Engine) -> str:
    """The database as a person would name it: its file, or its URL without the password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "memory"
    from watcher.store.engines import postgresql

    return postgresql.place(engine)


def reason(engine: Engine, error: DBAPIError | sqlite3.Error, busy_seconds: float) -> str:
    """What went wrong, in plain words."""
    if engine.dialect.name != "sqlite" and isinstance(error, DBAPIError):
        from watcher.store.engines import postgresql

        return postgresql.reason(error)
    return sqlite.reason(error, busy_seconds)
