"""Holds what a run came to, and saves its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.rules.lanes import by_host
from watcher.rules.source_health import unconnected
from watcher.store import Store, status

if TYPE_CHECKING:
    from watcher.jobs.visit import VisitResult
    from watcher.messages.unwatched import Unwatched


@dataclass(slots=True)
class RunResult:
    """What a run came to. `told` is False where there is no token, so that nobody could be told."""

    visits: list[VisitResult] = field(default_factory=list)
    delivered: int = 0
    problems: list[str] = field(default_factory=list)
    told: bool = True
    unwatched: list[Unwatched] = field(default_factory=list)
    """What somebody follows and the config no longer has."""
    failing: list[tuple[Source, Health]] = field(default_factory=list)
    """Which of the sources of this run can't be read, visited now or left alone for a while."""
    asked: int = 0
    """So many sources are this run's, due or not."""
    left: list[Source] = field(default_factory=list)
    """What was due and is left to the next run, since its site took too long."""

    @property
    def failed(self) -> bool:
        """Tells whether a source that was visited fares badly, or every source does though none was due, or a delivery
        went wrong: exit code 1."""
        all_failing = bool(self.failing) and len(self.failing) == self.asked
        return bool(self.problems) or all_failing or any(visit.state != "ok" for visit in self.visits)

    @property
    def no_network(self) -> bool:
        """Tells whether nothing at all could be reached, of several sources: that is hardly the fault of each."""
        lost = {source.id for source, health in self.failing if unconnected(health)}
        if len(lost) == self.asked:
            return len(lost) > 1
        visited = {visit.source.id: visit.source for visit in self.visits}
        if not visited:
            return False
        return visited.keys() <= lost and len(by_host(visited.values())) > 1


def finish(store: Store, number: int, result: RunResult, now: datetime) -> None:
    """Saves what the run of this number came to."""
    found = sum(len(visit.changes) for visit in result.visits)
    bad = sum(visit.state != "ok" for visit in result.visits) + len(result.problems)
    with store.write() as db:
        status.finish_run(
            db, number, now, visited=len(result.visits), changes=found, sent=result.delivered, problems=bad
        )
