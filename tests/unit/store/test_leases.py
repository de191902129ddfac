"""Several workers on one database: who holds what, and that one thought dead can write nothing. Run against PostgreSQL
by `make test-postgres`."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from sqlalchemy import text

from tests.unit.store.coworkers import LONG, NOW, STOPPED, Worker
from watcher.core.errors import LeaseLost, LockHeld, StateError
from watcher.store import Store, leases, timestamps
from watcher.store.leases import TELEGRAM, Pace, join


@pytest.mark.sqlite_only("there the lock of the state folder keeps others away")
def test_on_sqlite_every_role_is_ones_own_and_nothing_is_written(database_url: str) -> None:
    before = threading.active_count()
    with Store(database_url) as store, join(store, sole=True) as alone:
        assert alone.take(TELEGRAM)
        assert alone.holds("site a")
        assert alone.left(TELEGRAM) is None
        assert not alone.is_lost
        assert store.fence is None
        assert threading.active_count() == before
        alone.describe(lambda: {"topics": "1"})
        alone.wake()
        alone.release(TELEGRAM)
        with store.read() as db:
            assert leases.workers(db) == []
            assert leases.holder(db, TELEGRAM) is None
            assert db.execute(text("SELECT count(*) FROM leases")).scalar() == 0


@pytest.mark.postgres_only
def test_a_role_has_one_holder_until_that_gives_it_back(workers: tuple[Worker, Worker]) -> None:
    one, other = workers
    assert one.join().take(TELEGRAM)
    assert one.leases.take(TELEGRAM)
    assert not other.join().take(TELEGRAM)
    assert other.leases.take("site b")
    assert one.leases.left(TELEGRAM) is None
    one.leases.release(TELEGRAM)
    one.leases.release("site b")  # of another one: nothing
    assert other.leases.take(TELEGRAM)
    assert not one.leases.take("site b")
    assert not one.leases.holds(TELEGRAM)
    assert 0 <= (other.leases.left(TELEGRAM) or 0) < LONG
    assert one.ask("SELECT epoch FROM leases WHERE name = 'telegram'") == 2


@pytest.mark.postgres_only
def test_who_takes_over_waits_for_nobody_that_ended(workers: tuple[Worker, Worker]) -> None:
    one, other = workers
    one.join().take(TELEGRAM)
    other.join()
    one.leases.close()
    other.gets(TELEGRAM)
    with other.store.read() as db:
        assert [worker.id for worker in leases.workers(db)] == [other.leases.id]
        assert leases.holder(db, TELEGRAM) == leases.workers(db)[0]


@pytest.mark.postgres_only
def test_who_was_thought_dead_writes_nothing_and_joins_anew(workers: tuple[Worker, Worker]) -> None:
    stopped, other = workers
    stopped.join(STOPPED).take(TELEGRAM)
    stopped.leases.take("site a")
    stopped.writes("before")
    other.join()
    other.thinks_dead(stopped)
    other.gets(TELEGRAM)
    assert other.leases.take("site a")
    for write in (lambda: stopped.writes("late"), stopped.leases.wake, lambda: stopped.leases.take("site c")):
        with pytest.raises(LeaseLost, match="not heard of for 60 s"):
            write()
    stopped.leases.release("site a")
    assert stopped.leases.is_lost
    assert stopped.lost.is_set()
    assert not stopped.leases.holds(TELEGRAM)
    assert other.has("before")
    assert not other.has("late")
    old = stopped.leases.id
    assert stopped.join().id != old
    assert not stopped.leases.take("site a")
    stopped.writes("again")
    assert other.has("again")
    assert not other.lost.is_set()


@pytest.mark.postgres_only
def test_a_stopped_process_knows_by_its_own_clock_as_it_wakes_up(workers: tuple[Worker, Worker]) -> None:
    clock, renews = [0.0], Event()
    woken, other = workers

    def monotonic() -> float:
        now = clock[0]
        if threading.current_thread().name == "_keep":  # it looks before it renews
            renews.set()
        return now

    woken.join(Pace(length=LONG, every=LONG, margin=1), monotonic=monotonic)
    assert renews.wait(LONG)  # it gives one sign of life, and no further one
    clock[0] = LONG - 2
    woken.writes("in time")
    clock[0] = LONG - 1
    assert woken.leases.is_lost
    with pytest.raises(LeaseLost):
        woken.writes("late")
    assert woken.lost.is_set()
    assert other.has("in time")
    assert not other.has("late")


@pytest.mark.postgres_only
def test_a_write_under_way_ends_before_another_takes_over(workers: tuple[Worker, Worker]) -> None:
    slow, other = workers
    slow.join(STOPPED).take(TELEGRAM)
    other.join()
    taking = Thread(target=other.gets, args=[TELEGRAM])
    with slow.store.write() as db:
        other.thinks_dead(slow)
        taking.start()
        blocked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE%'"
        while not slow.ask(blocked):
            assert taking.is_alive()
        timestamps.done(db, "under way", NOW)
        assert not other.leases.holds(TELEGRAM)
    taking.join(LONG)
    assert other.leases.holds(TELEGRAM)
    assert other.has("under way")
    with pytest.raises(LeaseLost):
        slow.writes("late")


@pytest.mark.postgres_only
def test_a_write_that_never_ends_is_broken_off_and_nothing_of_it_is_saved(workers: tuple[Worker, Worker]) -> None:
    hung, other = workers
    hung.join(STOPPED).take(TELEGRAM)
    other.join(Pace(length=LONG, every=0.02, patience=0.01))
    with ExitStack() as writing:
        db = writing.enter_context(hung.store.write())
        timestamps.done(db, "late", NOW)
        other.thinks_dead(hung)
        other.gets(TELEGRAM)
        with pytest.raises(StateError):
            writing.close()
    assert not other.has("late")


@pytest.mark.postgres_only
def test_a_long_write_does_not_keep_its_worker_from_living_on(workers: tuple[Worker, Worker]) -> None:
    busy, other = workers
    busy.join()
    until = f"SELECT until FROM leases WHERE name = 'worker {busy.leases.id}'"
    with busy.store.write():
        before = other.ask(until)
        while other.ask(until) == before:
            assert not busy.lost.is_set()


@pytest.mark.postgres_only
def test_a_cut_connection_is_made_anew_and_nothing_is_lost(workers: tuple[Worker, Worker]) -> None:
    cut, other = workers
    cut.join().take(TELEGRAM)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    other.ask(f"{others} AND application_name <> '' AND pid <> pg_backend_pid()")
    until = f"SELECT until FROM leases WHERE name = 'worker {cut.leases.id}'"
    before = other.ask(until)
    while other.ask(until) == before:
        assert not cut.lost.is_set()
    assert cut.leases.holds(TELEGRAM)
    cut.writes("after")
    cut.leases.wake()


@pytest.mark.postgres_only
def test_whoever_speaks_is_woken_by_the_others_and_not_by_itself(workers: tuple[Worker, Worker]) -> None:
    visitor, speaker = workers
    for worker in workers:
        worker.join()
        assert worker.news.wait(LONG)  # it listens from now on, and may have missed something
        worker.news.clear()
    visitor.leases.wake()
    assert speaker.news.wait(LONG)
    assert not visitor.news.is_set()


@pytest.mark.postgres_only
def test_who_wants_to_be_alone_is_told_who_works(workers: tuple[Worker, Worker]) -> None:
    running, once = workers
    running.join()
    with pytest.raises(LockHeld, match=r"^a worker on \S+ works on this database since 20\d\d-.*did nothing$"):
        once.join(sole=True)
    once.thinks_dead(running)
    assert once.join(sole=True).take(TELEGRAM)


@pytest.mark.postgres_only
def test_the_workers_are_listed_with_what_they_hold_and_their_config(workers: tuple[Worker, Worker]) -> None:
    one, other = workers
    one.join().take("site a")
    other.join()
    one.leases.describe(lambda: {"source a": "12", "topics": "34"})
    with other.store.read() as db:
        found = leases.workers(db)
    assert [worker.id for worker in found] == [one.leases.id, other.leases.id]
    assert list(found[0].roles) == ["site a"]
    assert not found[1].roles
    assert found[0].config == {"source a": "12", "topics": "34"}
    assert found[1].config == {}
    assert found[0].host
    assert found[0].host in found[0].id
