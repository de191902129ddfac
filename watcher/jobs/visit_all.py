"""Makes the visits of one run: several sites side by side, the sources of one site one after another, beside whoever
tells people meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event, Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from watcher.core.errors import Stopped, TakenElsewhere
from watcher.core.sources import Source
from watcher.jobs.host_pool import HostPool
from watcher.jobs.site_leases import SiteLeases
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext
from watcher.rules.lanes import by_host

if TYPE_CHECKING:
    from watcher.fetch import Fetcher

SITE_SHARE = 300.0
"""Seconds after which no further source of one site is begun in this run: they are the first in the next."""
Progress: TypeAlias = Callable[[Source, VisitResult | None], None]
"""Told of each source when its visit begins (None) and when it ends; never by two threads at a time."""
Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Course:
    """What the visits of a run have in common; `heard` is called, by any thread, whenever one has ended."""

    context: VisitContext
    clock: Clock
    progress: Progress
    heard: Callable[[], object]
    leases: SiteLeases


class Visits:
    """The visits of a run. They begin with the block and have ended at its end. Ctrl-C ends every visit at once, and
    those that wait never begin. `web` must sleep by `ended`; `slow` are the hosts that kept us waiting in vain when
    they were asked last."""

    def __init__(
        self, due: Sequence[Source], course: Course, web: Fetcher, ended: Event, slow: Collection[str] = ()
    ) -> None:
        self._due, self._course, self._web, self._ended, self._slow = due, course, web, ended, slow
        self._turn = Lock()
        self._pool = HostPool[list[VisitResult]]()
        self._groups: list[Future[list[VisitResult]]] = []

    def __enter__(self) -> Self:
        for host, sources in by_host(self._due).items():
            if group := self._pool.hand(host, partial(self._visit_site, host, sources), is_slow=host in self._slow):
                self._groups.append(group)
                group.add_done_callback(lambda _: self._course.heard())  # by now it is done, for whoever asks
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._pool.drop()
            self._ended.set()
            self._web.stop()
        wait(self._groups)
        self._pool.close()

    def going_on(self) -> bool:
        """Tells whether a visit is under way or still to come."""
        return not all(group.done() for group in self._groups)

    def results(self) -> dict[str, VisitResult]:
        """Waits for all visits and returns their results, by the id of the source; without those that were left to the
        next run. Raises what a visit raised."""
        return {result.source.id: result for group in self._groups for result in group.result()}

    def _visit_site(self, host: str, sources: Iterable[Source]) -> list[VisitResult]:
        """Visits these sources of one site; where another worker reads it, they are left to that."""
        with self._course.leases.visiting(host) as is_ours:
            return self._visit_in_turn(sources) if is_ours else []

    def _visit_in_turn(self, sources: Iterable[Source]) -> list[VisitResult]:
        """Visits these sources of one site one after another; those for which there is no time, or that are behind one
        that timed out, are left."""
        context, done = self._course.context, list[VisitResult]()
        began = context.monotonic()
        for source in sources:
            if done:
                self._course.heard()  # of the last one all hear when this is done
                if done[-1].timed_out or context.monotonic() - began >= SITE_SHARE:
                    break
            try:
                done.append(self._visit(source))
            except TakenElsewhere:
                break
        return done

    def _visit(self, source: Source) -> VisitResult:
        if self._ended.is_set():
            raise Stopped("the run was broken off")
        self._tell(source, None)
        result = visit(source, self._course.context, self._course.clock(), ended=self._ended.is_set)
        self._tell(source, result)
        return result

    def _tell(self, source: Source, result: VisitResult | None) -> None:
        with self._turn:
            self._course.progress(source, result)
