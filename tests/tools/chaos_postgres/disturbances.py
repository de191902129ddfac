"""What is done to the workers, one thing after another: each waits until somebody works again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from threading import Event
from typing import Literal, TypeAlias

from tests.tools.chaos.traps import Moment
from tests.tools.chaos_postgres.crew import STARTS_AGAIN, Crew, until
from tests.tools.chaos_postgres.evidence import Cut, taken_over
from tests.tools.chaos_postgres.telegram import SENDING, messages, spoke
from tests.tools.chaos_postgres.workers import Worker

NEXT_MESSAGE = 12.0
"""Seconds that the worker gets to send something in which it may be cut off; then it is, whatever it does."""
NOBODY = 60.0
"""Seconds after which it is plain that nobody takes over."""
SLEEPS_ON = 3.0
"""So much longer a stopped worker sleeps than until somebody else took over."""
Instant: TypeAlias = Moment | Literal["instant"]
MOMENTS: Sequence[Instant] = ("processed", "answered", "arrives", "instant")
LOST_ANSWERS = 3


@dataclass
class Counted:
    """What was done so far."""

    kills: int = 0
    stops: int = 0
    restarts: int = 0
    cuts: int = 0
    lost_answers: int = 0
    takeovers: list[float] = field(default_factory=list)
    once: list[int] = field(default_factory=list)


class Disturbances:
    """Done to this crew; `all` are they, in the order in which a round has them."""

    def __init__(self, crew: Crew) -> None:
        self.crew, self.counted = crew, Counted()
        self._lap = 0
        self.all: Sequence[Callable[[], None]] = (
            self.kill_the_speaker,
            self.guest_once,
            self.stop_the_speaker,
            self.cut_connections,
            self.kill_another,
            self.restart_the_database,
            self.lose_answers,
        )

    def kill_the_speaker(self) -> None:
        """kill -9 in the midst of sending, and started again as by a supervisor."""
        worker = self.crew.speaker()
        self._kill(worker, self._moment())

    def kill_another(self) -> None:
        """kill -9 of a worker that does not speak, at any instant: it visits sites."""
        speaker = self.crew.speaker()
        self._kill(next(worker for worker in self.crew.workers if worker is not speaker), "instant", speaks=False)

    def _kill(self, worker: Worker, moment: Instant, *, speaks: bool = True) -> None:
        at, cut = self._cut_off(worker, worker.kill, moment)
        self.crew.cuts.append(cut)
        self.counted.kills += 1
        time.sleep(self.crew.rng.uniform(*STARTS_AGAIN))
        worker.start()
        if speaks:
            self._somebody_takes_over(cut.run, at)

    def stop_the_speaker(self) -> None:
        """SIGSTOP in the midst of sending, and SIGCONT when another has taken over for a while."""
        worker = self.crew.speaker()
        at, cut = self._cut_off(worker, worker.stop, self._moment())
        self.crew.cuts.append(cut)
        self.counted.stops += 1
        self._somebody_takes_over(cut.run, at)
        time.sleep(SLEEPS_ON)
        worker.wake()
        self.crew.cuts[-1] = replace(cut, until=worker.since)

    def _moment(self) -> Instant:
        self._lap += 1
        return MOMENTS[self._lap % len(MOMENTS)]

    def _cut_off(self, worker: Worker, how: Callable[[], None], moment: Instant) -> tuple[float, Cut]:
        """Does it at that moment of one of its next calls, or at last at any; when that was, and how things stood."""
        done, found, run = Event(), list[tuple[float, Cut]](), self.crew.life(worker)

        def cut() -> None:
            with worker.lock:
                if not found:
                    how()
                    at, calls = time.monotonic(), self.crew.api.trapped.calls(run)
                    found.append((at, Cut(run, worker.since, inf, calls, self.crew.being_sent())))
            done.set()

        if moment == "instant":
            time.sleep(self.crew.rng.uniform(0, 2))
        else:
            self._somebody_sends()
            self.crew.trap.order(moment, 1 + self.crew.rng.randrange(6), cut, run)
            done.wait(NEXT_MESSAGE)
        cut()
        self.crew.trap.disarm()
        return found[0]

    def _somebody_takes_over(self, run: int, at: float) -> None:
        def over() -> float | None:
            return taken_over(spoke(self.crew.api), run, at)

        until(NOBODY, lambda: over() is not None)
        self.counted.takeovers.append(over() or inf)

    def guest_once(self) -> None:
        """`once` beside the workers."""
        self.counted.once.append(self.crew.guest.once())

    def cut_connections(self) -> None:
        """Every connection to the database ends, while messages are sent."""
        self._somebody_sends()
        self.crew.cut_connections()
        self.counted.cuts += 1

    def restart_the_database(self) -> None:
        """The database is restarted, while messages are sent."""
        self._somebody_sends()
        self.crew.cluster.end()
        self.crew.cluster.start()
        self.counted.restarts += 1

    def _somebody_sends(self) -> None:
        before = messages(self.crew.api)
        until(NEXT_MESSAGE, lambda: messages(self.crew.api) > before)

    def lose_answers(self) -> None:
        """Telegram's answers are lost on the way, a few times."""
        self.crew.api.lose_answer(SENDING, times=LOST_ANSWERS)
        self.counted.lost_answers += LOST_ANSWERS
