"""The time for which the worker holds its place: it is over when the worker ends, or when another one may have taken
over."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from watcher.core.errors import WatcherError
from watcher.jobs.worker.shutdown import LOOK, Shutdown


class Term:
    """One of the times for which the worker holds a place among others; the only one where nobody else works. All its
    pauses are over when it is."""

    def __init__(self, ending: Shutdown) -> None:
        self._ending, self._event = ending, Event()
        self._calls: list[Callable[[], object]] = []
        self.has_begun = self._event.is_set
        """Tells whether its end has begun."""
        ending.calls(self.end)

    def calls(self, call: Callable[[], object]) -> None:
        """Calls `call` when the end begins, or at once where it has begun; from a signal handler or any thread."""
        self._calls.append(call)
        if self.has_begun():
            call()

    def end(self) -> None:
        """Ends this time, and not the worker."""
        if self.has_begun():
            return
        self._event.set()
        for call in self._calls:
            call()

    def begin(self, reason: WatcherError | None = None) -> None:
        """Begins the end of the whole worker, for this `reason` where nobody asked for it."""
        self._ending.begin(reason)

    @property
    def reason(self) -> WatcherError | None:
        """Returns what made the worker end, where nobody asked for it."""
        return self._ending.reason

    def sleep(self, seconds: float) -> None:
        """Waits so many seconds, or until the end begins."""
        self._event.wait(seconds)

    def wait(self) -> None:
        """Waits until the end begins."""
        while not self._event.wait(LOOK):
            pass

    def close(self) -> None:
        """Forgets whom to call: they are gone."""
        self.end()
        self._calls.clear()
