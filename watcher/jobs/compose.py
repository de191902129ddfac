"""Puts due alerts into words, as late as can be, so that what belongs together comes together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from watcher.core.alerts import Alert, Message
from watcher.core.dates import day
from watcher.jobs.pacing import paced
from watcher.messages.bundles import bundle, combine_backlog, is_flood
from watcher.messages.buttons import alert_buttons
from watcher.messages.context import RenderContext
from watcher.messages.render import render
from watcher.messages.telegram_html import code, one_line, own, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.store import Connection, changes, outbox
from watcher.store import sources as remembered
from watcher.store.threads import Earlier


def render_due_alerts(db: Connection, waiting: Iterable[Alert], setting: RenderContext, now: datetime) -> bool:
    """Queues the messages that tell these alerts; whether there are any."""
    due = paced(db, waiting, setting, now)
    if due:
        setting = replace(setting, homes=remembered.homes(db, {alert.change.source for alert in due}))
    last_before, earlier = cache(partial(changes.last_before, db)), Earlier(db)  # a flood is one for many chats
    for alerts, missed in combine_backlog(bundle(due), now):
        first = alerts[0].change
        since = last_before(first.source, first.at or now) if is_flood(alerts) else None
        apart = alerts[0].frequency == "now" and not missed
        carries_on = earlier.message(alerts[0]) if apart else 0
        for message, told in render(alerts, setting, missed=missed, silent_since=since):
            message = replace(message, buttons=alert_buttons(told[0]), reply_to=carries_on)
            outbox.queue(db, message, told, now)
    return bool(due)


def administrators_moved(old: int, new: int) -> str:
    """What the administrators are told when their group has a new number."""
    return fill(texts.ADMINISTRATORS_MOVED, old=code(str(old)), new=code(str(new))).html


def chat_closed(chat_id: int, since: datetime, error: str) -> str:
    """What the administrators are told of a chat that has taken no messages for days."""
    said = plain(one_line(error, 200))
    return fill(texts.CHAT_CLOSED, chat=code(str(chat_id)), day=day(since), said=said).html


def topic_closed(chat_id: int) -> Message:
    """What a group is told when one of its forum topics can't be written to any more."""
    return Message(chat_id, own(texts.TOPIC_CLOSED).html)
