"""Brings a database to the schema of this version, after keeping a copy; the only module that knows Alembic, and
loads it only then."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from watcher.core.errors import StateError, WrongDatabase
from watcher.store.files import without_tables

HEAD = "0020"
_VERSION = text("SELECT version_num FROM alembic_version")
_MIGRATIONS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str:
    """The revision this database was left at; empty for a new one. Raises StateError for a database that is not
    ours."""
    try:
        return str(connection.execute(_VERSION).scalar() or "")
    except (OperationalError, ProgrammingError):  # there is no such table, or nothing can be read: then that says why
        connection.rollback()
    if inspect(connection).get_table_names():
        where = place(connection.engine)
        raise WrongDatabase(f"{where} holds another program's tables; point --state or DATABASE_URL elsewhere")
    return ""


def prepare(engine: Engine) -> None:
    """Migrates when the database is new or older than this version; a file is never new (files.py makes it whole).
    Raises StateError for one that a newer version wrote, WrongDatabase for a file that holds nothing."""
    with engine.connect() as connection:
        found = version(connection)
    if found == HEAD:
        return
    if found > HEAD:
        raise StateError(
            f"{place(engine)} was written by a newer version of Havering Watcher (its schema is {found}, this version "
            f"knows {HEAD}); install that version again, or point --state to another folder"
        )
    if not found and engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        raise without_tables(place(engine))
    if found:
        keep_copy(engine, found)
    migrate(engine)


def migrate(engine: Engine) -> None:
    """Runs every migration that is due, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.connect() as connection, connection.begin():
        begin(connection, write=True)
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def begin(connection: Connection, *, write: bool = False) -> None:
    """Begins a transaction where the driver is told to leave that to us."""
    if connection.dialect.name == "sqlite":
        # A writer takes the lock at once: two that read first and write later would both fail.
        driver: Any = connection.connection.driver_connection  # asked through SQLAlchemy it takes ten times as long
        driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")


def keep_copy(engine: Engine, found: str) -> Path | None:
    """A consistent copy beside the database, named after the schema it holds; None where the server keeps the files."""
    if not engine.url.database or engine.dialect.name != "sqlite":
        return None
    copy = Path(f"{engine.url.database}.before-{HEAD}-was-{found}")
    copy.touch(0o600)
    with sqlite3.connect(engine.url.database) as old, sqlite3.connect(copy) as new:
        old.backup(new)
    copy.chmod(0o600)
    return copy


def place(engine: Engine) -> str:
    """The database as a person would name it: its file, or its URL without the password."""
    return (
        engine.url.database or "memory"
        if engine.dialect.name == "sqlite"
        else engine.url.render_as_string(hide_password=True)
    )
