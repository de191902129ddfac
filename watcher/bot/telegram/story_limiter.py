"""Paces messages in a story: its time stands still while anybody works, and moves when all of them sleep. So nobody
waits for messages to go at Telegram's pace, and what happens is the same on a fast machine and on a slow one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Protocol

from watcher.bot.telegram.rate_limiter import GROUP_REST, PRIVATE_REST, RateLimiter
from watcher.core.defaults import MESSAGES_A_SECOND

LOOK = 0.001  # real seconds between two looks of a sleeper whether somebody still works
ROUNDS = 20  # of the event loop in which nothing happens: then whoever was woken has gone on, and waits again


class Clock(Protocol):
    """Tells the time of the story, in seconds since 1970."""

    def timestamp(self) -> float:
        """Returns the story's now."""

    def reach(self, moment: float) -> None:
        """Moves the story on to this moment, where it is not later already."""


class StoryLimiter(RateLimiter):
    """Gives out slots as RateLimiter does; its calls take no time of the story."""

    def __init__(
        self, story: Clock, rate: float = MESSAGES_A_SECOND, *, private: float = PRIVATE_REST, group: float = GROUP_REST
    ) -> None:
        self._story = story
        self._calls = 0
        self._ends: list[tuple[float, int]] = []  # of every sleep
        self._numbers = count()
        super().__init__(rate, private=private, group=group, clock=story.timestamp, sleep=self._sleep)

    @asynccontextmanager
    async def sending(self, chat_id: int) -> AsyncIterator[None]:
        """Surrounds one call to a chat, during which the story stands still."""
        async with self.beside(), super().sending(chat_id):
            yield

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Surrounds one call, during which the story stands still."""
        self._calls += 1
        try:
            yield
        finally:
            self._calls -= 1

    async def _wait_to_leave(self, seconds: float) -> None:
        """Waits in the middle of a call, which lets the story go on: it works no more than any other sleeper."""
        self._calls -= 1
        try:
            await self.sleep(seconds)
        finally:
            self._calls += 1

    async def _sleep(self, seconds: float) -> None:
        """Waits until the story is so much further; moves it where all others sleep longer and no call is made."""
        end = (self._story.timestamp() + seconds, next(self._numbers))
        self._ends.append(end)
        try:
            while self._story.timestamp() < end[0]:
                if await self._nothing_happens() and end == min(self._ends):
                    self._story.reach(end[0])
                else:
                    await asyncio.sleep(LOOK)
        finally:
            self._ends.remove(end)

    async def _nothing_happens(self) -> bool:
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
            if self._calls:
                return False
        return True
