"""PURE: how the public puts a question to the next meeting of what is followed, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.meetings import full_day, last_day_for_questions
from watcher.core.alerts import Button
from watcher.core.queries import UpcomingMeeting
from watcher.messages.buttons import callback_data
from watcher.messages.change import title_of
from watcher.messages.telegram_html import TelegramHtml, join, link, one_line, own, plain
from watcher.messages.texts import conversation
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill


@dataclass(frozen=True, slots=True)
class _Askable:
    """A coming meeting, and the last day on which a question to it counts; None where that is not known."""

    meeting: UpcomingMeeting
    when: date
    until: date | None

    def is_open(self, today: date) -> bool:
        return self.until is None or today <= self.until


def how_to_ask(scene: RequestContext) -> Reply:
    """The next meeting that a question can still reach; of what is followed, or of all where none of that is coming."""
    today = scene.lookups.now.astimezone(scene.catalogue.timezone).date()
    coming = [_askable(scene, one) for one in _held(scene.lookups.meetings())]
    followed = [one for one in coming if one.meeting.wanted] or coming
    if not followed:
        return Reply(own(texts.NO_MEETING_TO_ASK).html)
    best = next((one for one in followed if one.is_open(today)), followed[0])
    lines = [_meeting(scene, best, today), *_until(best, today), own(texts.QUESTION_HOW)]
    page = best.meeting.meeting.url
    buttons = [Button(texts.BUTTON_AGENDA, url=page)] if page.startswith(("http://", "https://")) else []
    return Reply(join(lines, "\n\n").html, ((*buttons, Button(texts.BUTTON_ALL_MEETINGS, callback_data("meetings"))),))


def _held(meetings: Sequence[UpcomingMeeting]) -> list[UpcomingMeeting]:
    """Those that take place."""
    said = ((one, str(one.meeting.details.get("status") or "").casefold()) for one in meetings)
    return [one for one, status in said if not any(off in status for off in conversation.CALLED_OFF)]


def _askable(scene: RequestContext, one: UpcomingMeeting) -> _Askable:
    """The one place that decides until when a question counts."""
    when = date.fromisoformat(str(one.meeting.details.get("date")))
    return _Askable(one, when, last_day_for_questions(scene, one.source, when))


def _meeting(scene: RequestContext, best: _Askable, today: date) -> TelegramHtml:
    document = best.meeting.meeting
    title = link(one_line(title_of(document), 120), document.url)
    details = (one_line(str(document.details.get(name) or ""), 120) for name in ("time", "venue"))
    when = ", ".join(filter(None, (full_day(best.when), *details)))
    return fill(texts.NEXT_QUESTION if best.is_open(today) else texts.NEXT_MEETING, meeting=title, when=when)


def _until(best: _Askable, today: date) -> list[TelegramHtml]:
    if best.until is None:
        return [plain(texts.QUESTION_UNTIL_UNKNOWN)]
    if not best.is_open(today):
        return [fill(texts.QUESTION_TOO_LATE, day=full_day(best.until))]
    days = (best.until - today).days
    left = texts.DAYS_LEFT[min(days, 2)].format(count=days)
    return [fill(texts.QUESTION_UNTIL, day=full_day(best.until), left=plain(left))]
