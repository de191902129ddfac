"""Opens the database, created or migrated as need be, and hands out its connections, one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from watcher.core.errors import StateError
from watcher.store import schema
from watcher.store.database_file import make_whole, refuse_lost
from watcher.store.engines import engine as engines
from watcher.store.engines import sqlite

__all__ = ["Connection", "Store"]
BUSY_SECONDS = 30


class Store:
    """The database, at the schema of this version. Close it, or use it in a `with`."""

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS, state: Path | None = None) -> None:
        """Opens, creates or migrates the database at `url`; waits `busy_seconds` where another program holds it.
        `state` is the folder for copies of a database that has none of its own. Raises StateError in plain words for
        one that can't be used, and ConfigError for an address that is wrong."""
        self._busy_seconds = busy_seconds
        self.state = state
        self.fence: Callable[[Connection | None], object] | None = None
        """Of a worker beside others: called first in every transaction that writes, with it, and with None before it
        begins; raises LeaseLost where another may have taken over."""
        address = engines.parsed(url)
        path = sqlite.file_of(address)
        if path:
            make_whole(path, self._build)
            refuse_lost(path)
        self.engine = engines.open_engine(address, busy_seconds)
        self._readers = engines.reader(self.engine)
        with self._plain_errors():
            schema.prepare(self.engine, state)
            if path:
                sqlite.keep_log(self.engine)

    def _build(self, path: Path) -> None:
        """Makes a new database, all of it in this one file."""
        self.engine = engines.open_engine(engines.parsed(f"sqlite:///{path}"), self._busy_seconds)
        with self._plain_errors():
            schema.migrate(self.engine)
        self.engine.dispose()  # what is in the write-ahead log goes into the file

    @contextmanager
    def write(self, *, at_once: bool = False, fenced: bool = True) -> Iterator[Connection]:
        """Yields a connection in one transaction: all of it is saved, or nothing. `at_once`: without waiting for the
        disk, where the database can do so; a killed process loses none of it, a power cut may. Not `fenced`: who only
        joins the workers. Raises StateError where the database fails, and LeaseLost where another worker may have
        taken over."""
        fence = self.fence if fenced else None
        if fence:
            fence(None)  # by the clock alone: one that was stopped for long asks nobody
        with self._plain_errors(), engines.connected(self.engine) as connection, connection.begin():
            engines.begin(connection, write=True, synced=not at_once)
            if fence:
                fence(connection)
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yields a connection with one consistent view; never waits for a writer. Raises StateError where the database
        fails."""
        with self._plain_errors(), engines.connected(self._readers) as connection, connection.begin():
            engines.begin(connection)
            yield connection

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Turns what the driver raises into a StateError that names the database and says what to do."""
        try:
            yield
        except IntegrityError:
            raise  # a rule of the tables was broken: a fault of ours, and none of the database
        except (DBAPIError, NoConnectionFree, sqlite3.Error) as error:
            reason = engines.reason(self.engine, error, self._busy_seconds)
            raise StateError(f"{engines.place(self.engine)}: {reason}") from error
        except (JSONDecodeError, UnicodeDecodeError) as error:  # bytes that SQLite does not check were overwritten
            raise StateError(f"{engines.place(self.engine)}: {sqlite.DAMAGED}") from error

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
