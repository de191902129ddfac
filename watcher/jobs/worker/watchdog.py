"""Knows what gave a sign of life when, and so what is stuck; tells systemd, where it asks."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Mapping


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


log = logging.getLogger(__name__)

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(said: str, env: Mapping[str, str]) -> bool:
    """Whether systemd was told; False where it does not ask, or does not listen."""
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
