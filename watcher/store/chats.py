"""Keeps chats and what they follow, moves them when their number changes, and queues what administrators are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    String,
    Table,
    bindparam,
    cast,
    delete,
    func,
    select,
    update,
)

from watcher.core.alerts import Buttons, Frequency, Message, Subscription, SubscriptionGroup
from watcher.store import events, mutes, outbox, reminders, stopped
from watcher.store.delivery_window import REACHABLE, UNSENT
from watcher.store.engines.statements import add_unless_there
from watcher.store.outbox import waiting, word_anew
from watcher.store.tables import alerts, chats, messages
from watcher.store.tables import subscriptions as rows

_BEFORE_ALL, _BEHIND_ALL = -(2**63), 2**63 - 1
_SUBSCRIPTIONS = select(
    rows.c.chat_id, rows.c.what, rows.c.words, rows.c.frequency, rows.c.thread_id, rows.c.corrections
).join(chats, rows.c.chat_id == chats.c.chat_id)
_ALIKE = (rows.c.what, rows.c.words, rows.c.frequency, rows.c.thread_id, rows.c.corrections)
_LAST_OF_SOME = (
    select(chats.c.chat_id)
    .where(chats.c.chat_id > bindparam("after"))
    .order_by(chats.c.chat_id)
    .offset(bindparam("most", type_=Integer))
    .limit(1)
)
_OF_SOME = (
    select(*_ALIKE, func.aggregate_strings(cast(rows.c.chat_id, String), ","))
    .join(chats, rows.c.chat_id == chats.c.chat_id)
    .where(REACHABLE, chats.c.chat_id > bindparam("after"), chats.c.chat_id <= bindparam("last"))
    .group_by(*_ALIKE)
    .order_by(func.min(rows.c.id))
)


def subscriptions(db: Connection, chat_id: int | None = None) -> list[Subscription]:
    """Returns what one chat follows, in all its forum topics, oldest first; with None, what every chat follows that can
    be reached."""
    wanted = REACHABLE if chat_id is None else rows.c.chat_id == chat_id
    return [Subscription(*row) for row in db.execute(_SUBSCRIPTIONS.where(wanted).order_by(rows.c.id))]


def following(
    db: Connection, after: int | None = None, most: int = 5_000
) -> tuple[list[SubscriptionGroup], int | None]:
    """Returns what the next `most` chats follow that can be reached, those with a number above `after`, and the number
    to go on from; None for that: these were the last. The database puts together chats that follow alike, so that of
    many chats few rows are read."""
    behind = {"after": _BEFORE_ALL if after is None else after}
    last = db.execute(_LAST_OF_SOME, behind | {"most": most - 1}).scalar()
    some = db.execute(_OF_SOME, behind | {"last": _BEHIND_ALL if last is None else last})
    return [_following(*row) for row in some], last


def _following(
    what: str, words: str, often: Frequency, thread_id: int, corrections: bool, ids: str
) -> SubscriptionGroup:
    return SubscriptionGroup(what, words, often, thread_id, corrections, tuple(sorted(map(int, ids.split(",")))))


def not_paused(db: Connection, chat_ids: Sequence[int], now: datetime) -> list[int]:
    """Returns those of these chats that can be reached and are not paused at `now`, sorted by number."""
    paused = chats.c.paused_until.is_not(None) & (chats.c.paused_until > now)
    query = select(chats.c.chat_id).where(chats.c.chat_id.in_(chat_ids), REACHABLE, ~paused)
    return list(db.execute(query.order_by(chats.c.chat_id)).scalars())


def subscribers(db: Connection) -> int:
    """Counts the chats that follow something and can be reached."""
    query = select(func.count(rows.c.chat_id.distinct())).join(chats, rows.c.chat_id == chats.c.chat_id)
    return int(db.execute(query.where(chats.c.gone_at.is_(None))).scalar_one())


def ensure(db: Connection, chat_id: int, now: datetime) -> None:
    """Adds a row for a chat that is not known, to hang messages on: one that the config names may never have
    written."""
    add_unless_there(db, chats, {"chat_id": chat_id, "kind": "private" if chat_id > 0 else "group", "since": now})


def arrived(db: Connection, chat_id: int, kind: str, now: datetime) -> None:
    """Adds the chat, or notes its kind and that it can be reached again."""
    if not add_unless_there(db, chats, {"chat_id": chat_id, "kind": kind, "since": now}):
        db.execute(update(chats).where(chats.c.chat_id == chat_id).values(kind=kind))
        back(db, chat_id)


def is_gone(db: Connection, chat_id: int) -> bool:
    """Tells whether the chat blocked us or put us out; False for one that was never here."""
    return db.execute(select(chats.c.gone_at).where(chats.c.chat_id == chat_id)).scalar() is not None


def _known(db: Connection, chat_id: int) -> bool:
    return db.execute(select(chats.c.chat_id).where(chats.c.chat_id == chat_id)).first() is not None


def back(db: Connection, chat_id: int) -> None:
    """Notes that a chat that was gone can be reached again: its choices hold, and what was missed meanwhile is dropped.
    Changes nothing for a chat that was not gone."""
    was_gone = (chats.c.chat_id == chat_id) & chats.c.gone_at.is_not(None)
    if db.execute(update(chats).where(was_gone).values(gone_at=None)).rowcount:
        db.execute(delete(alerts).where(alerts.c.chat_id == chat_id, alerts.c.message_id.is_(None)))


def leave_topic(db: Connection, chat_id: int, thread_id: int) -> bool:
    """Hands over to the whole group what a forum topic follows and what waits for it, once the topic can't be written
    to any more; what the group has anyway is not doubled. Returns whether there was anything."""
    mutes.leave_topic(db, chat_id, thread_id)
    reminders.leave_topic(db, chat_id, thread_id)
    unsent = waiting(chat_id, thread_id)
    followed = _of_topic(rows, chat_id, thread_id)
    known = _drop_known(db, rows, (rows.c.what, rows.c.words), followed, _of_topic(rows, chat_id, 0))
    told_anyway = _drop_known(db, alerts, (alerts.c.change_id,), unsent, _of_topic(alerts, chat_id, 0))
    moved = len(known) + len(told_anyway)
    for table, mine in ((rows, followed), (alerts, unsent)):
        moved += db.execute(update(table).where(mine).values(thread_id=0)).rowcount
    db.execute(update(messages).where(_of_topic(messages, chat_id, thread_id), UNSENT).values(thread_id=0))
    word_anew(db, [row.message_id for row in told_anyway])
    _word_repeats_anew(db, chat_id)
    return moved > 0


def _word_repeats_anew(db: Connection, chat_id: int) -> None:
    """Frees what waits in words for the chat about an event that another message of it tells too, through another
    source: put into words again, it is told once (docs/adr/0038)."""
    waiting_there = select(messages.c.id).where(messages.c.chat_id == chat_id, UNSENT)
    told = events.told(db, events.of_messages(db, waiting_there), [chat_id])
    word_anew(db, {event.message for several in told.values() if len(several) > 1 for event in several})


def _of_topic(table: Table, chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (table.c.chat_id == chat_id) & (table.c.thread_id == thread_id)


def _drop_known(
    db: Connection,
    table: Table,
    key: Sequence[ColumnElement[Any]],
    mine: ColumnElement[bool],
    theirs: ColumnElement[bool],
) -> Sequence[Row[Any]]:
    """Deletes those of the rows `mine`, of a forum topic or a chat that goes, that are among `theirs` too, by this key,
    and returns them."""
    there = {tuple(row) for row in db.execute(select(*key).where(theirs))}
    found = db.execute(select(table).where(mine)).all()
    known = [row for row in found if tuple(row._mapping[column] for column in key) in there]
    db.execute(delete(table).where(table.c.id.in_([row.id for row in known])))
    return known


def move(db: Connection, old: int, new: int) -> bool:
    """Carries a group that became a supergroup to its new number, with its choices and all that waits; the old number
    is remembered. Said twice, or where both numbers are known already, it loses and doubles nothing. Returns False
    where the old one is not known, or is the new one."""
    if not _known(db, old) or old == new:
        return False
    was = db.execute(select(chats.c.was).where(chats.c.chat_id == old)).scalar() or old
    fresh = {"was": was, "kind": "supergroup", "gone_at": None, "held_until": None, "closed_since": None}
    # Telegram numbers the messages of the new chat anew: nothing there carries on from one of the old.
    db.execute(update(messages).where(messages.c.chat_id == old).values(telegram_id=None, reply_to=None))
    if not _known(db, new):
        db.execute(update(chats).where(chats.c.chat_id == old).values(chat_id=new, **fresh))
        return True
    mutes.move(db, old, new)
    stopped.move(db, old, new)
    reminders.move(db, old, new)
    _carry(db, rows, (rows.c.thread_id, rows.c.what, rows.c.words), old, new)
    told_anyway = _carry(db, alerts, (alerts.c.change_id, alerts.c.thread_id), old, new)
    db.execute(update(messages).where(messages.c.chat_id == old).values(chat_id=new))
    db.execute(delete(chats).where(chats.c.chat_id == old))
    db.execute(update(chats).where(chats.c.chat_id == new).values(was=was))
    word_anew(db, [row.message_id for row in told_anyway])
    _word_repeats_anew(db, new)
    return True


def _carry(db: Connection, table: Table, key: Sequence[ColumnElement[Any]], old: int, new: int) -> Sequence[Row[Any]]:
    """Hands these rows of a chat to its new number; deletes those that it has there too, by this key, and returns
    them."""
    known = _drop_known(db, table, key, table.c.chat_id == old, table.c.chat_id == new)
    db.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
    return known


def tell_administrators(db: Connection, admins: Iterable[int], html: str, now: datetime, buttons: Buttons = ()) -> None:
    """Queues a message for each administrator, due at `now`. `admins` are chat ids as in the config: chats that may
    never have written to us."""
    for chat_id in reached(db, admins):
        ensure(db, chat_id, now)
        outbox.queue(db, Message(chat_id, html, buttons), (), now)


def reached(db: Connection, admins: Iterable[int]) -> tuple[int, ...]:
    """Returns the ids under which these administrators can be reached, each once: of a group that has moved the new
    one."""
    named = tuple(admins)
    moved = {
        row.was: row.chat_id for row in db.execute(select(chats.c.was, chats.c.chat_id).where(chats.c.was.in_(named)))
    }
    return tuple(dict.fromkeys(moved.get(chat_id, chat_id) for chat_id in named))
