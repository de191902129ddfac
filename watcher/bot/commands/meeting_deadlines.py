"""PURE: finds until when the public can do something about a meeting that lies ahead."""

from __future__ import annotations

from watcher.bot.commands.context import RequestContext
from watcher.core.deadlines import Deadline
from watcher.core.meetings import UpcomingMeeting
from watcher.rules.deadlines import deadlines_of


def question_deadline(context: RequestContext, upcoming: UpcomingMeeting) -> Deadline | None:
    """Returns until when the public can put a question to this meeting; None where that is not known."""
    return next((found for found in deadlines(context, upcoming) if found.kind == "question"), None)


def deadlines(context: RequestContext, upcoming: UpcomingMeeting) -> list[Deadline]:
    """Returns what can be done until when for this meeting."""
    options = next((source.options for source in context.catalogue.sources if source.id == upcoming.source), {})
    return deadlines_of(upcoming.meeting, options, upcoming.agendas)
