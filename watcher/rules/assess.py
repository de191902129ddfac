"""PURE: judges all that one visit read against what is remembered (rules/visit_outcome.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from watcher.core.errors import OutOfTime
from watcher.core.visits import FailedReading, PageState, Reading, StoredDocument, StoredDocuments
from watcher.rules.visit_outcome import VisitOutcome


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
        _judge(reading, StoredDocuments(known, aliases), before, now, whole, quiet=quiet)
        known.update(whole.remember)
        for key, found in whole.remember.items():
            aliases.update(dict.fromkeys(found.document.aliases, key))
    return whole


def _judge(
    reading: Reading, memory: StoredDocuments, before: PageState, now: datetime, whole: VisitOutcome, *, quiet: bool
) -> None:
    """Adds one reading to the outcome. Most pages are as they were: what compares is not loaded for them."""
    if reading.unchanged and not memory.known and not reading.suspect:
        whole.add(reading, PageState(reading.scope, read_at=now))
        return
    from watcher.rules.judge_page import judge

    judge(reading, memory, before, now, whole, quiet=quiet)


def document_count_delta(remember: Iterable[StoredDocument], memory: StoredDocuments) -> int:
    """Returns how many more documents that are not withdrawn there are (below 0: fewer) once these are remembered."""

    def stood(key: str) -> bool:
        """Tells whether the document of this key was remembered and not withdrawn."""
        before = memory.known.get(key)
        return before is not None and not before.withdrawn

    return sum((not known.withdrawn) - stood(known.document.key) for known in remember)
