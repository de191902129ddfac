"""Forgets what is too old: how long what is kept, and the statements by which each run lets it go.

Every run asks them; so they stand apart from what sends, mutes and stops, which few runs need."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, select

from watcher.store import timestamps
from watcher.store.delivery_window import NOW
from watcher.store.engines.statements import is_one_of
from watcher.store.tables import Moment, chats, messages, mutes, stopped

SETTLED_FOR = timedelta(days=90)
"""A message that was sent, or given up."""
UNDONE_WITHIN = timedelta(days=7)
"""What chats followed until they said /stop."""
UPDATES_KEPT = timedelta(days=2)
"""Which messages of people were carried out; longer than Telegram keeps them (facts/telegram.md, "Updates")."""
FLAPPING, STILL_FLAPPING = "flapping since: ", "flapping still: "
"""Before the document that began to go to and fro, and that did so last, at that moment."""
FLAPPING_KEPT = timedelta(days=60)
"""What goes to and fro for ever is told again after so long."""
GUEST = "guest"
"""The kind of a chat that has chosen nothing: it is known only while an answer waits for it."""

_BEFORE = bindparam("before", type_=Moment)
_SETTLED = delete(messages).where(is_one_of(messages.c.state, ("sent", "dead")), messages.c.not_before < _BEFORE)
_SAID = messages.c.answer & (messages.c.state == "sent")
_IDLE_GUEST = (chats.c.kind == GUEST) & ~exists().where(
    messages.c.chat_id == chats.c.chat_id, messages.c.state != "dead"
)
_ANY_SAID = select(exists(select(messages.c.id).where(_SAID)) | exists(select(chats.c.chat_id).where(_IDLE_GUEST)))
_MUTED = delete(mutes).where(mutes.c.until <= NOW)
_STOPPED = delete(stopped).where(stopped.c.at <= _BEFORE)


def forget_old(db: Connection, now: datetime) -> None:
    """Forgets messages that were settled long ago, answers that were said, mutes that are over, stops that can be
    undone no longer, which messages of people were carried out so long ago that Telegram has them no more, and what
    began to go to and fro so long ago that administrators are told of it again."""
    db.execute(_SETTLED, {"before": now - SETTLED_FOR})
    _forget_said(db)
    db.execute(_MUTED, {"now": now})
    db.execute(_STOPPED, {"before": now - UNDONE_WITHIN})
    timestamps.end_old(db, timestamps.CARRIED_OUT, now - UPDATES_KEPT)
    timestamps.end_old(db, FLAPPING, now - FLAPPING_KEPT)
    timestamps.end_old(db, STILL_FLAPPING, now - FLAPPING_KEPT)


def _forget_said(db: Connection) -> None:
    """Deletes answers once they are said, and chats that were known only for them."""
    if db.execute(_ANY_SAID).scalar():
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only let go
        db.execute(delete(messages).where(_SAID))
        db.execute(delete(chats).where(_IDLE_GUEST))
