"""Each host is asked by one worker at a time, with its pause kept across them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock, Thread

import pytest
from sqlalchemy import event

from tests.tools.configs import loaded
from tests.tools.web import Answer, Request, Site, redirect
from watcher.config import Settings
from watcher.core.errors import StateError, TakenElsewhere
from watcher.core.sources import Source
from watcher.fetch.throttle import JITTER, HostThrottle
from watcher.jobs.site_leases import LOOKS, SiteLeases
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.visitor import SiteVisitor
from watcher.jobs.worker.watchdog import Watchdog
from watcher.store import Store
from watcher.store import sources as remembered
from watcher.store.leases import SITE, Leases, Pace, join

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
LONG = 60.0  # seconds, only ever used up by a test that fails
A, B = "a.example", "b.example"


@dataclass
class Time:
    """A clock that goes on only while somebody sleeps by it."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Register:
    """What all workers see, as a server would have it."""

    time: Time
    holders: dict[str, object] = field(default_factory=dict)
    left_at: dict[str, float] = field(default_factory=dict)


class Registered(Leases):
    """A worker of that register."""

    def __init__(self, register: Register) -> None:
        self.register, self.seen = register, dict[str, float | None]()
        self.broken = False

    def take(self, name: str) -> bool:
        if self.register.holders.setdefault(name, self) is not self:
            return False
        left_at = self.register.left_at.get(name)
        self.seen[name] = None if left_at is None else self.register.time() - left_at
        return True

    def release(self, name: str) -> None:
        if self.broken:
            raise StateError("the server has gone")
        if self.register.holders.get(name) is self:
            del self.register.holders[name]
            self.register.left_at[name] = self.register.time()

    def left(self, name: str) -> float | None:
        return self.seen.get(name)


@dataclass
class Worker:
    register: Register

    def __post_init__(self) -> None:
        time = self.register.time
        self.leases = Registered(self.register)
        self.sites = SiteLeases(self.leases, time.sleep, monotonic=time)
        self.throttle: HostThrottle = self.sites.throttle()


@pytest.fixture
def two() -> tuple[Worker, Worker]:
    register = Register(Time())
    return Worker(register), Worker(register)


def test_a_host_is_visited_by_one_worker_at_a_time(two: tuple[Worker, Worker]) -> None:
    one, other = two
    with one.sites.visiting(A) as ours, other.sites.visiting(A) as theirs, other.sites.visiting(B) as free:
        assert (ours, theirs, free) == (True, False, True)
    with other.sites.visiting(A) as theirs:
        assert theirs


def test_the_pause_goes_on_where_the_other_worker_left_it(two: tuple[Worker, Worker]) -> None:
    one, other = two
    with one.sites.visiting(A), one.throttle.turn(A, 10):
        pass
    one.register.time.now += 3
    with other.sites.visiting(A), other.throttle.turn(A, 10):
        pass
    [waited] = one.register.time.slept
    assert 7 - 10 * JITTER <= waited <= 7 + 10 * JITTER


def test_an_old_visit_of_another_worker_makes_nobody_wait_and_between_own_requests_the_own_pause_counts(
    two: tuple[Worker, Worker],
) -> None:
    one, other = two
    with one.sites.visiting(A), one.throttle.turn(A, 10):
        pass
    one.register.time.now += 60
    with other.sites.visiting(A):
        with other.throttle.turn(A, 10):
            pass
        assert one.register.time.slept == []
        with other.throttle.turn(A, 10):
            pass
    assert len(one.register.time.slept) == 1


def test_where_a_redirect_leads_nobody_else_asks_meanwhile_and_it_is_free_again_at_once(
    two: tuple[Worker, Worker],
) -> None:
    one, other = two
    with one.sites.visiting(A):
        with one.throttle.turn(B, 0), other.sites.visiting(B) as theirs:
            assert not theirs
        with other.sites.visiting(B) as theirs:
            assert theirs


def test_a_host_that_another_worker_reads_is_waited_for_where_a_redirect_leads_there_and_not_for_ever(
    two: tuple[Worker, Worker],
) -> None:
    one, other = two
    with one.sites.visiting(A), other.sites.visiting(B), other.sites.visiting("c.example"):
        with pytest.raises(TakenElsewhere, match="another worker reads b"), one.throttle.turn(B, 0):
            pass
        assert len(one.register.time.slept) == LOOKS - 1
    with one.sites.visiting(A), one.throttle.turn(B, 0):
        pass


