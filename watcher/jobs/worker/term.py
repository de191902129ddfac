"""The time for which the worker holds its place: it is over when the worker ends, or when another one may have taken
over."""

from __future__ import annotations

from watcher.core.errors import WatcherError
from watcher.jobs.worker.shutdown import Ending, Shutdown


class Term(Ending):
    """One of the times for which the worker holds a place among others; the only one where nobody else works. Its end
    is that of this time; `begin` begins that of the whole worker."""

    def __init__(self, ending: Shutdown) -> None:
        super().__init__()
        self._ending = ending
        ending.calls(self.end)

    def end(self) -> None:
        """Ends this time, and not the worker."""
        if not self.has_begun():
            self._event.set()
            self._call_all()

    def begin(self, reason: WatcherError | None = None) -> None:
        """Begins the end of the whole worker, for this `reason` where nobody asked for it."""
        self._ending.begin(reason)

    @property
    def reason(self) -> WatcherError | None:
        """Returns what made the worker end, where nobody asked for it."""
        return self._ending.reason

    def close(self) -> None:
        """Forgets whom to call: they are gone."""
        self.end()
        self._calls.clear()
