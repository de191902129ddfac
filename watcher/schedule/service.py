"""What the worker does beside visits and conversations, each thing called by the schedule: it looks at the config,
gives signs of life, watches for what is stuck. What comes of visits and sends is logged and counted here."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from watcher import heartbeat
from watcher.config import Environment, Settings, load
from watcher.config_changes import take_over
from watcher.deliver import Post
from watcher.errors import ConfigError, SendError, Stuck
from watcher.hard_end import Watch, unwatched
from watcher.model import Message, Source
from watcher.once import message_setting
from watcher.schedule import edits
from watcher.schedule.ending import Ending
from watcher.schedule.jobs import Jobs
from watcher.schedule.rhythm import Rhythm
from watcher.schedule.systemd import ALIVE, notify
from watcher.schedule.watchdog import Watchdog
from watcher.schedule.worker import Worker
from watcher.store import Store, administrators
from watcher.visit import VisitResult
from watcher.visits import Clock, Progress

if TYPE_CHECKING:
    from watcher.schedule.metrics import Figures
    from watcher.telegram.bot import Telegram

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the worker is made of."""

    environment: Environment
    store: Store
    post: Post
    telegram: Telegram | None
    ending: Ending
    clock: Clock
    rhythm: Rhythm
    watch: Watch = unwatched
    watchdog: Watchdog = field(default_factory=Watchdog)


class Service:
    """Its chores may be called by any thread, each of them by one at a time. Close it."""

    def __init__(self, settings: Settings, parts: Parts, progress: Progress) -> None:
        self._parts, self._progress = parts, progress
        self._since = parts.clock()
        self._edits, self._refused = edits.Edits(parts.environment.config), False
        self._turn = Lock()
        self.came_to = Counter(visited=0, changes=0, problems=0)
        self._worker = Worker(
            settings, parts.store, parts.clock, self._visited, parts.ending, parts.watchdog, parts.watch
        )
        self._figures: Figures | None = None
        self._hide = self._shown(settings.metrics)
        parts.post.report_to(self._sent)

    def _shown(self, port: int | None) -> Callable[[], object]:
        """The figures, from when they are first shown on; what is returned hides them again."""
        if port is None:
            return lambda: None
        if self._figures is None:
            from watcher.schedule.metrics import Figures  # a library that few need

            self._figures = Figures(self._parts.store, self._parts.clock, self._polled)
        return self._figures.show(port)

    def begin(self, jobs: Jobs) -> None:
        """Has all of it called from now on."""
        self._jobs, rhythm = jobs, self._parts.rhythm
        self._schedule_visits()
        jobs.chore(self.look_at_config, rhythm.config)
        jobs.chore(self.beat, rhythm.beat)
        jobs.chore(self.watch, rhythm.beat)
        jobs.chore(self._parts.post.tidy, rhythm.tidying)

    def _schedule_visits(self) -> None:
        rhythm = self._parts.rhythm
        self._jobs.visit(self._worker.sites, self._worker.visit_due, rhythm.visits, rhythm.jitter)

    def _polled(self) -> datetime | None:
        return self._parts.telegram.last_poll if self._parts.telegram else None

    def _visited(self, source: Source, result: VisitResult | None) -> None:
        with self._turn:
            self._progress(source, result)
            if result is None:
                return
            self.came_to.update(visited=1, changes=len(result.changes), problems=result.state != "ok")
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
        if not self._edits.whole():
            return
        try:
            found = load(self._parts.environment.config)
        except ConfigError as error:
            log.error("config refused, the one before stays in force: %d problems", len(error.problems))
            for problem in error.problems:
                log.error("config %s", problem)
            self._tell_admins(edits.refused(error.problems))
            self._refused = True
            return
        self._follow(found)
        if self._refused:
            self._tell_admins(edits.right_again())
            self._refused = False

    def _follow(self, settings: Settings) -> None:
        differing = edits.differences(self._worker.settings, settings)
        if not differing:
            return
        if settings.metrics != self._worker.settings.metrics:
            self._hide()
            self._hide = self._shown(settings.metrics)
        before = self._worker.settings
        self._worker.follow(settings)
        self._schedule_visits()
        self._parts.post.configure(message_setting(settings))
        if self._parts.telegram:
            self._parts.telegram.configure(settings)
        self._take_over(settings, before)
        log.info("config taken over: %s", differing)

    def _take_over(self, settings: Settings, before: Settings) -> None:
        """What it means to those who follow something."""
        for one in take_over(self._parts.store, settings, self._parts.clock(), before):
            log.warning("%s", one)
        if self._parts.telegram:
            self._parts.telegram.wake()

    def _tell_admins(self, html: str) -> None:
        with self._parts.store.write() as db:
            administrators.tell(db, self._worker.settings.telegram.admins, html, self._parts.clock())
        if self._parts.telegram:
            self._parts.telegram.wake()

    def beat(self) -> None:
        """A sign of life, for `status --healthy` and for systemd."""
        parts = self._parts
        tells = parts.telegram is not None
        held_until = parts.telegram.held_until if parts.telegram else None
        beat = heartbeat.Beat(parts.clock(), self._since, self._polled(), tells, held_until)
        heartbeat.leave(parts.environment.state, beat)
        notify(ALIVE, os.environ)

    def watch(self) -> None:
        """Reports what is stuck, and at last ends the worker."""
        watchdog, rhythm = self._parts.watchdog, self._parts.rhythm
        for what in watchdog.newly_silent(rhythm.silent):
            log.error("stuck %s: no sign of life for %.0f min", what, rhythm.silent / 60)
        if stuck := watchdog.silent(rhythm.stuck):
            reason = f"{stuck[0]} has been stuck for {rhythm.stuck / 60:.0f} min; the worker must be started again"
            self._parts.ending.begin(Stuck(reason))

    def close(self) -> None:
        """Ends all connections."""
        self._hide()
        self._worker.close()
