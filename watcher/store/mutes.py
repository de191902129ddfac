"""What chats have muted, each for 30 days: kept, ended, and heeded when alerts are queued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, delete, or_, select, update

from watcher.core.alerts import Alert, AlertBatch
from watcher.core.chats import Muted
from watcher.core.documents import Change
from watcher.core.meetings import meeting_of
from watcher.rules.muting import MUTED_FOR, is_muted
from watcher.store.changes import change_of
from watcher.store.outbox import waiting, word_anew
from watcher.store.sources import upsert
from watcher.store.tables import alerts, changes, documents, mutes


def mute(db: Connection, chat_id: int, what: str, key: str, now: datetime) -> None:
    """Nothing of it from now on; what waits and was wished by nothing else goes. The chat is known already."""
    upsert(db, mutes, {"chat_id": chat_id, "what": what, "key": key, "until": now + MUTED_FOR})
    columns = (alerts.c.id, alerts.c.wishes, alerts.c.message_id, *changes.c)
    query = select(*(column.label(f"{column.table.name}_{column.name}") for column in columns))
    query = query.join(changes, alerts.c.change_id == changes.c.id).where(waiting(chat_id))
    muted, lost = {(one.what, one.key) for one in of(db, chat_id, now)}, []
    for row in db.execute(query).all():
        named = row._mapping
        change = change_of({column.name: named[f"changes_{column.name}"] for column in changes.c})
        wishes = tuple((wish, words) for wish, words in named["alerts_wishes"])
        if is_muted(Alert(change, chat_id, (), matched_subscriptions=wishes), muted):
            db.execute(delete(alerts).where(alerts.c.id == named["alerts_id"]))
            lost.append(named["alerts_message_id"])
    word_anew(db, lost)


def unmute(db: Connection, chat_id: int, what: str, key: str) -> None:
    db.execute(delete(mutes).where(mutes.c.chat_id == chat_id, mutes.c.what == what, mutes.c.key == key))


def move(db: Connection, old: int, new: int) -> None:
    """What one chat has muted, another one has too: they are the same."""
    theirs = {tuple(row) for row in db.execute(select(mutes.c.what, mutes.c.key).where(mutes.c.chat_id == new))}
    for what, key in db.execute(select(mutes.c.what, mutes.c.key).where(mutes.c.chat_id == old)).all():
        if (what, key) not in theirs:
            mine = (mutes.c.chat_id == old) & (mutes.c.what == what) & (mutes.c.key == key)
            db.execute(update(mutes).where(mine).values(chat_id=new))


def of(db: Connection, chat_id: int, now: datetime) -> list[Muted]:
    """What a chat has muted now, with the names of meetings."""
    named = and_(documents.c.source_id == mutes.c.what, documents.c.key == mutes.c.key)
    query = select(mutes.c.what, mutes.c.key, mutes.c.until, documents.c.title).outerjoin(documents, named)
    found = db.execute(query.where(mutes.c.chat_id == chat_id, mutes.c.until > now).order_by(mutes.c.until))
    return [Muted(row.what, row.key, row.until, row.title or "") for row in found]


def without_muted(db: Connection, heard: Iterable[AlertBatch], change: Change, now: datetime) -> list[AlertBatch]:
    """Those who hear of one change and have not muted it; one question to the database."""
    heard = list(heard)
    if not heard:
        return heard
    about = [(change.source, ""), (change.source, meeting_of(change.document)), *((one, "") for one in change.topics)]
    matching = or_(*(and_(mutes.c.what == what, mutes.c.key == key) for what, key in dict.fromkeys(about)))
    rows = db.execute(select(mutes.c.chat_id, mutes.c.what, mutes.c.key).where(matching, mutes.c.until > now))
    muted: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        muted[row.chat_id].add((row.what, row.key))
    if not muted:
        return heard
    return list(filter(None, (_unmuted(alike, muted) for alike in heard)))


def _unmuted(alike: AlertBatch, muted: Mapping[int, Collection[tuple[str, str]]]) -> AlertBatch | None:
    """Those of these chats that have not muted it; None where all have."""
    ids = [one for one in alike.chat_ids if one not in muted or not is_muted(alike.alert, muted[one])]
    return AlertBatch(replace(alike.alert, chat_id=ids[0]), ids) if ids else None


def end_old(db: Connection, now: datetime) -> None:
    """Forgets the mutes that are over."""
    db.execute(delete(mutes).where(mutes.c.until <= now))
