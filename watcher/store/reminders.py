"""Keeps what chats asked to be reminded of. When they are is worked out anew each time from the documents as they
stand, so that a reminder moves with its meeting and goes with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import Connection, Row, delete, select, update

from watcher.store import delivery_window
from watcher.store.delivery_window import CAN_RECEIVE_NOW, Condition
from watcher.store.engines.statements import add_unless_there
from watcher.store.tables import chats, messages, reminders

_QUEUED = messages.c.state == "queued"


@dataclass(frozen=True, slots=True)
class StoredReminder:
    """A document of which one chat, or one forum topic, wants to be reminded."""

    id: int
    chat_id: int
    thread_id: int
    source: str
    key: str
    told: Mapping[str, int]
    """By the names of moments, the number of the message that told it; 0 where none needed to."""
    since: datetime


def remember(
    db: Connection,
    chat_id: int,
    thread_id: int,
    of: tuple[str, str],
    wishes: Iterable[tuple[str, str]],
    seen: Iterable[str],
    now: datetime,
) -> None:
    """Saves that the chat is to be reminded of this document (source and key); asked for twice it is one. `seen`:
    moments that need no telling. It ends with the last of `wishes`, the subscriptions that brought the document."""
    source, key = of
    row = {"chat_id": chat_id, "thread_id": thread_id, "source_id": source, "key": key, "since": now}
    add_unless_there(db, reminders, {**row, "wishes": list(wishes), "told": dict.fromkeys(seen, 0)})


def of_chat(db: Connection, chat_id: int, thread_id: int | None = None) -> list[StoredReminder]:
    """Returns the reminders of a chat, or of one of its forum topics (0: outside of them), the oldest first."""
    return _read(db, reminders.c.chat_id == chat_id if thread_id is None else _of_topic(chat_id, thread_id))


_LISTENING = (
    select(reminders)
    .join(chats, reminders.c.chat_id == chats.c.chat_id)
    .where(CAN_RECEIVE_NOW)
    .order_by(reminders.c.id)
)


def listening(db: Connection, now: datetime, zone: tzinfo) -> list[StoredReminder]:
    """Returns the reminders of the chats that may be told something at `now` (quiet hours by the clocks of `zone`),
    oldest first."""
    return list(map(_reminder, db.execute(_LISTENING, delivery_window.at(now, zone))))


def told(db: Connection, reminder: StoredReminder, names: Iterable[str], message: int) -> StoredReminder:
    """Notes that these moments are told by this message (0: none was needed); returns the reminder as it is then."""
    return _with(db, reminder, {**reminder.told, **dict.fromkeys(names, message)})


def take_back(db: Connection, reminder: StoredReminder, standing: Collection[str]) -> StoredReminder:
    """Deletes messages that wait still and tell of what is over, moved or called off: of no moment in `standing`.
    Returns the reminder as it is then."""
    stale = {name: number for name, number in reminder.told.items() if number and name not in standing}
    gone = _unsend(db, stale.values()) if stale else set()
    if not gone:
        return reminder
    return _with(db, reminder, {name: number for name, number in reminder.told.items() if number not in gone})


def drop(db: Connection, chat_id: int, number: int) -> None:
    """Ends a reminder of this chat by its number, and deletes what waits of it: the chat wants to hear no more."""
    _end(db, _read(db, (reminders.c.chat_id == chat_id) & (reminders.c.id == number)))


def end(db: Connection, reminder: StoredReminder) -> None:
    """Deletes a reminder of which nothing is left to tell."""
    db.execute(delete(reminders).where(reminders.c.id == reminder.id))


def end_all(db: Connection, chat_id: int, thread_id: int) -> None:
    """Ends all reminders of the chat, or of this forum topic of it, and deletes what waits of them."""
    _end(db, of_chat(db, chat_id, thread_id))


def packed(db: Connection, chat_id: int, thread_id: int) -> list[str]:
    """Returns the reminders of this forum topic (0: outside of them), each as a text from which `unpack` brings it back
    after it was ended; what they were to tell and nobody has seen yet is then to be told again."""
    some = db.execute(select(reminders).where(_of_topic(chat_id, thread_id)).order_by(reminders.c.id)).all()
    queued = set(db.execute(select(messages.c.id).where(messages.c.chat_id == chat_id, _QUEUED)).scalars())
    return [
        json.dumps(
            {
                **{name: row._mapping[name] for name in ("source_id", "key", "wishes")},
                "told": {name: number for name, number in row.told.items() if number not in queued},
                "since": row.since.isoformat(),
            }
        )
        for row in some
    ]


def unpack(db: Connection, chat_id: int, thread_id: int, packed: str) -> None:
    """Brings a reminder back from its text; one that was asked for anew meanwhile stays as it is."""
    row = json.loads(packed)
    row["since"] = datetime.fromisoformat(row["since"])
    add_unless_there(db, reminders, {"chat_id": chat_id, "thread_id": thread_id, **row})


def end_wish(db: Connection, chat_id: int, thread_id: int, wish: Sequence[str]) -> None:
    """Ends the reminders that only this subscription (`what` and `words`) brought the chat or forum topic, since it
    ended."""
    for row in db.execute(select(reminders).where(_of_topic(chat_id, thread_id))).all():
        if list(wish) not in row.wishes:
            continue
        left = [kept for kept in row.wishes if kept != list(wish)]
        if left:
            db.execute(update(reminders).where(reminders.c.id == row.id).values(wishes=left))
        else:
            _end(db, [_reminder(row)])


def move(db: Connection, old: int, new: int) -> None:
    """Hands the reminders of a chat to its new number, which is known already."""
    _carry(db, reminders.c.chat_id == old, {"chat_id": new})


def leave_topic(db: Connection, chat_id: int, thread_id: int) -> None:
    """Hands the reminders of a forum topic that can't be written to any more to the whole group."""
    _carry(db, _of_topic(chat_id, thread_id), {"thread_id": 0})


