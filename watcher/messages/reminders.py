"""PURE: puts a reminder into words: first what can be done until when, then how and where."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from watcher.core.alerts import Button, Buttons
from watcher.core.deadlines import Deadline
from watcher.core.defaults import LONDON
from watcher.core.documents import Document
from watcher.messages.readable import hour_of
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import reminders as texts
from watcher.messages.texts.format import fill

_NEWS = {
    "question": texts.QUESTION,
    "call-in": texts.CALL_IN,
    "consultation": texts.CONSULTATION,
    "meeting": texts.MEETING,
}
_HOW = {
    "question": texts.HOW_TO_ASK,
    "call-in": texts.HOW_TO_CALL_IN,
    "consultation": texts.HOW_TO_ANSWER,
    "meeting": "",
}
MOST_OF_A_TITLE = 120


def reminder(deadline: Deadline, document: Document, now: datetime) -> tuple[str, Buttons]:
    """Returns what a chat is told now of this deadline of the document, and the button that leads to its page."""
    title = one_line(document.title, MOST_OF_A_TITLE)
    news = _NEWS[deadline.kind].format(title=title, when=relative_day(deadline, now))
    how = fill(texts.SEND_THEM_TO, to=one_line(deadline.to, 120)) if deadline.to else plain(_HOW[deadline.kind])
    where = _where(document, dated=deadline.kind != "meeting")
    said = join([bold(news), how, where, fill(texts.ASKED_FOR)])
    button = Button(texts.BUTTON_PAGES[deadline.kind], url=document.url)
    return said.html, ((button,),) if document.url else ()


def relative_day(deadline: Deadline, now: datetime) -> str:
    """Returns a deadline as `tomorrow, Fri 13 Nov, noon`."""
    today = now.astimezone(LONDON).date()
    near = {today: texts.TODAY, today + timedelta(days=1): texts.TOMORROW}
    return near.get(deadline.day, texts.ON).format(day=short_day(deadline.day, deadline.clock))


def short_day(day: date, clock: time | None = None) -> str:
    """Returns a deadline as `Fri 13 Nov, noon`; without an hour `Fri 13 Nov`."""
    return f"{day:%a} {day.day} {day:%b}" + (f", {hour_of(clock)}" if clock else "")


def _where(document: Document, *, dated: bool) -> TelegramHtml:
    """Returns the document as a link; of a meeting also its place, and (`dated`) its day and hour."""
    said = document.details.get
    is_meeting = document.kind == "meeting"
    when = said("date") if is_meeting and dated else None
    day = [short_day(date.fromisoformat(when))] if isinstance(when, str) else []
    names = ("time", "venue") if is_meeting and dated else ("venue",) if is_meeting else ()
    rest = [*day, *(one_line(str(said(name) or ""), 120) for name in names)]
    named = link(one_line(document.title, MOST_OF_A_TITLE), document.url)
    return named + plain("".join(f", {words}" for words in rest if words))
