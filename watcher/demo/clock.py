"""The time of a story: it runs faster than real time, so that nobody waits for messages to go at Telegram's pace, and
can be put forward."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from watcher.telegram.pacer import Pacer

HURRY = 50  # seconds of the story in one real second


class StoryClock:
    """Called, it says what time it is in the story."""

    def __init__(self, begins: datetime) -> None:
        self._begins, self._since = begins, time.monotonic()

    def __call__(self) -> datetime:
        return self._begins + timedelta(seconds=(time.monotonic() - self._since) * HURRY)

    def timestamp(self) -> float:
        """The same in seconds since 1970."""
        return self().timestamp()

    def forward(self, by: timedelta) -> None:
        self._begins += by

    def pacer(self, rate: float) -> Pacer:
        """The pace of so many messages a second, in the time of the story."""
        return Pacer.hurried(HURRY, rate)
