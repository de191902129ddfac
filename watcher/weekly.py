"""Tells the administrators once a week that all is well, or what is not, when weekly digests go out."""

from __future__ import annotations

from datetime import datetime

from watcher.digest import Timetable, due_at
from watcher.setting import Setting
from watcher.store import Connection, administrators, marks

MARK = "weekly-report"


def report(db: Connection, setting: Setting, now: datetime) -> datetime:
    """Queues the report if it is due, and returns when the next one is. The first comes at the end of a first whole
    week, or part of one."""
    times = Timetable(setting.timezone, setting.weekly[1], setting.weekly)
    last = marks.last(db, MARK)
    if last is None or last > now:  # before the first, or after a clock that ran ahead
        marks.done(db, MARK, now)
        return due_at(now, "weekly", times)
    if (due := due_at(last, "weekly", times)) > now:
        return due
    if setting.admins:
        from watcher.commands.weekly import weekly  # once a week
        from watcher.store.standing import week

        for html in weekly(week(db, setting.sources.values(), last, now), setting.timezone):
            administrators.tell(db, setting.admins, html, now)
    marks.done(db, MARK, now)
    return due_at(now, "weekly", times)
