"""PURE: tells how the public puts a question to the next meeting of what is followed, and until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.meeting_deadlines import question_deadline
from watcher.bot.commands.meetings import reminder_of
from watcher.core.alerts import Button
from watcher.core.deadlines import Deadline
from watcher.core.meetings import UpcomingMeeting
from watcher.messages.buttons import callback_data
from watcher.messages.change import title_of
from watcher.messages.coming_meetings import full_day, last_moment
from watcher.messages.telegram_html import TelegramHtml, join, link, one_line, own, plain
from watcher.messages.texts import plain_words as texts
from watcher.messages.texts.format import fill
from watcher.messages.texts.reminders import BUTTON_REMIND
from watcher.rules.deadlines import takes_place


@dataclass(frozen=True, slots=True)
class _Askable:
    """Holds a coming meeting, and until when a question to it counts; None where that is not known."""

    meeting: UpcomingMeeting
    when: date
    until: Deadline | None

    def is_open(self, now: datetime) -> bool:
        """Tells whether a question can still reach the meeting; True where no last day is known."""
        return self.until is None or not self.until.is_over(now)


def how_to_ask(context: RequestContext) -> Reply:
    """Shows the next meeting that a question can still reach; of what is followed, or of all where none of that is
    coming."""
    now = context.lookups.now.astimezone(context.catalogue.timezone)
    coming = [_askable(context, upcoming) for upcoming in context.lookups.meetings() if takes_place(upcoming.meeting)]
    followed = [askable for askable in coming if askable.meeting.wanted] or coming
    if not followed:
        return Reply(own(texts.NO_MEETING_TO_ASK).html)
    best = next((askable for askable in followed if askable.is_open(now)), followed[0])
    lines = [_meeting(best, now), *_until(best, now), _where_to(best)]
    page = best.meeting.meeting.url
    buttons = [Button(texts.BUTTON_AGENDA, url=page)] if page.startswith(("http://", "https://")) else []
    buttons += [replace(button, label=BUTTON_REMIND) for button in reminder_of(context, best.meeting)]
    return Reply(join(lines, "\n\n").html, ((*buttons, Button(texts.BUTTON_ALL_MEETINGS, callback_data("meetings"))),))


def _askable(context: RequestContext, upcoming: UpcomingMeeting) -> _Askable:
    when = date.fromisoformat(str(upcoming.meeting.details.get("date")))
    return _Askable(upcoming, when, question_deadline(context, upcoming))


def _meeting(best: _Askable, now: datetime) -> TelegramHtml:
    document = best.meeting.meeting
    title = link(one_line(title_of(document), 120), document.url)
    details = (one_line(str(document.details.get(name) or ""), 120) for name in ("time", "venue"))
    when = ", ".join(filter(None, (full_day(best.when), *details)))
    return fill(texts.NEXT_QUESTION if best.is_open(now) else texts.NEXT_MEETING, meeting=title, when=when)


def _until(best: _Askable, now: datetime) -> list[TelegramHtml]:
    if best.until is None:
        return [plain(texts.QUESTION_UNTIL_UNKNOWN)]
    day = last_moment(best.until)
    if best.until.is_over(now):
        return [fill(texts.QUESTION_TOO_LATE, day=day)]
    days = (best.until.day - now.date()).days
    left = texts.DAYS_LEFT[min(days, 2)].format(count=days)
    return [fill(texts.QUESTION_UNTIL, day=day, left=plain(left))]


def _where_to(best: _Askable) -> TelegramHtml:
    to = one_line(best.until.to, 120) if best.until else ""
    return fill(texts.QUESTION_TO, to=to) if to else own(texts.QUESTION_HOW)
