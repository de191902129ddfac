"""Carries out what people want in a conversation, and returns what is stored of it. Only the bot needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from watcher.core.chats import (
    Action,
    Approve,
    ChatSettings,
    DropReminder,
    Mute,
    Pause,
    Quiet,
    Reject,
    Remind,
    Request,
    Resume,
    StopAll,
    Subscribe,
    UndoStop,
    Unmute,
    Unsubscribe,
)
from watcher.store import mutes, reminders, sources, stopped
from watcher.store.chats import arrived, subscriptions
from watcher.store.engines.statements import upsert_by
from watcher.store.outbox import waiting, word_anew
from watcher.store.tables import alerts, chats, messages
from watcher.store.tables import subscriptions as rows

WITHOUT_END = datetime(9999, 12, 31, tzinfo=UTC)


def carry_out(db: Connection, asked: Request, intents: Iterable[Action], now: datetime) -> None:
    """Stores what somebody wants for the chat they asked in. Forget is left to erase.py, which needs more than a
    transaction."""
    for intent in intents:
        match intent:
            case Subscribe():
                arrived(db, asked.chat_id, asked.chat_kind, now)
                _subscribe(db, asked.chat_id, intent, now)
            case Unsubscribe(what, words):
                db.execute(delete(rows).where(_same(asked.chat_id, asked.thread_id, what, words)))
                _drop_waiting_of(db, asked, [what, words])
                reminders.end_wish(db, asked.chat_id, asked.thread_id, [what, words])
                _drop_waiting_of_the_idle(db, asked)
            case StopAll():
                _stop_all(db, asked, now)
            case UndoStop(at):
                _undo_stop(db, asked, at, now)
            case Pause(span):
                _set(db, asked, now, paused_until=now + span if span else WITHOUT_END)
            case Resume():
                _set(db, asked, now, paused_until=None)
            case Quiet(hours):
                start, end = hours or (None, None)
                _set(db, asked, now, quiet_from=start, quiet_to=end)
            case Mute() | Unmute():
                _mute(db, asked, intent, now)
            case Remind() | DropReminder():
                _remind(db, asked, intent, now)
            case Approve() | Reject():
                sources.judge(db, intent.source, now, true=isinstance(intent, Approve))


def _subscribe(db: Connection, chat_id: int, wish: Subscribe, now: datetime) -> None:
    """Adds a subscription; one for the same thing in the same chat or forum topic is changed to how often it comes
    now."""
    changed = {"frequency": wish.frequency, "corrections": wish.corrections}
    of = {"chat_id": chat_id, "thread_id": wish.thread_id, "what": wish.what, "words": wish.words}
    upsert_by(db, rows, of, {"since": now}, changed)


def _stop_all(db: Connection, asked: Request, now: datetime) -> None:
    stopped.keep(db, asked.chat_id, asked.thread_id, now)
    db.execute(delete(rows).where(_of_topic(asked.chat_id, asked.thread_id)))
    _drop_waiting_of_the_idle(db, asked)


def _undo_stop(db: Connection, asked: Request, at: datetime, now: datetime) -> None:
    arrived(db, asked.chat_id, asked.chat_kind, now)
    stopped.restore(db, asked.chat_id, asked.thread_id, at)


def _mute(db: Connection, asked: Request, wanted: Mute | Unmute, now: datetime) -> None:
    if isinstance(wanted, Unmute):
        mutes.unmute(db, asked.chat_id, wanted.what, wanted.key, asked.thread_id)
        return
    arrived(db, asked.chat_id, asked.chat_kind, now)
    mutes.mute(db, asked.chat_id, wanted.what, wanted.key, now, asked.thread_id)


def _remind(db: Connection, asked: Request, wanted: Remind | DropReminder, now: datetime) -> None:
    if isinstance(wanted, DropReminder):
        reminders.drop(db, asked.chat_id, wanted.number)
        return
    arrived(db, asked.chat_id, asked.chat_kind, now)
    of = wanted.source, wanted.key
    reminders.remember(db, asked.chat_id, wanted.thread_id, of, wanted.wishes, wanted.seen, now)


def _set(db: Connection, asked: Request, now: datetime, **values: datetime | time | None) -> None:
    arrived(db, asked.chat_id, asked.chat_kind, now)
    db.execute(update(chats).where(chats.c.chat_id == asked.chat_id).values(values))


def _of_topic(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    """Returns a condition: followed by this chat, or by one forum topic of a group."""
    return (rows.c.chat_id == chat_id) & (rows.c.thread_id == thread_id)


def _same(chat_id: int, thread_id: int, what: str, words: str) -> ColumnElement[bool]:
    return _of_topic(chat_id, thread_id) & (rows.c.what == what) & (rows.c.words == words)


def _drop_waiting_of(db: Connection, asked: Request, wish: list[str]) -> None:
    """Drops what only this subscription wished for and is not on its way. What others wish for too is told for their
    reasons; each alert's reasons stand in the order of its wishes."""
    lost = []
    query = select(alerts.c.id, alerts.c.wishes, alerts.c.reasons, alerts.c.message_id)
    for row in db.execute(query.where(waiting(asked.chat_id, asked.thread_id))).all():
        if wish not in row.wishes:
            continue
        at, mine = row.wishes.index(wish), alerts.c.id == row.id
        wishes, reasons = [other for other in row.wishes if other != wish], row.reasons
        if len(reasons) == len(row.wishes):  # two wishes may have given one reason
            reasons = [*reasons[:at], *reasons[at + 1 :]]
        if wishes:
            db.execute(update(alerts).where(mine).values(wishes=wishes, reasons=reasons))
        else:
            db.execute(delete(alerts).where(mine))
        lost.append(row.message_id)
    word_anew(db, lost)


def _drop_waiting_of_the_idle(db: Connection, asked: Request) -> None:
    """Drops what waits for a chat or forum topic that follows nothing any more; a message already on its way stays."""
    if db.execute(select(rows.c.id).where(_of_topic(asked.chat_id, asked.thread_id)).limit(1)).first():
        return
    unsent = waiting(asked.chat_id, asked.thread_id)
    lost = db.execute(select(alerts.c.message_id).where(unsent)).scalars().all()
    db.execute(delete(alerts).where(unsent))
    word_anew(db, lost)
    reminders.end_all(db, asked.chat_id, asked.thread_id)


def stored(db: Connection, chat_id: int, now: datetime, thread_id: int = 0) -> ChatSettings:
    """Returns all that is stored of a chat, as one of its forum topics sees it; a pause that is over is none. Empty for
    a chat that is not known."""
    row = db.execute(select(chats).where(chats.c.chat_id == chat_id)).first()
    if row is None:
        return ChatSettings()
    held = select(func.count()).select_from(messages).where(messages.c.chat_id == chat_id)
    followed = subscriptions(db, chat_id)
    return ChatSettings(
        [subscription for subscription in followed if subscription.thread_id == thread_id],
        row.since,
        row.paused_until if row.paused_until and row.paused_until > now else None,
        (row.quiet_from, row.quiet_to) if row.quiet_from is not None and row.quiet_to is not None else None,
        db.execute(held).scalar_one(),
        mutes.of(db, chat_id, now, thread_id),
        stopped.of(db, chat_id, now, thread_id),
        [subscription for subscription in followed if subscription.thread_id != thread_id],
    )
