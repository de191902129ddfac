"""Opens the engine for DATABASE_URL, whichever of the two databases it names, and does what each does in its own
way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from watcher.core.errors import ConfigError, WrongDatabase
from watcher.store.engines import sqlite

_NO_ADDRESS = (
    "DATABASE_URL is not a database address such as sqlite:////var/lib/watcher/watcher.sqlite3, without quotes"
)


def parsed(url: str) -> URL:
    """Parses DATABASE_URL. Raises WrongDatabase for what is no address, and ConfigError for another database than the
    two."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise WrongDatabase(_NO_ADDRESS) from error
    except ValueError as error:
        raise WrongDatabase(
            "DATABASE_URL names a port that is no number; several hosts are written as "
            "postgresql://user:password@/database?host=first:5432&host=second:5432"
        ) from error
    if address.drivername.startswith("sqlite") and address.host:
        raise WrongDatabase(_NO_ADDRESS)  # two slashes where there are three or four
    if address.drivername.partition("+")[0] not in ("sqlite", "postgresql", "postgres"):
        known = "sqlite:////path/to/watcher.sqlite3 or postgresql://user:password@host/database"
        raise ConfigError([f"DATABASE_URL names {address.drivername}; this program knows two databases: {known}"])
    if "@" in (address.host or ""):  # what stands before it is a part of the password, which is shown to nobody
        raise WrongDatabase("DATABASE_URL has an @ in its user or password; it is written as %40 there")
    return address


def is_server(url: URL) -> bool:
    """Tells whether the address is that of a PostgreSQL server."""
    return url.drivername.startswith("postgres")


def open_engine(url: URL, busy_seconds: float) -> Engine:
    """Returns the engine for this address; one for SQLite waits `busy_seconds` for a file that another program holds.
    Raises ConfigError where a driver is missing."""
    if is_server(url):
        from watcher.store.engines import postgresql

        return postgresql.open_engine(url)
    return sqlite.open_engine(url, busy_seconds)


def reader(engine: Engine) -> Engine:
    """Returns an engine for transactions that only read, each from one view of all."""
    if engine.dialect.name == "sqlite":
        return engine
    from watcher.store.engines import postgresql

    return postgresql.reader(engine)


def connected(engine: Engine) -> Connection:
    """Returns a new connection; waits a few seconds for a server that has gone for a moment."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    from watcher.store.engines import postgresql

    return postgresql.connected(engine)


def begin(connection: Connection, *, write: bool = False, synced: bool = True) -> None:
    """Begins a transaction where the driver is told to leave that to us."""
    if connection.dialect.name == "sqlite":
        sqlite.begin(connection, write=write, synced=synced)


@contextmanager
def migrating(engine: Engine) -> Iterator[None]:
    """Keeps everybody else from migrating meanwhile. For SQLite its own lock does: whoever comes second finds nothing
    left to do. Raises StateError for a server's database that can't hold every letter."""
    if engine.dialect.name == "sqlite":
        yield
        return
    from watcher.store.engines import postgresql

    with postgresql.migrating(engine):
        yield


def place(engine: Engine) -> str:
    """Names the database as a person would: its file, or its URL without the password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "memory"
    from watcher.store.engines import postgresql

    return postgresql.place(engine)


def reason(engine: Engine, error: SQLAlchemyError | sqlite3.Error, busy_seconds: float) -> str:
    """Returns in plain words what went wrong, and what to do. `busy_seconds`: so long was waited for a database that
    somebody else writes."""
    if engine.dialect.name != "sqlite" and isinstance(error, SQLAlchemyError):
        from watcher.store.engines import postgresql

        return postgresql.reason(error)
    return sqlite.reason(error, busy_seconds)
