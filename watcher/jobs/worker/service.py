"""Gives the worker its jobs, each as often as is to be done."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock
from typing import TYPE_CHECKING

from watcher.config import Environment, Settings, load_settings
from watcher.config.cache import read_cached, write_cache
from watcher.core.alerts import Message
from watcher.core.errors import ConfigError, SendError, Stuck
from watcher.core.sources import Source
from watcher.jobs import heartbeat
from watcher.jobs.config_changes import take_over
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.hang_guard import Watch, unwatched
from watcher.jobs.ping import Pinger
from watcher.jobs.publish import publish_after
from watcher.jobs.setup import bot_settings, message_setting
from watcher.jobs.visit import VisitResult
from watcher.jobs.visit_all import Clock, Progress
from watcher.jobs.worker import config_reload
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.visitor import SiteVisitor
from watcher.jobs.worker.watchdog import ALIVE, Watchdog, notify
from watcher.messages import admin
from watcher.store import Store, chats

if TYPE_CHECKING:
    from watcher.bot.telegram.client import Telegram
    from watcher.jobs.worker.metrics import Metrics
from watcher.jobs.hang_guard import USUAL as PATIENCE
from watcher.jobs.hang_guard import Patience

log = logging.getLogger(__name__)
_NO_SIGN_YET = heartbeat.HealthCheck(False, "unhealthy: the worker has given no sign of life yet")


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What the worker is made of."""

    environment: Environment
    store: Store
    post: OutboxWorker
    telegram: Telegram | None
    ending: Shutdown
    clock: Clock
    rhythm: Intervals
    watch: Watch = unwatched
    watchdog: Watchdog = field(default_factory=Watchdog)


