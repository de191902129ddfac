"""What waits to be told to one chat and can still be taken back: alerts that are not in words yet, and those in
messages that nobody has claimed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, exists, or_, select, update

from watcher.store.holding import Condition
from watcher.store.tables import alerts, messages

UNSENT: Condition = messages.c.state.in_(("queued", "uncertain"))


def waiting(chat_id: int) -> Condition:
    """A condition on alerts."""
    unsent = select(messages.c.id).where(messages.c.chat_id == chat_id, UNSENT)
    return (alerts.c.chat_id == chat_id) & or_(alerts.c.message_id.is_(None), alerts.c.message_id.in_(unsent))


def word_anew(db: Connection, numbers: Collection[int | None]) -> None:
    """These messages have lost an alert: what is left in them is put into words again. One that may have been
    delivered stays as it is, for its one late retry, unless nothing is left in it."""
    lost = messages.c.id.in_({number for number in numbers if number})
    queued = select(messages.c.id).where(lost, messages.c.state == "queued")
    ids = list(db.execute(queued).scalars())
    db.execute(update(alerts).where(alerts.c.message_id.in_(ids)).values(message_id=None))
    empty = ~exists().where(alerts.c.message_id == messages.c.id)
    db.execute(delete(messages).where(lost, UNSENT, empty))
