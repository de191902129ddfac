"""PURE: answers /meetings: what lies ahead, when its papers are due, and until when the public can ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.meeting_deadlines import deadlines, question_deadline
from watcher.bot.commands.names import find_spoken, tagged
from watcher.bot.commands.offers import topics_of
from watcher.bot.commands.views import name_of_what, pager
from watcher.core.alerts import Button, Buttons, Subscription
from watcher.core.dates import papers_due
from watcher.core.meetings import UpcomingMeeting
from watcher.messages import consultations
from watcher.messages.buttons import LONGEST_LABEL, remind_button, tag
from watcher.messages.change import title_of
from watcher.messages.coming_meetings import called_off, full_day, papers_line, questions_line
from watcher.messages.reminders import short_day
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.messages.texts.reminders import BUTTON_REMIND_OF
from watcher.rules.reminders import moments_ahead

A_PAGE = 8


def meetings(context: RequestContext, words: str) -> Reply:
    """Shows the first page of the meetings that lie ahead; of the topic, source or committee that is named alone."""
    what = find_spoken(context.catalogue, words, context.mine) or next(iter(topics_of(context, words)), "")
    return meetings_page(context, 0, what)


def meetings_tapped(context: RequestContext, page: int, wanted: str) -> Reply:
    """Shows a page of what the button's tag stands for, of what is followed where it has none."""
    pair = tagged(context.catalogue, context.mine, wanted) if wanted else None
    return meetings_page(context, page, pair[0] if pair else "")


def meetings_page(context: RequestContext, page: int, what: str = "") -> Reply:
    """Shows a page of the meetings of `what`, or that are followed; where none is, of all, and says so."""
    asked = [Subscription(context.request.chat_id, what)] if what else None
    every = context.lookups.meetings(asked)
    beside = TelegramHtml() if page else consultations.listed(context.lookups.consultations(asked))
    if not every:
        return Reply(join([plain(texts.NO_MEETINGS), beside], "\n\n").html)
    wanted = [meeting for meeting in every if meeting.wanted]
    head = _head(context, what, found=bool(wanted))
    shown = wanted or every
    page = min(page, (len(shown) - 1) // A_PAGE)
    listed = shown[page * A_PAGE : (page + 1) * A_PAGE]
    blocks = [_coming(context, meeting) for meeting in listed]
    first, *more = (text.html for text, _ in split_into_messages(blocks, head, beside))
    turns = pager("meetings", page, tag(what) if what else "", more=(page + 1) * A_PAGE < len(shown))
    return Reply(first, (*_remind_rows(context, listed), *turns), more=tuple(more))


def _remind_rows(context: RequestContext, listed: Iterable[UpcomingMeeting]) -> Buttons:
    """Returns a button for each meeting of which somebody can still be reminded."""
    return tuple((button,) for meeting in listed for button in reminder_of(context, meeting))


def reminder_of(context: RequestContext, upcoming: UpcomingMeeting) -> tuple[Button, ...]:
    """Returns the button that asks to be reminded of this meeting; none where no reminder is left."""
    if not moments_ahead(deadlines(context, upcoming), (), context.lookups.now):
        return ()
    when = short_day(date.fromisoformat(str(upcoming.meeting.details["date"])))
    label = BUTTON_REMIND_OF.format(title=f"{one_line(title_of(upcoming.meeting), LONGEST_LABEL - 24)}, {when}")
    return (remind_button("meeting", tag(upcoming.source, upcoming.meeting.key), label),)


def _head(context: RequestContext, what: str, *, found: bool) -> TelegramHtml:
    if what:
        return fill(texts.MEETINGS_OF if found else texts.NO_MEETINGS_OF, name=bold(name_of_what(context, what)))
    if found:
        return bold(texts.MEETINGS)
    return plain(texts.NO_MEETINGS_FOLLOWED if context.mine else texts.ALL_MEETINGS)


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
    if off := called_off(upcoming.meeting):
        return [bold(off)]
    today = context.lookups.now.astimezone(context.catalogue.timezone).date()
    questions = questions_line(upcoming.meeting, question_deadline(context, upcoming), context.lookups.now)
    return [papers_line(upcoming.papers, papers_due(meeting), today), questions]
