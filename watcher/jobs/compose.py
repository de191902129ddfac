"""Puts due alerts into words, as late as can be, so that what belongs together comes together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from watcher.core.alerts import Alert, Buttons
from watcher.core.meetings import meeting_of
from watcher.jobs.alert_limits import paced
from watcher.jobs.promises import with_promises
from watcher.jobs.repeats import told_once
from watcher.messages.bundle_renderer import BundleRenderer
from watcher.messages.buttons import alert_buttons
from watcher.messages.context import RenderContext
from watcher.messages.grouping import bundle, combine_backlog, is_flood
from watcher.messages.paper_buttons import paper_rows
from watcher.messages.render import render_repeat
from watcher.messages.site_links import story_row
from watcher.rules.urgency import makes_sound
from watcher.store import Connection, changes, outbox
from watcher.store import sources as remembered
from watcher.store.deadlines import OpenDeadlines, subjects
from watcher.store.meetings import meetings_with_papers
from watcher.store.papers import earlier_version
from watcher.store.reply_threads import Earlier


def render_due_alerts(db: Connection, waiting: Iterable[Alert], render_context: RenderContext, now: datetime) -> bool:
    """Queues the messages that tell these alerts; returns whether any alert was told, in full or as a mere reply."""
    once = told_once(db, paced(db, waiting, render_context, now))
    due = [*once.in_full, *once.mere_replies]
    if due:
        homes = remembered.homes(db, {alert.change.source for alert in due})
        meetings = meetings_with_papers(db, {meeting_of(alert.change.document) for alert in due} - {""})
        render_context = replace(render_context, homes=homes, meetings=meetings, now=now)
        once = replace(once, in_full=with_promises(db, once.in_full))
    last_before, earlier = cache(partial(changes.last_before, db)), Earlier(db)  # a flood is one for many chats
    deadlines, renderer = OpenDeadlines(db, render_context.sources, now), BundleRenderer(render_context)
    for alerts, missed in combine_backlog(bundle(once.in_full), now):
        first = alerts[0].change
        since = last_before(first.source, first.at or now) if is_flood(alerts) else None
        apart = alerts[0].frequency == "now" and not missed
        replies_to = once.replies_to.get(alerts[0].id)
        carries_on = (replies_to or _carries_on(alerts, earlier)) if apart else 0
        reminds, silent = bool(subjects(deadlines, alerts)), not any(map(makes_sound, alerts))
        for message, told in renderer.render(alerts, missed=missed, silent_since=since):
            pages = _pages(db, [alert for alert in alerts if alert.id in told], render_context)
            buttons = (*message.buttons, *pages, *alert_buttons(told[0], reminds=reminds))
            outbox.queue(db, replace(message, buttons=buttons, reply_to=carries_on, silent=silent), told, now)
    for alert in once.mere_replies:
        message = replace(render_repeat(alert, render_context), buttons=alert_buttons(alert.id), silent=True)
        outbox.queue(db, replace(message, reply_to=once.replies_to[alert.id]), [*alert.also, alert.id], now)
    return bool(due)


def _pages(db: Connection, told: Sequence[Alert], render_context: RenderContext) -> Buttons:
    """Returns the buttons of papers that were replaced or withdrawn, and of the page on the public site."""
    found = {alert.id: earlier_version(db, alert.change) for alert in told}
    earlier = {number: version for number, version in found.items() if version}
    papers = paper_rows(told, earlier, render_context.timezone, render_context.now, render_context.site)
    return (*papers, *story_row(told, render_context.site))


def _carries_on(alerts: Sequence[Alert], earlier: Earlier) -> int:
    """Returns Telegram's number of the message that these alerts carry on from: by the first of them, or by one that
    came for its item alone; 0 where there is none."""
    items = (alert for alert in alerts[1:] if any(reason.kind == "item" for reason in alert.reasons))
    return next(filter(None, map(earlier.message, (alerts[0], *items))), 0)
