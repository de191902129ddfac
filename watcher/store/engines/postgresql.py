"""Reaches a PostgreSQL server, keeps two starts apart, and says its trouble in plain words. Loaded only where
DATABASE_URL names one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from watcher.core.errors import ConfigError, StateError

log = logging.getLogger(__name__)
DRIVER = "postgresql+psycopg"
_INSTALL = "pip install 'psycopg[binary]>=3.2,<4'"
_MIGRATING = 7_413_022_019  # a number of our own among the server's advisory locks
# A network that was cut says nothing: without these a connection would be waited for for two hours.
_CONNECT = {
    "application_name": "havering-watcher",
    "connect_timeout": 10,  # seconds, as are the next two
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
    "client_encoding": "utf8",
    "options": "-c timezone=UTC",
}
# Connections beside the five that are kept. Who finds none waits for milliseconds; a server as it comes has 97 for all,
# and three workers with every host busy must find room there.
_AT_ONCE = 20
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between two tries to reach a server that has just gone, starts, or is full of connections."""
_UNREACHABLE = "it can't be reached: does it run, and are host and port right?"
_CUT = "the connection was cut; nothing that was saved is lost, run again"
_BARRED = "it lets nobody in from here as this user; pg_hba.conf on the server says who may come"
_PASSING = ("Connection refused", "starting up", "shutting down", "in recovery mode", "not yet accepting",
            "too many clients", "connection slots are reserved", "too many connections",
            "server closed the connection", "terminating connection")  # fmt: skip
_FULL = "its disk is full; nothing was lost, make room on the server and run again"
_MANY = "it takes no more connections; end programs that hold some, or raise max_connections on the server"
_NONE_FREE = "all connections were in use for half a minute: it is overloaded, or hangs; run again"
REASONS = {
    "No space left on device": _FULL,
    "could not extend file": _FULL,
    "too many clients": _MANY,
    "connection slots are reserved": _MANY,
    "too many connections": _MANY,
    "permission denied": "its user may not do that ({said}); make the user the owner: ALTER DATABASE ... OWNER TO ...",
    "must be owner": "its user may not do that ({said}); make the user the owner: ALTER TABLE ... OWNER TO ...",
    "password authentication failed": "the password is wrong, or the user; both stand in DATABASE_URL",
    "no password supplied": "it wants a password: DATABASE_URL is postgresql://USER:PASSWORD@HOST/DATABASE",
    "Peer authentication failed": _BARRED,
    "Ident authentication failed": _BARRED,
    "pg_hba.conf": _BARRED,
    "role": "there is no such user ({said}); make one on the server: createuser --pwprompt USER",
    "database": "there is no such database ({said}); make it on the server: createdb --owner=USER DATABASE",
    "could not translate host name": "there is no host of that name; it stands in DATABASE_URL",
    "failed to resolve host": "there is no host of that name; it stands in DATABASE_URL",
    "Connection refused": _UNREACHABLE,
    "No such file or directory": _UNREACHABLE,
    "No route to host": _UNREACHABLE,
    "Network is unreachable": _UNREACHABLE,
    "timeout expired": _UNREACHABLE,
    "starting up": "it is just starting; run again in a moment",
    "shutting down": _CUT,
    "in recovery mode": "it is just starting; run again in a moment",
    "not yet accepting": "it is just starting; run again in a moment",
    "server closed the connection": _CUT,
    "terminating connection": _CUT,
    "connection is lost": _CUT,
    "could not receive data": _CUT,
    "could not send data": _CUT,
    "read-only transaction": "it can only be read there: a standby of the server? DATABASE_URL must name the primary",
    "deadlock detected": "another worker wrote the same rows in that moment; nothing was saved, run again",
    "could not serialize": "another worker wrote the same rows in that moment; nothing was saved, run again",
}
"""A part of what the server says, in English -> what is told; `{said}` stands for its own words."""
_NEED_MORE = {"role": "does not exist", "database": "does not exist"}


def open_engine(url: URL) -> Engine:
    """Returns an engine that has connected to nothing yet. Raises ConfigError for a driver that is not there, or not
    ours."""
    if url.drivername not in ("postgresql", DRIVER, "postgres"):
        raise ConfigError([f"DATABASE_URL names the driver {url.drivername!r}; write postgresql:// alone"])
    try:
        # A connection may have been cut while nobody used it: each is asked for a sign of life before it is.
        address = url.set(drivername=DRIVER)
        return create_engine(address, pool_pre_ping=True, max_overflow=_AT_ONCE, connect_args=_CONNECT)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ConfigError([f"DATABASE_URL names PostgreSQL, and its driver is not installed: {_INSTALL}"]) from error


def open_line(url: URL) -> Engine:
    """Returns an engine for the few connections that a worker's lease hangs on: each is opened when it is needed, and
    one that has gone silent is given up within three seconds."""
    quick = _CONNECT | {"connect_timeout": 3, "tcp_user_timeout": 3_000}
    return create_engine(url, poolclass=NullPool, connect_args=quick)


def reader(engine: Engine) -> Engine:
    """Returns an engine on the same connections, for one consistent view each that can write nothing."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def connected(engine: Engine, sleep: Callable[[float], object] = time.sleep) -> Connection:
    """Returns a connection; tries again after each of PAUSES (3 seconds together) where the server has gone for a
    moment."""
    for pause in PAUSES:
        try:
            return engine.connect()
        except OperationalError as error:
            if not any(sign in str(error.orig) for sign in _PASSING):
                raise
            sleep(pause)
    return engine.connect()


@contextmanager
def migrating(engine: Engine) -> Iterator[None]:
    """Keeps everybody else from migrating meanwhile: whoever comes second waits, and finds it done. Raises StateError
    for a database that can't hold every letter."""
    with connected(engine) as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": _MIGRATING}).scalar():
            log.warning("%s is just being migrated by another start, which is waited for", place(engine))
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": _MIGRATING})
        connection.commit()
        try:
            _check_encoding(connection)
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": _MIGRATING})


def _check_encoding(connection: Connection) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    connection.rollback()
    if encoding != "UTF8":
        raise StateError(
            f"{place(connection.engine)} is in {encoding}, which has not all letters; make another: "
            "createdb --encoding=UTF8 --template=template0 DATABASE"
        )


def place(engine: Engine) -> str:
    """Names the database: its URL without the password."""
    return shown(engine.url)


def shown(url: URL) -> str:
    """Returns the URL without the password, wherever it stands."""
    public = url.difference_update_query(["password", "sslpassword"]).set(drivername="postgresql")
    return public.render_as_string(hide_password=True)


def reason(error: SQLAlchemyError) -> str:
    """Says in plain words what went wrong; in the server's own words where that is not known."""
    if not isinstance(error, DBAPIError):  # the pool's own: none of its connections came back in time
        return _NONE_FREE
    said = " ".join(str(error.orig).split()).rpartition("FATAL: ")[2]
    for sign, meant in REASONS.items():
        if sign in said and _NEED_MORE.get(sign, "") in said:
            return meant.replace("{said}", said)
    return said
