"""One Telegram for all workers, with a door for each: so it is known who called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from types import TracebackType
from typing import Self

from tests.tools.chaos.traps import Trap, TrappedDesk
from tests.tools.standin import BotApi, Call
from tests.tools.standin.faults import Fault
from tests.tools.standin.server import Server
from tests.tools.standin.world import World

ASKING, SENDING = "getUpdates", "sendMessage"


class Door(TrappedDesk):
    """Where one worker calls. Its trap heeds messages alone."""

    def __init__(self, world: World, latency: float) -> None:
        super().__init__(world, Trap(), latency)
        self.heard: set[int] = set()

    def counts(self, method: str) -> bool:
        return method.lower() == SENDING.lower()

    def _record(self, call: Call) -> Fault | None:
        self.heard.add(id(call))
        return super()._record(call)


class OneTelegram(BotApi):
    """The strict stand-in, with flood control; `latency` is what an answer takes, in seconds."""

    def __init__(self, workers: Sequence[str], latency: float) -> None:
        super().__init__(latency=latency)
        self.doors = {name: Door(self.world, latency) for name in workers}
        self._servers = {name: Server(door) for name, door in self.doors.items()}
        for door in self.doors.values():
            door.faults = self.desk.faults

    def url_for(self, worker: str) -> str:
        return f"http://127.0.0.1:{self._servers[worker].port}"

    def __enter__(self) -> Self:
        for server in self._servers.values():
            server.listen()
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for door in self.doors.values():
            door.closing.set()
        super().__exit__(kind, error, trace)
        for server in self._servers.values():
            server.close()

    def caller(self, call: Call) -> str:
        """The worker that made this call; "" for nobody known."""
        return next((name for name, door in self.doors.items() if id(call) in door.heard), "")

    def left_at(self, call: Call) -> float | None:
        """When its answer left, by `time.monotonic()`; None where none did."""
        return next((door.left_at[id(call)] for door in self.doors.values() if id(call) in door.left_at), None)

    def spoke(self) -> list[tuple[float, str]]:
        """When which worker asked for updates or sent a message, oldest first."""
        return [(call.monotonic, self.caller(call)) for call in self.calls if call.method in (ASKING, SENDING)]

    def refused_polls(self) -> int:
        """How often two asked for updates at the same time."""
        return sum(call.status == 409 for call in self.calls if call.method == ASKING)

    @property
    def used(self) -> list[str]:
        """The names of workers that called at all."""
        return list(dict.fromkeys(chain(name for _, name in self.spoke())))
