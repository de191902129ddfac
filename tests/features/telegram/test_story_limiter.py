"""The time of a story stands still while anybody works."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from watcher.cli.demo.clock import StoryClock


def test_the_time_of_a_story_stands_still_while_a_call_is_made_and_passes_in_sleep() -> None:
    story = StoryClock(datetime(2026, 11, 22, tzinfo=UTC))
    limiter, began = story.limiter(), story.timestamp()
    answered = asyncio.Event()

    async def slow_call() -> float:
        async with limiter.send_slot(42):
            await answered.wait()
        return story.timestamp() - began

    async def both() -> list[float]:
        call = asyncio.create_task(slow_call())
        hour = asyncio.ensure_future(limiter.sleep(3_600))
        for _ in range(1_000):  # however long the machine takes
            await asyncio.sleep(0)
        assert story.timestamp() - began < 1
        answered.set()
        took = await call
        await hour
        return [took, story.timestamp() - began]

    took, in_all = asyncio.run(both())
    assert took < 1
    assert in_all == 3_600


def test_the_time_of_a_story_stands_still_while_a_tap_finds_its_end() -> None:
    story = StoryClock(datetime(2026, 11, 22, tzinfo=UTC))
    limiter, began = story.limiter(), story.timestamp()

    async def slow_toast() -> float:
        alarm = asyncio.ensure_future(limiter.sleep(60))
        async with limiter.beside():
            for _ in range(1_000):  # however long the machine takes
                await asyncio.sleep(0)
        passed = story.timestamp() - began
        await alarm
        return passed

    assert asyncio.run(slow_toast()) == 0
    assert story.timestamp() - began == 60


def test_the_time_of_a_story_goes_on_while_a_call_waits_to_leave() -> None:
    """Else it would wait for ever: as an edit that is refused, and what is said in its place."""
    story = StoryClock(datetime(2026, 11, 22, tzinfo=UTC))
    limiter, began = story.limiter(), story.timestamp()

    async def two_requests() -> float:
        async with limiter.send_slot(42):
            for _ in range(2):
                await limiter.leave(42)
        return story.timestamp() - began

    assert 0.02 < asyncio.run(asyncio.wait_for(two_requests(), 10)) < 1
