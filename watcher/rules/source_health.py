"""PURE: tells how a source fares after a visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from watcher.core.errors import OutOfTime, SourceError, Unreachable
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.rules.due import CUT, pause, planned
from watcher.rules.visit_outcome import VisitOutcome

MOVES_BELIEVED = 3
_MOVED = "moved"
_ASKED = "asked"
_UNCONNECTED = "no connection"
TIMED_OUT = "timed out"
"""The note that a page took all the time there was."""
_LEFT_ALONE = "left alone until"
_OF_ONE_VISIT = (_UNCONNECTED, TIMED_OUT, _LEFT_ALONE)


def is_first(source: Source, health: Health) -> bool:
    """Tells whether the next good visit is the baseline: nothing good was read yet, or another kind reads it from now
    on."""
    return health.baseline_at is None or health.kind != source.kind


def after_visit(source: Source, before: Health, found: VisitOutcome, now: datetime, notes: Mapping[str, str]) -> Health:
    """Returns how the source fares after a visit that read something, with what is noted until the next."""
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
        notes=_with_manners(
            _with_question(notes, found.state, found.doubts), now, *(failure.error for failure in found.unread)
        ),
        broken_since=None if good else before.broken_since or now,
    )


def after_failure(source: Source, before: Health, error: SourceError, now: datetime) -> Health:
    """Returns how the source fares after a visit that read nothing; what is remembered of its documents stays as it
    is."""
    return replace(
        before,
        url=source.url,
        state=error.state,
        reason=str(error),
        last_visit=now,
        next_visit=planned(source, now + pause(source, error, before.failures)),
        failures=before.failures + 1,
        notes=_with_manners(_with_connection(_with_question(before.notes, error.state), error), now, error),
        broken_since=before.broken_since or now,
    )


def after_cut(source: Source, before: Health, error: OutOfTime, now: datetime) -> Health:
    """Returns how the source fares after a visit whose time was over before anything was read whole: as before, and due
    again at once, with twice the time."""
    times = int(before.notes.get(CUT, "0")) + 1
    notes = {name: note for name, note in before.notes.items() if name not in _OF_ONE_VISIT} | {CUT: str(times)}
    next_visit = planned(source, now)
    return replace(before, url=source.url, reason=str(error), last_visit=now, next_visit=next_visit, notes=notes)


def _with_question(notes: Mapping[str, str], state: str, doubts: Iterable[str] = ()) -> dict[str, str]:
    """Returns the notes, with the kinds of `doubts` that administrators have been asked about: each once until all is
    well again, even if the source can't be read at all in between."""
    asked = {*_asked(notes), *doubts}
    rest = {name: note for name, note in notes.items() if name not in (_ASKED, CUT, *_OF_ONE_VISIT)}
    return rest | ({_ASKED: "\n".join(sorted(asked))} if asked and state != "ok" else {})


def without_question(notes: Mapping[str, str]) -> dict[str, str]:
    """Returns the notes once an administrator has agreed: of what is held back after that he is asked anew."""
    return {name: note for name, note in notes.items() if name != _ASKED}


def _asked(notes: Mapping[str, str]) -> set[str]:
    return set(notes.get(_ASKED, "").splitlines())


def _with_connection(notes: Mapping[str, str], error: SourceError) -> dict[str, str]:
    unconnected = isinstance(error, Unreachable) and not error.connected
    return {**notes, _UNCONNECTED: "yes"} if unconnected else dict(notes)


def _with_manners(notes: Mapping[str, str], now: datetime, *errors: Exception) -> dict[str, str]:
    """Returns the notes, with what these errors say of the site itself: that a page took all the time there was, and
    until when it wants to be left alone."""
    said = [error for error in errors if isinstance(error, Unreachable)]
    seconds = max((error.retry_after or 0.0 for error in said), default=0.0)
    slow = {TIMED_OUT: "yes"} if any(error.timed_out for error in said) else {}
    return {**notes, **slow, **({_LEFT_ALONE: (now + timedelta(seconds=seconds)).isoformat()} if seconds else {})}


def left_alone_until(health: Health) -> datetime | None:
    """Returns until when the source's site said, at its last visit, that it wants to be asked nothing (Retry-After);
    None where it did not."""
    said = health.notes.get(_LEFT_ALONE)
    return datetime.fromisoformat(said) if said else None


def timed_out(health: Health) -> bool:
    """Tells whether the site kept us waiting in vain, when the source was last visited: it may again."""
    return TIMED_OUT in health.notes


def unconnected(health: Health) -> bool:
    """Tells whether nobody was there, or the name was not found, when the source was last visited."""
    return _UNCONNECTED in health.notes


def to_be_asked(before: Health, after: Health) -> bool:
    """Tells whether administrators have not been asked yet about what is held back now."""
    return not _asked(after.notes) <= _asked(before.notes)


def with_move(notes: Mapping[str, str], moved_to: str) -> dict[str, str]:
    """Returns the notes, with how often in a row the source's address was found to have moved for good to this one."""
    times, _, known = notes.get(_MOVED, "").partition(" ")
    rest = {name: note for name, note in notes.items() if name != _MOVED}
    again = min(int(times) + 1, MOVES_BELIEVED) if known == moved_to and times else 1
    return {**rest, _MOVED: f"{again} {moved_to}"} if moved_to else rest


def moved_to(notes: Mapping[str, str]) -> str:
    """Returns the new address, once three visits in a row were sent on to it for good (facts/news.md, "HTTP"); empty
    until then."""
    times, _, known = notes.get(_MOVED, "").partition(" ")
    return known if times == str(MOVES_BELIEVED) else ""


def _moved_reason(notes: Mapping[str, str]) -> str | None:
    new = moved_to(notes)
    return f"its address has moved for good: change `url:` in sources.yaml to {new}" if new else None
