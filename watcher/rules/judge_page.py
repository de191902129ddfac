"""PURE: judges one page that is not as it was: as changes and what to remember of it, or as held back where it can't be
true."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from watcher.core.visits import PageState, Reading, StoredDocuments
from watcher.rules.compare import MISSING_TWICE, compare, kind_of
from watcher.rules.plausibility import fingerprint, implausibility
from watcher.rules.visit_outcome import AGREEING_VISITS, APPROVED, VisitOutcome


def judge(
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
    whole.add(reading, PageState(reading.scope, read_at=now))


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