class WorkerService:
    """Does the worker's jobs, which any thread may call, each of them one thread at a time. Close it."""

    def __init__(self, settings: Settings, parts: WorkerParts, progress: Progress) -> None:
        self._parts, self._progress = parts, progress
        self._since = parts.clock()
        self._edits = config_reload.ConfigReloader(parts.environment.config)
        self._refused: tuple[str, ...] = ()
        self._pinger = Pinger()
        self.asked = Event()
        """Set by whoever wants the config read again, edited or not."""
        self._turn = Lock()
        self._remembered = Event()
        self._unpublished: str | None = None
        self.totals = Counter(visited=0, changes=0, problems=0)
        self._worker = SiteVisitor(
            settings,
            parts.environment.state,
            parts.store,
            parts.clock,
            self._visited,
            parts.ending,
            parts.watchdog,
            parts.watch,
        )
        self._figures: Metrics | None = None
        self._hide = self._shown(settings)
        parts.post.report_to(self._sent)

    def _shown(self, settings: Settings) -> Callable[[], object]:
        """Shows the figures, counted from when they are first shown on; returns what hides them again."""
        if settings.metrics is None:
            return lambda: None
        from watcher.jobs.worker import metrics_server  # with a library that few need
        from watcher.jobs.worker.metrics import Metrics

        if self._figures is None:
            self._figures = Metrics(self._parts.store, self._parts.clock, self._polled)
        self._figures.expect(settings.sources)
        return metrics_server.show(self._figures, self._health, settings.metrics)

    def _health(self) -> heartbeat.HealthCheck:
        """Returns what `watcher status --healthy` tells. Raises StateError."""
        found = heartbeat.read(self._parts.environment.state)
        return heartbeat.check_worker(found, self._parts.clock()) if found else _NO_SIGN_YET

    def begin(self, jobs: Scheduler) -> None:
        """Hands all jobs to the scheduler, to be called from now on."""
        self._jobs, rhythm = jobs, self._parts.rhythm
        jobs.visits(self._worker.due_sites, self._worker.visit_due, rhythm.visits, rhythm.jitter)
        jobs.chore(self.look_at_config, rhythm.config)
        jobs.chore(self.beat, rhythm.beat)
        jobs.chore(self.watch, rhythm.beat)
        jobs.chore(self.ping, rhythm.ping)
        jobs.chore(self.publish, rhythm.site)
        jobs.chore(self._parts.post.prune, rhythm.tidying)

    def _polled(self) -> datetime | None:
        return self._parts.telegram.last_poll if self._parts.telegram else None

    def _visited(self, source: Source, result: VisitResult | None) -> None:
        with self._turn:
            self._progress(source, result)
            if result is None:
                return
            if result.remembered:
                self._remembered.set()
            self.totals.update(visited=1, changes=len(result.changes), problems=result.state != "ok")
            if self._figures:
                self._figures.visited(result)
        if self._parts.telegram:
            self._parts.telegram.wake()

    def _sent(self, message: Message, error: SendError | None) -> None:
        if error:
            log.warning("send: %s", error)
            self._parts.post.problems.clear()  # this line tells it; nobody reads them at the end
        if self._figures:
            self._figures.told(message, error)

    def look_at_config(self) -> None:
        """Takes an edit over, or refuses it with every problem; administrators hear once that it was refused, and once
        that it is right again."""
        asked = self.asked.is_set()
        self.asked.clear()
        if not (self._edits.whole() or asked):
            return
        try:
            where = self._parts.environment
            # What the start has just read is not read again: thousands of sources take seconds.
            found = read_cached(where.config, where.state) or load_settings(where.config)
        except ConfigError as error:
            if error.problems == self._refused and not asked:
                return  # said already: a file that was only touched is read again
            log.error("config refused, the one before stays in force: %d problems", len(error.problems))
            for problem in error.problems:
                log.error("config %s", problem)
            self._tell_admins(admin.config_refused(error.problems))
            self._refused = error.problems
            return
        followed = self._follow(found)
        if asked and not followed:
            log.info("config read again: nothing differs")
        if self._refused:
            self._tell_admins(admin.config_right_again())
            self._refused = ()

    def _follow(self, settings: Settings) -> bool:
        """Puts an edited config in force; returns whether anything differed."""
        differing = config_reload.differences(self._worker.settings, settings)
        if not differing:
            return False
        if settings.metrics != self._worker.settings.metrics:
            self._hide()
            self._hide = self._shown(settings)
        elif self._figures:
            self._figures.expect(settings.sources)
        before = self._worker.settings
        self._worker.follow(settings)
        self._jobs.look_now()
        self._parts.post.configure(message_setting(settings))
        if self._parts.telegram:
            self._parts.telegram.configure(bot_settings(settings))
        self._take_over(settings, before)
        write_cache(settings, "", self._parts.environment.state)  # no fingerprint: the files may be edited again by now
        log.info("config taken over: %s", differing)
        return True

    def _take_over(self, settings: Settings, before: Settings) -> None:
        """Tells those who follow something what the edit means to them."""
        for gone in take_over(self._parts.store, settings, self._parts.clock(), before):
            log.warning("%s", gone)
        if self._parts.telegram:
            self._parts.telegram.wake()

    def _tell_admins(self, html: str) -> None:
        with self._parts.store.write() as db:
            chats.tell_administrators(db, self._worker.settings.telegram.admins, html, self._parts.clock())
        if self._parts.telegram:
            self._parts.telegram.wake()

    def beat(self) -> None:
        """Gives a sign of life, for `status --healthy` and for systemd. Raises StateError where it can't be written."""
        heartbeat.write(self._parts.environment.state, self._sign())
        notify(ALIVE, os.environ)

    def _sign(self) -> heartbeat.Beat:
        parts = self._parts
        held_until = parts.telegram.held_until if parts.telegram else None
        stuck = next(iter(parts.watchdog.silent(parts.rhythm.silent)), "")
        return heartbeat.Beat(parts.clock(), self._since, self._polled(), parts.telegram is not None, held_until, stuck)

    def ping(self) -> None:
        """Tells who watches from outside how the worker is."""
        well = heartbeat.check_worker(self._sign(), self._parts.clock()).well
        self._pinger.tell(self._worker.settings.ping, well)

    def publish(self) -> None:
        """Writes the public pages, if the config wants any, when something has changed; what goes wrong is logged
        once."""
        changed = self._remembered.is_set()
        self._remembered.clear()
        parts = self._parts
        wrong = publish_after(self._worker.settings, parts.environment, parts.store, parts.clock(), changed=changed)
        if wrong and wrong != self._unpublished:
            log.error("%s", wrong)
        if wrong and changed:
            self._remembered.set()
        self._unpublished = wrong

    def end_badly(self) -> None:
        """Tells the same that the worker has to be started again."""
        self._pinger.tell(self._worker.settings.ping, well=False, patience=3)  # the last resort is near

    def watch(self) -> None:
        """Reports what is stuck, and at last ends the worker."""
        watchdog, rhythm = self._parts.watchdog, self._parts.rhythm
        for job in watchdog.newly_silent(rhythm.silent):
            log.error("stuck %s: no sign of life for %.0f min", job, rhythm.silent / 60)
        if stuck := watchdog.silent(rhythm.stuck):
            reason = f"{stuck[0]} has been stuck for {rhythm.stuck / 60:.0f} min; the worker must be started again"
            self._parts.ending.begin(Stuck(reason))

    def close(self) -> None:
        """Ends all connections."""
        self._hide()
        self._worker.close()


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often each job is done, in seconds. The defaults are those of `watcher run`."""

    visits: float = 30
    """Between two looks for sites with something due."""
    jitter: float = 5
    """Within which the sites that are due at once are begun one after another."""
    config: float = 5
    """Between two looks at the files of the config; an edit is taken when two in a row found the same."""
    beat: float = 60
    ping: float = 300
    """Between two calls of the dead man's switch."""
    site: float = 60
    """Between two looks whether the public pages are to be written."""
    tidying: float = 86_400
    silent: float = 900
    """Without a sign of life, something is reported as stuck."""
    stuck: float = 1_800
    """Without a sign of life, the worker ends with exit code 1, to be started again."""
    patience: Patience = PATIENCE
    """With what lets nobody look whether it is stuck."""
