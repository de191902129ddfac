"""Ends the worker: asked to by a signal, or because it is stuck; cleanly, or at last by force. And hears SIGHUP."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Timer
from types import FrameType
from typing import Self

from watcher.core.errors import WatcherError

log = logging.getLogger(__name__)

LAST_RESORT = 15.0
"""Seconds after which what has not ended is left: whatever is saved is whole, and the next start goes on from there."""
LOOK = 1.0
"""Seconds between two looks: Python handles a signal in the main thread, and one that comes in the instant in which
that lies down would never wake it."""


class Ending:
    """An end that may come at any moment: from then on every pause is over, and whoever asked for it is called."""

    def __init__(self, look: float = LOOK) -> None:
        """Takes as `look` the seconds between two looks while it waits."""
        self._event, self._look = Event(), look
        self._calls: list[Callable[[], object]] = []
        self.has_begun = self._event.is_set
        """Tells whether the end has begun."""

    def calls(self, call: Callable[[], object]) -> None:
        """Calls `call` when the end begins, or at once where it has begun; from a signal handler or any thread."""
        self._calls.append(call)
        if self.has_begun():
            call()

    def wait(self) -> None:
        """Waits until the end begins."""
        while not self._event.wait(self._look):
            pass

    def sleep(self, seconds: float) -> None:
        """Waits so many seconds, or until the end begins."""
        self._event.wait(seconds)

    def _call_all(self) -> None:
        for call in self._calls:
            call()


class Shutdown(Ending):
    """The end of the worker: begins with SIGTERM, SIGINT or `begin`. To be used in a `with`, by the main thread."""

    def __init__(self, last_resort: float = LAST_RESORT, look: float = LOOK) -> None:
        """Takes as `last_resort` the seconds after which what has not ended is left by force."""
        super().__init__(look)
        self._force = Timer(last_resort, _leave, [last_resort])
        self._force.daemon = True
        self.reason: WatcherError | None = None
        """What made it end, where nobody asked for it."""

    def begin(self, reason: WatcherError | None = None) -> None:
        """Begins the end, for this `reason` where nobody asked for it; once it has begun, does nothing."""
        if self.has_begun():
            return
        self.reason = reason
        self._event.set()  # first of all: a signal may come meanwhile
        self._force.start()
        self._call_all()

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._handle) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_: object) -> None:
        self._force.cancel()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        log.info("end on %s", signal.Signals(number).name)
        self.begin()


@contextmanager
def on_hangup(call: Callable[[], object]) -> Iterator[None]:
    """Calls it at each SIGHUP, which ends nothing. By the main thread; the call may wait for nothing."""
    before = signal.signal(signal.SIGHUP, lambda *_: call())
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


def _leave(after: float) -> None:
    """Ends the program by force."""
    log.error("end by force: something did not end within %.0f s; nothing that was saved is lost", after)
    logging.shutdown()
    os._exit(1)