def rename_source(db: Connection, old: str, new: str) -> None:
    """Hands the reminders under the old id of a source to the new one."""
    _carry(db, reminders.c.source_id == old, {"source_id": new})


def _of_topic(chat_id: int, thread_id: int) -> Condition:
    return (reminders.c.chat_id == chat_id) & (reminders.c.thread_id == thread_id)


_UNIQUE = ("chat_id", "thread_id", "source_id", "key")


def _carry(db: Connection, of: Condition, values: Mapping[str, object]) -> None:
    """Changes what tells reminders apart; one that is there already stays as it is."""
    for row in db.execute(select(reminders).where(of)).all():
        wanted = {name: row._mapping[name] for name in _UNIQUE} | dict(values)
        same = [reminders.c[name] == value for name, value in wanted.items()]
        mine = reminders.c.id == row.id
        if db.execute(select(reminders.c.id).where(*same, ~mine)).first():
            db.execute(delete(reminders).where(mine))
        else:
            db.execute(update(reminders).where(mine).values(**values))


def _end(db: Connection, some: Iterable[StoredReminder]) -> None:
    for reminder in some:
        _unsend(db, filter(None, reminder.told.values()))
        end(db, reminder)


def _unsend(db: Connection, numbers: Iterable[int]) -> set[int]:
    """Deletes those of these messages that nobody has seen yet, and returns their numbers. One that may have been
    delivered stays, for its one late retry."""
    waiting = messages.c.id.in_(set(numbers)) & _QUEUED
    return set(db.execute(delete(messages).where(waiting).returning(messages.c.id)).scalars())


def _with(db: Connection, reminder: StoredReminder, told: Mapping[str, int]) -> StoredReminder:
    db.execute(update(reminders).where(reminders.c.id == reminder.id).values(told=dict(told)))
    return StoredReminder(
        reminder.id, reminder.chat_id, reminder.thread_id, reminder.source, reminder.key, told, reminder.since
    )


def _read(db: Connection, of: Condition) -> list[StoredReminder]:
    return list(map(_reminder, db.execute(select(reminders).where(of).order_by(reminders.c.id)).all()))


def _reminder(row: Row[tuple[object, ...]]) -> StoredReminder:
    named = row._mapping
    return StoredReminder(
        named["id"],
        named["chat_id"],
        named["thread_id"],
        named["source_id"],
        named["key"],
        named["told"],
        named["since"],
    )
