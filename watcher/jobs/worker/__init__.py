"""Does for ever what a run does once: visits on a schedule, answers at once, a config that may be edited, a clean
end."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from watcher.config import Environment, Settings
from watcher.core.errors import LeaseLost, SendError, StateError
from watcher.jobs import heartbeat
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.hang_guard import HardEnd, Watch
from watcher.jobs.lock import held
from watcher.jobs.setup import render_context, utc_now
from watcher.jobs.visit_all import Clock, Progress
from watcher.jobs.worker.parts import Intervals, WorkerParts
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.service import WorkerService
from watcher.jobs.worker.shutdown import Shutdown, on_hangup
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.jobs.worker.watchdog import ALIVE, READY, STOPPING, Watchdog, notify
from watcher.store import Store, status
from watcher.store.erase import wipe
from watcher.store.leases import Leases, join

if TYPE_CHECKING:
    from watcher.bot.telegram.rate_limiter import RateLimiter

__all__ = ["Intervals", "serve"]
log = logging.getLogger(__name__)
USUAL = Intervals()
LONGEST_PAUSE = 8.0
"""Seconds between two tries to join again."""


def serve(
    settings: Settings,
    environment: Environment,
    *,
    progress: Progress = lambda source, result: None,
    clock: Clock = utc_now,
    intervals: Intervals = USUAL,
    limiter: RateLimiter | None = None,
) -> None:
    """Works until SIGTERM or SIGINT; beside other workers where the database is a server's. Raises ConfigError,
    TokenError, LockHeld or StateError where it can't, Stuck where it has to be started again, and SendError at its end
    where Telegram could never be asked."""
    with held(environment.state), HardEnd(environment.state, intervals.patience) as hard_end, ExitStack() as stack:
        store = stack.enter_context(Store(environment.database_url, state=environment.state))
        ending = stack.enter_context(Shutdown())
        worker = _Worker(settings, environment, store, ending, progress, clock, intervals, limiter, hard_end.visit)
        stack.enter_context(on_hangup(worker.asked.set))
        worker.work()
        _end(environment, ending, worker.broken)


def _end(environment: Environment, ending: Shutdown, broken: SendError | None) -> None:
    """Ends cleanly, or raises what made the worker end, or what kept it from talking with Telegram all the time."""
    if ending.reason:
        raise ending.reason  # and the last sign of life stays, and soon tells that none works
    heartbeat.delete(environment.state)
    log.info("end")
    if broken:
        raise broken


@dataclass(slots=True)
class _Worker:
    """The worker in all its terms: one, unless another worker may have taken over meanwhile."""

    settings: Settings
    """In force now."""
    environment: Environment
    store: Store
    ending: Shutdown
    progress: Progress
    clock: Clock
    intervals: Intervals
    limiter: RateLimiter | None
    watch: Watch
    asked: Event = field(default_factory=Event)
    broken: SendError | None = None
    post: OutboxWorker | None = None

    def work(self) -> None:
        """Works until the end; where its place is lost, joins the others anew. Raises what the first term raises."""
        leases, anew = join(self.store), False
        while True:
            try:
                self._term(leases)
            except LeaseLost as error:
                log.warning("%s; it lets go of everything and joins anew", error)
            except StateError as error:
                if self.ending.has_begun() or not (anew or leases.is_lost):
                    raise
                log.warning("%s; it joins anew when the database is there", error)
            finally:
                leases.close()
            if self.ending.has_begun() or not (joined := self._joined_anew()):
                return
            leases, anew = joined, True

    def _joined_anew(self) -> Leases | None:
        """Joins, as soon as the database is there; None where the worker is to end."""
        pause = 1.0
        while not self.ending.has_begun():
            try:
                return join(self.store)
            except StateError as error:
                log.warning("%s; it tries to join again in %.0f s", error, pause)
            notify(ALIVE, os.environ)
            self.ending.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
        return None

    def _term(self, leases: Leases) -> None:
        """Works until the end, or until the place is lost: then raises LeaseLost."""
        with ExitStack() as stack:
            term = stack.enter_context(closing(Term(self.ending)))
            leases.heed(lost=term.end)
            parts = self._parts(leases, term)
            stack.enter_context(closing(parts.speaker)).begin()
            with self.store.write() as db:
                number = status.begin_run(db, self.clock())
            service = stack.enter_context(closing(WorkerService(self.settings, parts, self.progress)))
            try:
                _work(service, parts)
            finally:
                self.settings, self.broken = service.settings, parts.speaker.broken
            with self.store.write() as db:
                status.finish_run(db, number, self.clock(), **service.totals, sent=parts.post.delivered)

    def _parts(self, leases: Leases, term: Term) -> WorkerParts:
        before, self.post = self.post, OutboxWorker(self.store, render_context(self.settings), self.clock)
        if before:
            self.post.inherit(before)
        watchdog = Watchdog()
        speaker = Speaker(
            self.settings, self.environment, self.store, leases, self.post, term, self.clock, self.limiter, watchdog
        )
        return WorkerParts(
            self.environment,
            self.store,
            self.post,
            speaker,
            leases,
            term,
            self.clock,
            self.intervals,
            self.watch,
            watchdog,
            self.asked,
        )


def _work(service: WorkerService, parts: WorkerParts) -> None:
    """Works until the end begins; then waits for what is under way."""
    log.info("start%s", "" if parts.environment.token else " without a token: nobody is told")
    with Scheduler() as jobs:
        try:
            service.begin(jobs)
            notify(READY, os.environ)
            parts.speaker.work()
            if parts.ending.reason:
                service.end_badly()
        finally:
            if not parts.leases.is_lost:
                parts.ending.begin()
                notify(STOPPING, os.environ)
            parts.ending.end()
            parts.post.flush()
            wipe(parts.store)
