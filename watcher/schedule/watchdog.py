"""Knows what gave a sign of life when, and so what is stuck: a visit that asks for no further page, a conversation with
Telegram that no longer comes round. A site or a Telegram that is down is not stuck: it is tried again and again."""

from __future__ import annotations

import time
from collections.abc import Callable


class Watchdog:
    """May be told from any thread. `clock` is seconds that nobody sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._signs: dict[str, float] = {}
        self._reported: set[str] = set()

    def sign(self, what: str) -> None:
        """It is at work, and not stuck."""
        self._signs[what] = self._clock()
        self._reported.discard(what)

    def done(self, what: str) -> None:
        """It has ended, and need give no sign any more."""
        self._signs.pop(what, None)
        self._reported.discard(what)

    def silent(self, seconds: float) -> list[str]:
        """What gave no sign for so long."""
        now = self._clock()
        return [what for what, at in dict(self._signs).items() if now - at > seconds]

    def newly_silent(self, seconds: float) -> list[str]:
        """The same, each silence once."""
        new = [what for what in self.silent(seconds) if what not in self._reported]
        self._reported.update(new)
        return new
