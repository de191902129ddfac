"""Shows the rest of the program the bot: one object with plain calls, which owns the event loop, the connection and the
token."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from math import inf
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from telegram.error import TelegramError

from watcher.bot.bot_settings import BotSettings
from watcher.bot.settle import asked_for
from watcher.bot.telegram.connection import open_bot
from watcher.bot.telegram.handler import UpdateHandler
from watcher.bot.telegram.menus import set_menus
from watcher.bot.telegram.poller import FIRST_PAUSE, LONGEST_RETRY, Poller, drain, growing, trouble
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.replies import Replier
from watcher.bot.telegram.sender import GRACE, LONGEST_WAIT, Outbox, send_all
from watcher.core.errors import LeaseLost, SendError, StateError, TokenError, TryLater, WatcherError
from watcher.store import Store, outbox, reachability

log = logging.getLogger(__name__)

GATHERED = 5.0
"""Seconds at the start of a run in which what is found is gathered, so that what belongs together comes together."""
LEAST_PATIENCE = 10.0
"""Seconds for what is found late in a run, in which every chat has had its rest."""
LISTENING, SENDING = "the conversation with Telegram", "the sending of alerts"

T = TypeVar("T")


class Telegram:
    """Runs one bot on one event loop, kept over several calls, so that it connects once. To be used by one thread, but
    for `wake` and `stop`; close it, or use it in a `with`."""

    def __init__(
        self,
        token: str,
        url: str,
        settings: BotSettings,
        store: Store,
        clock: Callable[[], datetime],
        limiter: RateLimiter | None = None,
        papers: Path | None = None,
    ) -> None:
        """Makes the bot of this token, which reaches Telegram at `url`, without a word to it yet. What Telegram asked
        of earlier runs holds: nothing is sent before a pause is over, nor to a chat before its own is. `papers`: the
        folder with the files of papers."""
        self._limiter = limiter = limiter or RateLimiter(settings.rate)
        self._bot, self.broken = open_bot(token, url)
        self._store, self._clock = store, clock
        replier = Replier(self._bot, store, limiter, clock, papers)
        self._handler = UpdateHandler(self._bot, store, replier, clock, settings.catalogue, settings.admins)
        reachable, told_to_wait = limiter.mark_reachable, self._told_to_wait
        self._poller = Poller(self._bot, self._handler, clock, limiter.sleep, reachable, told_to_wait)
        self._keep_pauses()
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._wake, self._stop = asyncio.Event(), asyncio.Event()
        self._connecting = asyncio.Lock()
        self._menus_for: Collection[int] | None = None
        self._alive: Callable[[str], object] = lambda what: None

    def _keep_pauses(self) -> None:
        now = self._clock()
        with self._store.read() as db:
            self._limiter.pause_for(outbox.flood_wait(db, now).total_seconds())
            for chat_id, left in reachability.held(db, now).items():
                self._limiter.hold_chat(chat_id, left.total_seconds())

    def rest(self, seconds: float) -> None:
        """Sends nothing for so many seconds: another one may just have sent as this bot."""
        self._limiter.pause_for(seconds)

    def _told_to_wait(self, error: TryLater) -> None:
        """Holds everybody back, in the next runs too: a call that is about no chat drew flood control."""
        self._limiter.pause(error.seconds)
        with self._store.write() as db:
            outbox.set_flood_wait(db, self._clock() + asked_for(error))

    def answer_waiting(self, patience: float = LONGEST_WAIT) -> int:
        """Stores and answers every message that waits by now; returns how many updates that was. What can't be said
        within `patience` seconds waits in the outbox. Raises TokenError, and SendError when Telegram can't be
        reached."""
        return self._run(self._drain(patience))

    def deliver(
        self,
        outbox: Outbox,
        patience: float = LONGEST_WAIT,
        going_on: Callable[[], bool] = lambda: False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Sends what the outbox holds; returns when nothing waits, or nothing could be delivered for `patience`
        seconds. While something is `going_on` that may bring more (`wake` says when it has, and when it is over), that
        is sent too, from GATHERED seconds of `monotonic` on. Raises TokenError, and NotSent when Telegram can't be
        reached at all: then nothing was claimed."""
        self._run(self._deliver(outbox, patience, going_on, monotonic))

    def serve(self, outbox: Outbox, alive: Callable[[str], object] = lambda what: None) -> None:
        """Answers and sends until `stop`: then what is in flight ends, and what was answered is confirmed. Waits while
        Telegram is down; calls `alive` with LISTENING and SENDING again and again, unless that is stuck. Raises
        TokenError."""
        self._alive = alive
        self._run(self._serve(outbox))

    def wake(self) -> None:
        """Says that there is something new in the outbox. May be called from any thread."""
        self._loop.call_soon_threadsafe(self._wake.set)

    def stop(self) -> None:
        """Ends `serve`, also one that has not begun. May be called from any thread, or from a signal handler."""
        self._loop.call_soon_threadsafe(self._stop.set)

    @property
    def held_until(self) -> datetime | None:
        """Tells until when Telegram wants no message at all; None where it takes them."""
        left = self._limiter.paused_for()
        return self._clock() + timedelta(seconds=left) if left else None

    @property
    def last_poll(self) -> datetime | None:
        """Returns when Telegram last answered a poll of `serve`; None before the first answer."""
        return self._poller.last_good

    def configure(self, settings: BotSettings) -> None:
        """Takes over an edited config: what there is to follow, who the administrators are and how fast messages go,
        from now on. May be called from any thread."""
        self._handler.catalogue, self._handler.admins = settings.catalogue, settings.admins
        self._limiter.limit(settings.rate)
        self.wake()

    def close(self) -> None:
        """Ends the connections and the event loop."""
        self._run(self._bot.shutdown())
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    async def _connect(self) -> None:
        """Asks Telegram who we are, once. Raises TokenError or SendError."""
        if self.broken:
            raise self.broken
        try:
            await self._bot.initialize()
        except TelegramError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: TelegramError) -> SendError | TokenError:
        meant = trouble(error)
        if isinstance(meant, TryLater):
            self._told_to_wait(meant)
        return meant

    async def _drain(self, patience: float) -> int:
        await self._connect()
        try:
            done = await drain(self._bot, self._handler, self._limiter, patience)
        except TryLater as error:
            self._told_to_wait(error)
            raise
        if self._handler.newcomers:  # somebody looks at them
            await self._set_menus()
        return done

    async def _deliver(
        self, outbox: Outbox, patience: float, going_on: Callable[[], bool], monotonic: Callable[[], float]
    ) -> None:
        gathered = monotonic() + GATHERED
        while going_on() and (more := gathered - monotonic()) > 0:
            await self._woken(more)
        began = self._limiter.clock()
        while True:
            last = not going_on()
            left = max(LEAST_PATIENCE, patience - (self._limiter.clock() - began))  # not all of it again each time
            try:
                await self._connect()
                outbox.introduce(self._bot.username)
                await send_all(self._bot, outbox, self._limiter, patience=left, wake=self._wake)
            except SendError:
                if last:  # else it may be there again by then
                    raise
            if last:
                return
            if going_on():
                await self._woken(LONGEST_WAIT)

    async def _woken(self, seconds: float) -> None:
        """Waits until so many real seconds have passed, whatever clock the limiter goes by, or `wake` was called."""
        with suppress(TimeoutError):
            # Not `wait_for`: woken at the moment it is cancelled, it would go on as if nothing had been said.
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _serve(self, outbox: Outbox) -> None:
        if self.broken:
            await self._stop.wait()
            return
        while True:
            await self._serve_connected(outbox)
            if self._stop.is_set():
                return
            log.warning("Telegram could not be reached again and again; trying over new connections")
            await self._bot.shutdown()

    async def _serve_connected(self, outbox: Outbox) -> None:
        """Answers and sends until `stop`, or until the connections seem worn out."""
        stop = asyncio.create_task(self._stop.wait())
        poll, send = asyncio.create_task(self._poll()), asyncio.create_task(self._send(outbox))
        try:
            await asyncio.wait([stop, poll, send], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (stop, poll, send):
                task.cancel()
            await asyncio.wait([poll])  # two polls at once would be refused
            ended = await asyncio.gather(poll, send, self._poller.end(GRACE), return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _poll(self) -> None:
        await self._connect_patiently()
        await self._set_menus()
        await self._poller.run(partial(self._alive, LISTENING))

    async def _set_menus(self) -> None:
        """Brings the menus up to date, once for each config; at the next occasion where the database is not there."""
        try:
            admins = self._handler.rulers()
        except StateError as error:
            log.warning("The menus stay as they are: %s", error)
            return
        if self._menus_for != admins:
            self._menus_for = admins
            await set_menus(self._bot, admins)

    async def _send(self, outbox: Outbox) -> None:
        """Empties the outbox each time something may have come into it; now and then unasked, as quiet hours end."""
        await self._connect_patiently()
        outbox.introduce(self._bot.username)
        alive, troubles = partial(self._alive, SENDING), 0
        while True:
            try:
                await send_all(self._bot, outbox, self._limiter, patience=inf, wake=self._wake, alive=alive)
                troubles = 0
                await self._woken(LONGEST_WAIT)
            except (TokenError, LeaseLost):
                raise
            except WatcherError as error:
                troubles += 1
                pause = growing(troubles, FIRST_PAUSE, LONGEST_RETRY)
                log.error("Sending stopped, and begins again in %.0f s: %s", pause, error)
                await self._limiter.sleep(pause)
            await self._set_menus()

    async def _connect_patiently(self) -> None:
        pause = 1.0
        async with self._connecting:
            while True:
                for what in (LISTENING, SENDING):  # both wait for it
                    self._alive(what)
                try:
                    return await self._connect()
                except TryLater as error:
                    log.warning("%s; trying again in %.0f s", error, error.seconds)
                    await self._sleep_long(error.seconds)
                except SendError as error:
                    log.warning("%s; trying again in %.0f s", error, pause)
                    await self._limiter.sleep(pause)
                    pause = min(LONGEST_RETRY, pause * 2)

    async def _sleep_long(self, seconds: float) -> None:
        """Sleeps, with signs of life meanwhile: it may be hours."""
        while seconds > 0:
            for what in (LISTENING, SENDING):
                self._alive(what)
            await self._limiter.sleep(min(seconds, LONGEST_RETRY))
            seconds -= LONGEST_RETRY
