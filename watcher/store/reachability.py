"""Notes what keeps a single chat from being told: its own limit at Telegram, or that it takes no messages for a while;
and queues the answers that wait for such a chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select, update

from watcher.core.flood_wait import LONGEST_FLOOD_WAIT
from watcher.store import outbox
from watcher.store.delivery_window import NOW, UNSENT
from watcher.store.engines.statements import add_unless_there
from watcher.store.retention import GUEST
from watcher.store.tables import IN_FLIGHT, Moment, chats, messages

if TYPE_CHECKING:
    from watcher.core.alerts import Message

MOST_ANSWERS = 12  # that wait for one chat: those of a minute, and a little more


def hold(db: Connection, chat_id: int, until: datetime) -> None:
    """Notes that Telegram wants no call to this chat before then."""
    db.execute(update(chats).where(chats.c.chat_id == chat_id).values(held_until=until))


_HELD = select(chats.c.chat_id, chats.c.held_until).where(
    chats.c.held_until > NOW, chats.c.held_until <= bindparam("latest", type_=Moment)
)


def held(db: Connection, now: datetime) -> Mapping[int, timedelta]:
    """Returns, by chat, how long Telegram still wants no call to it, whichever run it said so to."""
    latest = now + LONGEST_FLOOD_WAIT  # beyond that a clock ran ahead
    return {row.chat_id: row.held_until - now for row in db.execute(_HELD, {"now": now, "latest": latest})}


def closed(db: Connection, chat_id: int, now: datetime) -> datetime:
    """Notes that the chat takes no messages; returns since when that is so."""
    mine = chats.c.chat_id == chat_id
    since = db.execute(select(chats.c.closed_since).where(mine)).scalar()
    if since is None or since > now:
        since = now
        db.execute(update(chats).where(mine).values(closed_since=now, closed_told=False))
    return since


_SHUT = (chats.c.chat_id == bindparam("chat")) & chats.c.closed_since.is_not(None)
_OPENED = update(chats).where(_SHUT).values(closed_since=None, closed_told=False)


def opened(db: Connection, chat_id: int) -> None:
    """Notes that the chat takes messages."""
    db.execute(_OPENED, {"chat": chat_id})


def to_be_told(db: Connection, chat_id: int) -> bool:
    """Tells whether administrators don't know yet that the chat is closed; from now on they do."""
    unknown = (chats.c.chat_id == chat_id) & chats.c.closed_told.is_(False)
    return db.execute(update(chats).where(unknown).values(closed_told=True)).rowcount > 0


def give_up_old(db: Connection, chat_id: int, before: datetime, error: str) -> int:
    """Gives up what has waited for this chat since before that moment; returns how many messages."""
    old = (messages.c.chat_id == chat_id) & (UNSENT | messages.c.state.in_(IN_FLIGHT))
    dead = update(messages).where(old, messages.c.created_at < before).values(state="dead", error=error)
    return db.execute(dead).rowcount


def put_answer(db: Connection, message: Message, now: datetime) -> int:
    """Queues an answer that could not be said, and returns its number; 0 where the same waits already, or MOST_ANSWERS
    do, more than anybody would read."""
    mine = (messages.c.chat_id == message.chat_id) & messages.c.answer & UNSENT
    waiting = db.execute(select(messages.c.html).where(mine)).scalars().all()
    if message.html in waiting or len(waiting) >= MOST_ANSWERS:
        return 0
    add_unless_there(db, chats, {"chat_id": message.chat_id, "kind": GUEST, "since": now})
    number = outbox.queue(db, message, (), now)
    db.execute(update(messages).where(messages.c.id == number).values(answer=True, tries=1))  # it was tried
    return number
