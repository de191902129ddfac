"""Gives the worker its jobs, each as often as is to be done."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from threading import Event, Lock
from typing import TYPE_CHECKING

from watcher.config import Settings, load_settings
from watcher.config.cache import read_cached, write_cache
from watcher.core.alerts import Message
from watcher.core.errors import ConfigError, SendError, StateError, Stuck
from watcher.core.sources import Source
from watcher.jobs import heartbeat
from watcher.jobs.config_changes import carry_over, take_over
from watcher.jobs.ping import Pinger
from watcher.jobs.publish import publish_after
from watcher.jobs.shared_config import fingerprints
from watcher.jobs.visit import VisitResult
from watcher.jobs.visit_all import Progress
from watcher.jobs.worker import config_reload
from watcher.jobs.worker.parts import WorkerParts
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.visitor import SiteVisitor
from watcher.jobs.worker.watchdog import ALIVE, notify
from watcher.messages import admin
from watcher.store import chats

if TYPE_CHECKING:
    from watcher.jobs.worker.metrics import Metrics

log = logging.getLogger(__name__)
_NO_SIGN_YET = heartbeat.HealthCheck(False, "unhealthy: the worker has given no sign of life yet")


class WorkerService:
    """Does the worker's jobs, which any thread may call, each of them one thread at a time. Close it."""

    def __init__(self, settings: Settings, parts: WorkerParts, progress: Progress) -> None:
        self._parts, self._progress = parts, progress
        self._since = parts.clock()
        self._edits = config_reload.ConfigReloader(parts.environment.config)
        self._refused: tuple[str, ...] = ()
        self._before: Settings | None = None
        """Which was in force before an edit that is still to be told of."""
        self._pinger = Pinger()
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
            parts.leases,
        )
        self._figures: Metrics | None = None
        self._hide = self._shown(settings)
        parts.post.report_to(self._sent)

    @property
    def settings(self) -> Settings:
        """Returns the settings in force."""
        return self._worker.settings

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
        self._jobs, intervals = jobs, self._parts.intervals
        jobs.visits(self._worker.due_sites, self._worker.visit_due, intervals.visits, intervals.jitter)
        jobs.chore(self.look_at_config, intervals.config)
        jobs.chore(self.beat, intervals.beat)
        jobs.chore(self.watch, intervals.beat)
        jobs.chore(self.ping, intervals.ping)
        jobs.chore(self.publish, intervals.site)
        jobs.chore(self.prune, intervals.tidying)
        self._describe()

    def _describe(self) -> None:
        """Shows the other workers which config is in force here, and whether there is a token."""
        self._parts.leases.describe(lambda: fingerprints(self.settings, self._parts.environment.token))

    def _polled(self) -> datetime | None:
        return self._parts.speaker.last_poll

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
        self._parts.speaker.wake()

    def _sent(self, message: Message, error: SendError | None) -> None:
        if error:
            log.warning("send: %s", error)
            self._parts.post.problems.clear()  # this line tells it; nobody reads them at the end
        if self._figures:
            self._figures.told(message, error)

    def look_at_config(self) -> None:
        """Takes an edit over, or refuses it with every problem; administrators hear once that it was refused, and once
        that it is right again."""
        self._tell_of_edit()
        asked = self._parts.asked.is_set()
        self._parts.asked.clear()
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
        differing = config_reload.differences(self.settings, settings)
        if not differing:
            return False
        if settings.metrics != self.settings.metrics:
            self._hide()
            self._hide = self._shown(settings)
        elif self._figures:
            self._figures.expect(settings.sources)
        self._before = self._before or self.settings
        self._worker.follow(settings)
        self._parts.speaker.configure(settings)
        write_cache(settings, "", self._parts.environment.state)  # no fingerprint: the files may be edited again by now
        log.info("config taken over: %s", differing)
        self._tell_of_edit()
        self._jobs.look_now()  # a new id has by now what its old one knew: what is new there is told
        return True

    def _tell_of_edit(self) -> None:
        """Shows the config in force to the other workers, and tells those who follow something what the last edit means
        to them; the config of whoever speaks counts. Raises StateError; the next look does what is left."""
        if self._before is None:
            return
        self._describe()
        parts, now = self._parts, self._parts.clock()
        if parts.speaker.speaks:
            for gone in take_over(parts.store, self.settings, now, self._before):
                log.warning("%s", gone)
        else:
            carry_over(parts.store, self.settings, now)
        self._before = None
        self._worker.resume()
        parts.speaker.wake()

    def _tell_admins(self, html: str) -> None:
        if not self._parts.speaker.speaks:
            return  # the log has it
        with self._parts.store.write() as db:
            chats.tell_administrators(db, self.settings.telegram.admins, html, self._parts.clock())
        self._parts.speaker.wake()

    def beat(self) -> None:
        """Gives a sign of life, for `status --healthy` and for systemd. Raises StateError where it can't be written."""
        heartbeat.write(self._parts.environment.state, self._sign())
        notify(ALIVE, os.environ)

    def _sign(self) -> heartbeat.Beat:
        parts, speaker = self._parts, self._parts.speaker
        stuck = next(iter(parts.watchdog.silent(parts.intervals.silent)), "")
        return heartbeat.Beat(
            parts.clock(),
            self._since,
            self._polled() or speaker.since,  # it answers since then, and may have waited for days
            speaker.talks,
            speaker.held_until,
            stuck,
            *self._beside(),
        )

    def _beside(self) -> tuple[str, bool]:
        """Returns who speaks where this worker does not, and whether it does nothing else either."""
        parts = self._parts
        if parts.speaker.speaks:
            return "", False
        try:
            return parts.speaker.who_speaks(), parts.leases.idle_for > heartbeat.LATEST_BEAT.total_seconds()
        except StateError:
            return "who speaks can't be told", False

    def ping(self) -> None:
        """Tells who watches from outside how the worker is, if it is the one that speaks."""
        if self._parts.speaker.speaks:
            well = heartbeat.check_worker(self._sign(), self._parts.clock()).well
            self._pinger.tell(self.settings.ping, well)

    def prune(self) -> None:
        """Forgets what is too old to be kept (store/retention.py), if this worker is the one that speaks."""
        if self._parts.speaker.speaks:
            self._parts.post.prune()

    def publish(self) -> None:
        """Writes the public pages, if the config wants any, when something has changed; what goes wrong is logged
        once."""
        if not self._parts.speaker.speaks:
            return
        changed = self._remembered.is_set()
        self._remembered.clear()
        parts = self._parts
        wrong = publish_after(self.settings, parts.environment, parts.store, parts.clock(), changed=changed)
        if wrong and wrong != self._unpublished:
            log.error("%s", wrong)
        if wrong and changed:
            self._remembered.set()
        self._unpublished = wrong

    def end_badly(self) -> None:
        """Tells the same that the worker has to be started again."""
        self._pinger.tell(self.settings.ping, well=False, patience=3)  # the last resort is near

    def watch(self) -> None:
        """Reports what is stuck, and at last ends the worker."""
        watchdog, intervals = self._parts.watchdog, self._parts.intervals
        for job in watchdog.newly_silent(intervals.silent):
            log.error("stuck %s: no sign of life for %.0f min", job, intervals.silent / 60)
        if stuck := watchdog.silent(intervals.stuck):
            reason = f"{stuck[0]} has been stuck for {intervals.stuck / 60:.0f} min; the worker must be started again"
            self._parts.ending.begin(Stuck(reason))

    def close(self) -> None:
        """Ends all connections."""
        self._hide()
        self._worker.close()
