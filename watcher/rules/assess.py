"""PURE: judges all that one visit read against what is remembered: what to tell, what to remember, what to hold back,
and how the source fares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from watcher.core.documents import Change
from watcher.core.errors import OutOfTime, SourceError
from watcher.core.visits import FailedReading, PageState, Reading, StoredDocument
from watcher.rules.compare import MISSING_TWICE, StoredDocuments, compare, kind_of
from watcher.rules.plausibility import AGREEING_VISITS, fingerprint, implausibility

SUSPECT = "suspect"
APPROVED = ""
"""In place of a reading's print: an administrator agreed to whatever is held back for this reason next."""
_WORST_FIRST = ("blocked", "failing", SUSPECT)


@dataclass(slots=True)
class VisitOutcome:
    """Holds what a visit comes to. `state` and `reason` are what `status` shows."""

    changes: list[Change] = field(default_factory=list)
    remember: dict[str, StoredDocument] = field(default_factory=dict)
    scopes: list[PageState] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    """The kinds of reasons for which something is held."""
    unread: list[FailedReading] = field(default_factory=list)
    damaged: str = ""
    cut: OutOfTime | None = None
    """Its share of the run's time was used up before all was read."""

    @property
    def state(self) -> str:
        """Returns `suspect` where something is held back, else the state of the worst failure, else `ok`."""
        if self.held:
            return SUSPECT
        return _state(self.worst.error) if self.worst else "ok"

    @property
    def worst(self) -> FailedReading | None:
        """Returns the failed page whose trouble is shown for the whole source: blocked before failing before suspect.
        None where every page was read, or time alone ran out."""
        return min(self._in_trouble, key=lambda failure: _WORST_FIRST.index(_state(failure.error)), default=None)

    @property
    def _in_trouble(self) -> list[FailedReading]:
        """Returns the pages that could not be read, but for those there was no time for."""
        return [failure for failure in self.unread if not isinstance(failure.error, OutOfTime)]

    @property
    def reason(self) -> str | None:
        """Returns in one plain line why the state is what it is, or what was damaged or cut short; None where nothing
        was. It can stand beside `ok`."""
        if self.held:
            return f"held back: {self.held[0]}" + _and_more(len(self.held) - 1)
        if self.worst:
            return f"{self.worst.error}" + _and_more(len(self._in_trouble) - 1)
        return (str(self.cut) if self.cut else self.damaged) or None


def _state(error: Exception) -> str:
    return error.state if isinstance(error, SourceError) else "failing"


def _and_more(count: int) -> str:
    return f" (and {count} more)" if count > 0 else ""


def assess_visit(
    read: Iterable[Reading | FailedReading],
    memory: StoredDocuments,
    scopes: Mapping[str, PageState],
    now: datetime,
    *,
    is_baseline: bool,
) -> VisitOutcome:
    """Returns what a visit comes to: each reading compared on top of what those before it changed in the memory.

    `is_baseline`: nothing is told, as at the first visit. Nor is a page that failed then, when it is first read."""
    whole = VisitOutcome()
    known, aliases = dict(memory.known), dict(memory.aliases)
    for reading in read:
        before = scopes.get(reading.scope, PageState(reading.scope))
        if isinstance(reading, FailedReading):
            whole.unread.append(reading)
            whole.cut = reading.error if isinstance(reading.error, OutOfTime) else whole.cut
            whole.scopes += [before] if is_baseline and reading.scope not in scopes else []
            continue
        missed_baseline = reading.scope in scopes and before.read_at is None and not before.held_count
        quiet = is_baseline or reading.baseline or missed_baseline
        _apply(reading, StoredDocuments(known, aliases), before, now, whole, quiet=quiet)
        known.update(whole.remember)
        for key, found in whole.remember.items():
            aliases.update(dict.fromkeys(found.document.aliases, key))
    return whole


def _apply(
    reading: Reading, memory: StoredDocuments, before: PageState, now: datetime, whole: VisitOutcome, *, quiet: bool
) -> None:
    """Adds one reading to the outcome: as held back where it can't be true (plausibility.py), else as its changes and
    what to remember. `quiet`: its changes are not told."""
    why = "" if quiet else implausibility(reading, memory)
    if why:
        held = _held(before, why, fingerprint(reading, why))
        agreed = held.held_count >= AGREEING_VISITS or (before.held_fingerprint == APPROVED and _is_alike(before, why))
        if held.rejected or not agreed:
            whole.held.append(f"{why} ({reading.scope})")
            whole.doubts.add(kind_of(why))
            whole.scopes.append(held)
            return
        memory = _twice_missing(reading.scope, memory)
    outcome = compare(reading, memory)
    whole.remember |= {known.document.key: known for known in outcome.remember}
    whole.changes += [] if quiet else outcome.changes
    whole.scopes.append(PageState(reading.scope, read_at=now))
    if reading.damaged not in whole.damaged:
        whole.damaged = "; ".join(filter(None, [whole.damaged, reading.damaged]))


def _held(before: PageState, why: str, found: str) -> PageState:
    """Returns the page's state with this reading, whose print is `found`, held back once more. What an administrator
    rejected stays so for every reading that is held for the same reason; one that is held for another is judged
    afresh."""
    count = before.held_count + 1 if before.held_fingerprint == found else 1
    rejected = before.rejected and _is_alike(before, why)
    return replace(before, held_reason=why, held_fingerprint=found, held_count=count, rejected=rejected)


def _is_alike(before: PageState, why: str) -> bool:
    """Tells whether the page was held back before for this kind of reason: a number in it makes no other of it."""
    return before.held_count > 0 and kind_of(before.held_reason or "") == kind_of(why)


def _twice_missing(scope: str, memory: StoredDocuments) -> StoredDocuments:
    """Returns the memory with everything on this page missing once already, so that what the reading lacks counts as
    withdrawn at once: three visits agreed on it."""
    waited = {known.document.key: replace(known, missing=MISSING_TWICE - 1) for known in memory.standing(scope)}
    return StoredDocuments({**memory.known, **waited}, memory.aliases)
