"""PURE: how a source fares after a visit, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from watcher.core.dates import office_opens
from watcher.core.errors import Challenged, Gone, Hung, OutOfTime, Refused, SourceError, Unreachable
from watcher.core.sources import Health, Source
from watcher.rules.assess import VisitOutcome

FIRST_PAUSE = timedelta(minutes=15)
LONGEST_BACKOFF = timedelta(days=1)
GUARDED_PAUSE = timedelta(hours=6)
NEVER = timedelta(days=3650)
MOVES_BELIEVED = 3
_MOVED = "moved"
_ASKED = "asked"
_CUT = "cut short"
_UNCONNECTED = "no connection"
SHARE, MOST_DOUBLED = 120.0, 4
"""Seconds of a run that one source may take. At a Crawl-delay of 30 s, the longest that is kept to, that is four pages;
with the usual two seconds, fifty."""
EARLY = timedelta(minutes=2)
_IN_OFFICE_HOURS = ".ofsted.gov.uk"
"""Hosts under this name publish in office hours only, and are asked in no others (facts/ofsted.md, 9)."""


def is_due(source: Source, health: Health | None, now: datetime) -> bool:
    """Whether a source is visited in this run: its time has come, it was never visited, its address was edited, or
    its last visit was by a clock that ran ahead. A run that cron starts a little early still counts, so that `every:
    30m` means each half hour, not each second one."""
    if health is None or health.next_visit is None or health.url != source.url:
        return True
    ran_ahead = health.last_visit is not None and health.last_visit > now
    return ran_ahead or now >= due_from(source, health.next_visit, health)


def due_from(source: Source, next_visit: datetime, health: Health) -> datetime:
    """From when on a run visits the source whose next visit was planned for then: earlier where `every:` has been
    edited since, and the source is not left alone for a failure."""
    if health.last_visit and not health.failures:
        next_visit = min(next_visit, planned(source, health.last_visit + source.every))
    return next_visit - min(EARLY, source.every / 10)


def is_first(source: Source, health: Health) -> bool:
    """Whether the next good visit is the baseline: nothing good was read yet, or another kind reads it from now on."""
    return health.baseline_at is None or health.kind != source.kind


def after_visit(source: Source, before: Health, found: VisitOutcome, now: datetime, notes: Mapping[str, str]) -> Health:
    """How the source fares after a visit that read something, and what is noted until the next."""
    good = found.state == "ok"
    # A damaged first answer is no baseline, unless the page is damaged every time (facts/news.md, "First visit"). One
    # that was cut short is none yet: the visits that go on with it tell nobody either.
    settled = not found.cut and (not found.damaged or before.last_good is not None)
    first = is_first(source, before)
    return replace(
        before,
        kind=source.kind,
        url=source.url,
        state=found.state,
        reason=found.reason or _moved_reason(notes),
        last_visit=now,
        last_good=now if good else before.last_good,
        last_new=now if found.changes else before.last_new,
        next_visit=planned(source, now if found.cut and good else now + source.every),
        failures=0 if good else before.failures + 1,
        baseline_at=(now if settled else None) if first else before.baseline_at,
        notes=_with_question(notes, found.state, found.doubts),
        broken_since=None if good else before.broken_since or now,
    )


def after_failure(source: Source, before: Health, error: SourceError, now: datetime) -> Health:
    """How the source fares after a visit that read nothing; what is remembered of its documents stays as it is."""
    return replace(
        before,
        url=source.url,
        state=error.state,
        reason=str(error),
        last_visit=now,
        next_visit=planned(source, now + pause(source, error, before.failures)),
        failures=before.failures + 1,
        notes=_with_connection(_with_question(before.notes, error.state), error),
        broken_since=before.broken_since or now,
    )


def after_cut(source: Source, before: Health, error: OutOfTime, now: datetime) -> Health:
    """How the source fares after a visit whose time was over before anything was read whole: as before, and due again
    at once, with twice the time."""
    times = int(before.notes.get(_CUT, "0")) + 1
    notes = {**before.notes, _CUT: str(times)}
    next_visit = planned(source, now)
    return replace(before, url=source.url, reason=str(error), last_visit=now, next_visit=next_visit, notes=notes)


def share(health: Health) -> float:
    """The seconds that a visit may take: a share of a run's time, doubled with each visit in a row that came to nothing
    for want of it, so that every source comes to its end one day."""
    return SHARE * 2.0 ** min(int(health.notes.get(_CUT, "0")), MOST_DOUBLED)


def planned(source: Source, wanted: datetime) -> datetime:
    """When the source is visited next: at the wanted moment, or in the office hours that follow it where its site keeps
    to them."""
    return office_opens(wanted) if _is_an_office(source.url) else wanted


@lru_cache(maxsize=1_000)  # asked several times of each source in every run
def _is_an_office(url: str) -> bool:
    return f".{urlsplit(url).hostname}".endswith(_IN_OFFICE_HOURS)


def _with_question(notes: Mapping[str, str], state: str, doubts: Iterable[str] = ()) -> dict[str, str]:
    """The notes, with the kinds of `doubts` that administrators have been asked about: each once until all is well
    again, even if the source can't be read at all in between."""
    asked = {*_asked(notes), *doubts}
    rest = {name: note for name, note in notes.items() if name not in (_ASKED, _CUT, _UNCONNECTED)}
    return rest | ({_ASKED: "\n".join(sorted(asked))} if asked and state != "ok" else {})


def without_question(notes: Mapping[str, str]) -> dict[str, str]:
    """The notes once an administrator has agreed: of what is held back after that he is asked anew."""
    return {name: note for name, note in notes.items() if name != _ASKED}


def _asked(notes: Mapping[str, str]) -> set[str]:
    return set(notes.get(_ASKED, "").splitlines())


def _with_connection(notes: Mapping[str, str], error: SourceError) -> dict[str, str]:
    unconnected = isinstance(error, Unreachable) and not error.connected
    return {**notes, _UNCONNECTED: "yes"} if unconnected else dict(notes)


def unconnected(health: Health) -> bool:
    """Whether nobody was there, or the name was not found, when it was last visited."""
    return _UNCONNECTED in health.notes


def to_be_asked(before: Health, after: Health) -> bool:
    """Whether administrators have not been asked yet about what is held back now."""
    return not _asked(after.notes) <= _asked(before.notes)


def given_up(health: Health) -> bool:
    """Whether the source is not asked again until its address is edited."""
    return bool(health.last_visit and health.next_visit and health.next_visit - health.last_visit >= NEVER)


def with_move(notes: Mapping[str, str], moved_to: str) -> dict[str, str]:
    """The notes, with how often in a row the source's address was found to have moved for good to this one."""
    times, _, known = notes.get(_MOVED, "").partition(" ")
    rest = {name: note for name, note in notes.items() if name != _MOVED}
    again = min(int(times) + 1, MOVES_BELIEVED) if known == moved_to and times else 1
    return {**rest, _MOVED: f"{again} {moved_to}"} if moved_to else rest


def moved_to(notes: Mapping[str, str]) -> str:
    """The new address, once three visits in a row were sent on to it for good (facts/news.md, "HTTP")."""
    times, _, known = notes.get(_MOVED, "").partition(" ")
    return known if times == str(MOVES_BELIEVED) else ""


def _moved_reason(notes: Mapping[str, str]) -> str | None:
    new = moved_to(notes)
    return f"its address has moved for good: change `url:` in sources.yaml to {new}" if new else None


def pause(source: Source, error: SourceError, failures: int) -> timedelta:
    """How long a source is left alone after so many failures in a row: it doubles from its usual pause (after a
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
