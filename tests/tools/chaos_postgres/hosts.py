"""Many hosts on one loopback port, each an address of its own (127.0.0.x), which note how they are asked."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field

from tests.tools.web import Answer, Request, Site


@dataclass
class Manners:
    """How a host was treated."""

    open: dict[int, Request] = field(default_factory=dict)
    """Requests that are being answered, by identity."""
    at_once: int = 0
    """The most requests at a time, of askers that were alive."""
    shortest_pause: float = float("inf")
    """Seconds from an answer's leaving to the next request."""
    answered_at: float | None = None

    def asked(self, request: Request) -> None:
        self.at_once = max(self.at_once, 1 + sum(is_there(other.peer) for other in self.open.values()))
        if self.answered_at is not None:
            self.shortest_pause = min(self.shortest_pause, request.at - self.answered_at)
        self.open[id(request)] = request


def is_there(peer: socket.socket | None) -> bool:
    """Whether whoever is at the other end still holds the connection: a killed process holds none."""
    if peer is None:
        return True
    with suppress(BlockingIOError):
        try:
            return peer.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except OSError as error:
            if isinstance(error, BlockingIOError):
                raise
            return False
    return True


class ManyHosts(Site):
    """`pages` are kept by host and path, `127.0.0.7:80/feed.xml`, a whole site by its host. An answer takes `takes`
    seconds."""

    listens_at = "0.0.0.0"  # every address of this machine; none but itself is answered

    def __init__(self, takes: float = 0.1) -> None:
        super().__init__()
        self.takes = takes
        self.manners: dict[str, Manners] = {}

    @property
    def host(self) -> str:
        return self.at(1)

    def at(self, number: int) -> str:
        """The name of that host, with its port."""
        return f"127.0.{number // 250}.{number % 250}:{self.port}"

    def arrived(self, request: Request) -> None:
        super().arrived(request)
        with self._lock:
            self.manners.setdefault(request.headers.get("host", ""), Manners()).asked(request)

    def answer(self, request: Request) -> Answer:
        name = request.headers.get("host", "")
        self.closing.wait(self.takes)
        served = self.pages.get(f"{name}{request.path}") or self.pages.get(name)
        answer = Answer(b"<title>Not found</title>", status=404)
        if served is not None:
            answer = served(request) if callable(served) else Answer(str(served).encode())
        with self._lock:
            if is_there(request.peer):
                self.manners[name].answered_at = time.monotonic()
        return answer

    def left(self, request: Request) -> None:
        super().left(request)
        with self._lock:
            self.manners[request.headers.get("host", "")].open.pop(id(request), None)

    def most_at_once(self) -> int:
        """Of any host."""
        return max((one.at_once for one in self.manners.values()), default=0)

    def shortest_pause(self) -> float:
        """Of any host, in seconds."""
        return min((one.shortest_pause for one in self.manners.values()), default=float("inf"))
