"""The rate limiter by itself, on a clock that only moves when everybody sleeps."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Coroutine
from itertools import count, pairwise
from typing import Any, TypeVar

import pytest

from watcher.bot.telegram.rate_limiter import BREATH, JITTER, RateLimiter
from watcher.core.errors import NotSent, TryLater

T = TypeVar("T")


class SleepersClock:
    """Seconds; the next sleeper is woken, and the clock set, when nobody else has anything to do."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(self._run(work))

    async def _run(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(work)
        while not task.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if not task.done() and self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                if not woken.done():
                    woken.set_result(None)
        return task.result()


@pytest.fixture
def clock() -> SleepersClock:
    return SleepersClock()


@pytest.fixture
def limiter(clock: SleepersClock) -> RateLimiter:
    return RateLimiter(28, clock=clock, sleep=clock.sleep)


async def call(limiter: RateLimiter, chat_id: int, takes: float = 0.1) -> float:
    """One call that takes so long; when it began."""
    async with limiter.send_slot(chat_id):
        began = limiter.clock()
        await limiter.sleep(takes)
        return began


def gaps(times: list[float]) -> list[float]:
    return [round(after - before, 6) for before, after in pairwise(sorted(times))]


def test_slots_are_evenly_spaced_over_all_chats(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def many() -> list[float]:
        return await asyncio.gather(*(call(limiter, chat) for chat in range(1, 101)))

    assert set(gaps(clock.run(many()))) == {round((1 + JITTER) / 28, 6)}


@pytest.mark.parametrize(("chat_id", "rest"), [(42, 1.05), (-5, 3.05)])
def test_chat_rests_between_two_messages(clock: SleepersClock, limiter: RateLimiter, chat_id: int, rest: float) -> None:
    async def some() -> list[float]:
        return [await call(limiter, chat_id) for _ in range(4)]

    assert gaps(clock.run(some())) == pytest.approx([rest] * 3, abs=1 / 28)


def test_calls_to_one_chat_never_overlap(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def side_by_side() -> list[float]:
        return await asyncio.gather(*(call(limiter, 42, takes=5) for _ in range(3)))

    assert min(gaps(clock.run(side_by_side()))) >= 5


def test_chat_that_has_rested_is_not_made_to_wait(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def later() -> float:
        await call(limiter, 42)
        await clock.sleep(60)
        before = clock.now
        return await call(limiter, 42) - before

    assert clock.run(later()) == pytest.approx(BREATH)


def test_what_is_late_does_not_leave_all_at_once(clock: SleepersClock, limiter: RateLimiter) -> None:
    """Calls under way get on before the next one is begun, however long the machine was busy meanwhile."""
    turns: list[str] = []

    async def under_way() -> None:
        while True:
            turns.append("under way")
            await asyncio.sleep(0)

    async def late() -> None:
        calls = asyncio.create_task(under_way())
        for _ in range(3):
            clock.now += 0.2  # what claiming the next message takes on a slow disk
            await limiter.next_slot()
            turns.append("begun")
        calls.cancel()

    clock.run(late())
    assert turns.count("begun") == 3
    assert ("begun", "begun") not in pairwise(turns)


def test_resting_names_the_chats_that_are_busy_or_fresh(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def one() -> None:
        async with limiter.send_slot(42):
            assert limiter.cooling_down() == {42}
        assert limiter.cooling_down() == {42}
        assert limiter.first_rest_ends_in() == pytest.approx(1.05)
        await clock.sleep(1.06)
        assert limiter.cooling_down() == set()
        assert limiter.first_rest_ends_in() == 0

    clock.run(one())


async def refused(limiter: RateLimiter, chat_id: int, seconds: float) -> None:
    with pytest.raises(TryLater):
        async with limiter.send_slot(chat_id):
            raise TryLater("Flood control exceeded", seconds)


def test_refusals_of_several_chats_pause_everybody(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def storm() -> list[float]:
        began = clock.now
        for chat_id in (97, 98):
            await refused(limiter, chat_id, 10)
        waiting = [asyncio.create_task(call(limiter, chat)) for chat in range(1, 30)]
        await refused(limiter, 99, 10)
        told = clock.now
        return [at - began for at in await asyncio.gather(*waiting) if at > told]

    after = clock.run(storm())
    assert after
    assert min(after) >= 10.5


def test_two_refusals_of_one_pause_slow_down_once(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def storm() -> None:
        limiter.pause(10)
        limiter.pause(30)
        assert limiter.rate == pytest.approx(28 * 0.8)
        assert limiter.paused_for() == pytest.approx(30.5)

    clock.run(storm())


def test_shorter_refusal_does_not_shorten_the_pause(clock: SleepersClock, limiter: RateLimiter) -> None:
    limiter.pause(30)
    limiter.pause(1)
    assert limiter.paused_for() == pytest.approx(30.5)


def test_rate_recovers_by_one_with_each_clean_minute_and_no_further(clock: SleepersClock, limiter: RateLimiter) -> None:
    limiter.pause(10)
    clock.now += 10.5 + 59
    assert limiter.rate == pytest.approx(22.4)
    clock.now += 1
    assert limiter.rate == pytest.approx(23.4)
    clock.now += 3_600
    assert limiter.rate == 28


def test_rate_never_falls_to_nothing(clock: SleepersClock, limiter: RateLimiter) -> None:
    for _ in range(100):
        limiter.pause(1)
        clock.now += 2
    assert limiter.rate == 1


@pytest.mark.soak  # quicker: the slots, above
def test_more_calls_are_in_flight_the_longer_they_take(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def slow(takes: float) -> int:
        await asyncio.gather(*(call(limiter, chat, takes) for chat in range(1, 250)))
        return limiter.at_once

    assert limiter.at_once == 8
    assert clock.run(slow(0.3)) == 13
    assert clock.run(slow(2)) == 24


def test_cancelled_turn_leaves_the_chat_free(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def cancelled() -> None:
        limiter.pause(60)
        turn = asyncio.create_task(call(limiter, 42))
        await clock.sleep(1)
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
        assert limiter.cooling_down() == set()

    clock.run(cancelled())


async def came_to_nothing(limiter: RateLimiter, chat_id: int = 99) -> None:
    with pytest.raises(NotSent):
        async with limiter.send_slot(chat_id):
            raise NotSent("out of reach")


def test_each_call_that_comes_to_nothing_makes_everybody_wait_longer(
    clock: SleepersClock, limiter: RateLimiter
) -> None:
    async def out_of_reach() -> list[float]:
        times = []
        for chat_id in range(9):
            await came_to_nothing(limiter, chat_id)
            times.append(clock.now)
        return times

    assert gaps(clock.run(out_of_reach())) == [1, 2, 4, 8, 16, 32, 60, 60]


def test_one_call_at_a_time_tries_until_one_gets_through(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def comes_back() -> None:
        await came_to_nothing(limiter)
        assert (limiter.at_once, limiter.held_for()) == (1, 1)
        await call(limiter, 42)
        assert (limiter.at_once, limiter.held_for(), limiter.rate) == (8, 0, 28)

    clock.run(comes_back())


def test_calls_that_fail_together_count_once(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def in_flight(chat_id: int) -> None:
        async with limiter.sending(chat_id):
            await clock.sleep(1)
            raise NotSent("out of reach")

    async def together() -> None:
        await asyncio.gather(*map(in_flight, range(5)), return_exceptions=True)
        assert limiter.held_for() == 1

    clock.run(together())


def test_a_sign_of_telegram_ends_that_wait_and_no_pause_it_asked_for(
    clock: SleepersClock, limiter: RateLimiter
) -> None:
    async def heard() -> float:
        for _ in range(5):
            await came_to_nothing(limiter)
        limiter.mark_reachable()
        began = clock.now
        await limiter.next_slot()
        return clock.now - began

    assert clock.run(heard()) < 1
    limiter.pause(10)
    limiter.mark_reachable()
    assert limiter.held_for() == pytest.approx(10.5)
