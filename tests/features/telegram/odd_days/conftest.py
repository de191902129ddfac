"""Telegram and the watcher on one clock that moves only while nobody works: calls on their way hold it, so that how
fast the machine is decides nothing."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from telegram.request import HTTPXRequest

from tests.features.telegram.conftest import SETTINGS
from tests.tools.standin import TEST_TOKEN, BotApi
from tests.tools.standin.records import SENDING
from tests.tools.standin.updates import SAME_OFFSET_WAIT
from watcher.bot.telegram import Telegram
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.cli.demo.clock import HURRY
from watcher.config import Environment, Settings
from watcher.core.alerts import Message
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import open_telegram
from watcher.messages.context import RenderContext
from watcher.store import Store, chats, outbox

ABOUT_A_MINUTE = 75.0
HOUR = 3_600
QUIET_TURNS = 20  # of the loop, after which nobody has anything to do


class MovedTime:
    """Seconds since 1970. `latency` is how long each call to Telegram takes, by this clock; no call that sends gets on
    its way before `stuck_until`."""

    def __init__(self) -> None:
        self.now = 1_795_000_000.0
        self.latency = self.stuck_until = 0.0
        self.calls = 0  # on their way
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._driver: asyncio.Task[None] | None = None

    def __call__(self) -> float:
        return self.now

    def wall(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        if self._driver is None or self._driver.done() or self._driver.get_loop() is not woken.get_loop():
            self._driver = asyncio.create_task(self._drive())
        await woken

    async def _drive(self) -> None:
        while self._sleepers:
            for _ in range(QUIET_TURNS):
                await asyncio.sleep(0)
            if self.calls:
                await asyncio.sleep(0.001)
                continue
            at, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self.now = max(self.now, at)
                woken.set_result(None)

    def limiter(self, **more: Any) -> RateLimiter:
        return _MovingLimiter(self, **more)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Counts the calls of python-telegram-bot that are on their way, and gives each its latency."""
        real = HTTPXRequest.do_request

        async def counted(request: HTTPXRequest, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            stuck = self.stuck_until - self.now if str(kwargs["url"]).rpartition("/")[2] in SENDING else 0.0
            if (late := max(self.latency, stuck)) > 0:
                await self.sleep(late)
            self.calls += 1
            try:
                return await real(request, *args, **kwargs)
            finally:
                self.calls -= 1

        monkeypatch.setattr(HTTPXRequest, "do_request", counted)


class _MovingLimiter(RateLimiter):
    """The usual pace; a call that waits to leave is as good as asleep."""

    def __init__(self, time: MovedTime, **more: Any) -> None:
        super().__init__(28, clock=time, sleep=time.sleep, **more)
        self._time = time

    async def _wait_to_leave(self, seconds: float) -> None:
        self._time.calls -= 1
        try:
            await self.sleep(seconds)
        finally:
            self._time.calls += 1


@dataclass
class Cron:
    """A watcher whose runs come one after the other, each a new start on the same state."""

    api: BotApi
    time: MovedTime
    folder: Path
    database_url: str
    settings: Settings = SETTINGS
    runs: int = 0
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(self.database_url)
        self.environment = Environment(self.folder / "config", self.folder / "state", TEST_TOKEN, self.api.url)

    def queue(self, chat_id: int, html: str) -> int:
        with self.store.write() as db:
            chats.ensure(db, chat_id, self.time.wall())
            return outbox.queue(db, Message(chat_id, html), (), self.time.wall())

    def queued(self) -> dict[str, int]:
        with self.store.read() as db:
            return outbox.queue_counts(db)

    @contextmanager
    def started(self) -> Iterator[tuple[Telegram, OutboxWorker]]:
        post = OutboxWorker(
            self.store, RenderContext({}, self.settings.timezone, self.settings.telegram.admins), self.time.wall
        )
        post.recover()
        with open_telegram(
            self.settings, self.environment, self.store, self.time.wall, self.time.limiter()
        ) as telegram:
            yield telegram, post

    def run(self, later: float = 0) -> float:
        """As `once` does it, without sites, so many seconds later; how long it took."""
        self.time.now += later
        began = self.time.now
        with self.started() as (telegram, post):
            telegram.answer_waiting()
            telegram.deliver(post)
            self.time.now += SAME_OFFSET_WAIT  # else Telegram makes us wait as long
            telegram.answer_waiting()
            self.problems = list(post.problems)
        post.prune()
        return self.time.now - began

    def sends(self, chat_id: int | None = None) -> int:
        return len(
            [call for call in self.api.calls_to("sendMessage") if chat_id is None or call.chat_id == str(chat_id)]
        )


def people(cron: Cron, number: int) -> list[int]:
    """So many chats, each with a message that waits."""
    ids = list(range(1, number + 1))
    for chat_id in ids:
        cron.api.private(chat_id)
        cron.queue(chat_id, "New: one")
    return ids


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> MovedTime:
    moved = MovedTime()
    moved.watch(monkeypatch)
    return moved


@pytest.fixture
def api(time: MovedTime) -> Iterator[BotApi]:
    with BotApi(clock=time, flood=False, hurry=HURRY) as standin:
        yield standin


@pytest.fixture
def cron(api: BotApi, time: MovedTime, tmp_path: Path, database_url: str) -> Iterator[Cron]:
    opened = Cron(api, time, tmp_path, database_url)
    yield opened
    opened.store.close()
