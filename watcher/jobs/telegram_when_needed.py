"""Loads the bot of one run once somebody wrote or there is something to tell: most runs have neither, and the bot is
most of what they would cost (docs/adr/0045)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.bot.telegram.client import Telegram
    from watcher.jobs.deliver import OutboxWorker

SOON = 60.0
"""Seconds that a run waits for what may be sent then."""
ASKED_AGAIN = 3.0
"""Seconds: who asks for updates sooner waits for so long (facts/telegram.md, "Updates")."""


class TelegramWhenNeeded:
    """The bot of one run, opened when it is needed. To be used by one thread, but for `wake`. `connect` opens the bot,
    which whoever gave it closes; `nobody_wrote` asks Telegram cheaply; `monotonic` tells the seconds that pass."""

    def __init__(
        self, connect: Callable[[], Telegram], nobody_wrote: Callable[[], bool], monotonic: Callable[[], float]
    ) -> None:
        self._connect, self._nobody_wrote, self._monotonic = connect, nobody_wrote, monotonic
        self._asked_at = -ASKED_AGAIN
        self._telegram: Telegram | None = None
        self._woken = Event()

    def answer_waiting(self) -> None:
        """Stores and answers every message that waits by now. Raises TokenError, and SendError when Telegram can't be
        reached."""
        if self._telegram or not self._nobody_wrote():
            self._opened().answer_waiting()
        self._asked_at = self._monotonic()

    def answer_meanwhile(self) -> None:
        """Does the same again, for what came while messages were sent; nothing where that took no time."""
        if self._monotonic() - self._asked_at >= ASKED_AGAIN:
            self.answer_waiting()

    def deliver(self, outbox: OutboxWorker, going_on: Callable[[], bool], monotonic: Callable[[], float]) -> None:
        """Sends what the outbox holds, and what comes into it while something is `going_on` (`wake` says when).
        Raises TokenError, and NotSent when Telegram can't be reached."""
        while True:
            last = not going_on()  # before the look at the outbox: what came last is seen
            if outbox.has_something(SOON):
                return self._opened().deliver(outbox, SOON, going_on, monotonic)
            if last:
                return None
            self._woken.wait(SOON)
            self._woken.clear()

    def wake(self) -> None:
        """Tells the bot that there may be something new in the outbox. May be called from any thread."""
        self._woken.set()
        if self._telegram:
            self._telegram.wake()

    def _opened(self) -> Telegram:
        if self._telegram is None:
            self._telegram = self._connect()
        return self._telegram
