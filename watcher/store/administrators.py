"""What the watcher's administrators are told unasked: queued for each of them, like any other message. A group
of theirs that has moved is known by its old number too, as the config still names it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from watcher.model import Buttons, Message
from watcher.store import chats, outbox
from watcher.store.tables import chats as rows


def tell(db: Connection, admins: Iterable[int], html: str, now: datetime, buttons: Buttons = ()) -> None:
    """`admins` are chat ids as in the config: chats that may never have written to us."""
    for chat_id in reached(db, admins):
        chats.ensure(db, chat_id, now)
        outbox.put(db, Message(chat_id, html, buttons), (), now)


def reached(db: Connection, admins: Iterable[int]) -> tuple[int, ...]:
    """Under which ids these administrators can be reached: the new one of a group that has moved."""
    named = tuple(admins)
    moved = {
        row.was: row.chat_id for row in db.execute(select(rows.c.was, rows.c.chat_id).where(rows.c.was.in_(named)))
    }
    return tuple(dict.fromkeys(moved.get(chat_id, chat_id) for chat_id in named))
