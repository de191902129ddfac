"""The time of a story: it stands still while anybody works, and moves when all of them sleep. So nobody waits for
messages to go at Telegram's pace, and what happens is the same on a fast machine and on a slow one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from watcher.telegram.pacer import RATE, Pacer

HURRY = 50  # a poll that finds nothing waits so many times shorter than it would in the story: its clock stands still
LOOK = 0.001  # real seconds between two looks of a sleeper whether somebody still works
ROUNDS = 20  # of the event loop in which nothing happens: then whoever was woken has gone on, and waits again


class StoryClock:
    """Called, it says what time it is in the story."""

    def __init__(self, begins: datetime) -> None:
        self._now = begins.timestamp()
        self._ends: list[tuple[float, int]] = []  # of every sleep
        self._numbers = count()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self._now, UTC)

    def timestamp(self) -> float:
        """The same in seconds since 1970."""
        return self._now

    def forward(self, by: timedelta) -> None:
        self._now += by.total_seconds()

    def pacer(self, rate: float = RATE, **rests: float) -> Pacer:
        """The pace of so many messages a second, in the time of the story; `rests` as Pacer has them."""
        return _StoryPacer(self, rate, **rests)

    async def sleep(self, seconds: float, works: Callable[[], object] = lambda: False) -> None:
        """Returns when the story is so much further; puts it forward when all others sleep longer and nothing `works`."""
        end = (self._now + seconds, next(self._numbers))
        self._ends.append(end)
        try:
            while self._now < end[0]:
                if await _nothing(works) and end == min(self._ends):
                    self._now = max(self._now, end[0])
                else:
                    await asyncio.sleep(LOOK)
        finally:
            self._ends.remove(end)


async def _nothing(works: Callable[[], object]) -> bool:
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
        if works():
            return False
    return True


class _StoryPacer(Pacer):
    """One whose calls take no time of the story."""

    def __init__(self, clock: StoryClock, rate: float, **rests: Any) -> None:
        self._calls = 0
        super().__init__(
            rate, clock=clock.timestamp, sleep=lambda seconds: clock.sleep(seconds, lambda: self._calls), **rests
        )

    @asynccontextmanager
    async def sending(self, chat_id: int) -> AsyncIterator[None]:
        self._calls += 1
        try:
            async with super().sending(chat_id):
                yield
        finally:
            self._calls -= 1
