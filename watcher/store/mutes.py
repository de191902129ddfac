"""Keeps what chats have muted, each for 30 days, and leaves it out when alerts are queued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, delete, or_, select, tuple_, update

from watcher.core.alerts import Alert, AlertBatch
from watcher.core.documents import Change
from watcher.core.meetings import meeting_of
from watcher.rules.muting import MUTED_FOR, is_muted
from watcher.store.changes import change_of
from watcher.store.engines.statements import upsert
from watcher.store.outbox import waiting, word_anew
from watcher.store.tables import alerts, changes, documents, mutes, subscriptions

if TYPE_CHECKING:
    from watcher.core.chats import Muted


def mute(db: Connection, chat_id: int, what: str, key: str, now: datetime, thread_id: int = 0) -> None:
    """Mutes a topic, a source, or with a `key` one meeting of it, in this chat or forum topic; drops what waits and was
    wished by nothing else. The chat must be known already."""
    until = now + MUTED_FOR
    upsert(db, mutes, {"chat_id": chat_id, "thread_id": thread_id, "what": what, "key": key, "until": until})
    columns = (alerts.c.id, alerts.c.wishes, alerts.c.message_id, *changes.c)
    query = select(*(column.label(f"{column.table.name}_{column.name}") for column in columns))
    query = query.join(changes, alerts.c.change_id == changes.c.id).where(waiting(chat_id, thread_id))
    muted, lost = {(kept.what, kept.key) for kept in of(db, chat_id, now, thread_id)}, []
    for row in db.execute(query).all():
        named = row._mapping
        change = change_of({column.name: named[f"changes_{column.name}"] for column in changes.c})
        wishes = tuple((wish, words) for wish, words in named["alerts_wishes"])
        if is_muted(Alert(change, chat_id, (), matched_subscriptions=wishes), muted):
            db.execute(delete(alerts).where(alerts.c.id == named["alerts_id"]))
            lost.append(named["alerts_message_id"])
    word_anew(db, lost)


def unmute(db: Connection, chat_id: int, what: str, key: str, thread_id: int = 0) -> None:
    """Ends a mute; one that is not there is no error."""
    mine = (mutes.c.chat_id == chat_id) & (mutes.c.thread_id == thread_id)
    db.execute(delete(mutes).where(mine, mutes.c.what == what, mutes.c.key == key))


def move(db: Connection, old: int, new: int) -> None:
    """Hands the mutes of a group to its new number; what is muted there already stays as it is."""
    key = (mutes.c.thread_id, mutes.c.what, mutes.c.key)
    theirs = {tuple(row) for row in db.execute(select(*key).where(mutes.c.chat_id == new))}
    for row in db.execute(select(*key).where(mutes.c.chat_id == old)).all():
        if tuple(row) not in theirs:
            mine = (mutes.c.chat_id == old) & (tuple_(*key) == tuple(row))
            db.execute(update(mutes).where(mine).values(chat_id=new))


def leave_topic(db: Connection, chat_id: int, thread_id: int) -> None:
    """Hands the mutes of a forum topic that can't be written to any more to its group, unless something else is
    followed there already, which may not fall silent: then they are forgotten."""
    mine = (mutes.c.chat_id == chat_id) & (mutes.c.thread_id == thread_id)
    there = (subscriptions.c.chat_id == chat_id) & (subscriptions.c.thread_id == 0)
    if db.execute(select(subscriptions.c.id).where(there).limit(1)).first():
        db.execute(delete(mutes).where(mine))
    else:
        db.execute(delete(mutes).where(mutes.c.chat_id == chat_id, mutes.c.thread_id == 0))
        db.execute(update(mutes).where(mine).values(thread_id=0))


def of(db: Connection, chat_id: int, now: datetime, thread_id: int = 0) -> list[Muted]:
    """Returns what a chat, or a forum topic of it, has muted at `now`, with the names of meetings; the mute that ends
    first comes first."""
    from watcher.core.chats import Muted  # what people may ask of a bot: not for a run that nobody writes to

    named = and_(documents.c.source_id == mutes.c.what, documents.c.key == mutes.c.key)
    query = select(mutes.c.what, mutes.c.key, mutes.c.until, documents.c.title).outerjoin(documents, named)
    mine = (mutes.c.chat_id == chat_id) & (mutes.c.thread_id == thread_id)
    found = db.execute(query.where(mine, mutes.c.until > now).order_by(mutes.c.until))
    return [Muted(row.what, row.key, row.until, row.title or "") for row in found]


def without_muted(db: Connection, heard: Iterable[AlertBatch], change: Change, now: datetime) -> list[AlertBatch]:
    """Returns those who hear of one change and have not muted it; asks the database once."""
    heard = list(heard)
    if not heard:
        return heard
    about = [
        (change.source, ""),
        (change.source, meeting_of(change.document)),
        *((topic, "") for topic in change.topics),
    ]
    matching = or_(*(and_(mutes.c.what == what, mutes.c.key == key) for what, key in dict.fromkeys(about)))
    columns = (mutes.c.chat_id, mutes.c.thread_id, mutes.c.what, mutes.c.key)
    rows = db.execute(select(*columns).where(matching, mutes.c.until > now))
    muted: dict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        muted[row.chat_id, row.thread_id].add((row.what, row.key))
    if not muted:
        return heard
    return list(filter(None, (_unmuted(batch, muted) for batch in heard)))


def _unmuted(batch: AlertBatch, muted: Mapping[tuple[int, int], Collection[tuple[str, str]]]) -> AlertBatch | None:
    """Returns the batch with those of its chats that have not muted it; None where all have."""
    alert, thread_id = batch.alert, batch.alert.thread_id
    ids = [
        chat_id
        for chat_id in batch.chat_ids
        if (chat_id, thread_id) not in muted or not is_muted(alert, muted[chat_id, thread_id])
    ]
    return AlertBatch(replace(alert, chat_id=ids[0]), ids) if ids else None
