"""Who may do what where several workers share one database, as each worker sees it: the roles it takes and gives back
(docs/adr/0062)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import NamedTuple, Self

WORKER = "worker "
"""Before the id of a worker that has joined, in the name of its own row."""


class Pace(NamedTuple):
    """How long a worker that is not heard of counts as alive, and what goes with that, in seconds."""

    length: float = 6.0
    """Within ten another one has to speak."""
    every: float = 1.0
    """Between two signs of life, and two looks for who died."""
    margin: float = 1.0
    """So long before its time is over at the server a worker that could not give a sign does nothing more."""
    patience: float = 0.4
    """So long what a dead worker was writing gets to end."""


USUAL = Pace()


class Leases:
    """The roles of a worker that is alone, as on SQLite, where the lock of the state folder keeps all others away: each
    is its own, nothing is written, and nothing is ever lost. To be used in a `with`."""

    id = ""
    """Under which the others know this worker; another one with each joining."""

    def take(self, name: str) -> bool:
        """Takes a role; False where another worker has it. Waits for nobody. Raises LeaseLost and StateError."""
        return True

    def release(self, name: str) -> None:
        """Gives a role back, if it is held. Raises StateError, but nothing where all was lost already."""

    def left(self, name: str) -> float | None:
        """Returns for how many seconds nobody had held this role when it was taken, by the server's clock; None where
        nobody ever had, or where only this worker can have."""
        return None

    def holds(self, name: str) -> bool:
        """Tells whether this worker holds the role."""
        return True

    @property
    def idle_for(self) -> float:
        """Returns for how many seconds this worker has held nothing."""
        return 0.0

    @property
    def is_lost(self) -> bool:
        """Tells whether another worker may have taken over: then nothing can be written any more, and no role comes
        back; let go of everything and join anew."""
        return False

    def heed(self, news: Callable[[], object] | None = None, lost: Callable[[], object] | None = None) -> None:
        """Calls `news` whenever another worker wakes this one or leaves, and `lost` once when all is lost, at once
        where it is already; by any thread. Neither may wait for anything."""

    def wake(self) -> None:
        """Tells the other workers that there is something new in the outbox. Raises StateError."""

    def describe(self, config: Callable[[], Mapping[str, str]]) -> None:
        """Shows the others which config is in force here: a fingerprint for each part, made where somebody may look.
        Raises StateError."""

    def close(self) -> None:
        """Gives everything back and leaves."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def host_of(worker: str) -> str:
    """Returns the machine on which the worker with this id runs."""
    return worker.rsplit(" ", 2)[0]
