"""Does for ever what a run does once: visits on a schedule, answers at once, a config that may be edited, a clean
end."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from watcher.config import Environment, Settings
from watcher.core.errors import SendError
from watcher.jobs import heartbeat
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.hang_guard import HardEnd
from watcher.jobs.lock import held
from watcher.jobs.run import begin, opened
from watcher.jobs.setup import open_telegram, utc_now
from watcher.jobs.visit_all import Clock, Progress
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.service import Intervals, WorkerParts, WorkerService
from watcher.jobs.worker.shutdown import Shutdown, on_hangup
from watcher.jobs.worker.watchdog import READY, STOPPING, notify
from watcher.store import Store, status
from watcher.store.erase import wipe

if TYPE_CHECKING:
    from watcher.bot.telegram.client import Telegram
    from watcher.bot.telegram.rate_limiter import RateLimiter

__all__ = ["Intervals", "serve"]
log = logging.getLogger(__name__)
USUAL = Intervals()


def serve(
    settings: Settings,
    environment: Environment,
    *,
    progress: Progress = lambda source, result: None,
    clock: Clock = utc_now,
    rhythm: Intervals = USUAL,
    pacer: RateLimiter | None = None,
) -> None:
    """Works until SIGTERM or SIGINT. Raises ConfigError, TokenError, LockHeld or StateError where it can't, Stuck
    where it has to be started again, and SendError at its end where Telegram could never be asked."""
    with held(environment.state), HardEnd(environment.state, rhythm.patience) as hard_end, ExitStack() as stack:
        store = stack.enter_context(Store(environment.database_url, state=environment.state))
        ending = stack.enter_context(Shutdown())
        post = _opened(store, settings, clock)
        telegram = open_telegram(settings, environment, store, clock, pacer) if environment.token else None
        if telegram:
            stack.enter_context(telegram)
            _answer(telegram, ending)
        number = begin(store, clock())
        parts = WorkerParts(environment, store, post, telegram, ending, clock, rhythm, hard_end.visit)
        service = stack.enter_context(closing(WorkerService(settings, parts, progress)))
        _work(service, parts)
        with store.write() as db:
            status.finish_run(db, number, clock(), **service.totals, sent=post.delivered)
        _end(environment, ending, telegram)


def _end(environment: Environment, ending: Shutdown, telegram: Telegram | None) -> None:
    """Ends cleanly, or raises what made the worker end, or what kept it from talking with Telegram all the time."""
    if ending.reason:
        raise ending.reason  # and the last sign of life stays, and soon tells that none works
    heartbeat.delete(environment.state)
    log.info("end")
    if telegram and telegram.broken:
        raise telegram.broken


def _opened(store: Store, settings: Settings, clock: Clock) -> OutboxWorker:
    """Returns the outbox; logs which messages were given up, and what is followed and not there."""
    post, unwatched = opened(store, settings, clock)
    for problem in (*post.problems, *unwatched):
        log.warning("%s", problem)
    post.problems.clear()  # nobody reads them at the end
    return post


def _answer(telegram: Telegram, ending: Shutdown) -> None:
    """Answers who wrote while no worker ran before any site is visited, and finds out a wrong token. Raises
    TokenError."""
    ending.calls(telegram.stop)
    try:
        telegram.answer_waiting()
    except SendError as error:
        log.warning("%s; the sites are visited meanwhile", error)


def _work(service: WorkerService, parts: WorkerParts) -> None:
    """Works until the end begins; then waits for what is under way."""
    log.info("start%s", "" if parts.telegram else " without a token: nobody is told")
    with on_hangup(service.asked.set), Scheduler() as jobs:
        try:
            service.begin(jobs)
            notify(READY, os.environ)
            if parts.telegram:
                parts.telegram.serve(parts.post, parts.watchdog.sign)
            parts.ending.wait()
            if parts.ending.reason:
                service.end_badly()
        finally:
            parts.ending.begin()
            notify(STOPPING, os.environ)
            parts.post.flush()
            wipe(parts.store)
