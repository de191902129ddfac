"""Looks into the database from outside: creates, locks and migrates nothing, and loads no library. For `check`, which
touches neither the network nor the state (docs/adr/0020-ids-that-go.md), and for `status --healthy`, which is asked
every minute."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from watcher.core.errors import StateError

_FOLLOWED = """
SELECT what, count(DISTINCT subscriptions.chat_id) FROM subscriptions JOIN chats USING (chat_id)
WHERE what <> '' AND gone_at IS NULL GROUP BY what
"""
# From `cabinet/` up to what comes behind it, `cabinet0`: its committees.
_FOLLOWERS = """
SELECT count(DISTINCT subscriptions.chat_id) FROM subscriptions JOIN chats USING (chat_id)
WHERE (what = ? OR (what >= ? AND what < ?)) AND gone_at IS NULL
"""
_ADDRESSES = "SELECT id, url FROM sources"
_LAST_ENDED = "SELECT ended_at FROM runs WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
_FLOOD_WAIT = "SELECT at FROM marks WHERE name = 'flood'"
_PATIENCE = 1.0  # seconds


class Glance(NamedTuple):
    """What is followed, each with how many chats that can be reached follow it, and the address of each source that was
    ever visited, by its id."""

    followed: dict[str, int]
    addresses: dict[str, str]


def glance(database_url: str) -> Glance:
    """Looks into a database that is a file of this machine; returns an empty Glance where there is none. Raises
    StateError where it can't be read."""
    path = Path(database_url.removeprefix("sqlite:///"))
    if not database_url.startswith("sqlite:///") or not path.is_file():
        return Glance({}, {})
    try:
        with closing(sqlite3.connect(_uri(path), uri=True, timeout=_PATIENCE)) as db:
            return Glance(dict(db.execute(_FOLLOWED).fetchall()), dict(db.execute(_ADDRESSES).fetchall()))
    except sqlite3.Error as error:
        raise StateError(f"{path}: who follows what can't be read ({error})") from error


def followers(database_url: str, what: str) -> int | None:
    """Returns how many chats that can be reached follow this source (or a committee of it) or topic; None where the
    database is none of this machine's files. Raises StateError where it can't be read."""
    path = Path(database_url.removeprefix("sqlite:///"))
    if not database_url.startswith("sqlite:///"):
        return None
    if not path.is_file():
        return 0
    try:
        with closing(sqlite3.connect(_uri(path), uri=True, timeout=_PATIENCE)) as db:
            return int(db.execute(_FOLLOWERS, (what, f"{what}/", f"{what}0")).fetchone()[0])
    except sqlite3.Error as error:
        raise StateError(f"{path}: who follows what can't be read ({error})") from error


class LastRun(NamedTuple):
    """When a run last ended, and until when Telegram then wanted no message; each None where there was none."""

    ended: datetime | None
    flood_until: datetime | None


def last_run(database_url: str) -> LastRun | None:
    """Looks into a database that is a file of this machine; None where it is none, or is not as it should be: then
    whoever opens it in earnest says what is wrong."""
    path = Path(database_url.removeprefix("sqlite:///"))
    if not database_url.startswith("sqlite:///") or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(_uri(path), uri=True, timeout=_PATIENCE)) as db:
            return LastRun(*(_moment(db.execute(question).fetchone()) for question in (_LAST_ENDED, _FLOOD_WAIT)))
    except (sqlite3.Error, ValueError, TypeError):
        return None


def _moment(row: tuple[str] | None) -> datetime | None:
    return datetime.fromisoformat(row[0]).replace(tzinfo=UTC) if row else None


def _uri(path: Path) -> str:
    """Returns the address by which SQLite only reads the file. While somebody writes, SQLite's own files lie beside it
    and are shared; else it would make some, unless it is told that nobody does."""
    shared = Path(f"{path}-shm").exists()
    return f"{path.absolute().as_uri()}?mode=ro" + ("" if shared else "&immutable=1")
