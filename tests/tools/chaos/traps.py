"""The stand-in and the site with traps: they kill the run that asks, at the moment that was ordered, and note what
became of each message that was sent."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from tests.tools.chaos.evidence import Flight, Message, message
from tests.tools.standin import BotApi, Call
from tests.tools.standin.desk import Desk, Reply
from tests.tools.standin.faults import Fault, Trouble
from tests.tools.standin.rules import Json
from tests.tools.standin.server import Server
from tests.tools.standin.world import World
from tests.tools.web import Answer, Request, Site

Moment = Literal["page", "arrives", "vanishes", "processed", "answered"]
"""A page is asked for; a call of the Bot API arrives, and is processed all the same; arrives, and is lost; is processed
but not answered; has just been answered."""
SECONDS_TO_READ = 0.002
RUN = re.compile(r"/run(\d+)(?=/)")


@dataclass
class Trap:
    """Springs once, when `moment` comes for the so-manieth time in this run. Until then `left` counts down."""

    moment: Moment | None = None
    left: int = 0
    kill: Callable[[], None] = lambda: None
    run: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def order(self, moment: Moment, number: int, kill: Callable[[], None], run: int) -> None:
        with self._lock:
            self.moment, self.left, self.kill, self.run = moment, number, kill, run

    def disarm(self) -> None:
        with self._lock:
            self.moment = None

    def reached(self, moment: Moment, run: int | None = None) -> bool:
        """Whether it sprang now. What a run that is dead had asked for may come late: it counts for no later run."""
        with self._lock:
            if moment != self.moment or run not in (None, self.run):
                return False
            self.left -= 1
            if self.left:
                return False
        self.kill()
        return True


class TrappedDesk(Desk):
    """A stand-in's desk at which each run asks under its own address, `/run17/bot…`. `flights` are all that runs sent
    to a chat as a message; `cut_short` counts, by run, the messages of which the end never came."""

    def __init__(self, world: World, trap: Trap) -> None:
        super().__init__(world, 0.0)
        self.trap = trap
        self.flights: list[Flight] = []
        self.cut_short: Counter[int] = Counter()
        self.runs: list[tuple[Call, int]] = []
        """Which run made each call."""
        self._calls: Counter[int] = Counter()
        self._here = threading.local()
        """Of the connection: each has a thread of its own. `run`, and `flight`, the last."""
        self._lost: set[Message] = set()

    def answer(self, target: str, content_type: str, body: bytes) -> Reply | None:
        if flight := self._last():  # a client asks for nothing more before it has read what came
            flight.read = True
        run = _run(target)
        self._here.flight, self._here.run = None, run
        with self.world.lock:
            self._calls[run] += 1
        reply = super().answer(RUN.sub("", target, count=1), content_type, body)
        return None if self.trap.reached("processed", run) else reply

    def _last(self) -> Flight | None:
        flight: Flight | None = getattr(self._here, "flight", None)
        return flight

    def was_cut_short(self, target: str) -> None:
        with self.world.lock:
            self.cut_short[_run(target)] += target.endswith("/sendMessage")

    def was_hung_up_on(self) -> None:
        if flight := self._last():
            flight.hung_up = True

    def _record(self, call: Call) -> Fault | None:
        """Notes the flight, and kills the run that a trap was set for as its call arrives."""
        ordered, run = super()._record(call), self._here.run
        self.runs.append((call, run))
        if call.method == "sendMessage":
            self._here.flight = Flight(run, call)
            self.flights.append(self._here.flight)
        if self.trap.reached("arrives", run):
            return Fault(Trouble.LOSE_ANSWER, None, 1, None)
        if self._may_vanish(call) and self.trap.reached("vanishes", run):
            self._lost.add(message(call))
            return Fault(Trouble.DROP, None, 1, None)
        return ordered

    def _may_vanish(self, call: Call) -> bool:
        """Hardly any request is lost on its way: none for one message twice."""
        return call.method != "sendMessage" or message(call) not in self._lost

    def _reply(self, call: Call, status: int, answer: Json) -> Reply:
        reply = super()._reply(call, status, answer)
        return replace(reply, has_left=partial(self._has_left, self._last(), self._here.run))

    def _has_left(self, flight: Flight | None, run: int) -> None:
        if flight:
            flight.answered_after = self._calls[run]
        if self.trap.moment == "answered":  # perhaps it is read, perhaps not
            threading.Timer(SECONDS_TO_READ, partial(self.trap.reached, "answered", run)).start()

    def calls(self, run: int) -> int:
        """How many calls this run has made."""
        return self._calls[run]


def _run(target: str) -> int:
    """The number of the run that asks; 0 where the address names none."""
    found = RUN.match(target)
    return int(found.group(1)) if found else 0


class TrappedApi(BotApi):
    """The strict stand-in, at the time of the world; where that stands still, `hurry` bounds how long a poll waits."""

    def __init__(self, trap: Trap, clock: Callable[[], float], hurry: float, latency: float = 0.0) -> None:
        super().__init__(clock=clock, hurry=hurry)
        self.trapped = TrappedDesk(self.world, trap)
        self.trapped.latency = latency
        self.desk = self.trapped
        self.server.close()
        self.server = Server(self.desk)
        self.url = f"http://127.0.0.1:{self.server.port}"

    def address(self, run: int) -> str:
        """The address under which this run asks."""
        return f"{self.url}/run{run}"


class TrappedSite(Site):
    """A site whose pages may be asked for in vain."""

    def __init__(self, trap: Trap) -> None:
        super().__init__()
        self.trap = trap

    def answer(self, request: Request) -> Answer:
        if self.trap.reached("page"):
            return Answer(cut=0)
        return super().answer(request)
