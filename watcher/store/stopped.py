"""Keeps what chats followed until they said /stop, for 7 days, so that it can be undone to the letter."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, update

from watcher.core.alerts import Subscription
from watcher.store import reminders
from watcher.store.engines.statements import add_unless_there
from watcher.store.retention import UNDONE_WITHIN
from watcher.store.tables import stopped, subscriptions

if TYPE_CHECKING:
    from watcher.core.chats import StoppedSubscriptions

_OF_A_REMINDER = {"frequency": "now", "corrections": False}
_REMINDER = "#reminder"
"""In the place of what is followed, for one of the reminders that ended with it; no id of a topic or source is such."""
_TAKEN_ALONG = ("chat_id", "thread_id", "what", "words", "frequency", "corrections", "since")


def keep(db: Connection, chat_id: int, thread_id: int, now: datetime) -> None:
    """Remembers what the chat, or this forum topic of it, follows and is reminded of, as ended at `now`; to be called
    before that is deleted."""
    mine = (subscriptions.c.chat_id == chat_id) & (subscriptions.c.thread_id == thread_id)
    rows = db.execute(select(subscriptions).where(mine).order_by(subscriptions.c.id))
    # Another topic of the group may stop in the same moment.
    same = select(func.count()).where(stopped.c.chat_id == chat_id, stopped.c.at == now)
    first = db.execute(same).scalar_one()
    ended = [{name: row._mapping[name] for name in _TAKEN_ALONG} for row in rows]
    ended += [
        {"chat_id": chat_id, "thread_id": thread_id, "what": _REMINDER, "words": packed, "since": now, **_OF_A_REMINDER}
        for packed in reminders.packed(db, chat_id, thread_id)
    ]
    if ended:
        db.execute(insert(stopped), [{"at": now, "place": place, **row} for place, row in enumerate(ended, first)])


def restore(db: Connection, chat_id: int, thread_id: int, at: datetime) -> None:
    """Brings back what was ended at that moment, as it was and in its order; what has been chosen since stays as it
    is."""
    mine = (stopped.c.chat_id == chat_id) & (stopped.c.thread_id == thread_id) & (stopped.c.at == at)
    rows = db.execute(select(stopped).where(mine).order_by(stopped.c.place)).all()
    for row in rows:
        if row.what == _REMINDER:
            reminders.unpack(db, chat_id, thread_id, row.words)
        else:
            add_unless_there(db, subscriptions, {name: row._mapping[name] for name in _TAKEN_ALONG})
    db.execute(delete(stopped).where(mine))


def of(db: Connection, chat_id: int, now: datetime, thread_id: int = 0) -> tuple[StoppedSubscriptions, ...]:
    """Returns what a chat, or a forum topic of it, has stopped and may still take back, the last first."""
    from watcher.core.chats import (
        StoppedSubscriptions,  # what people may ask of a bot: not for a run that nobody writes to
    )

    mine = (stopped.c.chat_id == chat_id) & (stopped.c.thread_id == thread_id) & (stopped.c.at > now - UNDONE_WITHIN)
    found: dict[datetime, list[Subscription]] = defaultdict(list)
    mine &= stopped.c.what != _REMINDER
    for row in db.execute(select(stopped).where(mine).order_by(stopped.c.at.desc(), stopped.c.place)):
        subscription = Subscription(row.chat_id, row.what, row.words, row.frequency, row.thread_id, row.corrections)
        found[row.at].append(subscription)
    return tuple(StoppedSubscriptions(at, tuple(some)) for at, some in found.items())


def move(db: Connection, old: int, new: int) -> None:
    """Hands what a group has stopped to its new number."""
    db.execute(update(stopped).where(stopped.c.chat_id == old).values(chat_id=new))
