"""Several workers on one PostgreSQL: one speaks, the others wait, wake it, and take over. Run by `make
test-postgres`."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import text

from tests.features.end_to_end.inprocess import LONG, ended, hurried, logging_as_before, until, work
from tests.features.end_to_end.newspaper import ONE, TWO, feed
from tests.features.end_to_end.processes import command, working
from tests.features.end_to_end.town import Town
from watcher.jobs import heartbeat
from watcher.store import Store
from watcher.store.leases import TELEGRAM, Leases, Pace, holder, join, workers

pytestmark = pytest.mark.postgres_only


@pytest.fixture
def town(with_news: Town) -> Town:
    return with_news


class Other:
    """Another worker on the same database, on another machine."""

    def __init__(self, town: Town, stack: ExitStack) -> None:
        self.store = stack.enter_context(Store(town.environment.database_url))
        self._stack = stack
        self.news = Event()
        self.leases: Leases

    def joins(self) -> None:
        self.leases = self._stack.enter_context(join(self.store, pace=Pace(length=LONG, every=0.05)))
        self.leases.heed(news=self.news.set)

    def speaks(self) -> bool:
        return self.leases.take(TELEGRAM)

    def sees(self) -> list[str]:
        """The ids of all workers beside it."""
        with self.store.read() as db:
            return [worker.id for worker in workers(db) if worker.id != self.leases.id]

    def sees_another_one_speak(self) -> bool:
        with self.store.read() as db:
            speaker = holder(db, TELEGRAM)
        return speaker is not None and speaker.id != self.leases.id

    def thinks_dead(self, worker: str) -> None:
        with self.store.write() as db:
            dead = text("UPDATE leases SET until = now() - interval '1 day' WHERE name = :name")
            db.execute(dead, {"name": f"worker {worker}"})


@pytest.fixture
def other(town: Town) -> Iterator[Other]:
    with ExitStack() as stack:
        yield Other(town, stack)


def health(town: Town) -> heartbeat.HealthCheck:
    """What `status --healthy` says, while the worker works."""
    sign = heartbeat.read(town.folder / "state")
    assert sign
    return heartbeat.check_worker(sign, datetime.now(UTC))


def test_who_waits_says_nothing_wakes_whoever_speaks_and_takes_over_when_that_ends(town: Town, other: Other) -> None:
    ann = town.subscriber(42, "news")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    other.joins()
    assert other.speaks()

    def story() -> None:
        until(town.log)  # a visit of the one that waits
        assert other.news.wait(LONG)
        bob = town.api.private(43)
        bob.says("/start")
        until(lambda: "speaks since" in health(town).words)
        assert health(town).well
        assert (bob.texts, town.told(ann)) == ([], [])
        other.leases.close()
        until(lambda: bob.texts and town.told(ann))
        assert len(bob.texts) == 1
        until(lambda: "speaks since" not in health(town).words)
        assert health(town).well

    with logging_as_before():
        work(town, story, limiter=hurried())
    assert town.api.doubles() == {}


def test_a_worker_thought_dead_lets_go_of_everything_and_joins_anew(
    town: Town, other: Other, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = town.subscriber(42, "news")

    def story() -> None:
        other.joins()
        until(other.sees_another_one_speak)
        (old,) = other.sees()
        other.thinks_dead(old)
        until(lambda: other.sees() not in ([], [old]))  # it is back, under another id
        ann.says("/mine")
        until(lambda: len(ann.texts) == 1)
        other.leases.close()

    with logging_as_before():
        work(town, story, limiter=hurried())
    assert len(ann.texts) == 1
    said = "".join(capsys.readouterr())
    assert said.count("lets go of everything and joins anew") == 1
    assert "Traceback" not in said
    other.joins()
    assert other.sees() == []


def test_what_a_worker_finds_under_a_new_id_before_whoever_speaks_knows_it_is_told(town: Town, other: Other) -> None:
    """As where the one that waits is the first to get the edited config: its first visit was a silent one."""
    ann = town.subscriber(42, "news")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    town.sources = {"gazette": {**town.sources["news"], "id": "gazette", "was": ["news"]}}
    other.joins()
    assert other.speaks()

    def story() -> None:
        until(town.log)
        other.leases.close()
        until(lambda: town.told(ann))

    with logging_as_before():
        work(town, story, limiter=hurried())
    assert [change.source for change in town.log()] == ["gazette"]
    assert len(ann.texts) == 1


def test_a_run_beside_a_worker_ends_with_75_and_says_who_works(town: Town, other: Other) -> None:
    other.joins()
    asked = len(town.api.calls)
    done = ended(town.folder, "once", **town.variables)
    assert (done.code, done.out) == (75, "")
    assert "works on this database since" in done.err
    assert (len(town.api.calls), town.site.asked) == (asked, [])
    other.leases.close()
    assert ended(town.folder, "once", **town.variables).code == 0


@pytest.mark.soak  # quicker: those above, with one worker in this process
def test_of_two_processes_the_second_speaks_soon_after_the_first_was_killed(town: Town) -> None:
    ann = town.subscriber(42, "news")
    second = town.folder / "second"
    second.mkdir()
    shutil.copytree(town.folder / "config", second / "config")
    with working(town.folder, **town.variables) as first:
        first.until((town.folder / "state" / "worker.json").exists)
        with working(second, **town.variables) as waiting:
            waiting.until((second / "state" / "worker.json").exists)
            third = command(second, "run", **town.variables)
            assert third.wait(LONG) == 75  # on one state folder
            os.kill(first.number, signal.SIGKILL)
            ann.says("/mine")
            waiting.until(lambda: len(ann.texts) == 2)
            assert waiting.ends().code == 0
    assert town.api.doubles() == {}
