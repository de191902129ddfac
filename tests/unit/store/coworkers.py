"""Workers that share one database, in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import PoolProxiedConnection, text

from watcher.core.errors import StateError
from watcher.store import Store, timestamps
from watcher.store.leases import Leases, Pace, join

LONG = 60.0  # seconds after which a test has failed
LIVES = Pace(length=LONG, every=0.02, patience=LONG)
STOPPED = Pace(length=LONG, every=LONG)
"""Of one that gives no further sign of life."""
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Worker:
    """One with connections and a place of its own."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self._stack = stack
        self.store = stack.enter_context(Store(url))
        self.leases: Leases
        self.news, self.lost = Event(), Event()

    def join(self, pace: Pace = LIVES, *, monotonic: Callable[[], float] = lambda: 0.0, sole: bool = False) -> Leases:
        self.leases = self._stack.enter_context(join(self.store, pace=pace, sole=sole, monotonic=monotonic))
        self.leases.heed(self.news.set, self.lost.set)
        return self.leases

    def gets(self, role: str) -> None:
        """Waits as a worker does: tries, and again whenever it hears something."""
        while not self.leases.take(role):
            assert self.news.wait(LONG)
            self.news.clear()

    def writes(self, name: str) -> None:
        with self.store.write() as db:
            timestamps.done(db, name, NOW)

    def has(self, name: str) -> bool:
        with self.store.read() as db:
            return timestamps.last(db, name) is not None

    def tell(self, statement: str) -> None:
        with self.store.write() as db:
            db.execute(text(statement))

    def ask(self, question: str) -> object:
        with self.store.read() as db:
            return db.execute(text(question)).scalar()

    def loses_the_answer(self, call: Callable[[str], object], role: str) -> None:
        """Makes the call: the server commits, and the connection is cut before it can say so."""
        with losing_the_answer(self.store), pytest.raises(StateError, match="cut"):
            call(role)

    def thinks_dead(self, other: Worker) -> None:
        """As the other one's time is over by the server's clock."""
        self.tell(f"UPDATE leases SET until = now() - interval '1 day' WHERE name = 'worker {other.leases.id}'")


@contextmanager
def losing_the_answer(store: Store, *, saved: bool = True) -> Iterator[None]:
    """The server commits, or does not, and the connection is cut before it can say so."""
    dialect = store.engine.dialect
    end = dialect.do_commit if saved else dialect.do_rollback

    def cut(connection: PoolProxiedConnection) -> None:
        end(connection)
        raise dialect.loaded_dbapi.OperationalError("server closed the connection unexpectedly")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dialect, "do_commit", cut)
        yield
