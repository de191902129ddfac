"""PURE: /meetings: what lies ahead, when its papers are due, and until when the public can ask."""

from __future__ import annotations

from datetime import date

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.views import name_of_what, pager
from watcher.core.dates import papers_due, working_days_before
from watcher.core.queries import UpcomingMeeting
from watcher.messages.change import title_of
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain, split_into_messages
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill

A_PAGE = 8


def meetings(scene: RequestContext, words: str) -> Reply:
    return meetings_page(scene, 0)


def meetings_page(scene: RequestContext, page: int) -> Reply:
    """Those that are followed; all of them, and that this is so, where none is."""
    every = scene.lookups.meetings()
    if not every:
        return Reply(plain(texts.NO_MEETINGS).html)
    wanted = [one for one in every if one.wanted]
    head = bold(texts.MEETINGS) if wanted else plain(texts.NO_MEETINGS_FOLLOWED if scene.mine else texts.ALL_MEETINGS)
    shown = wanted or every
    page = min(page, (len(shown) - 1) // A_PAGE)
    blocks = [_coming(scene, one) for one in shown[page * A_PAGE : (page + 1) * A_PAGE]]
    first, *more = (text.html for text, _ in split_into_messages(blocks, head))
    return Reply(first, pager("meetings", page, more=(page + 1) * A_PAGE < len(shown)), more=tuple(more))


def _coming(scene: RequestContext, one: UpcomingMeeting) -> TelegramHtml:
    said = one.meeting.details.get
    when = date.fromisoformat(str(said("date")))
    clock = one_line(str(said("time") or ""), 20)
    head = bold(full_day(when) + (f", {clock}" if clock else ""))
    committee = link(one_line(title_of(one.meeting), 120), one.meeting.url)
    source = name_of_what(scene, one.source)
    elsewhere = plain(f" – {source}") if source.casefold() not in title_of(one.meeting).casefold() else TelegramHtml()
    venue = one_line(str(said("venue") or ""), 120)
    return join([head, committee + elsewhere, plain(venue), *_dates(scene, one, when)])


def _dates(scene: RequestContext, one: UpcomingMeeting, meeting: date) -> list[TelegramHtml]:
    """When papers are due and questions must be in; of one that does not take place only that."""
    status = str(one.meeting.details.get("status") or "").casefold()
    if off := next((shown for said, shown in texts.CALLED_OFF.items() if said in status), ""):
        return [bold(off)]
    today = scene.lookups.now.astimezone(scene.catalogue.timezone).date()
    return [_papers(one.papers, papers_due(meeting), today), _questions(scene, one.source, meeting, today)]


def _papers(out: int, due: date, today: date) -> TelegramHtml:
    if out:
        return plain(texts.PAPERS_OUT)
    return fill(texts.PAPERS_DUE if today <= due else texts.PAPERS_LATE, day=full_day(due))


def _questions(scene: RequestContext, source: str, meeting: date, today: date) -> TelegramHtml:
    last = last_day_for_questions(scene, source, meeting)
    if last is None:
        return TelegramHtml()
    return fill(texts.QUESTIONS_UNTIL if today <= last else texts.QUESTIONS_OVER, day=full_day(last))


def last_day_for_questions(scene: RequestContext, source: str, meeting: date) -> date | None:
    """The last day on which the public can put a question to a meeting of this source; None where no rule is known."""
    rule = next((one.options.get("questions") for one in scene.catalogue.sources if one.id == source), None)
    return working_days_before(meeting, rule) if isinstance(rule, int) else None


def full_day(when: date) -> str:
    """`Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {when.day} {when:%B %Y}"
