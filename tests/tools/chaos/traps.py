"""The stand-in and the site with traps: they kill the run that asks, at the moment that was ordered, and note which of
their answers had left by then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from tests.tools.standin import BotApi, Call
from tests.tools.standin.desk import Desk, Reply
from tests.tools.standin.server import Server
from tests.tools.standin.world import World
from tests.tools.web import Answer, Request, Site

Moment = Literal["page", "arrives", "processed", "answered"]
"""A page is asked for; a call of the Bot API arrives, is processed but not answered, has just been answered."""


@dataclass
class Trap:
    """Springs once, when `moment` comes for the so-manieth time in this run. Until then `left` counts down."""

    moment: Moment | None = None
    left: int = 0
    kill: Callable[[], None] = lambda: None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def order(self, moment: Moment | None, number: int, kill: Callable[[], None]) -> None:
        with self._lock:
            self.moment, self.left, self.kill = moment, number, kill

    def reached(self, moment: Moment) -> bool:
        """Whether it sprang now."""
        with self._lock:
            if moment != self.moment:
                return False
            self.left -= 1
            if self.left:
                return False
        self.kill()
        return True


class TrappedDesk(Desk):
    """A stand-in's desk; `left_at` tells when an answer left, by `time.monotonic()`."""

    def __init__(self, world: World, trap: Trap, latency: float = 0.0) -> None:
        super().__init__(world, latency)
        self.trap = trap
        self.left_at: dict[int, float] = {}

    def answer(self, target: str, content_type: str, body: bytes) -> Reply | None:
        counts = self.counts(target.rpartition("/")[2])
        if counts and self.trap.reached("arrives"):
            return None
        reply = super().answer(target, content_type, body)
        return None if counts and self.trap.reached("processed") else reply

    def counts(self, method: str) -> bool:
        """Whether the trap heeds calls of this method."""
        return True

    def _told(self, call: Call) -> None:
        super()._told(call)
        self.left_at[id(call)] = time.monotonic()
        if self.counts(call.method) and self.trap.moment == "answered":
            threading.Timer(0.002, partial(self.trap.reached, "answered")).start()


class TrappedApi(BotApi):
    """The strict stand-in, at the time of the story."""

    def __init__(self, trap: Trap, clock: Callable[[], float]) -> None:
        super().__init__(clock=clock)
        self.trapped = TrappedDesk(self.world, trap)
        self.desk = self.trapped
        self.server.close()
        self.server = Server(self.desk)
        self.url = f"http://127.0.0.1:{self.server.port}"


class TrappedSite(Site):
    """A site whose pages may be asked for in vain."""

    def __init__(self, trap: Trap) -> None:
        super().__init__()
        self.trap = trap

    def answer(self, request: Request) -> Answer:
        if self.trap.reached("page"):
            return Answer(cut=0)
        return super().answer(request)
