"""Brings a database to the schema of this version, after keeping a copy. The only module that knows Alembic, and loads
it only then."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from watcher.core.errors import ConfigError, StateError, WrongDatabase
from watcher.store.database_file import without_tables
from watcher.store.engines import engine as engines
from watcher.store.engines import sqlite
from watcher.store.engines.engine import place
from watcher.store.roles import host_of

log = logging.getLogger(__name__)
_VERSION = text("SELECT version_num FROM alembic_version")
_WITH_LEASES = "0022"
"""From this schema on several workers may share a server's database, and stand in it."""
_AT_WORK = text("SELECT holder FROM leases WHERE until > clock_timestamp() AT TIME ZONE 'UTC' ORDER BY since LIMIT 1")
_MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(name[:4] for name in os.listdir(_MIGRATIONS / "versions") if name.endswith(".py"))  # noqa: PTH208  # each start
"""The revision of this version: that of its newest migration."""


def version(connection: Connection) -> str:
    """Returns the revision this database was left at; empty for a new one. Raises WrongDatabase, a StateError, for a
    database that is not ours."""
    try:
        return str(connection.execute(_VERSION).scalar() or "")
    except (OperationalError, ProgrammingError):  # there is no such table, or nothing can be read: then that says why
        connection.rollback()
    if inspect(connection).get_table_names():
        where = place(connection.engine)
        raise WrongDatabase(f"{where} holds another program's tables; point --state or DATABASE_URL elsewhere")
    return ""


def prepare(engine: Engine, state: Path | None = None) -> None:
    """Migrates a database that is new or older than this version; a file is never new (database_file.py makes it
    whole). Raises StateError for one that a newer version wrote, WrongDatabase for a file that holds nothing."""
    if _version_of(engine) == HEAD:
        return
    with engines.migrating(engine):
        found = _version_of(engine)  # another start may have been quicker
        if found != HEAD:
            _migrate_from(engine, found, state)


def _version_of(engine: Engine) -> str:
    with engines.connected(engine) as connection:
        return version(connection)


def refuse_newer(found: str, where: str) -> None:
    """Raises StateError for a database, called `where`, that a newer version wrote."""
    if found > HEAD:
        raise StateError(
            f"{where} was written by a newer version of Havering Watcher (its schema is {found}, this version "
            f"knows {HEAD}); install that version again, or point --state to another folder"
        )


def _migrate_from(engine: Engine, found: str, state: Path | None) -> None:
    refuse_newer(found, place(engine))
    if not found and engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        raise without_tables(place(engine))
    if found >= _WITH_LEASES and engine.dialect.name != "sqlite":
        _refuse_beside_workers(engine, found)
    if found:
        keep_copy(engine, found, state)
    migrate(engine)


def _refuse_beside_workers(engine: Engine, found: str) -> None:
    """Raises StateError where a worker of an older version works: it would go on in tables that it does not know."""
    with engines.connected(engine) as connection:
        holder = connection.execute(_AT_WORK).scalar()
    if holder:
        raise StateError(
            f"{place(engine)}: a worker of an older version works on it, on {host_of(holder)}, and this version "
            f"changes its tables (schema {found} to {HEAD}); end all workers first, then start them in this version"
        )


def migrate(engine: Engine) -> None:
    """Runs every migration that is due, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.connect() as connection, connection.begin():
        engines.begin(connection, write=True)
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def keep_copy(engine: Engine, found: str, state: Path | None) -> Path | None:
    """Copies the database beside its file, or a server's into the folder of the state, under a name with the schema it
    holds; returns where. None for one in memory, and where a server's copy can't be made: then all or nothing of the
    migration is done all the same."""
    name = f"{engine.url.database}.before-{HEAD}-was-{found}"
    if engine.dialect.name == "sqlite":
        return sqlite.keep_copy(engine.url, Path(name))
    if not state:
        return None
    from watcher.store.engines import dumps

    copy = state / f"{name}.sql"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        dumps.dump(engine.url, copy)
    except (ConfigError, StateError) as error:
        log.warning("no copy is kept before the database is migrated: %s", error)
        return None
    return copy
