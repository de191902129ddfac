"""Lets one request at a time go to each host, with a pause between two; several hosts may be asked at once."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeAlias

from watcher.core.errors import Unreachable

JITTER = 0.1
"""The pause is this share shorter or longer, so that visits do not fall into step."""


Gate: TypeAlias = Callable[[str], AbstractContextManager[float | None]]
"""Lets nobody else ask a host for the block; yields when somebody else last did, by the throttle's clock (None: nobody
did)."""


class _Host:
    """A host, whose turn it is, and how long it is left alone. `left_at` is when the last answer was read."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.left_at: float | None = None
        self.closed_until, self.reason = 0.0, ""


class HostThrottle:
    """Keeps the turns of each host. Safe to share between threads."""

    def __init__(
        self,
        *,
        sleep: Callable[[float], object],
        monotonic: Callable[[], float],
        gate: Gate = lambda host: nullcontext(),
    ) -> None:
        """`gate` keeps the turns of other programs."""
        self._sleep, self._monotonic, self._gate = sleep, monotonic, gate
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, name: str, pause: float) -> Iterator[None]:
        """Wait until nobody asks this host and the pause (seconds) since its last answer is over, then hold it for the
        block. Raises Unreachable, with the time that is left, while the host wants to be left alone."""
        host = self._host(name)
        with host.turn:
            if (closed := host.closed_until - self._monotonic()) > 0:
                raise Unreachable(host.reason, closed)
            with self._gate(name) as left_by_others:
                if left := [at for at in (host.left_at, left_by_others) if at is not None]:
                    due = max(left) + pause * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
                    if (wait := due - self._monotonic()) > 0:
                        self._sleep(wait)
                try:
                    yield
                finally:
                    host.left_at = self._monotonic()

    def leave_alone(self, name: str, seconds: float, reason: str) -> None:
        """Ask the host nothing for so many seconds: every turn until then raises Unreachable with this reason."""
        host = self._host(name)
        host.closed_until, host.reason = self._monotonic() + seconds, reason

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())
