"""The pages of the meetings that lie ahead: when, where, whether the papers are out, how and until when to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from watcher.core.dates import papers_due
from watcher.core.meetings import UpcomingMeeting
from watcher.core.site_paths import document_path, source_path
from watcher.messages.change import title_of
from watcher.messages.coming_meetings import called_off, full_day, papers_line, questions_line
from watcher.messages.telegram_html import one_line, web_address
from watcher.rules.deadlines import deadlines_of
from watcher.site.calendars import committee_calendar
from watcher.site.context import SiteContext
from watcher.site.entries import Link
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.markup import web
from watcher.site.paging import parts

A_PAGE = 45


class Coming(NamedTuple):
    """A meeting that lies ahead."""

    iso: str
    day: str
    clock: str
    title: str
    path: str
    outside: str
    venue: str
    source: Link
    off: str
    papers: Markup
    questions: Markup
    calendar: str
    """The path of its committee's calendar."""


def meeting_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pages of the meetings that lie ahead."""
    found = [_coming(upcoming, context) for upcoming in context.data.meetings_ahead(context.today)]
    for part in parts("meetings", found, A_PAGE):
        title = "Coming meetings" if part.number == 1 else f"Coming meetings, page {part.number}"
        about = "When and where the council meets, whether the papers are out, and until when the public can ask."
        page = SitePage(part.path, title, about, "meetings/index.html")
        yield page_file(context, page, "meetings.html", part=part)


def _coming(upcoming: UpcomingMeeting, context: SiteContext) -> Coming:
    meeting, source = upcoming.meeting, context.sources[upcoming.source]
    when = date.fromisoformat(str(meeting.details["date"])[:10])
    found = deadlines_of(meeting, source.options, upcoming.agendas)
    asked = next((deadline for deadline in found if deadline.kind == "question"), None)
    off = called_off(meeting)
    clock = one_line(str(meeting.details.get("time") or ""), 20)
    return Coming(
        iso=f"{when}T{clock}" if len(clock) == len("19:00") else f"{when}",
        day=full_day(when),
        clock=clock,
        title=one_line(title_of(meeting), 160),
        path=document_path(upcoming.source, meeting.key),
        outside=web_address(meeting.url),
        venue=one_line(str(meeting.details.get("venue") or ""), 160),
        source=Link(context.render.name(upcoming.source), source_path(upcoming.source)),
        off=off,
        papers=Markup() if off else web(papers_line(upcoming.papers, papers_due(when), context.today)),
        questions=Markup() if off else web(questions_line(meeting, asked, context.now)),
        calendar=committee_calendar(upcoming.source, meeting),
    )
