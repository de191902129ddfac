"""PURE: puts one change into one line, as where somebody looks back."""

from __future__ import annotations

from watcher.bot.commands.context import RequestContext
from watcher.bot.commands.views import local_day, name_of_what
from watcher.core.dates import read_day
from watcher.core.documents import Change
from watcher.core.meetings import meeting_of
from watcher.messages.change import first_line
from watcher.messages.related import related_lines
from watcher.messages.telegram_html import TelegramHtml, join
from watcher.messages.texts import welcome
from watcher.messages.texts.format import fill
from watcher.rules.recency import day_of

LONGEST_NEWS = 120


def change_line(context: RequestContext, change: Change) -> TelegramHtml:
    """Says in one line what happened to a document, and of which day it is: of a meeting's paper, which meeting; in
    another which paper an article is about, or which article is about a paper."""
    source = name_of_what(context, change.source)
    line = fill(welcome.CHANGE_LINE, news=first_line(change, LONGEST_NEWS), source=source, when=_of(context, change))
    return join([line, *related_lines(change)[:1]])


def _of(context: RequestContext, change: Change) -> str:
    if meeting := meeting_of(change.document) and read_day(change.document.details.get("date")):
        return welcome.OF_MEETING.format(day=local_day(context, meeting))
    return local_day(context, day_of(change, context.catalogue.timezone)) if change.at else ""
