"""Writes calendars of meetings, with until when the public can ask questions: of all, and of each committee. The only
module that knows icalendar (docs/adr/0060)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from watcher.core.dates import day as written_day
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.core.meetings import committee_of
from watcher.core.site_paths import calendar_path, document_path
from watcher.core.site_records import DocumentId
from watcher.messages.calendar_link import LASTS
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line, web_address
from watcher.site import texts
from watcher.site.all_meetings import (
    SiteMeeting,
    meetings_stamp,
    read_agendas,
    said_once,
    site_meetings,
    with_deadlines,
)
from watcher.site.context import SiteContext
from watcher.site.files import FileGroup, SiteFile
from watcher.store.site_data import stamp_of

if TYPE_CHECKING:
    from icalendar import Event

_IDS = UUID("5d1f3a52-7c68-5a5e-8a3f-2c0a7de0b1c4")
"""Under which events are named: it must never change, or calendars would hold every meeting twice."""
_LOOKS_BACK = timedelta(days=183)
_LAST_CHANCE = timedelta(minutes=30)
_REFRESH = timedelta(hours=1)


def calendars(context: SiteContext) -> Iterator[FileGroup]:
    """Yields a calendar of all meetings of the last six months and ahead, and one of each committee."""
    yield FileGroup("calendars", meetings_stamp(context), partial(_calendars, context))


def _calendars(context: SiteContext) -> Iterator[SiteFile]:
    meetings, events = site_meetings(context, context.today - _LOOKS_BACK), _Events(context)
    by_committee: dict[str, list[SiteMeeting]] = defaultdict(list)
    for meeting in meetings:
        by_committee[meeting.committee].append(meeting)
    yield _file(context, calendar_path(), texts.ALL_MEETINGS, meetings, events)
    for what, some in sorted(by_committee.items()):
        yield _file(context, calendar_path(what), some[-1].name, some, events)


def committee_calendar(source: str, meeting: Document) -> str:
    """Returns where the calendar of a meeting's committee lies."""
    committee = committee_of(source, meeting)
    return calendar_path(committee.what if committee else source)


def _file(context: SiteContext, path: str, name: str, meetings: Sequence[SiteMeeting], events: _Events) -> SiteFile:
    rules = [context.sources[source].options.get("questions") for source in sorted({each.source for each in meetings})]
    stamp = stamp_of("ics", name, rules, [(meeting.stamp, len(meeting.logged)) for meeting in meetings])
    return SiteFile(path, stamp, lambda: _calendar(context, path, f"{name} – {context.title}", meetings, events))


class _Events:
    """Writes the events of one writing of the site, those of a meeting once: they stand in the calendar of all meetings
    and in that of its committee, and the library takes half a millisecond for each."""

    def __init__(self, context: SiteContext) -> None:
        self._context = context
        self._made: dict[DocumentId, bytes] = {}

    def of(self, meetings: Iterable[SiteMeeting]) -> bytes:
        """Returns the events of these meetings and of their deadlines, as they stand in a calendar."""
        some = list(meetings)
        missing = [meeting for meeting in some if meeting.id not in self._made]
        for meeting, deadlines in with_deadlines(self._context, missing, self._agendas):
            events = [_event(self._context, meeting, deadline) for deadline in deadlines]
            self._made[meeting.id] = b"".join(event.to_ical() for event in events)
        return b"".join(self._made[meeting.id] for meeting in some)

    @cached_property
    def _agendas(self) -> Mapping[DocumentId, list[Document]]:
        return read_agendas(self._context)


def _calendar(context: SiteContext, path: str, title: str, meetings: Sequence[SiteMeeting], events: _Events) -> bytes:
    from icalendar import Calendar, Timezone  # slow to load, and on most runs no meeting differs

    calendar = Calendar()
    calendar.add("prodid", "-//Havering Watcher//Public meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, one_line(title))
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", _REFRESH)
    if address := context.absolute(path):
        calendar.add("source", address, parameters={"value": "URI"})
    held = events.of(said_once(meetings))
    if not held:  # one without any component would be no calendar
        calendar.add_component(Timezone.from_tzid("Europe/London", first_date=date(2026, 1, 1)))
    head, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return bytes(head + held + end + rest)


def _event(context: SiteContext, meeting: SiteMeeting, deadline: Deadline) -> Event:
    """Returns the event of a meeting, or that of its deadline for questions."""
    from icalendar import Event

    document, is_itself = meeting.document, deadline.kind == "meeting"
    logged = meeting.logged if is_itself else meeting.logged + meeting.agendas_logged
    changed = max(logged, default=meeting.first_seen).astimezone(UTC)
    event = Event()
    event.add("uid", str(uuid5(_IDS, f"{meeting.uid} {deadline.kind}")))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", meeting.first_seen.astimezone(UTC))
    event.add("sequence", len(logged))
    event.add("summary", _summary(meeting, deadline))
    event.add("status", "CANCELLED" if meeting.is_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if is_itself else "TRANSPARENT")
    event.add("categories", [one_line(meeting.name, 80)])
    for name, moment in zip(("dtstart", "dtend"), _times(deadline), strict=True):
        event.add(name, moment)
    if is_itself and (venue := one_line(str(document.details.get("venue") or ""), 200)):
        event.add("location", venue)
    page = context.absolute(document_path(meeting.source, document.key))
    if address := page or web_address(document.url):
        event.add("url", address)
    event.add("description", "\n".join(_lines(meeting, deadline, page)))
    return event


def _summary(meeting: SiteMeeting, deadline: Deadline) -> str:
    title = one_line(readable(meeting.document.title), 150)
    said = title if deadline.kind == "meeting" else texts.ASK_BY.format(title=title)
    if not meeting.is_off:
        return said
    return (texts.POSTPONED if meeting.is_postponed else texts.CANCELLED).format(title=said)


def _times(deadline: Deadline) -> tuple[date | datetime, date | datetime]:
    """Returns when it begins and ends, in UTC; a whole day where no hour is said."""
    if deadline.clock is None:
        return deadline.day, deadline.day + timedelta(days=1)
    moment = deadline.moment.astimezone(UTC)
    return (moment, moment + LASTS) if deadline.kind == "meeting" else (moment - _LAST_CHANCE, moment)


def _lines(meeting: SiteMeeting, deadline: Deadline, page: str) -> Iterator[str]:
    if deadline.kind != "meeting":
        yield texts.QUESTIONS_UNTIL.format(day=written_day(deadline.day), clock=_clock(deadline))
        if deadline.to:
            yield texts.QUESTIONS_TO.format(to=one_line(deadline.to, 100))
        yield texts.BASIS.get(deadline.basis, "")
    elif deadline.clock:
        yield texts.NO_END
    yield texts.MEETING_PAGE.format(url=web_address(meeting.document.url) or "-")
    if page:
        yield texts.OUR_PAGE.format(url=page)


def _clock(deadline: Deadline) -> str:
    return f", {deadline.clock:%H:%M}" if deadline.clock else ""
