"""Keeps a worker among those of its PostgreSQL: it has a row there, and every transaction that writes first takes hold
of that row. Who takes over deletes it, so that one thought dead can write nothing from then on (docs/adr/0062). Loaded
only where DATABASE_URL names a server."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Connection, bindparam, text, update

from watcher.core.errors import LeaseLost, LockHeld
from watcher.store import schema
from watcher.store.database import Store
from watcher.store.engines import postgresql
from watcher.store.lifeline import GONE, NOW, Lifeline, known_as, row_of
from watcher.store.roles import Leases, Pace, host_of
from watcher.store.run_tables import leases

log = logging.getLogger(__name__)
_OFF = 60.0
"""Seconds between two clocks, beyond which one of them is wrong."""
_JOINING = 7_413_022_062  # a number of our own among the server's advisory locks
# One that is stopped while it joins would keep all others from it.
_NOT_FOR_EVER = text("SET LOCAL idle_in_transaction_session_timeout = '5s'")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(:number)")
_OTHER = text(f"SELECT holder, since FROM leases WHERE NOT {GONE} ORDER BY since LIMIT 1")  # noqa: S608
_JOIN = text(
    "INSERT INTO leases (name, holder, until, epoch, since)"  # noqa: S608
    f" VALUES (:name, :id, {NOW} + make_interval(secs => :length), 1, {NOW}) RETURNING extract(epoch FROM {NOW})"
)
# What goes on under this name is ended by who takes over, where it would not end by itself. `FOR KEY SHARE` keeps the
# row from being deleted, and not from being renewed.
_FENCE = text(
    f"SELECT set_config('application_name', :known_as, true) FROM leases WHERE name = :name AND until > {NOW}"  # noqa: S608
    " FOR KEY SHARE"
)
_TAKE = text(
    f"INSERT INTO leases AS role (name, holder, epoch, since) VALUES (:role, :id, 1, {NOW})"  # noqa: S608
    f" ON CONFLICT (name) DO UPDATE SET holder = :id, epoch = role.epoch + 1, since = {NOW}"
    # It is this worker's own where the connection was cut between the server's commit and its answer.
    f" WHERE role.holder IS NULL OR role.holder = :id RETURNING extract(epoch FROM {NOW} - left_at)"
)
_RELEASE = text(f"UPDATE leases SET holder = NULL, left_at = {NOW} WHERE name = :role AND holder = :id")  # noqa: S608
_WAKE = text("SELECT pg_notify('watcher', :id)")
_DESCRIBE = update(leases).where(leases.c.name == bindparam("row")).values(config=bindparam("fingerprints"))


class Membership(Leases):
    """One joining of one worker. Its roles are lost all together, and only when it is thought dead."""

    def __init__(
        self,
        store: Store,
        pace: Pace,
        *,
        sole: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Joins; `wall` is the clock of this machine, as it is set. Raises LockHeld where it is to be the `sole` one
        and is not, and StateError."""
        self._store, self._pace, self._monotonic, self._wall = store, pace, monotonic, wall
        self.id = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
        self._me = {"known_as": known_as(self.id), "name": row_of(self.id)}
        self._roles: dict[str, float | None] = {}
        self._idle_since = monotonic()
        self._lifeline = Lifeline(store.engine.url, self.id, pace, monotonic)
        self._lifeline.bury_the_dead()
        self._join(sole)
        store.fence = self._hold
        self._lifeline.start()

    def _join(self, sole: bool) -> None:
        with self._store.write(fenced=False) as db:
            schema.refuse_newer(schema.version(db), postgresql.place(self._store.engine))  # migrated meanwhile
            db.execute(_NOT_FOR_EVER)
            db.execute(_ONE_AT_A_TIME, {"number": _JOINING})
            if sole and (other := db.execute(_OTHER).first()):
                raise LockHeld(
                    f"a worker on {host_of(other.holder)} works on this database since {other.since:%Y-%m-%d %H:%M} "
                    "UTC; this one did nothing"
                )
            joining = {"name": row_of(self.id), "id": self.id, "length": self._pace.length}
            self._compare_clocks(float(db.execute(_JOIN, joining).scalar_one()))

    def _compare_clocks(self, servers: float) -> None:
        """Warns of a clock that nobody keeps right: what is found here is due by it, and told by another one's."""
        ahead = self._wall() - servers
        if abs(ahead) > _OFF:
            how = "ahead of" if ahead > 0 else "behind"
            log.warning(
                "the clock of this machine is %s %s that of the database server; what is found here may be told as "
                "much too late, or in another digest: have both kept right, by NTP",
                timedelta(seconds=round(abs(ahead))),
                how,
            )

    def _hold(self, db: Connection | None) -> None:
        """Holds the row of this worker until the transaction ends, which it begins; without one, looks at the clock
        alone. Raises LeaseLost."""
        if not self.is_lost and (db is None or db.execute(_FENCE, self._me).first()):
            return
        self._lifeline.lose()
        raise LeaseLost(
            f"this worker was not heard of for {self._pace.length:g} s, so that another one may have taken over"
        )

    def take(self, name: str) -> bool:
        """Takes a role, which the server gives to one at a time; what is held already is held on."""
        if self.holds(name):
            return True
        with self._store.write(at_once=True) as db:
            row = db.execute(_TAKE, {"role": name, "id": self.id}).first()
        if row is None:
            return False
        self._roles[name] = None if row[0] is None else float(row[0])
        return True

    def release(self, name: str) -> None:
        """Gives the role back: from now on its pause counts. Where that is not known to have been done, it is held no
        longer all the same: another one may have it already. Only the server can tell, when it is asked again."""
        self._roles.pop(name, None)
        self._idle_since = self._monotonic()
        with suppress(LeaseLost), self._store.write(at_once=True) as db:  # whoever took over has freed it
            db.execute(_RELEASE, {"role": name, "id": self.id})

    def left(self, name: str) -> float | None:
        """Returns what the server said when the role was taken."""
        return self._roles.get(name)

    def holds(self, name: str) -> bool:
        """Tells whether the role was taken, and not all is lost."""
        return name in self._roles and not self.is_lost

    @property
    def idle_for(self) -> float:
        """Returns the seconds since a role was given back and none is held, or since it joined."""
        return 0.0 if self._roles else self._monotonic() - self._idle_since

    @property
    def is_lost(self) -> bool:
        """Tells what the lifeline knows."""
        return self._lifeline.is_lost

    def heed(self, news: Callable[[], object] | None = None, lost: Callable[[], object] | None = None) -> None:
        """Takes whom to call, in place of whom was called before."""
        self._lifeline.heed(news, lost)

    def wake(self) -> None:
        """Sends a NOTIFY, which all hear that have joined."""
        with self._store.write(at_once=True) as db:
            db.execute(_WAKE, {"id": self.id})

    def describe(self, config: Callable[[], Mapping[str, str]]) -> None:
        """Writes the fingerprints into this worker's row."""
        with self._store.write(at_once=True) as db:
            db.execute(_DESCRIBE, {"row": row_of(self.id), "fingerprints": dict(config())})

    def close(self) -> None:
        """Leaves: whoever waits for a role has it at once. From then on this process writes nothing."""
        self._lifeline.end()
        self._lifeline.lose()
