"""Holds what every visit of a run shares, and what one of them has found."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from watcher.jobs.hang_guard import Watch, unwatched
from watcher.jobs.recent_changes import RecentChanges

if TYPE_CHECKING:
    from watcher.core.sources import Source
    from watcher.core.visits import FailedReading, Reading, StoredDocuments
    from watcher.fetch import Fetcher
    from watcher.jobs.keep_papers import KeptPapers
    from watcher.papers.kept_files import PaperFiles
    from watcher.rules.digests import Timetable
    from watcher.rules.matching import Matcher
    from watcher.rules.visit_outcome import VisitOutcome
    from watcher.store import Store


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What every visit of a run shares: where to remember, how to fetch, who to tell."""

    store: Store
    fetcher: Fetcher
    make_matcher: Callable[[], Matcher]
    """Makes `matcher` when it is first needed: most runs find nothing, and need not know who hears."""
    timetable: Timetable
    admins: tuple[int, ...] = ()
    monotonic: Callable[[], float] = time.monotonic
    """The clock of a visit's share of the run's time."""
    wanted: Callable[[Source], bool] = lambda source: True
    """Whether what a visit found is still to be saved: the config may be edited meanwhile."""
    watch: Watch = unwatched
    papers: PaperFiles | None = None
    """Where the files of papers are kept; nowhere where it is None."""
    outlets: Mapping[str, str] = field(default_factory=dict)
    """What the sources are called, by their ids."""
    local: frozenset[str] = frozenset()
    """The ids of those that belong to the place."""
    recent: RecentChanges = field(default_factory=RecentChanges)
    """What was found in the last days, as far as it was read."""

    @property
    def matcher(self) -> Matcher:
        """Returns what finds the topics of a document, and who hears of it."""
        return self.make_matcher()


class Findings(NamedTuple):
    """What one visit of a source has found, beside what was remembered when it began."""

    source: Source
    read: Sequence[Reading | FailedReading]
    outcome: VisitOutcome
    memory: StoredDocuments
    papers: KeptPapers
