"""What a worker holds when the server has done what it asked for, and its answer was lost. Run against PostgreSQL by
`make test-postgres`."""

from __future__ import annotations

import time

import pytest

from tests.unit.store.coworkers import STOPPED, Worker
from watcher.core.errors import StateError
from watcher.store import Store, schema
from watcher.store.leases import TELEGRAM
from watcher.store.membership import Membership


@pytest.mark.postgres_only
def test_a_role_is_not_locked_away_from_the_worker_that_was_not_told_that_it_has_it(
    workers: tuple[Worker, Worker],
) -> None:
    """Else nobody would speak until that worker dies."""
    cut, other = workers
    cut.join()
    other.join()
    cut.loses_the_answer(cut.leases.take, TELEGRAM)
    assert not cut.leases.holds(TELEGRAM)
    assert not other.leases.take(TELEGRAM)
    assert cut.leases.take(TELEGRAM)
    cut.leases.release(TELEGRAM)
    other.gets(TELEGRAM)
    assert not cut.leases.take(TELEGRAM)  # the twin: what another one has is not taken


@pytest.mark.postgres_only
def test_a_role_is_not_held_by_two_where_one_was_not_told_that_it_is_free(workers: tuple[Worker, Worker]) -> None:
    cut, other = workers
    cut.join().take("site a")
    other.join()
    cut.loses_the_answer(cut.leases.release, "site a")
    other.gets("site a")
    assert not cut.leases.holds("site a")
    assert not cut.leases.take("site a")
    cut.leases.release("site a")  # as is tried until it is known to be done
    assert other.ask("SELECT holder FROM leases WHERE name = 'site a'") == other.leases.id


@pytest.mark.postgres_only
def test_no_new_schema_is_put_under_a_worker_that_does_not_know_it(
    workers: tuple[Worker, Worker], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an older version, as where one machine is updated while the other works."""
    monkeypatch.setattr(schema, "HEAD", "0099")
    old, dead = workers
    with old.store.write() as db:  # as the older version joined
        for worker, until in (("host-a 7 abc", "+"), ("host-b 8 def", "-")):
            db.exec_driver_sql(
                "INSERT INTO leases (name, holder, until, epoch, since) VALUES "
                f"('worker {worker}', '{worker}', now() {until} interval '1 day', 1, now())"
            )
    with pytest.raises(StateError, match=r"on host-a, and this version changes its tables .* end all workers first"):
        Store(database_url)
    dead.tell("DELETE FROM leases WHERE holder = 'host-a 7 abc'")
    from alembic.util import CommandError

    with pytest.raises(CommandError, match="0099"):  # it goes on to migrate: there is no such migration
        Store(database_url)


@pytest.mark.postgres_only
def test_a_worker_does_not_join_anew_in_a_schema_that_it_does_not_know(
    workers: tuple[Worker, Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the database was away, and a newer version came first when it was back."""
    worker, _ = workers
    worker.join().close()
    monkeypatch.setattr(schema, "HEAD", "0001")
    with pytest.raises(StateError, match="written by a newer version"):
        worker.join()


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    ("ahead", "said"),
    [(3 * 3600, "is 3:00:00 ahead of that of"), (-90, "is 0:01:30 behind that of"), (20, "")],
)
def test_a_clock_that_is_far_from_the_servers_is_told(
    database_url: str, caplog: pytest.LogCaptureFixture, ahead: float, said: str
) -> None:
    """What a worker finds is due by its own clock: three hours ahead, it is told three hours late."""
    with Store(database_url) as store:
        Membership(store, STOPPED, wall=lambda: time.time() + ahead).close()
    told = [record.getMessage() for record in caplog.records if "clock" in record.getMessage()]
    assert len(told) == bool(said)
    assert said in "".join(told)


@pytest.mark.postgres_only
@pytest.mark.parametrize(("ahead", "is_dead"), [("3 hours", True), ("10 minutes", False), ("-1 second", True)])
def test_a_dead_worker_holds_nothing_for_as_long_as_the_servers_clock_was_set_back(
    workers: tuple[Worker, Worker], ahead: str, *, is_dead: bool
) -> None:
    """As on a machine without a clock of its own, which begins with that of an hour ago."""
    dead, other = workers
    dead.tell(
        "INSERT INTO leases (name, holder, until, epoch, since) VALUES "
        f"('worker host 7 abc', 'host 7 abc', now() AT TIME ZONE 'UTC' + interval '{ahead}', 1, now()), "
        "('telegram', 'host 7 abc', NULL, 1, now())"
    )
    if is_dead:
        assert other.join(sole=True).take(TELEGRAM)
    else:
        assert not other.join().take(TELEGRAM)
