"""What a worker holds when the server has done what it asked for, and its answer was lost. Run against PostgreSQL by
`make test-postgres`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.unit.store.coworkers import Worker
from watcher.store.leases import TELEGRAM


@pytest.fixture
def workers(database_url: str) -> Iterator[tuple[Worker, Worker]]:
    with ExitStack() as stack:
        yield Worker(database_url, stack), Worker(database_url, stack)


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
