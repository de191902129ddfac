"""PURE: tells when a source is visited next, and how much of a run it may take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from watcher.core.dates import office_opens
from watcher.core.errors import Challenged, Gone, Hung, Refused, SourceError, Unreachable
from watcher.core.sources import Source
from watcher.core.visits import Health, VisitPlan

FIRST_PAUSE = timedelta(minutes=15)
LONGEST_BACKOFF = timedelta(days=1)
GUARDED_PAUSE = timedelta(hours=6)
NEVER = timedelta(days=3650)
CUT = "cut short"
"""The note of how often in a row a visit's time was over before anything was read."""

SHARE, MOST_DOUBLED = 120.0, 4
"""Seconds of a run that one source may take. At a Crawl-delay of 30 s, the longest that is kept to, that is four pages;
with the usual two seconds, fifty."""

EARLY = timedelta(minutes=2)

_IN_OFFICE_HOURS = ".ofsted.gov.uk"
"""Hosts under this name publish in office hours only, and are asked in no others (facts/ofsted.md, 9)."""


def is_due(source: Source, health: Health | VisitPlan | None, now: datetime) -> bool:
    """Tells whether a source is visited in this run: its time has come, it was never visited, its address was edited,
    or its last visit was by a clock that ran ahead. A run that cron starts a little early still counts, so that `every:
    30m` means each half hour, not each second one."""
    if health is None or health.next_visit is None or health.url != source.url:
        return True
    ran_ahead = health.last_visit is not None and health.last_visit > now
    return ran_ahead or now >= due_from(source, health.next_visit, health)


def due_sources(
    chosen: Iterable[Source], known: Mapping[str, Health] | Mapping[str, VisitPlan], now: datetime
) -> list[Source]:
    """Returns those of these sources that are due at `now`, in their order; `known` is what there is of each by its
    id."""
    return [source for source in chosen if is_due(source, known.get(source.id), now)]


def due_from(source: Source, next_visit: datetime, health: Health | VisitPlan) -> datetime:
    """Returns from when on a run visits the source whose next visit was planned for `next_visit`: earlier where
    `every:` has been edited since, and the source is not left alone for a failure."""
    if health.last_visit and not health.failures and health.last_visit + source.every < next_visit:
        next_visit = min(next_visit, planned(source, health.last_visit + source.every))
    return next_visit - min(EARLY, source.every / 10)


def share(health: Health) -> float:
    """Returns the seconds that a visit may take: a share of a run's time, doubled with each visit in a row that came to
    nothing for want of it, so that every source comes to its end one day."""
    return SHARE * 2.0 ** min(int(health.notes.get(CUT, "0")), MOST_DOUBLED)


def planned(source: Source, wanted: datetime) -> datetime:
    """Returns when the source is visited next: at the wanted moment, or in the office hours that follow it where its
    site keeps to them."""
    return office_opens(wanted) if _is_an_office(source.url) else wanted


@lru_cache(maxsize=1_000)  # asked several times of each source in every run
def _is_an_office(url: str) -> bool:
    return f".{urlsplit(url).hostname}".endswith(_IN_OFFICE_HOURS)


def given_up(health: Health) -> bool:
    """Tells whether the source is not asked again until its address is edited."""
    return bool(health.last_visit and health.next_visit and health.next_visit - health.last_visit >= NEVER)


def pause(source: Source, error: SourceError, failures: int) -> timedelta:
    """Returns how long a source is left alone after so many failures in a row: it doubles from its usual pause (after a
    refusal, and for Ofsted, at least 15 minutes) to a day, before a guard to six hours; the site's own Retry-After is
    kept; what is gone for good (410) is not asked again until its address is edited (facts/news.md, "HTTP";
    facts/ofsted.md, 9); what made the program hang is left alone for a day."""
    if isinstance(error, Gone):
        return NEVER
    if isinstance(error, Hung):
        return LONGEST_BACKOFF
    if isinstance(error, Unreachable) and error.retry_after is not None:
        return min(max(timedelta(seconds=error.retry_after), source.every), LONGEST_BACKOFF)
    careful = isinstance(error, Refused) or _is_an_office(source.url)
    first = max(source.every, FIRST_PAUSE) if careful else source.every
    doubled: timedelta = first * 2 ** min(failures, 10)
    return min(doubled, max(GUARDED_PAUSE if isinstance(error, Challenged) else LONGEST_BACKOFF, source.every))
