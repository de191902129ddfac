"""What the watcher's administrators are told unasked: queued for each of them, like any other message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from watcher.model import Buttons, Message
from watcher.store import chats, outbox


def tell(db: Connection, admins: Iterable[int], html: str, now: datetime, buttons: Buttons = ()) -> None:
    """`admins` are chat ids as in the config: chats that may never have written to us."""
    for chat_id in admins:
        chats.ensure(db, chat_id, now)
        outbox.put(db, Message(chat_id, html, buttons), (), now)
