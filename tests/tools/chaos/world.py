"""One world: sites, a Telegram, people, and a watcher that is killed and started again until all is quiet."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Literal

from tests.tools.chaos.calls import AT_ONCE, named, told_in
from tests.tools.chaos.runs import Life, Place, Starter
from tests.tools.chaos.script import Script
from tests.tools.chaos.times import StoryTime
from tests.tools.chaos.traps import Moment, Trap, TrappedApi, TrappedSite
from tests.tools.chaos.truth import Delivery, Figures, Told, judge
from tests.tools.standin import Call
from watcher.store.tables import IN_FLIGHT


@dataclass(frozen=True)
class Death:
    """When a run is killed: at the so-manieth `moment`, at an SQL statement, or at an instant."""

    moment: Moment | Literal["statement", "instant", "never"]
    number: int = 0
    seconds: float = 0.0


@dataclass
class Ended:
    """How a run ended. Of a killed one, or one that was asked to end before it could hear that: what it was sending
    then, as (chat, text)."""

    first_call: int
    at: float
    code: int
    sending: dict[tuple[str, str], str]
    """The state in which each stood."""


class Watcher:
    """A watcher in a world of its own, to be closed with the `stack`."""

    def __init__(self, stack: ExitStack, seed: int, clock: StoryTime, open_starter: Callable[[Place], Starter]) -> None:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="watcher-chaos-")))
        self.trap, self.clock, self.rng = Trap(), clock, Random(seed)
        self.site = stack.enter_context(TrappedSite(self.trap))
        self.api = stack.enter_context(TrappedApi(self.trap, clock.timestamp))
        self.script = Script(self.site, self.api, self.rng)
        self.place = Place(folder / "config", folder / "state", folder / "log", self.api.url, clock)
        self.starter = open_starter(self.place)
        stack.callback(self.starter.close)
        self.runs: list[Ended] = []
        self.slowest = 0.0
        """The oldest answer, in seconds, that a run had not written down when it was killed."""

    def opens(self, every: str, people: Mapping[int, str]) -> None:
        """How the world is when the first run begins; `every` is how often a site is visited."""
        self.script.write_config(self.place.config, every)
        self.script.opening(self.clock(), people)

    @property
    def kills(self) -> int:
        return sum(run.code < 0 for run in self.runs)

    def run(self, verb: str, death: Death) -> int:
        """One run of `once` or `run`, killed or not; its exit code, or minus the signal."""
        before, life = len(self.api.calls), Life()
        if death.moment in ("page", "arrives", "processed", "answered"):
            self.trap.order(death.moment, death.number, life.kill)
        life.begins(self.starter.start(verb, death.number if death.moment == "statement" else 0))
        timers = [threading.Timer(death.seconds, life.kill)] if death.moment == "instant" else []
        if verb == "run":
            timers.append(threading.Timer(self.starter.a_while, life.signal, [signal.SIGTERM]))
        for timer in timers:
            timer.start()
        code = self.starter.wait()
        died = life.ends()
        for timer in timers:
            timer.cancel()
        self.trap.order(None, 0, lambda: None)
        self.runs.append(Ended(before, died, code, self._being_sent() if code < 0 else {}))
        return code

    def _being_sent(self) -> dict[tuple[str, str], str]:
        """What the dead had claimed and not settled: read in a copy, so that the next run finds all as it was left."""
        with TemporaryDirectory() as folder:
            for file in self.place.state.glob("watcher.sqlite3*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder) / "watcher.sqlite3")) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'messages'").fetchone():
                    return {}
                sending = ", ".join(f"'{state}'" for state in IN_FLIGHT)
                found = db.execute(f"SELECT chat_id, html, state FROM messages WHERE state IN ({sending})")
                return {(str(chat), html): state for chat, html, state in found}

    def told(self) -> set[Told]:
        """What anybody has been told."""
        return {one for delivery in self.deliveries() for one in delivery.told}

    def deliveries(self) -> list[Delivery]:
        """Every alert that Telegram accepted, oldest first."""
        found = []
        for number, call in enumerate(self.api.calls):
            told = told_in(call.text)
            if call.method == "sendMessage" and call.delivered and told:
                unseen = self._was_unseen(number, call)
                found.append(Delivery(int(call.chat_id), told, unseen))
        return found

    def _was_unseen(self, number: int, call: Call) -> bool:
        """Whether the run that made this call was killed before it can have written the answer down: it had claimed
        the message and not settled it, and the answer had not left, or only just."""
        run = self._that_made(number)
        if named(call) not in run.sending:
            return False
        age = run.at - self.api.trapped.left_at.get(id(call), run.at)
        self.slowest = max(self.slowest, age if age <= AT_ONCE else 0)
        return age <= AT_ONCE

    def _that_made(self, number: int) -> Ended:
        return next(one for one in reversed(self.runs) if one.first_call <= number)

    def verdict(self) -> Figures:
        return judge(self.script.happenings, self.script.wishes, self.deliveries())

    def waiting(self) -> int:
        """How many alerts and messages still wait."""
        with closing(sqlite3.connect(self.place.state / "watcher.sqlite3")) as db:
            (unworded,) = db.execute("SELECT count(*) FROM alerts WHERE message_id IS NULL").fetchone()
            (unsent,) = db.execute("SELECT count(*) FROM messages WHERE state NOT IN ('sent', 'dead')").fetchone()
        return int(unworded + unsent)

    def told_badly(self) -> list[str]:
        """What no run may come to or say, however often one is killed."""
        lines = self.place.log.read_text("utf-8", "replace").splitlines() if self.place.log.exists() else []
        ended = [f"a run ended with exit code {run.code}" for run in self.runs if run.code > 0]
        return ended + [line for line in lines if "Traceback" in line or "unexpected" in line]
