"""Speaks for all workers of a database while it holds that role (docs/adr/0062): it alone answers, words, sends,
reminds and tidies. Without the role it waits for it, and wakes whoever has it."""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, RLock
from typing import TYPE_CHECKING

from watcher.config import Environment, Settings
from watcher.core.errors import LeaseLost, SendError, StateError
from watcher.jobs.config_changes import carry_over, take_over
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import bot_settings, open_telegram, render_context
from watcher.jobs.shared_config import has_token, without_token
from watcher.jobs.visit_all import Clock
from watcher.jobs.worker.term import Term
from watcher.jobs.worker.watchdog import Watchdog
from watcher.store import Store
from watcher.store import leases as workers
from watcher.store.leases import TELEGRAM, Leases

if TYPE_CHECKING:
    from watcher.bot.telegram.client import Telegram
    from watcher.bot.telegram.rate_limiter import RateLimiter

log = logging.getLogger(__name__)
WAITING = "the wait for the role of the speaker"
LOOK = 1.0
"""Seconds between two looks whether the role is free."""
ONE_SECOND = 1.0
"""What Telegram counts a bot's messages by."""
_MUTE = "; it has no token, so nobody is told"
BREATH = 0.2
"""Seconds between two calls that wake whoever speaks."""


@dataclass(slots=True)
class Speaker:
    """The voice of this worker. `begin` and `work` are for the main thread; close it."""

    settings: Settings
    environment: Environment
    store: Store
    leases: Leases
    post: OutboxWorker
    term: Term
    clock: Clock
    limiter: RateLimiter | None = None
    watchdog: Watchdog = field(default_factory=Watchdog)
    since: datetime | None = None
    """Since when it speaks, where it did not from the start."""
    _telegram: Telegram | None = None
    _ready: bool = False
    _news: Event = field(default_factory=Event)
    _to_tell: Event = field(default_factory=Event)
    _stack: ExitStack = field(default_factory=ExitStack)
    _lock: RLock = field(default_factory=RLock)
    """Held while `_telegram` is called by other threads: it may be closed. A signal comes in between."""

    def begin(self) -> None:
        """Speaks from now on, if nobody does: who wrote while no worker ran is answered before any site is visited.
        Raises TokenError and StateError."""
        self.leases.heed(news=self.hear)
        self.term.calls(self._stop)
        if self._may_speak() and self.leases.take(TELEGRAM):
            self._begin_to_speak()
            return
        self.post.flush()
        carry_over(self.store, self.settings, self.clock())
        log.info("%s", self.who_speaks())
        if self.environment.token:
            import watcher.bot.telegram.client  # noqa: F401  # it takes a second that whoever takes over has not

    def _begin_to_speak(self) -> None:
        """Takes up what the one before has left. Raises TokenError and StateError."""
        self.post.recover()
        for problem in (*self.post.problems, *take_over(self.store, self.settings, self.clock())):
            log.warning("%s", problem)
        self.post.problems.clear()  # nobody reads them at the end
        if self.environment.token:
            self._answer_waiting()
        self._ready = True

    def _answer_waiting(self) -> None:
        telegram = open_telegram(self.settings, self.environment, self.store, self.clock, self.limiter)
        self._telegram = self._stack.enter_context(telegram)
        if (left := self.leases.left(TELEGRAM)) is not None:
            telegram.rest(ONE_SECOND - left)  # two that speak one after the other send no more than one does
        if self.term.has_begun():
            telegram.stop()
        try:
            telegram.answer_waiting()
        except SendError as error:
            log.warning("%s; the sites are visited meanwhile", error)

    def work(self) -> None:
        """Speaks, or waits until it may, until the term ends. Raises TokenError."""
        while not self.term.has_begun():
            self.watchdog.sign(WAITING)
            if not self._ready and not self._takes_over():
                self._wait()
                continue
            self.watchdog.done(WAITING)
            if self._telegram:
                self._telegram.serve(self.post, self.watchdog.sign)
            self._hold_on()

    def _may_speak(self) -> bool:
        """Tells whether no other worker has the token that this one lacks. Raises StateError."""
        if self.environment.token or not self.leases.id:
            return True
        with self.store.read() as db:
            others = [worker for worker in workers.workers(db) if worker.id != self.leases.id]
        return not any(has_token(worker.config) for worker in others)

    def _hold_on(self) -> None:
        """Waits until the term ends; without a token only until one is there that has it: else nobody would be told
        anything as long as this one lives."""
        while not self.term.has_begun():
            with suppress(StateError):  # it is looked at again
                if not self._may_speak():
                    self._ready = False
                    self.leases.release(TELEGRAM)
                    log.info("gives way to a worker that has a token: this one has none")
                if not self._ready:
                    return
            self.term.sleep(LOOK)

    def _takes_over(self) -> bool:
        try:
            if not self._may_speak() or not self.leases.take(TELEGRAM):
                return False
            log.info("speaks from now on: nobody else does%s", "" if self.environment.token else _MUTE)
            self._begin_to_speak()
        except LeaseLost:
            return False  # and the term ends
        except StateError as error:
            log.warning("%s; it is tried again", error)
            self._hush()
            return False
        self.since = self.clock()
        return True

    def _wait(self) -> None:
        """Waits for news, and passes on those of this worker."""
        self._news.wait(LOOK)
        self._news.clear()
        if self._to_tell.is_set():
            self._to_tell.clear()
            with suppress(StateError):  # whoever speaks looks by itself, only later
                self.leases.wake()
            self.term.sleep(BREATH)

    def hear(self) -> None:
        """Hears from another worker: the role may be free, or there is something to send."""
        self._news.set()
        with self._lock:
            if self._telegram:
                self._telegram.wake()

    def wake(self) -> None:
        """Says that there is something new in the outbox. May be called from any thread."""
        if not self.speaks:
            self._to_tell.set()
        self.hear()

    def _stop(self) -> None:
        self._news.set()
        with self._lock:
            if self._telegram:
                self._telegram.stop()

    def configure(self, settings: Settings) -> None:
        """Takes over an edited config. May be called from any thread."""
        self.settings = settings
        self.post.configure(render_context(settings))
        if self._telegram:
            self._telegram.configure(bot_settings(settings))

    @property
    def speaks(self) -> bool:
        """Tells whether this worker is the one that speaks, or would if it had a token."""
        return self._ready and self.leases.holds(TELEGRAM)

    @property
    def talks(self) -> bool:
        """Tells whether this worker talks with Telegram."""
        return self._telegram is not None

    @property
    def held_until(self) -> datetime | None:
        """Tells until when Telegram wants no message at all; None where it takes them."""
        return self._telegram.held_until if self._telegram else None

    @property
    def last_poll(self) -> datetime | None:
        """Returns when Telegram last answered a poll; None before the first answer."""
        return self._telegram.last_poll if self._telegram else None

    @property
    def broken(self) -> SendError | None:
        """Returns what kept it from talking with Telegram all the time; None where nothing did."""
        return self._telegram.broken if self._telegram else None

    def who_speaks(self) -> str:
        """Says who speaks for this worker. Raises StateError."""
        with self.store.read() as db:
            found = workers.holder(db, TELEGRAM)
        if not found:
            return "nobody speaks yet"
        since = f"{found.roles[TELEGRAM]:%Y-%m-%d %H:%M} UTC"
        return f"{found.host} speaks since {since}{without_token(found.config)}"

    def _hush(self) -> None:
        with self._lock:
            self._ready, self._telegram = False, None
        self._stack.close()

    def close(self) -> None:
        """Ends the connections to Telegram."""
        self._hush()
