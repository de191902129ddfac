"""One time for the sites, the stand-in and every run that is started and killed: a story that runs faster than the
clock on the wall, so that a minute's wait is over in a second."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from watcher.bot.telegram.rate_limiter import RateLimiter

STORY_BEGINS = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass
class StoryTime:
    """Called, it says what time it is. Processes that are given the same `origin` and `ahead` agree on it."""

    hurry: float = 50
    """Seconds of the story in one real second."""
    origin: float = field(default_factory=time.monotonic)
    ahead: float = 0.0
    """Seconds by which the story was put forward."""
    begins: datetime = STORY_BEGINS

    def __call__(self) -> datetime:
        return self.begins + timedelta(seconds=(time.monotonic() - self.origin) * self.hurry + self.ahead)

    def timestamp(self) -> float:
        """The same in seconds since 1970."""
        return self().timestamp()

    @classmethod
    def of_the_wall(cls) -> StoryTime:
        """Real time, for runs that know no other."""
        return cls(hurry=1, begins=datetime.now(UTC))

    def forward(self, minutes: float) -> None:
        self.ahead += minutes * 60

    def pacer(self) -> RateLimiter:
        """The usual pace, in the time of the story."""

        def clock() -> float:
            return time.monotonic() * self.hurry

        return RateLimiter(clock=clock, sleep=lambda seconds: asyncio.sleep(seconds / self.hurry))
