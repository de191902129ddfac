"""Copies the database while it is in use, and puts a copy back: a file of SQLite here, a server's by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from watcher.core.errors import ConfigError, StateError
from watcher.store import schema
from watcher.store.backup_comparison import forgotten_since
from watcher.store.engines.engine import is_server, parsed
from watcher.store.engines.sqlite import file_of
from watcher.store.erase import erase_rows

OURS = {"alembic_version", "sources", "documents", "changes", "chats", "subscriptions", "messages", "alerts"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What a database was put back over (None where there was none); whether that could tell who was erased since the
    backup was made, and how many such chats are left out."""

    database: Path | str
    kept: Path | None
    compared: bool = False
    left_out: int = 0


def backup(url: str, file: Path) -> Path | str:
    """Copies the database as it is at this moment into one new file that only its owner can read, also while a run
    works; returns the path of the database, or its address. Raises ConfigError where nothing can be done, and
    StateError where the database is damaged or the copy can't be written."""
    address = parsed(url)
    if is_server(address):
        from watcher.store import server_backup

        return server_backup.backup(address, file)
    database = database_file(url)
    if not database.exists():
        raise ConfigError([f"{database}: there is no database yet; `watcher once` makes it"])
    if file.exists():
        raise ConfigError([f"{file} exists, and is not overwritten; name a new file, such as one with the date in it"])
    with _copied(database, beside=file) as copy:
        copy.rename(file)
    return database


def restore(url: str, file: Path, now: datetime, state: Path | None = None) -> Restored:
    """Checks a backup and puts it in the place of the database, which is kept beside it, or in the
    folder `state` where it lies on a server, under a name with the time.
    Chats that were erased since the backup was made stay erased.

    The run lock must be held. At no moment is the database missing: a run that came then would begin anew. Raises
    ConfigError where nothing can be done, and StateError for a file that is damaged, of another program or of a newer
    version of this one: then nothing was changed.
    """
    address = parsed(url)
    if is_server(address):
        from watcher.store import server_backup

        place, server_kept, (compared, left_out) = server_backup.restore(address, file, now, state or Path())
        return Restored(place, server_kept, compared, left_out)
    database = database_file(url)
    if not file.is_file():
        raise ConfigError([f"{file} can't be restored: there is no such file"])
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _copied(file, beside=database) as copy:
        erased = forgotten_since(copy, database)
        _leave_out(copy, erased or ())
        kept = _kept(database, now) if database.exists() else None
        for name in _beside(database):  # else it would be read into the database that now comes
            name.unlink(missing_ok=True)
        copy.replace(database)
    return Restored(database, kept, erased is not None, len(erased or ()))


def database_file(url: str) -> Path:
    """Returns where the database lies. Raises ConfigError for one that is no file of SQLite."""
    path = file_of(parsed(url))
    if not path:
        raise ConfigError(["DATABASE_URL names no file of SQLite"])
    return path


@contextmanager
def _copied(source: Path, beside: Path) -> Iterator[Path]:
    """Yields a whole, checked copy beside the place it is meant for, safely on the disk; deletes it at the end, if it
    is still there. Raises StateError where it can't be made."""
    try:
        handle, name = mkstemp(prefix=f".{beside.name}.", dir=beside.parent)  # only its owner can read it
        os.close(handle)
        copy = Path(name)
        try:
            _copy(source, copy)
            _check(copy, source)
            _flush(copy)
            yield copy
            _flush(beside.parent)
        finally:
            for file in (copy, *_beside(copy)):
                file.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise StateError(f"{source} can't be copied to {beside}: {error}; nothing was changed") from error
    except OSError as error:
        raise StateError(f"{beside} can't be written: {error.strerror}") from error


def _copy(source: Path, copy: Path) -> None:
    """Writes the database into an empty file, all of it in that one."""
    with closing(_opened(source)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)


def _check(copy: Path, source: Path) -> None:
    """Raises StateError for a copy that no run could work with: damaged, of another program or of a newer version."""
    version = ""
    try:
        with closing(_opened(copy)) as db:
            (said,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            version = db.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0] if tables >= OURS else ""
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise StateError(f"{source} is damaged ({' '.join(said.split())}); nothing was changed")
    if not version:
        raise StateError(f"{source} holds no database of Havering Watcher; nothing was changed")
    if version > schema.HEAD:
        raise StateError(
            f"{source} was written by a newer version of Havering Watcher (its schema is {version}, this version knows "
            f"{schema.HEAD}); install that version; nothing was changed"
        )


def _leave_out(copy: Path, erased: Collection[int]) -> None:
    """Deletes all rows of these chats from a copy, for good."""
    if erased:
        with closing(_opened(copy)) as db, db:
            erase_rows(db, erased)
        _flush(copy)


def _kept(database: Path, now: datetime) -> Path:
    """Copies the database as it is, damaged or not, with its write-ahead log, to a name with the time; returns
    where."""
    if database.stat().st_size:  # SQLite deletes the write-ahead log of an empty one
        with suppress(sqlite3.Error), closing(_opened(database)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for end in ("", "-wal"):
        if (file := Path(f"{database}{end}")).exists():
            copy = Path(f"{kept}{end}")
            copy.touch(0o600)
            shutil.copyfile(file, copy)
            _flush(copy)
    return kept


def _beside(database: Path) -> tuple[Path, Path]:
    """Returns the two files that SQLite keeps beside a database."""
    return Path(f"{database}-wal"), Path(f"{database}-shm")


def _flush(path: Path) -> None:
    """Forces a file, or the names in a folder, onto the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
