"""PURE: writes a meeting's card: where it is, how and until when the public can ask, and links that work although
nothing of ours runs."""

from __future__ import annotations

import re
from datetime import date

from watcher.core.alerts import Alert, Button, Buttons
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.core.meetings import MeetingAndPapers, meeting_of
from watcher.messages.buttons import tappable
from watcher.messages.calendar_link import calendar_link
from watcher.messages.context import RenderContext
from watcher.messages.readable import short_moment
from watcher.messages.telegram_html import TelegramHtml, join, one_line, plain
from watcher.messages.texts import alerts as texts
from watcher.messages.texts.format import fill
from watcher.rules.deadlines import deadlines_of, takes_place

MOST_PLACE, MOST_ADDRESS, MOST_CONTACT = 120, 80, 120
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a link to a bot can carry (facts/telegram.md, 2)."""


def meeting_card(alert: Alert, context: RenderContext, name: str = "") -> TelegramHtml:
    """Returns where the meeting of this alert is, and until when questions can be put; nothing but its `name` for one
    that is over, does not take place or is not known. `name`: that and its day, where no line above says them."""
    known = _of(alert, context)
    today = context.day(alert.change.at)
    if not known.meeting or not today or not _is_on(known.meeting, alert) or _is_over(known.meeting, today):
        return plain(name)
    is_told = alert.change.document.kind == "meeting"  # with its place
    venue = "" if is_told else one_line(str(known.meeting.details.get("venue") or ""), MOST_PLACE)
    place = ", ".join(filter(None, (name, venue)))
    return join([plain(f"{place}." if place else ""), *_how_to_ask(known, alert, context, today)], " ")


def _how_to_ask(
    known: MeetingAndPapers, alert: Alert, context: RenderContext, today: date
) -> tuple[TelegramHtml, TelegramHtml]:
    """Returns until when questions are taken, and to whom they go: the page's contact where no address is said for
    it."""
    asked = _questions(known, alert, context, today)
    contact = one_line(str(known.meeting.details.get("contact") or ""), MOST_CONTACT) if known.meeting else ""
    said = fill(texts.CONTACT, contact=contact) if contact and "@" not in asked.html else TelegramHtml()
    return asked, said


def meeting_buttons(alert: Alert, context: RenderContext) -> Buttons:
    """Returns links as buttons: the agenda's page, a calendar, and one to share; those that are no addresses are left
    out."""
    meeting = _of(alert, context).meeting
    if not meeting:
        return ()
    links = {
        texts.BUTTON_AGENDA: meeting.url,
        texts.BUTTON_CALENDAR: _calendar(meeting, alert, context),
        texts.BUTTON_WEBCAST: str(meeting.details.get("webcast") or ""),
        texts.BUTTON_SHARE: _share(alert, context),
    }
    row = tuple(Button(label, url=url) for label, address in links.items() if (url := tappable(address)))
    return (row,) if row else ()


def _of(alert: Alert, context: RenderContext) -> MeetingAndPapers:
    document = alert.change.document
    known = context.meeting(alert.change.source, meeting_of(document))
    return MeetingAndPapers(document, known.papers) if document.kind == "meeting" else known


def _calendar(meeting: Document, alert: Alert, context: RenderContext) -> str:
    today = context.day(alert.change.at)
    ahead = not today or not _is_over(meeting, today)
    return calendar_link(meeting) if ahead and _is_on(meeting, alert) else ""


def _is_on(meeting: Document, alert: Alert) -> bool:
    """Tells whether a meeting takes place, as far as is known: not one that its page no longer shows."""
    is_gone = alert.change.kind == "withdrawn" and alert.change.document.kind == "meeting"
    return takes_place(meeting) and not is_gone


def _is_over(meeting: Document, today: date) -> bool:
    when = meeting.details.get("date")
    return not isinstance(when, str) or when < today.isoformat()


def _questions(known: MeetingAndPapers, alert: Alert, context: RenderContext, today: date) -> TelegramHtml:
    source = context.sources.get(alert.change.source)
    found = deadlines_of(known.meeting, source.options if source else {}, known.papers) if known.meeting else []
    asked = next((deadline for deadline in found if deadline.kind == "question"), None)
    moment = context.now or alert.change.at
    if not asked or (moment and asked.is_over(moment)):
        return TelegramHtml()
    to = texts.TO_ADDRESS.format(address=one_line(asked.to, MOST_ADDRESS)) if asked.to else ""
    until = short_moment(asked.day, asked.clock, today)
    return fill(texts.QUESTIONS, until=until, to=to, left=_left(asked, today))


def _left(asked: Deadline, today: date) -> str:
    days = (asked.day - today).days
    return texts.LEFT_TODAY if days <= 0 else texts.LEFT_ONE if days == 1 else texts.LEFT.format(days=days)


def _share(alert: Alert, context: RenderContext) -> str:
    """Returns a link by which others come to follow the same; empty for words of somebody's own."""
    wanted = [what.partition("/")[0] for what, words in alert.matched_subscriptions if what and not words]
    what = next((what for what in wanted if _PAYLOAD.fullmatch(what)), "")
    return f"https://t.me/{context.bot}?start={what}" if context.bot and what else ""
