"""PURE: says until when the public can do something about a meeting, and writes its days in full."""

from __future__ import annotations

from datetime import date

from watcher.bot.commands.context import RequestContext
from watcher.core.dates import day
from watcher.core.deadlines import Deadline
from watcher.core.queries import UpcomingMeeting
from watcher.messages.readable import hour_of
from watcher.messages.telegram_html import TelegramHtml, one_line
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules.deadlines import deadlines_of


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
    return next((found for found in deadlines(context, upcoming) if found.kind == "question"), None)


def last_moment(deadline: Deadline) -> str:
    """Writes a deadline as `Friday 27 November 2026, noon`; without an hour where none is said."""
    return full_day(deadline.day) + (f", {hour_of(deadline.clock)}" if deadline.clock else "")


def deadlines(context: RequestContext, upcoming: UpcomingMeeting) -> list[Deadline]:
    """Returns what can be done until when for this meeting."""
    options = next((source.options for source in context.catalogue.sources if source.id == upcoming.source), {})
    return deadlines_of(upcoming.meeting, options, upcoming.agendas)


def full_day(when: date) -> str:
    """Writes a day as `Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {day(when)}"
