"""PURE: says of a meeting that lies ahead when its papers are due, and how and until when the public can ask."""

from __future__ import annotations

from datetime import date, datetime

from watcher.core.dates import day
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.messages.readable import hour_of
from watcher.messages.telegram_html import TelegramHtml, one_line, plain
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.rules import meeting_status


def questions_line(meeting: Document, asked: Deadline | None, now: datetime) -> TelegramHtml:
    """Says how and until when the public can put a question to this meeting; nothing where that is not known."""
    if not asked:
        return TelegramHtml()
    if asked.is_over(now):
        return fill(texts.QUESTIONS_OVER, day=last_moment(asked))
    contact = one_line(str(meeting.details.get("contact") or ""), 120)
    unsaid = texts.QUESTIONS_UNTIL_CONTACT if contact else texts.QUESTIONS_UNTIL
    said = texts.QUESTIONS_UNTIL_TO if asked.to else unsaid
    return fill(said, day=last_moment(asked), to=one_line(asked.to, 120), contact=contact)


def papers_line(out: int, due: date, today: date) -> TelegramHtml:
    """Says whether the papers of a meeting are out, else when they are or were due."""
    if out:
        return plain(texts.PAPERS_OUT)
    return fill(texts.PAPERS_DUE if today <= due else texts.PAPERS_LATE, day=full_day(due))


def called_off(meeting: Document) -> str:
    """Returns the word for a meeting that does not take place; empty where it does."""
    return meeting_status.called_off(meeting.details.get("status"))


def last_moment(deadline: Deadline) -> str:
    """Writes a deadline as `Friday 27 November 2026, noon`; without an hour where none is said."""
    return full_day(deadline.day) + (f", {hour_of(deadline.clock)}" if deadline.clock else "")


def full_day(when: date) -> str:
    """Writes a day as `Tuesday 1 December 2026`."""
    return f"{texts.DAYS[when.weekday()]} {day(when)}"
