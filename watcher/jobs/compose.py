"""Puts due alerts into words, as late as can be, so that what belongs together comes together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from watcher.core.alerts import Alert
from watcher.jobs.pacing import paced
from watcher.messages.bundles import bundle, combine_backlog, is_flood
from watcher.messages.buttons import alert_buttons
from watcher.messages.context import RenderContext
from watcher.messages.render import render
from watcher.rules.urgency import makes_sound
from watcher.store import Connection, changes, outbox
from watcher.store import sources as remembered
from watcher.store.deadlines import OpenDeadlines, subjects
from watcher.store.threads import Earlier


def render_due_alerts(db: Connection, waiting: Iterable[Alert], setting: RenderContext, now: datetime) -> bool:
    """Queues the messages that tell these alerts; whether there are any."""
    due = paced(db, waiting, setting, now)
    if due:
        setting = replace(setting, homes=remembered.homes(db, {alert.change.source for alert in due}))
    last_before, earlier = cache(partial(changes.last_before, db)), Earlier(db)  # a flood is one for many chats
    deadlines = OpenDeadlines(db, setting.sources, now)
    for alerts, missed in combine_backlog(bundle(due), now):
        first = alerts[0].change
        since = last_before(first.source, first.at or now) if is_flood(alerts) else None
        apart = alerts[0].frequency == "now" and not missed
        reminds = bool(subjects(deadlines, alerts))
        silent = not any(map(makes_sound, alerts))
        carries_on = earlier.message(alerts[0]) if apart else 0
        for message, told in render(alerts, setting, missed=missed, silent_since=since):
            below = alert_buttons(told[0], reminds=reminds)
            outbox.queue(db, replace(message, buttons=below, reply_to=carries_on, silent=silent), told, now)
    return bool(due)
