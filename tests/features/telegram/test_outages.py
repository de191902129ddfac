"""Telegram out of reach for long, or silent: connections are made anew, nothing waits for ever, and an edited config
reaches what runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from math import inf
from typing import cast

import pytest
from telegram import Bot

from tests.features.telegram.conftest import SETTINGS, Runner
from tests.features.telegram.test_rate_limiter import SleepersClock
from tests.features.telegram.test_serving import eventually, serving
from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.bot.telegram.client import LISTENING, SENDING
from watcher.bot.telegram.handler import UpdateHandler
from watcher.bot.telegram.poller import WORN_OUT, Poller
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.sender import send_all
from watcher.core.alerts import Message
from watcher.core.errors import SendError
from watcher.core.topics import Topic
from watcher.jobs.setup import bot_settings


def test_connections_are_made_anew_when_nothing_answers_for_long(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    ann = api.private(42)
    with serving(runner) as worker:
        eventually(lambda: api.calls_to("getUpdates"))
        api.refuse_connections()
        eventually(lambda: "over new connections" in caplog.text)
        ann.says("/help")
        runner.queue(42, "New: one")
        api.accept_connections()
        eventually(lambda: len(ann.texts) == 2)
    assert worker.error is None
    assert len(api.calls_to("getMe")) == 2


def test_errors_that_telegram_itself_answers_do_not_make_them_anew(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("getUpdates", times=WORN_OUT + 1, code=502)
    with serving(runner):
        ann.says("/help")
        eventually(lambda: ann.texts)
    assert len(api.calls_to("getMe")) == 1


async def drip(_: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
    answer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    with suppress(OSError):
        while not answer.is_closing():
            answer.write(b" ")
            await answer.drain()
            await asyncio.sleep(0.01)


@asynccontextmanager
async def endless() -> AsyncIterator[Bot]:
    """A bot whose Telegram takes every request and never ends its answer."""
    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    bot = Bot(TEST_TOKEN, base_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot")
    await bot.request.initialize()
    yield bot
    await bot.request.shutdown()
    server.close()


def test_a_poll_whose_answer_never_ends_is_broken_off() -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def polled() -> None:
        async with endless() as bot:
            # It never comes to handling anything: no stand-in is needed.
            await Poller(bot, cast(UpdateHandler, None), lambda: datetime.now(UTC), sleep, longest=0.02).run()

    asyncio.run(polled())
    assert pauses == [1, 2, 4, 8, 16]
    assert len(pauses) == WORN_OUT


def test_an_edited_config_reaches_what_runs(api: BotApi, runner: Runner) -> None:
    ann, roads = api.private(42), Topic("roads", "Roads", "Roads and parking", ("parking",))
    telegram = replace(SETTINGS.telegram, admins=(api.private(901).id,), rate=7.0)
    with serving(runner):
        eventually(lambda: api.calls_to("getUpdates"))
        runner.telegram.configure(bot_settings(replace(SETTINGS, topics=(roads,), telegram=telegram)))
        ann.says("/subscribe roads")
        eventually(lambda: ann.texts and "901" in str(api.calls_to("setMyCommands")))
    assert ann.texts[0].startswith("Following Roads")
    assert runner.limiter.rate == 7


def test_a_higher_limit_does_not_undo_what_a_429_slowed_down() -> None:
    limiter = RateLimiter(20)
    limiter.pause(3)
    slowed = limiter.rate
    limiter.limit(28)
    assert limiter.rate == slowed < 20


def test_it_tells_again_and_again_that_it_is_alive_while_telegram_is_down(api: BotApi, runner: Runner) -> None:
    signs: list[str] = []
    api.refuse_connections()
    with serving(runner, signs.append):
        eventually(lambda: min(map(signs.count, (LISTENING, SENDING))) > 2)


def test_sending_gives_signs_of_its_own(api: BotApi, runner: Runner) -> None:
    ann, signs = api.private(42), list[str]()
    with serving(runner, signs.append):
        eventually(lambda: api.calls_to("getUpdates"))
        before = signs.count(SENDING)
        runner.queue(42, "New: one")
        runner.telegram.wake()
        eventually(lambda: ann.texts)
        assert signs.count(SENDING) > before


class Empty:
    """An outbox in which nothing waits."""

    def introduce(self, bot: str) -> None:
        """By any name."""

    def claim(self, busy: Collection[int]) -> None:
        """Nothing."""

    def wait(self) -> None:
        """For nothing."""

    def left(self, message: Message) -> None:
        raise AssertionError

    def sent(self, message: Message, telegram_id: int) -> None:
        raise AssertionError

    def failed(self, message: Message, error: SendError) -> None:
        raise AssertionError


def test_a_pause_of_hours_is_not_taken_for_being_stuck() -> None:
    clock, signs = SleepersClock(), list[float]()
    limiter = RateLimiter(clock=clock, sleep=clock.sleep)
    limiter.pause(7_200)
    # Nothing is sent: no bot is needed.
    work = send_all(cast(Bot, None), Empty(), limiter, patience=inf, alive=lambda: signs.append(clock.now))
    clock.run(work)
    assert signs[-1] - signs[0] >= 7_100
    assert max(later - earlier for earlier, later in pairwise(signs)) <= 61
