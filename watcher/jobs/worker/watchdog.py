"""Knows what gave a sign of life when, and so what is stuck; tells systemd, where it asks."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Mapping


class Watchdog:
    """Remembers when each job last gave a sign of life. May be told from any thread. `clock` is seconds that nobody
    sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._signs: dict[str, float] = {}
        self._reported: set[str] = set()

    def sign(self, job: str) -> None:
        """Notes that the job is at work, and not stuck."""
        self._signs[job] = self._clock()
        self._reported.discard(job)

    def done(self, job: str) -> None:
        """Notes that the job has ended, and need give no sign any more."""
        self._signs.pop(job, None)
        self._reported.discard(job)

    def silent(self, seconds: float) -> list[str]:
        """Returns the jobs that gave no sign for so many seconds."""
        now = self._clock()
        return [job for job, at in dict(self._signs).items() if now - at > seconds]

    def newly_silent(self, seconds: float) -> list[str]:
        """Returns the jobs that gave no sign for so many seconds, each silence once."""
        new = [job for job in self.silent(seconds) if job not in self._reported]
        self._reported.update(new)
        return new


log = logging.getLogger(__name__)

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(said: str, env: Mapping[str, str]) -> bool:
    """Tells systemd, and returns whether it was told; False where it does not ask, or does not listen."""
    address = env.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(said.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
    except OSError as error:
        log.warning("systemd could not be told %s: %s", said, error.strerror)
        return False
    return True
