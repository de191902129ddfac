"""Makes the visits of one run: several sites side by side, the sources of one site one after another, beside whoever
tells people meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias
from urllib.parse import urlsplit

from watcher.core.errors import Stopped
from watcher.core.sources import Source
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext

if TYPE_CHECKING:
    from watcher.fetch import Fetcher

MOST_HOSTS = 8  # how many sites are read side by side; each of them gets one request at a time
SITE_SHARE = 300.0
"""Seconds after which no further source of one site is begun in this run: they are the first in the next."""
Progress: TypeAlias = Callable[[Source, VisitResult | None], None]
"""Told of each source when its visit begins (None) and when it ends; never by two threads at a time."""
Clock: TypeAlias = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Course:
    """What the visits of a run have in common; `heard` is called, by any thread, whenever one has ended."""

    office: VisitContext
    clock: Clock
    progress: Progress
    heard: Callable[[], object]


class Visits:
    """The visits of a run. They begin with the block and have ended at its end. Ctrl-C ends every visit at once, and
    those that wait never begin. `web` must sleep by `ended`."""

    def __init__(self, due: Sequence[Source], course: Course, web: Fetcher, ended: Event) -> None:
        self._due, self._course, self._web, self._ended = due, course, web, ended
        self._turn = Lock()
        self._pool = ThreadPoolExecutor(MOST_HOSTS)
        self._groups: list[Future[list[VisitResult]]] = []

    def __enter__(self) -> Self:
        for sources in by_host(self._due).values():
            group = self._pool.submit(self._visit_site, sources)
            self._groups.append(group)
            group.add_done_callback(lambda _: self._course.heard())  # by now it is done, for whoever asks
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._ended.set()
            self._web.stop()
        self._pool.shutdown()

    def going_on(self) -> bool:
        """Tells whether a visit is under way or still to come."""
        return not all(group.done() for group in self._groups)

    def results(self) -> dict[str, VisitResult]:
        """Waits for all visits and returns their results, by the id of the source; without those that were left to the
        next run. Raises what a visit raised."""
        return {result.source.id: result for group in self._groups for result in group.result()}

    def _visit_site(self, sources: Iterable[Source]) -> list[VisitResult]:
        office, done = self._course.office, list[VisitResult]()
        began = office.monotonic()
        for source in sources:
            if done:
                self._course.heard()  # of the last one all hear when this is done
                if office.monotonic() - began >= SITE_SHARE:
                    break
            done.append(self._visit(source))
        return done

    def _visit(self, source: Source) -> VisitResult:
        if self._ended.is_set():
            raise Stopped("the run was broken off")
        self._tell(source, None)
        result = visit(source, self._course.office, self._course.clock(), ended=self._ended.is_set)
        self._tell(source, result)
        return result

    def _tell(self, source: Source, result: VisitResult | None) -> None:
        with self._turn:
            self._course.progress(source, result)


def by_host(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Returns the sources of each site by its host, in the order in which they come."""
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault(urlsplit(source.url).netloc, []).append(source)
    return hosts
