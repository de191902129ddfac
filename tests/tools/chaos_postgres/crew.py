"""The workers, their database and their Telegram together, and what is done to them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from threading import Event, Thread

from tests.tools.chaos.evidence import Message
from tests.tools.chaos.runs import Place
from tests.tools.chaos.telling import told_in
from tests.tools.chaos.times import WallTime
from tests.tools.chaos.traps import Trap, TrappedApi
from tests.tools.chaos.truth import Delivery, Told
from tests.tools.chaos_postgres.country import EVERY, Country, people
from tests.tools.chaos_postgres.evidence import Cut, was_unseen
from tests.tools.chaos_postgres.hosts import ManyHosts
from tests.tools.chaos_postgres.telegram import spoke
from tests.tools.chaos_postgres.workers import Worker
from tests.tools.postgres import Cluster, connected
from watcher.store.tables import IN_FLIGHT

NAMES = ("one", "two", "three")
GUEST = "guest"
"""Who starts `once` beside the workers."""
LATENCY = 0.15
"""Seconds that Telegram takes to answer: long enough that many are killed meanwhile."""
DATABASE = "chaos"
STARTS_AGAIN = (1.0, 4.0)
TIME, HOST = re.compile(r"^.*[0-9]Z "), re.compile(r"127\.[0-9.]+:[0-9]+")
"""What differs between two lines that say the same."""
_UNSENT = "SELECT count(*) FROM messages WHERE state NOT IN ('sent', 'dead')"
_UNWORDED = "SELECT count(*) FROM alerts WHERE message_id IS NULL"
_CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


class Crew:
    """Workers that are looked after until the `stack` ends; `folder` keeps their logs."""

    def __init__(self, stack: ExitStack, cluster: Cluster, seed: int, folder: Path) -> None:
        self.folder = folder
        self.rng, self.clock, self.cluster = Random(seed), WallTime(), cluster
        url = stack.enter_context(cluster.server.fresh(DATABASE))
        self.site = stack.enter_context(ManyHosts())
        self.trap, self.lives = Trap(), list[str]()
        """`lives`: whose the life of the number 1, 2, … is."""
        self.api = stack.enter_context(TrappedApi(self.trap, self.clock.timestamp, self.clock.hurry, LATENCY))
        self.country = Country(self.site, self.api, self.rng)
        self.country.opening(self.clock(), people())
        self.country.write_config(self.folder / "config", EVERY)
        self.workers, self.guest = [self._worker(name, url) for name in NAMES], self._worker(GUEST, url)
        self.cuts: list[Cut] = []
        self.ends: list[str] = []
        self._over = Event()
        self._supervisor = Thread(target=self._supervise, daemon=True)
        stack.callback(self.dismiss)

    def _worker(self, name: str, url: str) -> Worker:
        state = self.folder / name
        place = Place(self.folder / "config", state, state, state)

        def environment() -> dict[str, str]:
            self.lives.append(name)
            return place.environment(self.api.address(len(self.lives))) | {"DATABASE_URL": url}

        return Worker(name, state, environment)

    def life(self, worker: Worker) -> int:
        """The number of its last life."""
        return max(number for number, name in enumerate(self.lives, 1) if name == worker.name)

    def begin(self) -> None:
        for worker in self.workers:
            worker.start()
        self._supervisor.start()

    def _supervise(self) -> None:
        while not self._over.wait(0.2):
            for worker in self.workers:
                code = worker.ended()
                if code is not None:
                    self.ends.append(f"worker {worker.name} ended by itself with {code}")
                    self._over.wait(self.rng.uniform(*STARTS_AGAIN))
                    worker.start()

    def dismiss(self) -> None:
        """Asks all to end; notes who did not end as it should."""
        if self._over.is_set():
            return
        self._over.set()
        if self._supervisor.is_alive():
            self._supervisor.join()
        for worker in self.workers:
            code = worker.ends_when_asked()
            if code:
                self.ends.append(f"worker {worker.name}, asked to end, ended with {code}")

    def speaker(self) -> Worker:
        """Who spoke to Telegram last, of those at work."""
        at_work = {self.life(worker): worker for worker in self.workers if not worker.cut_off}
        return next((at_work[run] for _, run in reversed(spoke(self.api)) if run in at_work), self.workers[0])

    def being_sent(self) -> frozenset[Message]:
        """What stands in the database as being sent."""
        states = ", ".join(f"'{state}'" for state in IN_FLIGHT)
        rows = self.ask(f"SELECT chat_id, html FROM messages WHERE state IN ({states})")
        return frozenset((str(chat), str(html)) for chat, html in rows)

    def ask(self, statement: str, *values: object, role: str = "postgres") -> list[tuple[object, ...]]:
        with connected(self.cluster.server.folder, DATABASE, role) as db:
            return db.execute(statement.encode(), values).fetchall()

    def tables(self) -> bool:
        """Whether somebody has made the tables."""
        return self.ask("SELECT to_regclass('alerts')")[0][0] is not None

    def cut_connections(self) -> None:
        self.ask(_CUT, DATABASE)

    def waiting(self) -> int:
        """How many alerts and messages still wait."""
        return sum(int(str(self.ask(statement)[0][0])) for statement in (_UNSENT, _UNWORDED))

    def deliveries(self) -> list[Delivery]:
        """Every alert that Telegram accepted, oldest first."""
        return [
            Delivery(int(flight.call.chat_id), told, was_unseen(flight, self.cuts))
            for flight in list(self.api.trapped.flights)
            if flight.call.delivered and (told := told_in(flight.call.text))
        ]

    def told(self) -> set[Told]:
        return {one for delivery in self.deliveries() for one in delivery.told}

    def publish(self) -> None:
        """News on some feeds and every portal."""
        self.country.next_round(self.clock(), self.told())

    def said_badly(self) -> list[str]:
        """What no worker may say, however often one is killed."""
        logs = [worker.log for worker in self.workers]
        lines = [line for log in logs for line in log.read_text("utf-8", "replace").splitlines()]
        bad = (line for line in lines if "Traceback" in line or "unexpected" in line)
        return [HOST.sub("HOST", TIME.sub("", line)) for line in bad]


def until(seconds: float, true: Callable[[], bool], look: float = 0.05) -> bool:
    """Waits until it is true, at most so long; returns whether it is."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            return False
        time.sleep(look)
    return True
