"""Puts due alerts into words, as late as can be, so that what belongs together comes together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from watcher.commands.alerted import alert_buttons
from watcher.messages import bundle, gathered, is_flood, render
from watcher.model import Alert, Message
from watcher.pacing import paced
from watcher.setting import Setting
from watcher.store import Connection, changes, outbox
from watcher.store.earlier import Earlier
from watcher.styled import clean, code, own, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.wording import day


def compose(db: Connection, waiting: Iterable[Alert], setting: Setting, now: datetime) -> bool:
    """Queues the messages that tell these alerts; whether there are any."""
    due = paced(db, waiting, setting, now)
    last_before, earlier = cache(partial(changes.last_before, db)), Earlier(db)  # a flood is one for many chats
    for alerts, missed in gathered(bundle(due), now):
        first = alerts[0].change
        since = last_before(first.source, first.at or now) if is_flood(alerts) else None
        apart = alerts[0].frequency == "now" and not missed
        carries_on = earlier.message(alerts[0]) if apart else 0
        for message, told in render(alerts, setting, missed=missed, silent_since=since):
            message = replace(message, buttons=alert_buttons(told[0]), reply_to=carries_on)
            outbox.put(db, message, told, now)
    return bool(due)


def administrators_moved(old: int, new: int) -> str:
    """What the administrators are told when their group has a new number."""
    return say(texts.ADMINISTRATORS_MOVED, old=code(str(old)), new=code(str(new))).html


def chat_closed(chat_id: int, since: datetime, error: str) -> str:
    """What the administrators are told of a chat that has taken no messages for days."""
    said = plain(clean(error, 200))
    return say(texts.CHAT_CLOSED, chat=code(str(chat_id)), day=day(since), said=said).html


def topic_closed(chat_id: int) -> Message:
    """What a group is told when one of its forum topics can't be written to any more."""
    return Message(chat_id, own(texts.TOPIC_CLOSED).html)
