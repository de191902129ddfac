"""A database as an earlier version left it."""

from __future__ import annotations

from pathlib import Path

from watcher.store import schema
from watcher.store.engines.engine import open_engine, parsed


def older_database(url: str, version: str) -> None:
    """Makes the database with the tables of that version of the schema (`0001` is the first), and nothing in them."""
    from alembic import command  # here, and in the tests that need it: a fifth of a second of each process else
    from alembic.config import Config

    engine = open_engine(parsed(url), 30)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
