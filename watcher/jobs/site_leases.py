"""Keeps each host to one of several workers at a time, with the pause between two requests kept across them
(docs/adr/0063). Where a worker is alone, as on SQLite, all this says yes and asks nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

from watcher.core.errors import StateError, TakenElsewhere
from watcher.store.leases import SITE, Leases

if TYPE_CHECKING:
    from watcher.fetch.throttle import HostThrottle

LOOK, LOOKS = 1.0, 30
"""Seconds between two looks whether a host is free that a redirect led to, and how many there are."""


class _Host:
    """A host, as far as this worker holds it. `left_at` is when another worker left it, by this one's clock."""

    def __init__(self) -> None:
        self.lock, self.users = Lock(), 0
        self.left_at: float | None = None


class SiteLeases:
    """The hosts that this worker holds; several of its threads may need one. `sleep` and `monotonic` are the clock of
    the pauses."""

    def __init__(
        self,
        leases: Leases,
        sleep: Callable[[float], object],
        ended: Callable[[], bool] = lambda: False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._leases, self._sleep, self._ended, self._monotonic = leases, sleep, ended, monotonic
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._unreleased: set[str] = set()

    def throttle(self) -> HostThrottle:
        """Returns what keeps the turns of each host, those of other workers too."""
        from watcher.fetch.throttle import HostThrottle

        return HostThrottle(sleep=self._sleep, monotonic=self._monotonic, gate=self.asking)

    @contextmanager
    def visiting(self, host: str) -> Iterator[bool]:
        """Holds the host for the block and yields True; where another worker has it, waits for nothing and yields
        False. Raises LeaseLost and StateError."""
        if not self._taken(host):
            yield False
            return
        try:
            yield True
        finally:
            self._give_back(host)

    @contextmanager
    def asking(self, host: str) -> Iterator[float | None]:
        """Holds the host for one request: that of a visit is held already, and another that a redirect led to is waited
        for. Yields when another worker left it, None where none did. Raises TakenElsewhere, LeaseLost and
        StateError."""
        looks = 0
        while not self._taken(host):
            looks += 1
            if looks == LOOKS or self._ended():
                raise TakenElsewhere(f"another worker reads {host} just now")
            self._sleep(LOOK)
        try:
            yield self._of(host).left_at
        finally:
            self._give_back(host)

    def tidy(self) -> None:
        """Gives back what could not be given back when it was left. Raises StateError."""
        for host in tuple(self._unreleased):
            with self._of(host).lock:
                if not self._of(host).users:
                    self._leases.release(SITE + host)
                self._unreleased.discard(host)

    def _taken(self, host: str) -> bool:
        known = self._of(host)
        with known.lock:
            if not known.users:
                if not self._leases.take(SITE + host):
                    return False
                ago = self._leases.left(SITE + host)
                known.left_at = None if ago is None else self._monotonic() - ago
            known.users += 1
            return True

    def _give_back(self, host: str) -> None:
        known = self._of(host)
        with known.lock:
            known.users -= 1
            if known.users:
                return
            self._unreleased.add(host)
            with suppress(StateError):  # said by what follows; it is held until a later look gives it back
                self._leases.release(SITE + host)
                self._unreleased.discard(host)

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())
