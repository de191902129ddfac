"""PURE: which meeting pages a visit reads: papers are seen soon and a portal is asked little."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from watcher.core.dates import working_days_before
from watcher.core.documents import Document
from watcher.core.visits import StoredDocument
from watcher.sources.dates import london_day
from watcher.sources.moderngov.documents import date_of
from watcher.sources.moderngov.parse.committee import MeetingRow

BEFORE, AHEAD = timedelta(days=35), timedelta(days=28)
"""Meetings from so long ago to so far ahead are read again every few hours."""
SOON, VERY_SOON = timedelta(days=7), 2
"""Those of the next days are read every hour, those within so many working days at every visit: what comes so late is
what nobody has time to miss."""
_ALWAYS, _HOURLY = timedelta(seconds=1), timedelta(hours=1)
_OFTEN, _SELDOM = timedelta(hours=6), timedelta(days=7)
MOST_AN_HOUR = 15
"""Requests of all kinds (facts/moderngov.md, 7)."""
OLDEST = timedelta(days=365)
"""The pages of older meetings are read only when something points at them."""
MOST_OLD = 5
"""So many pages of older meetings a visit reads at most, however long ago the last one was."""


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting, with all that memory says of its page."""

    meeting: Document
    scope: str
    listed: MeetingRow | None = None
    """Its line, where the list was read anew."""
    known: StoredDocument | None = None
    line: str | None = None
    """How its line read when it was first seen, or when its page was last read."""
    read: datetime | None = None
    failed: datetime | None = None
    """When its page could not be read, where that is how it stands."""
    silent: bool = False
    """Its committee is watched for the first time: all of it was there before."""

    @property
    def mid(self) -> str:
        """Return the portal's number for the meeting."""
        return self.meeting.key.removeprefix("m")


def pages_to_read(
    cases: Sequence[MeetingPage],
    now: datetime,
    last: datetime | None,
    pointed: Collection[str],
    left: int = MOST_AN_HOUR,
) -> list[MeetingPage]:
    """Return the pages to read now: those something points at, then the longest overdue, evenly spread over the visits,
    and those of the next days as far as the requests of an hour allow, but at least one.

    `last` is when anything of the source was last read; `pointed` are numbers of meetings; `left` is how many requests
    the hour has left for pages."""
    today = london_day(now)
    urgent = [case for case in cases if case.mid in pointed or _is_urgent(case, today)]
    found = list(urgent)
    for every, most in ((_OFTEN, len(cases)), (_SELDOM, MOST_OLD)):
        overdue = {case.scope: _overdue(case, now, today) for case in cases if _every(case, today) == every}
        aged = sorted((c for c in cases if overdue.get(c.scope, 0) >= 1), key=lambda case: -overdue[case.scope])
        room = _pace(every, sum(map(bool, overdue.values())), now, last)
        found += [case for case in aged if case not in urgent][: min(room, most)]
    return found + _soon([case for case in cases if case not in urgent], now, last, left - len(found))


def _soon(cases: Sequence[MeetingPage], now: datetime, last: datetime | None, left: int) -> list[MeetingPage]:
    """Return the pages that are due of the meetings of the next days, the longest overdue first, as many as are left;
    one at least."""
    today, found = london_day(now), list[MeetingPage]()
    if last is None:
        return found
    for every in (_ALWAYS, _HOURLY):
        due = [case for case in cases if _every(case, today) == every and _overdue(case, now, today) >= 1]
        found += sorted(due, key=lambda case: -_overdue(case, now, today))
    return found[: max(1, left)]


def predates_watching(case: MeetingPage, today: date) -> bool:
    """Tell whether the papers on a page read for the first time were there before it came into the window that is read.

    So it is with a meeting of long ago. The papers of a new meeting are new, and so is an agenda that appears on a
    coming one: whatever showed an agenda when it was first seen was read at once."""
    if case.silent or case.read or not case.known:
        return case.silent
    when = date_of(case.meeting)
    return when is not None and when < today - BEFORE


def is_old_unread(case: MeetingPage, today: date) -> bool:
    """Tell whether its page is one of an older meeting that was never read: nobody waits for it."""
    return case.read is None and _every(case, today) == _SELDOM


def _is_urgent(case: MeetingPage, today: date) -> bool:
    every = _every(case, today)
    if every is None:
        return False
    unseen = case.read is None and every <= _OFTEN
    return unseen or bool(case.failed and case.read) or _line_changed(case, today)


def _line_changed(case: MeetingPage, today: date) -> bool:
    if not case.listed:
        return False
    if not case.known:
        return case.listed.when >= today and "agenda" in case.listed.line.lower()
    before, after = case.known.document.details, case.meeting.details
    moved = any(before.get(name) != after.get(name) for name in ("date", "time"))
    return moved or (case.line is not None and case.line != case.listed.line)


def _every(case: MeetingPage, today: date) -> timedelta | None:
    when = date_of(case.meeting)
    if when is None or when < today - OLDEST:
        return None
    if today <= when <= today + 2 * SOON and working_days_before(when, VERY_SOON) <= today:
        return _ALWAYS
    if today <= when <= today + SOON:
        return _HOURLY
    return _OFTEN if today - BEFORE <= when <= today + AHEAD else _SELDOM


def _overdue(case: MeetingPage, now: datetime, today: date) -> float:
    """Return how many of its periods have passed since the page was read. One that never was is due where its meeting
    is past and was known before; of one far ahead its line in the list tells when there is something to read."""
    every = _every(case, today)
    if not every:
        return 0
    if looked := case.read or case.failed:
        return abs(now - looked) / every
    when = date_of(case.meeting)
    return 1 if case.known and when and when < today else 0


def _pace(every: timedelta, count: int, now: datetime, last: datetime | None) -> int:
    """Return how many of so many pages fall due in the time since the last visit."""
    return math.ceil(count * min(1.0, abs(now - last) / every)) if last else 0
