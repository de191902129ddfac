"""Backs up and restores a database on a server by PostgreSQL's own tools, as backup.py promises it of a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from watcher.core.errors import ConfigError, LockHeld
from watcher.store import schema
from watcher.store.engines import dumps
from watcher.store.engines.postgresql import shown


def backup(url: URL, file: Path) -> str:
    """Copies the database into a new file; returns its address, without the password. Raises ConfigError where the file
    exists or pg_dump is missing, StateError where it can't be copied."""
    if file.exists():
        raise ConfigError([f"{file} exists, and is not overwritten; name a new file, such as one with the date in it"])
    dumps.dump(url, file)
    return shown(url)


def restore(url: URL, file: Path, now: datetime, state: Path) -> tuple[str, Path | None, dumps.PutBack]:
    """Puts a backup in the place of the database, which is kept in the folder of the state. Returns its address, where
    it is kept (None where it held nothing), and who was left out. Raises ConfigError where the file or a tool is
    missing, StateError for a backup that can't be put back, LockHeld where a worker works on the database; then nothing
    was changed."""
    if not file.is_file():
        raise ConfigError([f"{file} can't be restored: there is no such file"])
    dumps.refuse_other_schema(url)
    if host := dumps.worked_on_from(url):
        raise LockHeld(f"a worker on {host} works on this database; end all of them first: nothing was changed")
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = None
    if dumps.holds_chats(url):
        kept = state / f"{url.database}.before-restore-{now:%Y%m%dT%H%M%SZ}.sql"
        dumps.dump(url, kept)
    known: set[int] = set()
    for copy in state.glob(f"{url.database}.before-*.sql"):
        known |= dumps.chats_in(copy)
    return shown(url), kept, dumps.put_back(url, file, known, schema.HEAD)
