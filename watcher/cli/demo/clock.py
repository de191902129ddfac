"""The time of a story: it stands still but while everybody in the story sleeps, and can be put forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from watcher.bot.telegram.rate_limiter import GROUP_REST, PRIVATE_REST, RateLimiter
from watcher.bot.telegram.story_limiter import StoryLimiter
from watcher.core.defaults import MESSAGES_A_SECOND

HURRY = 50  # a poll that finds nothing waits so many times shorter than it would in the story: its clock stands still


class StoryClock:
    """Called, it says what time it is in the story."""

    def __init__(self, begins: datetime) -> None:
        self._now = begins.timestamp()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self._now, UTC)

    def timestamp(self) -> float:
        """Returns the story's time in seconds since 1970."""
        return self._now

    def forward(self, by: timedelta) -> None:
        """Let the story's time pass."""
        self._now += by.total_seconds()

    def reach(self, moment: float) -> None:
        """Sets the story's time to this moment, in seconds since 1970, unless it is later already."""
        self._now = max(self._now, moment)

    def limiter(
        self, rate: float = MESSAGES_A_SECOND, *, private: float = PRIVATE_REST, group: float = GROUP_REST
    ) -> RateLimiter:
        """Returns a limiter of so many messages a second, in the time of the story; its rests are those of
        RateLimiter."""
        return StoryLimiter(self, rate, private=private, group=group)
