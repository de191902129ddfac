"""A database file as an earlier version left it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from watcher.store import schema
from watcher.store.database import _engine


def older_database(path: Path, version: str) -> None:
    """Makes the file with the tables of that version of the schema (`0001` is the first), and nothing in them."""
    engine = _engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
