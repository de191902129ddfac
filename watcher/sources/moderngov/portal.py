"""Reads a whole portal: what is new is asked at each visit, everything else when that points at it or its time has
come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from watcher.core.errors import OutOfTime, Refused, SourceError
from watcher.core.visits import FailedReading, Reading, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov import decisions, forward_plans, notes
from watcher.sources.moderngov.access import page_answered, refusal
from watcher.sources.moderngov.committees import read_lists, watched_committees
from watcher.sources.moderngov.meetings import Meetings
from watcher.sources.moderngov.parse import whatsnew
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.whatsnew import NewsItem

_REGISTERS, _PLANS, _ABSENT_AGAIN = timedelta(hours=4), timedelta(days=1), timedelta(days=1)
_NEWS_BEFORE, _NEWS_AFTER = timedelta(days=14), timedelta(days=1)
_NEWS = "news"


def read_root(visit: Visit, portal: Portal) -> Iterator[Reading | FailedReading]:
    """Read everything on a portal, its meetings narrowed to the committees that its options name. Raises NotUnderstood
    where none of those is found."""
    watched, unknown = watched_committees(visit, portal)
    yield from unknown
    said, outcome = _news(visit, portal)
    yield from outcome
    new = _unseen(visit, portal, said)
    meetings = Meetings(visit, portal, _events(new), _agenda_days(new), _reserved(visit), with_decisions=False)
    listings, failed = read_lists(visit, portal, watched, meetings.pointed)
    yield from failed
    yield from meetings.follow(listings)
    yield from refusal(visit, portal)
    yield from _registers(visit, portal, {item.what for item in new})
    if said:
        unread = meetings.unread()
        again = {item.line for item in new if item.what == "meeting" and item.number in unread}
        notes.remember(visit, _NEWS, {item.line: "" for item in said if item.line not in again})


def _events(new: Iterable[NewsItem]) -> dict[str, str]:
    """Return what is said to be new of each meeting, by its number."""
    events: dict[str, str] = {}
    for item in new:
        if item.what == "meeting":
            events[item.number] = f"{events.get(item.number, '')} {item.event}"
    return events


def _reserved(visit: Visit) -> int:
    """Estimate how many requests this visit will take for what is no meeting; those of the next are kept back."""
    last = max(visit.read_at.values(), default=visit.now)
    due, due_next = (_due(replace(visit, now=now)) for now in (visit.now, visit.now + abs(visit.now - last)))
    notes.reserve(visit, 0 if due else due_next)
    return 2 + due


def _due(visit: Visit) -> int:
    """Estimate how many requests the registers take now."""
    return 3 * notes.is_due(visit, "plans", _PLANS) + 4 * notes.is_due(visit, "made", _REGISTERS)


def _agenda_days(new: Iterable[NewsItem]) -> dict[str, date]:
    """Return the day on which the papers of each meeting (by its number) were published; none where several are named:
    which paper is of which day is not said."""
    days: dict[str, set[date | None]] = {}
    for item in new:
        if item.what == "meeting" and "agenda" in item.event:
            days.setdefault(item.number, set()).add(item.day)
    return {number: day for number, said in days.items() if len(said) == 1 and (day := next(iter(said)))}


def _registers(visit: Visit, portal: Portal, about: set[str]) -> Iterator[Reading | FailedReading]:
    """Read the plan before what is forthcoming: a decision that stands in both belongs to the plan."""
    steps = (
        ("plans", forward_plans.plans_scope(portal), _PLANS, {"plan", "issue"}),
        ("forthcoming", decisions.forthcoming_scope(portal), _REGISTERS, {"plan", "issue"}),
        ("made", decisions.made_scope(portal), _REGISTERS, {"decision"}),
    )
    for name, scope, every, pointers in steps:
        if notes.is_due(visit, name, every) or about & pointers:
            yield from _step(visit, portal, name, scope)


def _step(visit: Visit, portal: Portal, name: str, scope: str) -> Iterator[Reading | FailedReading]:
    """Read one register. One that was never there is no failure; it is looked for again a day later."""
    absent = f"absent {name}"
    if not notes.is_due(visit, absent, _ABSENT_AGAIN):
        return
    try:
        yield from _read(visit, portal, name)
        notes.stamp(visit, name)
    except SourceError as error:
        if isinstance(error, Refused | OutOfTime) or notes.was_stamped(visit, name):
            yield FailedReading(scope, error)
            return
        notes.stamp(visit, absent)
        yield Reading(f"{scope}#absent", damaged=f"left out, for want of a page that can be read: {error}")


def _read(visit: Visit, portal: Portal, name: str) -> Iterator[Reading | FailedReading]:
    if name == "plans":
        return forward_plans.read_plans(visit, portal, link(portal.url("mgPlansHome")))
    return decisions.read_made(visit, portal) if name == "made" else decisions.read_forthcoming(visit, portal)


def _news(visit: Visit, portal: Portal) -> tuple[list[NewsItem], list[Reading | FailedReading]]:
    """Read what the portal says is new, by its page or else its feed; with neither, all is read when its time comes."""
    scope, today = _news_scope(portal), london_day(visit.now)
    if not notes.is_due(visit, "absent news", _ABSENT_AGAIN):
        return [], []
    try:
        page = visit.get(whatsnew.page_url(portal, today - _NEWS_BEFORE, today + _NEWS_AFTER))
        said = [] if page.unchanged else whatsnew.parse_page(page)
        page_answered(visit)
    except SourceError as error:
        try:
            page = visit.get(whatsnew.feed_url(portal))
            said = [] if page.unchanged else whatsnew.parse_feed(page)
        except SourceError as other:
            if scope in visit.read_at or isinstance(other, OutOfTime):
                return [], [FailedReading(scope, error)]
            notes.stamp(visit, "absent news")
            return [], [Reading(f"{scope}#absent", damaged=f"new papers are found later than they could be: {error}")]
    return said, [Reading(scope, unchanged=True)]


def _unseen(visit: Visit, portal: Portal, said: Iterable[NewsItem]) -> list[NewsItem]:
    """Return the lines that were not there last time; the first time all of them were there before."""
    if _news_scope(portal) not in visit.read_at:
        return []
    seen = notes.recall(visit, _NEWS)
    return [item for item in said if item.line not in seen]


def _news_scope(portal: Portal) -> str:
    return portal.url("mgWhatsNew")
