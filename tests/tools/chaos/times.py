"""One time for the sites, the stand-in and every run that is started and killed. In a story it stands still while
anybody works, and moves when they sleep: how fast the machine is changes nothing."""

from __future__ import annotations

import asyncio
import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.story_limiter import StoryLimiter

STORY_BEGINS = datetime(2026, 9, 1, 9, tzinfo=UTC)
HURRY = 50
"""A poll of the stand-in's that finds nothing waits so many times shorter than it would in the story."""
SLOT = 1.0
"""Seconds; no rest of a chat is that short."""
_SECONDS = struct.Struct("d")


class StoryTime:
    """Called, it says what time it is. It stands in a file, so that all processes of a world share it."""

    hurry = HURRY

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_SECONDS.pack(STORY_BEGINS.timestamp()))
        with file.open("r+b") as opened:
            self._now = mmap.mmap(opened.fileno(), _SECONDS.size)

    def timestamp(self) -> float:
        """The same in seconds since 1970."""
        return float(_SECONDS.unpack_from(self._now)[0])

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def reach(self, moment: float) -> None:
        """It is this moment now, if it is not later already; in seconds since 1970."""
        _SECONDS.pack_into(self._now, 0, max(self.timestamp(), moment))

    def forward(self, minutes: float) -> None:
        self.reach(self.timestamp() + minutes * 60)

    def limiter(self) -> RateLimiter:
        """The usual pace, in the time of the story."""
        return _OverlappingLimiter(self)


class _OverlappingLimiter(StoryLimiter):
    """Makes several calls at once, as in the world: the short wait from one to the next is over while others last."""

    async def _sleep(self, seconds: float) -> None:
        if seconds >= SLOT:
            return await super()._sleep(seconds)
        end = self._story.timestamp() + seconds
        await asyncio.sleep(seconds / HURRY)
        return self._story.reach(end)


class WallTime:
    """The time on the wall, for runs that know no other; `forward` moves it for the sites and the stand-in alone."""

    hurry = 1

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def timestamp(self) -> float:
        """The same in seconds since 1970."""
        return time.time() + self._ahead.total_seconds()

    def forward(self, minutes: float) -> None:
        self._ahead += timedelta(minutes=minutes)
