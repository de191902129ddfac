"""The same as one run, for ever: visits on a schedule, answers at once, a clean end. The only module that knows
APScheduler."""

from __future__ import annotations

import logging
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Self

from apscheduler.schedulers.background import BackgroundScheduler

from watcher.config import Environment, Settings
from watcher.deliver import Post
from watcher.errors import SendError, Stopped, WatcherError
from watcher.lock import held
from watcher.model import Source
from watcher.once import (
    Clock,
    Progress,
    begin,
    by_host,
    due_sources,
    fetcher,
    message_setting,
    open_office,
    open_telegram,
    utc_now,
)
from watcher.store import Store, runs
from watcher.visit import Office, visit

if TYPE_CHECKING:
    from watcher.telegram.bot import Telegram

log = logging.getLogger(__name__)
LOOK_SECONDS = 30  # how often each site is looked at for sources that are due
JITTER_SECONDS = 5


def serve(
    settings: Settings,
    environment: Environment,
    *,
    progress: Progress = lambda source, result: None,
    clock: Clock = utc_now,
) -> None:
    """Works until SIGTERM or SIGINT. Raises ConfigError, TokenError, LockHeld or StateError where it can't."""
    with held(environment.state), Store(environment.database_url) as store, ExitStack() as stack:
        post = Post(store, message_setting(settings), clock)
        post.open()
        telegram = None
        if environment.token:
            telegram = stack.enter_context(open_telegram(settings, environment, store, clock))
        ending = stack.enter_context(_Ending(telegram.stop if telegram else _nothing))
        if telegram:
            _answer(telegram)
        number = begin(store, clock())
        office = open_office(settings, store, stack.enter_context(fetcher(settings, sleep=ending.sleep)))
        worker = _Worker(office, progress, clock, telegram.wake if telegram else _nothing, ending)
        with _scheduled(settings, worker, post):
            if telegram:
                telegram.serve(post)
            ending.wait()
        post.settle()
        with store.write() as db:
            runs.finish(db, number, clock(), **worker.came_to, sent=post.delivered)


def _answer(telegram: Telegram) -> None:
    """Who wrote while no worker ran is answered before any site is visited, and a wrong token is found out. Raises
    TokenError."""
    try:
        telegram.answer_waiting()
    except SendError as error:
        log.warning("%s; the sites are visited meanwhile", error)


def _nothing() -> None:
    """What is called where there is no Telegram."""


class _Worker:
    """Visits the sources of one site that are due, and has people told of what came of it."""

    def __init__(
        self, office: Office, progress: Progress, clock: Clock, wake: Callable[[], None], ending: _Ending
    ) -> None:
        self._office, self._progress, self._clock = office, progress, clock
        self._wake, self._ending = wake, ending
        self.came_to = Counter(visited=0, changes=0, problems=0)

    def visit_due(self, sources: Sequence[Source]) -> None:
        """One look at one site. Trouble with the memory is logged: the next look tries again."""
        try:
            for source in due_sources(self._office.store, sources, self._clock()):
                self._progress(source, None)
                result = visit(source, self._office, self._clock(), ended=self._ending.is_set)
                self.came_to.update(visited=1, changes=len(result.changes), problems=result.state != "ok")
                self._progress(source, result)
                self._wake()
        except Stopped:
            log.info("a visit was broken off because the worker ends; nothing of it was saved")
        except WatcherError as error:
            log.error("%s", error)


@contextmanager
def _scheduled(settings: Settings, worker: _Worker, post: Post) -> Iterator[None]:
    """A look at each site every half minute, each site in its own time; a look that is late or overlaps is one look.
    Once a day the outbox is tidied."""
    scheduler = BackgroundScheduler(timezone=settings.timezone)
    enabled = [source for source in settings.sources if source.enabled]
    for host, sources in by_host(enabled).items():
        scheduler.add_job(
            worker.visit_due,
            "interval",
            args=[sources],
            id=host,
            seconds=LOOK_SECONDS,
            jitter=JITTER_SECONDS,
            next_run_time=datetime.now(settings.timezone),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.add_job(post.tidy, "interval", hours=24, coalesce=True, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


class _Ending:
    """Asked for by SIGTERM or SIGINT; from then on every pause is over. To be used in a `with`, by the main thread."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._event, self._stop = Event(), stop
        self.is_set, self.wait = self._event.is_set, self._event.wait

    def sleep(self, seconds: float) -> None:
        self._event.wait(seconds)

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._handle) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        log.info("ending on %s", signal.Signals(number).name)
        self._event.set()
        self._stop()
