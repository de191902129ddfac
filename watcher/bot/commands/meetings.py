"""PURE: answers /meetings: what lies ahead, when its papers are due, and until when the public can ask."""

from __future__ import annotations

from datetime import date

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import name_of_what, pager
from watcher.core.dates import day, papers_due
from watcher.core.deadlines import Deadline
from watcher.core.queries import UpcomingMeeting
from watcher.messages.change import title_of
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain, split_into_messages
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules.deadlines import deadlines_of

A_PAGE = 8


def meetings(context: RequestContext, words: str) -> Reply:
    """Shows the first page of the meetings that lie ahead."""
    return meetings_page(context, 0)


def meetings_page(context: RequestContext, page: int) -> Reply:
    """Shows a page of the meetings that are followed; where none is, of all, and says so."""
    every = context.lookups.meetings()
    if not every:
        return Reply(plain(texts.NO_MEETINGS).html)
    wanted = [meeting for meeting in every if meeting.wanted]
    head = bold(texts.MEETINGS) if wanted else plain(texts.NO_MEETINGS_FOLLOWED if context.mine else texts.ALL_MEETINGS)
    shown = wanted or every
    page = min(page, (len(shown) - 1) // A_PAGE)
    blocks = [_coming(context, meeting) for meeting in shown[page * A_PAGE : (page + 1) * A_PAGE]]
    first, *more = (text.html for text, _ in split_into_messages(blocks, head))
    return Reply(first, pager("meetings", page, more=(page + 1) * A_PAGE < len(shown)), more=tuple(more))


def _coming(context: RequestContext, upcoming: UpcomingMeeting) -> TelegramHtml:
    said = upcoming.meeting.details.get
    when = date.fromisoformat(str(said("date")))
    clock = one_line(str(said("time") or ""), 20)
    head = bold(full_day(when) + (f", {clock}" if clock else ""))
    committee = link(one_line(title_of(upcoming.meeting), 120), upcoming.meeting.url)
    source = name_of_what(context, upcoming.source)
    elsewhere = (
        plain(f" – {source}") if source.casefold() not in title_of(upcoming.meeting).casefold() else TelegramHtml()
    )
    venue = one_line(str(said("venue") or ""), 120)
    return join([head, committee + elsewhere, plain(venue), *_dates(context, upcoming, when)])


def _dates(context: RequestContext, upcoming: UpcomingMeeting, meeting: date) -> list[TelegramHtml]:
    """Says when papers are due and questions must be in; of a meeting that does not take place, only that."""
    status = str(upcoming.meeting.details.get("status") or "").casefold()
    if off := next((shown for said, shown in texts.CALLED_OFF.items() if said in status), ""):
        return [bold(off)]
    today = context.lookups.now.astimezone(context.catalogue.timezone).date()
    return [_papers(upcoming.papers, papers_due(meeting), today), questions_line(context, upcoming)]


def _papers(out: int, due: date, today: date) -> TelegramHtml:
    if out:
        return plain(texts.PAPERS_OUT)
    return fill(texts.PAPERS_DUE if today <= due else texts.PAPERS_LATE, day=full_day(due))


def questions_line(context: RequestContext, upcoming: UpcomingMeeting) -> TelegramHtml:
    """Says how and until when the public can put a question to this meeting; nothing where that is not known."""
    asked = question_deadline(context, upcoming)
    if not asked:
        return TelegramHtml()
    if asked.is_over(context.lookups.now):
        return fill(texts.QUESTIONS_OVER, day=last_moment(asked))
    contact = one_line(str(upcoming.meeting.details.get("contact") or ""), 120)
    unsaid = texts.QUESTIONS_UNTIL_CONTACT if contact else texts.QUESTIONS_UNTIL
    said = texts.QUESTIONS_UNTIL_TO if asked.to else unsaid
    return fill(said, day=last_moment(asked), to=one_line(asked.to, 120), contact=contact)


def question_deadline(context: RequestContext, upcoming: UpcomingMeeting) -> Deadline | None:
    """Returns until when the public can put a question to this meeting; None where that is not known."""
    options = next((source.options for source in context.catalogue.sources if source.id == upcoming.source), {})
    deadlines = deadlines_of(upcoming.meeting, options, upcoming.agendas)
    return next((found for found in deadlines if found.kind == "question"), None)


def last_moment(deadline: Deadline) -> str:
    """Writes a deadline as `Friday 27 November 2026, 12:00`; without an hour where none is said."""
    return full_day(deadline.day) + (f", {deadline.clock:%H:%M}" if deadline.clock else "")


def full_day(when: date) -> str:
    """Writes a day as `Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {day(when)}"
