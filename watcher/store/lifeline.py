"""Renews the row of a worker on PostgreSQL, hears what others tell it, and buries those that died: a thread of its own,
on a connection of its own, so that neither a slow query nor a full pool makes a living worker look dead."""

from __future__ import annotations

import logging
import selectors
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from watcher.store.engines import postgresql
from watcher.store.roles import WORKER, Pace

log = logging.getLogger(__name__)
NOW = "(clock_timestamp() AT TIME ZONE 'UTC')"
"""The server's clock, as columns of moments have it."""
_RENEW = text(
    f"UPDATE leases SET until = {NOW} + make_interval(secs => :length) WHERE name = :name AND until > {NOW}"  # noqa: S608
)
GONE = f"(until < {NOW} OR until > {NOW} + interval '15 minutes')"
"""That a worker is dead; also where its time ends so late that the server's clock was set back since: it would hold
what it held until that has caught up."""
_DEAD = text(f"SELECT holder FROM leases WHERE {GONE} AND name <> :name")  # noqa: S608
_PATIENCE = text("SELECT set_config('lock_timeout', :milliseconds, true)")
_BURY = text(f"DELETE FROM leases WHERE name = :name AND {GONE}")  # noqa: S608
_LEAVE = text("DELETE FROM leases WHERE name = :name")
# A statement of its own: it sees what was taken while the one before had to wait.
_FREE = text(f"UPDATE leases SET holder = NULL, left_at = {NOW} WHERE holder = :id AND until IS NULL")  # noqa: S608
_TELL = text("SELECT pg_notify('watcher', :id)")
_END = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = :known_as AND datname = current_database() AND pid <> pg_backend_pid()"
)
_IS_HELD = "55P03"  # lock_not_available


def row_of(worker: str) -> str:
    """Returns the name of a worker's row."""
    return WORKER + worker


def known_as(worker: str) -> str:
    """Returns the name under which the server shows what a worker is writing."""
    return f"watcher {worker.rsplit(' ', 1)[-1]}"


class Lifeline:
    """Keeps one worker alive at the server, or finds out that it is lost. Start it; end it."""

    def __init__(self, url: URL, worker: str, pace: Pace, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Takes a worker that joins at this moment, or later."""
        self._engine = postgresql.open_line(url)
        self._worker, self._row, self._pace, self._monotonic = worker, row_of(worker), pace, monotonic
        self._until = monotonic() + pace.length - pace.margin
        self._news: Callable[[], object] = lambda: None
        self._on_loss: Callable[[], object] = lambda: None
        self._lost, self._ended, self._lock = Event(), Event(), Lock()
        self._threads = [Thread(target=call, name=call.__name__, daemon=True) for call in (self._keep, self._watch)]
        # What the driver raises when nobody translates it, as a connection that is only waited for does.
        self._trouble = (DBAPIError, self._engine.dialect.loaded_dbapi.Error, OSError, ValueError)

    def start(self) -> None:
        """Renews from now on."""
        for thread in self._threads:
            thread.start()

    def heed(self, news: Callable[[], object] | None, lost: Callable[[], object] | None) -> None:
        """Takes whom to call; `lost` is called at once where it is lost already."""
        with self._lock:
            self._news, self._on_loss = news or self._news, lost or self._on_loss
            late = self._lost.is_set()
        if late and lost:
            lost()

    @property
    def is_lost(self) -> bool:
        """Goes by what was found out, and by this machine's own clock: a process that was stopped finds itself lost as
        it wakes up, before it asks anybody."""
        return self._lost.is_set() or self._monotonic() >= self._until

    def lose(self) -> None:
        """Notes that all is lost, and says so once."""
        with self._lock:
            first = not self._lost.is_set() and not self._ended.is_set()
            self._lost.set()
        if first:
            self._on_loss()

    def _watch(self) -> None:
        """Looks at the clock, whatever the server keeps the other thread waiting for."""
        while not self._ended.wait(max(0.05, self._until - self._monotonic())):
            if self.is_lost:
                self.lose()
                return

    def _keep(self) -> None:
        while not self._over():
            try:
                with self._engine.connect() as line:
                    self._keep_on(line)
            except self._trouble as error:
                log.debug("the lease could not be renewed: %s", error)
                self._ended.wait(self._pace.every / 2)

    def _over(self) -> bool:
        return self._ended.is_set() or self._lost.is_set()

    def _keep_on(self, line: Connection) -> None:
        """Renews on this connection until that fails, or it is over."""
        driver = self._listening(line)
        while not self._over():
            began = self._monotonic()
            if not line.execute(_RENEW, {"name": self._row, "length": self._pace.length}).rowcount:
                self.lose()
                return
            self._until = began + self._pace.length - self._pace.margin
            for (dead,) in line.execute(_DEAD, {"name": self._row}).all():
                self._bury(dead)
            self._wait(driver)

    def _listening(self, line: Connection) -> Any:  # Any: a driver's own connection
        line.execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = line.connection.driver_connection
        driver.add_notify_handler(self._hear)
        line.execute(text("LISTEN watcher"))
        self._news()  # what was said before was heard by nobody
        return driver

    def _hear(self, notify: Any) -> None:  # Any: the driver's
        if notify.payload != self._worker:
            self._news()

    def _wait(self, driver: Any) -> None:  # Any: a driver's own connection
        """Waits until the next renewal, or until the server says something: the next statement hears it."""
        with selectors.DefaultSelector() as selector:
            selector.register(driver.fileno(), selectors.EVENT_READ)
            selector.select(self._pace.every)

    def bury_the_dead(self) -> None:
        """Frees what those hold who died while nobody lived who could have done so."""
        try:
            with self._engine.connect() as line:
                dead = line.execute(_DEAD, {"name": self._row}).scalars().all()
            for worker in dead:
                self._bury(worker)
        except self._trouble as error:
            log.debug("who died could not be buried: %s", error)  # whoever joins next to this meets it too

    def _bury(self, dead: str) -> None:
        """Lets what the dead one was writing end, or ends it; from then on it can write nothing, and its roles are
        free. A worker that another one buries, or that has come to life, is left alone."""
        try:
            self._delete(_BURY, dead)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _IS_HELD:
                raise
            log.debug("%s died while it wrote: that is broken off", dead)
            with self._engine.begin() as db:
                db.execute(_END, {"known_as": known_as(dead)})
            self._delete(_BURY, dead)

    def _delete(self, how: Any, worker: str) -> None:  # Any: a statement
        with self._engine.begin() as db:
            db.execute(_PATIENCE, {"milliseconds": f"{self._pace.patience * 1000:.0f}"})
            if db.execute(how, {"name": row_of(worker)}).rowcount:
                db.execute(_FREE, {"id": worker})
                db.execute(_TELL, {"id": worker})

    def end(self) -> None:
        """Leaves: whoever waits for a role hears it at once. Where the server can't be told, the lease runs out."""
        self._ended.set()
        try:
            self._delete(_LEAVE, self._worker)
        except self._trouble as error:
            log.debug("could not leave: %s", error)
        for thread in self._threads:
            if thread.is_alive():
                thread.join(self._pace.every * 3)
        self._engine.dispose()
