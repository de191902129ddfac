"""Finds out who was erased since a backup was made, by comparing it with what has been remembered since."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_OLDEST = "SELECT key, first_seen FROM documents ORDER BY first_seen, key LIMIT 20"


def forgotten_since(backup: Path, database: Path) -> set[int] | None:
    """Returns the chats in a backup that the database it replaces no longer knows. None where that can't be told: there
    is no database, it can't be read, or it remembers another beginning, as one that was begun anew after a loss.

    Whoever is erased is erased from our own copies beside the database too. So a chat that stands in one of those was
    not erased, but came after the moment to which an earlier restore went back.
    """
    known = _chats(database)
    if known is None or not _same_memory(backup, database):
        return None
    for copy in database.parent.glob(f"{database.name}.before-*"):
        if not copy.name.endswith(("-wal", "-shm")):
            known |= _chats(copy) or set()
    return (_chats(backup) or set()) - known


def _same_memory(backup: Path, database: Path) -> bool:
    """Tells whether the database goes on from where the backup was: documents are never forgotten, so it still has one
    of the oldest. A backup without any is taken to be of the same memory."""
    before, now = _rows(backup, _OLDEST), _rows(database, "SELECT key, first_seen FROM documents")
    return not before or bool(set(before) & set(now or ()))


def _chats(path: Path) -> set[int] | None:
    """Returns the numbers of the chats in a database; None where it can't be read."""
    rows = _rows(path, "SELECT chat_id FROM chats")
    return None if rows is None else {int(chat_id) for (chat_id,) in rows}


def _rows(path: Path, question: str) -> list[tuple[Any, ...]] | None:
    """Returns the rows that answer a question; None where the database can't be read. Changes nothing in it, but opens
    it to be written: else its log would be left beside it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
            db.execute("PRAGMA query_only=ON")
            return db.execute(question).fetchall()
    except sqlite3.Error:
        return None
