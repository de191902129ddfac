"""Tells the administrators once a week that all is well, or what is not, when weekly digests go out."""

from __future__ import annotations

from datetime import datetime

from watcher.messages.context import RenderContext
from watcher.rules.digests import Timetable, due_at
from watcher.store import Connection, chats, timestamps

MARK = "weekly-report"


def report(db: Connection, render_context: RenderContext, now: datetime) -> datetime:
    """Queues the report if it is due, and returns when the next one is. The first comes at the end of a first whole
    week, or part of one."""
    times = Timetable(render_context.timezone, render_context.weekly[1], render_context.weekly)
    last = timestamps.last(db, MARK)
    if last is None or last > now:  # before the first, or after a clock that ran ahead
        timestamps.done(db, MARK, now)
        return due_at(now, "weekly", times)
    if (due := due_at(last, "weekly", times)) > now:
        return due
    if render_context.admins:
        from watcher.messages.admin import weekly_report  # once a week
        from watcher.store.status import week

        for html in weekly_report(week(db, render_context.sources.values(), last, now), render_context.timezone):
            chats.tell_administrators(db, render_context.admins, html, now)
    timestamps.done(db, MARK, now)
    return due_at(now, "weekly", times)
