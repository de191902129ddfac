"""One world: sites, a Telegram, people, and a watcher that is killed and started again until all is quiet."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Literal

from tests.tools.chaos.evidence import Ended, Message, let_go, was_unseen
from tests.tools.chaos.runs import Life, Place, Starter
from tests.tools.chaos.script import Script
from tests.tools.chaos.telling import told_in
from tests.tools.chaos.times import StoryTime, WallTime
from tests.tools.chaos.traps import Moment, Trap, TrappedApi, TrappedSite
from tests.tools.chaos.truth import Delivery, Figures, Told, judge
from watcher.store.tables import IN_FLIGHT

TAG = re.compile(r"<[^>]*>")
HONEST = ("given up: the run was stopped twice", "answer was not seen", "was broken off")
"""What a run may end with exit code 1 for: a delivery that it can't vouch for, and says so."""


@dataclass(frozen=True)
class Death:
    """When a run is killed: at the so-manieth `moment`, at an SQL statement, or at an instant."""

    moment: Moment | Literal["statement", "instant", "never"]
    number: int = 0
    seconds: float = 0.0


class Watcher:
    """A watcher in a world of its own, to be closed with the `stack`."""

    def __init__(
        self,
        stack: ExitStack,
        seed: int,
        open_clock: Callable[[Path], StoryTime | WallTime],
        open_starter: Callable[[Place], Starter],
    ) -> None:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="watcher-chaos-")))
        self.place = Place(folder / "config", folder / "state", folder / "log", folder / "time")
        self.trap, self.clock, self.rng = Trap(), open_clock(self.place.time), Random(seed)
        self.site = stack.enter_context(TrappedSite(self.trap))
        self.api = stack.enter_context(TrappedApi(self.trap, self.clock.timestamp, self.clock.hurry))
        self.script = Script(self.site, self.api, self.rng)
        self.starter = open_starter(self.place)
        stack.callback(self.starter.close)
        self.runs: list[Ended] = []
        """The run of the number 1, 2, …"""

    def opens(self, every: str, people: Mapping[int, str]) -> None:
        """How the world is when the first run begins; `every` is how often a site is visited."""
        self.script.write_config(self.place.config, every)
        self.script.opening(self.clock(), people)

    @property
    def kills(self) -> int:
        return sum(run.killed for run in self.runs)

    def run(self, verb: str, death: Death) -> int:
        """One run of `once` or `run`, killed or not; its exit code, or minus the signal."""
        number, life, said_before = len(self.runs) + 1, Life(), len(self._log())
        if death.moment in ("page", "arrives", "vanishes", "processed", "answered"):
            self.trap.order(death.moment, death.number, life.kill, number)
        statement = death.number if death.moment == "statement" else 0
        life.begins(self.starter.start(verb, statement, self.api.address(number)))
        timers = [threading.Timer(death.seconds, life.kill)] if death.moment == "instant" else []
        if verb == "run":
            timers.append(threading.Timer(self.starter.a_while, life.signal, [signal.SIGTERM]))
        for timer in timers:
            timer.start()
        code = self.starter.wait()
        life.ends()
        for timer in timers:
            timer.cancel()
        self.trap.disarm()
        self.runs.append(Ended(code, self.api.trapped.calls(number), self._unsettled(), self._log()[said_before:]))
        return code

    def _unsettled(self) -> dict[Message, str]:
        """The state of each message that was neither taken nor given up."""
        with self._database() as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchone():
                return {}
            states = ", ".join(f"'{state}'" for state in (*IN_FLIGHT, "uncertain"))
            found = db.execute(f"SELECT chat_id, html, state FROM messages WHERE state IN ({states})")
            return {(str(chat), html): state for chat, html, state in found}

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """A copy of the database, so that the next run finds all as it was left."""
        with TemporaryDirectory() as folder:
            for file in self.place.state.glob("watcher.sqlite3*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder) / "watcher.sqlite3")) as db:
                yield db

    def told(self) -> set[Told]:
        """What anybody has been told."""
        return {
            one for flight in self.api.trapped.flights if flight.call.delivered for one in told_in(flight.call.text)
        }

    def deliveries(self) -> list[Delivery]:
        """Every alert that Telegram accepted, oldest first."""
        taken = [flight for flight in self.api.trapped.flights if flight.call.delivered]
        return [
            Delivery(int(flight.call.chat_id), told, was_unseen(flight, self.runs[flight.run - 1]))
            for flight in taken
            if (told := told_in(flight.call.text))
        ]

    def verdict(self) -> Figures:
        gone = {(int(chat), told) for chat, html in self._let_go() for told in told_in(unescape(TAG.sub("", html)))}
        return judge(self.script.happenings, self.script.wishes, self.deliveries(), gone)

    def _let_go(self) -> set[Message]:
        with self._database() as db:
            found = db.execute("SELECT chat_id, html FROM messages WHERE state = 'dead'")
            dead = [(str(chat), html) for chat, html in found]
        ends = dict(enumerate(self.runs, 1))
        return let_go(dead, self.api.trapped.flights, ends, self.api.trapped.cut_short)

    def waiting(self) -> int:
        """How many alerts and messages still wait."""
        with closing(sqlite3.connect(self.place.state / "watcher.sqlite3")) as db:
            (unworded,) = db.execute("SELECT count(*) FROM alerts WHERE message_id IS NULL").fetchone()
            (unsent,) = db.execute("SELECT count(*) FROM messages WHERE state NOT IN ('sent', 'dead')").fetchone()
        return int(unworded + unsent)

    def told_badly(self) -> list[str]:
        """What no run may come to or say, however often one is killed."""
        ended = [
            f"a run ended with exit code {run.code}, and said: {run.said.strip()[-300:]}"
            for run in self.runs
            if run.code > 0 and not run.killed and not (run.code == 1 and any(words in run.said for words in HONEST))
        ]
        return ended + [line for line in self._log().splitlines() if "Traceback" in line or "unexpected" in line]

    def _log(self) -> str:
        return self.place.log.read_text("utf-8", "replace") if self.place.log.exists() else ""
