"""Decides what becomes of a message by what Telegram said to it (facts/telegram.md, "Error to action", as docs/adr/0019
has it)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from watcher.core.alerts import Message
from watcher.core.errors import (
    AllTryLater,
    BadMessage,
    ChatClosed,
    ChatGone,
    ChatMoved,
    NotSent,
    SendError,
    ServerTrouble,
    TopicGone,
    TryLater,
    Unsure,
)
from watcher.core.flood_wait import LONGEST_FLOOD_WAIT
from watcher.messages.splitting import in_plain_words
from watcher.messages.telegram_html import own
from watcher.store import Connection, chats, outbox, reachability

UNSURE_PAUSE = timedelta(seconds=60)
LONGEST_TROUBLE_PAUSE = timedelta(hours=1)
MOST_IN_TROUBLE = 50  # tries of a message that Telegram can't take: two days, as the pauses double up to an hour
CLOSED_FOR = timedelta(days=3)  # how long a message is tried again in a chat that takes none


def settle_sent(db: Connection, message: Message, telegram_id: int, now: datetime) -> None:
    """Stores that Telegram took the message, under which number."""
    outbox.sent(db, message.id, telegram_id, now)
    reachability.opened(db, message.chat_id)


def settle_failed(
    db: Connection, message: Message, error: SendError, now: datetime, admins: Collection[int] = ()
) -> None:
    """Tries again later, or gives up, a message that did not reach its chat, or may not have. `admins` are told what
    they must know."""
    again = partial(outbox.retry, db, message.id, error=str(error), uncertain=message.doubted)
    match error:
        case TryLater():
            again(at=hold_back(db, error, message.chat_id, now), counted=False)
        case ChatMoved():
            move(db, message.chat_id, error.new_chat_id, now, admins)
            again(at=now, counted=False)
        case NotSent():  # how long everybody waits is the rate limiter's business
            again(at=now, counted=False)
        case ChatGone():
            outbox.chat_unreachable(db, message.chat_id, str(error), now)
        case ChatClosed():
            _closed(db, message, error, now, admins)
        case TopicGone() if message.thread_id:
            again(at=now, counted=False)  # first, so that it counts as waiting
            _leave_topic(db, message, now)
        case ServerTrouble() if message.tries < MOST_IN_TROUBLE:
            again(at=now + min(LONGEST_TROUBLE_PAUSE, UNSURE_PAUSE * 2 ** min(message.tries - 1, 6)))
        case Unsure() if not message.doubted:  # one late retry, then it is let go: it may have come twice
            again(at=now + UNSURE_PAUSE, uncertain=True)
        case BadMessage() if message.buttons or message.html != in_plain_words(message.html):
            outbox.reword(db, message.id, in_plain_words(message.html))
            again(at=now)
        case _:
            outbox.fail_permanently(db, message.id, str(error))


def asked_for(error: TryLater) -> timedelta:
    """Returns how long Telegram wants no call; a day at most, for then it is asked anew."""
    return timedelta(seconds=min(error.seconds, LONGEST_FLOOD_WAIT.total_seconds()))


def hold_back(db: Connection, error: TryLater, chat_id: int, now: datetime) -> datetime:
    """Stores that nothing may be sent for a while, so that the next runs know; returns until when."""
    later = now + asked_for(error)
    if isinstance(error, AllTryLater):
        outbox.set_flood_wait(db, later)
    else:
        reachability.hold(db, chat_id, later)
    return later


def move(db: Connection, old: int, new: int, now: datetime, admins: Collection[int]) -> None:
    """Gives all that is stored of a group to its new id; where it is one of the administrators', they are told
    which."""
    ours = old in chats.reached(db, admins)
    if ours:
        chats.ensure(db, old, now)
    if chats.move(db, old, new) and ours:
        from watcher.messages.admin import administrators_moved  # hardly any run meets one

        chats.tell_administrators(db, admins, administrators_moved(old, new), now)


def _closed(db: Connection, message: Message, error: ChatClosed, now: datetime, admins: Collection[int]) -> None:
    """Tries a message again after as long as it has been closed, an hour at most; what has waited for days is given up,
    and administrators are told once that nothing gets there."""
    since = reachability.closed(db, message.chat_id, now)
    pause = min(LONGEST_TROUBLE_PAUSE, max(UNSURE_PAUSE, now - since))
    outbox.retry(db, message.id, at=now + pause, error=str(error), uncertain=message.doubted)
    given_up = reachability.give_up_old(db, message.chat_id, now - CLOSED_FOR, str(error))
    if given_up and reachability.to_be_told(db, message.chat_id):
        from watcher.messages.admin import chat_closed  # hardly any run meets one

        chats.tell_administrators(db, admins, chat_closed(message.chat_id, since, str(error)), now)


def _leave_topic(db: Connection, message: Message, now: datetime) -> None:
    if chats.leave_topic(db, message.chat_id, message.thread_id):
        from watcher.messages.texts import conversation as texts  # hardly any run meets one

        outbox.queue(db, Message(message.chat_id, own(texts.TOPIC_CLOSED).html), (), now)


def put_off(db: Connection, message: Message, error: SendError, now: datetime, admins: Collection[int] = ()) -> None:
    """Puts an answer that could not be said now into the outbox, to be tried by the rules for every other message."""
    if number := reachability.put_answer(db, message, now):
        settle_failed(db, replace(message, id=number, tries=1), error, now, admins)