def test_threads_of_one_worker_share_a_host_and_the_last_gives_it_back(two: tuple[Worker, Worker]) -> None:
    one, other = two
    with one.sites.visiting(A):
        with one.sites.asking(A):
            pass
        with other.sites.visiting(A) as theirs:
            assert not theirs
    with other.sites.visiting(A) as theirs:
        assert theirs


def test_what_could_not_be_given_back_is_given_back_at_a_later_look(two: tuple[Worker, Worker]) -> None:
    one, other = two
    one.leases.broken = True
    with one.sites.visiting(A):
        pass
    with other.sites.visiting(A) as theirs:
        assert not theirs
    one.leases.broken = False
    one.sites.tidy()
    with other.sites.visiting(A) as theirs:
        assert theirs


def test_a_visit_that_breaks_gives_its_host_back(two: tuple[Worker, Worker]) -> None:
    one, other = two
    with pytest.raises(ValueError, match="broken"), one.sites.visiting(A):
        raise ValueError("broken")
    with other.sites.visiting(A) as theirs:
        assert theirs


@dataclass
class Counted:
    """A site that knows how many of its visitors asked at once."""

    lock: Lock = field(default_factory=Lock)
    now: int = 0
    most: int = 0

    def __call__(self, request: Request) -> Answer:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return Answer(status=404)
        finally:
            with self.lock:
                self.now -= 1


def visitor(settings: Settings, store: Store, leases: Leases, state: Path) -> SiteVisitor:
    heard = lambda source, result: None  # noqa: E731
    return SiteVisitor(settings, state, store, lambda: NOW, heard, Shutdown(), Watchdog(), leases=leases)


def sources(*urls: str) -> tuple[Source, ...]:
    return tuple(Source(f"s{number}", "s", url, "feed", timedelta(hours=1)) for number, url in enumerate(urls))


def configured(*urls: str) -> Settings:
    config = loaded()
    return replace(config, sources=sources(*urls), fetch=replace(config.fetch, delay=0))


@pytest.mark.sqlite_only("there a worker is alone")
def test_on_sqlite_a_visit_asks_the_database_nothing_for_it(database_url: str, tmp_path: Path) -> None:
    with Site({"/feed": Answer(status=404)}) as site, Store(database_url) as store:
        made = visitor(configured(f"{site.url}/feed"), store, join(store), tmp_path)
        asked: list[str] = []
        event.listen(store.engine, "before_cursor_execute", lambda c, cursor, said, *more: asked.append(said))
        made.visit_due(site.host)
        assert not [said for said in asked if "leases" in said]
        made.close()


@contextmanager
def workers(url: str, settings: Settings, state: Path) -> Iterator[tuple[SiteVisitor, SiteVisitor]]:
    with ExitStack() as stack:
        made = []
        for name in ("one", "other"):
            store = stack.enter_context(Store(url))
            leases = stack.enter_context(join(store, pace=Pace(length=LONG)))
            made.append(visitor(settings, store, leases, state / name))
            stack.callback(made[-1].close)
        yield made[0], made[1]


@pytest.mark.postgres_only
def test_two_workers_ask_a_site_one_at_a_time_and_each_of_its_sources_once(database_url: str, tmp_path: Path) -> None:
    pages = Counted()
    with Site({f"/{number}": pages for number in range(12)}) as site:
        settings = configured(*(f"{site.url}/{number}" for number in range(12)))
        with workers(database_url, settings, tmp_path) as (one, other):
            together = Barrier(2, timeout=LONG)

            def works(worker: SiteVisitor) -> None:
                together.wait()
                while worker.due_sites():
                    worker.visit_due(site.host)

            threads = [Thread(target=works, args=[worker]) for worker in (one, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(LONG)
        asked = site.asked
        assert sorted(asked) == sorted(f"/{number}" for number in range(12))
        assert pages.most == 1


@pytest.mark.postgres_only
def test_a_worker_leaves_alone_what_another_one_visits_and_what_it_has_visited_meanwhile(
    database_url: str, tmp_path: Path
) -> None:
    with Site({"/feed": redirect("http://127.0.0.2/feed")}) as site:
        settings = configured(f"{site.url}/feed")
        with workers(database_url, settings, tmp_path) as (one, other), Store(database_url) as third:
            with join(third, pace=Pace(length=LONG)) as held:
                assert held.take(SITE + site.host)
                one.visit_due(site.host)
                assert site.asked == []
                held.release(SITE + site.host)
                other.visit_due(site.host)
                one.visit_due(site.host)
                assert site.asked == ["/feed"]
                for host in (site.host, "127.0.0.2"):  # where it led to was held too
                    assert held.take(SITE + host)
                    assert held.left(SITE + host) is not None
            with third.read() as db:
                assert remembered.health(db).keys() == {"s0"}
