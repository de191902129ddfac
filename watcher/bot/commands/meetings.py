"""PURE: answers /meetings: what lies ahead, when its papers are due, and until when the public can ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import name_of_what, pager
from watcher.core.alerts import Buttons
from watcher.core.dates import day, papers_due
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.core.queries import UpcomingMeeting
from watcher.messages.buttons import LONGEST_LABEL, remind_button, tag
from watcher.messages.change import title_of
from watcher.messages.reminders import short_day
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain, split_into_messages
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.messages.texts.reminders import BUTTON_REMIND_OF
from watcher.rules.deadlines import deadlines_of
from watcher.rules.reminders import moments_ahead

A_PAGE = 8


def meetings(scene: RequestContext, words: str) -> Reply:
    """Shows the first page of the meetings that lie ahead."""
    return meetings_page(scene, 0)


def meetings_page(scene: RequestContext, page: int) -> Reply:
    """Shows a page of the meetings that are followed; where none is, of all, and says so."""
    every = scene.lookups.meetings()
    if not every:
        return Reply(plain(texts.NO_MEETINGS).html)
    wanted = [meeting for meeting in every if meeting.wanted]
    head = bold(texts.MEETINGS) if wanted else plain(texts.NO_MEETINGS_FOLLOWED if scene.mine else texts.ALL_MEETINGS)
    shown = wanted or every
    page = min(page, (len(shown) - 1) // A_PAGE)
    listed = shown[page * A_PAGE : (page + 1) * A_PAGE]
    blocks = [_coming(scene, meeting) for meeting in listed]
    first, *more = (text.html for text, _ in split_into_messages(blocks, head))
    rows = (*_remind_rows(scene, listed), *pager("meetings", page, more=(page + 1) * A_PAGE < len(shown)))
    return Reply(first, rows, more=tuple(more))


def _remind_rows(scene: RequestContext, listed: Iterable[UpcomingMeeting]) -> Buttons:
    """One button for each meeting of which somebody can still be reminded."""
    return tuple(
        (remind_button("meeting", tag(one.source, one.meeting.key), _remind_label(one.meeting)),)
        for one in listed
        if moments_ahead(_deadlines(scene, one), (), scene.lookups.now)
    )


def _remind_label(meeting: Document) -> str:
    when = short_day(date.fromisoformat(str(meeting.details["date"])))
    return BUTTON_REMIND_OF.format(title=f"{one_line(title_of(meeting), LONGEST_LABEL - 24)}, {when}")


def _coming(scene: RequestContext, upcoming: UpcomingMeeting) -> TelegramHtml:
    said = upcoming.meeting.details.get
    when = date.fromisoformat(str(said("date")))
    clock = one_line(str(said("time") or ""), 20)
    head = bold(full_day(when) + (f", {clock}" if clock else ""))
    committee = link(one_line(title_of(upcoming.meeting), 120), upcoming.meeting.url)
    source = name_of_what(scene, upcoming.source)
    elsewhere = (
        plain(f" – {source}") if source.casefold() not in title_of(upcoming.meeting).casefold() else TelegramHtml()
    )
    venue = one_line(str(said("venue") or ""), 120)
    return join([head, committee + elsewhere, plain(venue), *_dates(scene, upcoming, when)])


def _dates(scene: RequestContext, upcoming: UpcomingMeeting, meeting: date) -> list[TelegramHtml]:
    """Says when papers are due and questions must be in; of a meeting that does not take place, only that."""
    status = str(upcoming.meeting.details.get("status") or "").casefold()
    if off := next((shown for said, shown in texts.CALLED_OFF.items() if said in status), ""):
        return [bold(off)]
    today = scene.lookups.now.astimezone(scene.catalogue.timezone).date()
    return [_papers(upcoming.papers, papers_due(meeting), today), _questions(scene, upcoming)]


def _papers(out: int, due: date, today: date) -> TelegramHtml:
    if out:
        return plain(texts.PAPERS_OUT)
    return fill(texts.PAPERS_DUE if today <= due else texts.PAPERS_LATE, day=full_day(due))


def _questions(scene: RequestContext, upcoming: UpcomingMeeting) -> TelegramHtml:
    asked = next((found for found in _deadlines(scene, upcoming) if found.kind == "question"), None)
    if not asked:
        return TelegramHtml()
    last = full_day(asked.day) + (f", {asked.clock:%H:%M}" if asked.clock else "")
    if asked.is_over(scene.lookups.now):
        return fill(texts.QUESTIONS_OVER, day=last)
    said = texts.QUESTIONS_UNTIL_TO if asked.to else texts.QUESTIONS_UNTIL
    return fill(said, day=last, to=one_line(asked.to, 120))


def _deadlines(scene: RequestContext, upcoming: UpcomingMeeting) -> list[Deadline]:
    options = next((source.options for source in scene.catalogue.sources if source.id == upcoming.source), {})
    return deadlines_of(upcoming.meeting, options, upcoming.agendas)


def full_day(when: date) -> str:
    """Writes a day as `Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {day(when)}"
