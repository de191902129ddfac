"""PURE: makes a link that puts a meeting into a calendar, and works although nothing of ours runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from watcher.core.deadlines import read
from watcher.core.defaults import LONDON
from watcher.core.documents import Document
from watcher.messages.telegram_html import one_line
from watcher.rules.deadlines import takes_place

LONGEST = 1_900
"""Bytes of a whole link: beyond 2,000 some programs cut it."""
_TEMPLATE = "https://calendar.google.com/calendar/render"
LASTS = timedelta(hours=2)
"""No page says how long a meeting lasts; after so long most are over."""
_MOST_TITLE, _MOST_PLACE = 200, 150


def calendar_link(meeting: Document) -> str:
    """Returns the portal's own calendar file of a meeting, else a link that fills in an event in Google's calendar;
    empty for a meeting without a date, and for one that does not take place."""
    when = read(meeting.details.get("date"))
    if not when or not takes_place(meeting):
        return ""
    own = meeting.details.get("calendar")
    return own if isinstance(own, str) and own else google_link(meeting)


def google_link(meeting: Document) -> str:
    """Returns a link that fills in the meeting in Google's calendar, in UTC; without an hour it takes all day. Empty
    where the meeting has no date."""
    when = read(meeting.details.get("date"))
    if not when:
        return ""
    begins = read(f"{when[0]}T{meeting.details.get('time') or ''}")
    place = str(meeting.details.get("venue") or "")
    asked = {
        "action": "TEMPLATE",
        "text": one_line(meeting.title, _MOST_TITLE),
        "dates": _dates(when[0], begins[1] if begins else None),
    }
    more = {"details": meeting.url, "location": one_line(place, _MOST_PLACE), "ctz": "Europe/London"}
    link = _within(asked, {name: value for name, value in more.items() if value})
    return f"{_TEMPLATE}?{link}"


def _dates(day: date, clock: time | None) -> str:
    if clock is None:
        return f"{day:%Y%m%d}/{day + timedelta(days=1):%Y%m%d}"
    begins = datetime.combine(day, clock, LONDON).astimezone(UTC)
    return f"{begins:%Y%m%dT%H%M%SZ}/{begins + LASTS:%Y%m%dT%H%M%SZ}"


def _within(asked: dict[str, str], more: dict[str, str]) -> str:
    """Returns the parameters, of the further ones as many as fit; a title of strange signs, each of which takes up to
    twelve bytes, is cut."""
    while len(_encoded(asked)) > LONGEST - len(_TEMPLATE) - 1:
        asked = asked | {"text": asked["text"][: len(asked["text"]) // 2]}
    for name, value in more.items():
        if len(_encoded(asked | {name: value})) < LONGEST - len(_TEMPLATE):
            asked = asked | {name: value}
    return _encoded(asked)


def _encoded(asked: dict[str, str]) -> str:
    return urlencode(asked, quote_via=quote, safe="/")
