"""Who speaks where one of several workers has no token: never that one, as long as another could. Run against
PostgreSQL by `make test-postgres`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import ROOT
from tests.unit.store.coworkers import LONG, Worker
from watcher.config import Environment, load_settings
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context
from watcher.jobs.worker import speaker as speaking
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.store.leases import TELEGRAM

pytestmark = pytest.mark.postgres_only


@pytest.fixture
def workers(database_url: str) -> Iterator[tuple[Worker, Worker]]:
    with ExitStack() as stack:
        yield Worker(database_url, stack), Worker(database_url, stack)


def without_a_token(worker: Worker, url: str) -> Speaker:
    settings, place = load_settings(ROOT / "config"), Environment(Path("config"), Path("state"), "", "", url)
    post = OutboxWorker(worker.store, render_context(settings), lambda: datetime.now(UTC))
    term = Term(Shutdown())
    return Speaker(settings, place, worker.store, worker.join(), post, term, lambda: datetime.now(UTC))


def until(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_a_worker_without_a_token_gives_way_to_one_that_has_it_and_speaks_again_when_that_has_left(
    workers: tuple[Worker, Worker], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nobody would be told anything as long as the first one lives."""
    monkeypatch.setattr(speaking, "LOOK", 0.01)
    mute, other = workers
    speaker = without_a_token(mute, database_url)
    speaker.begin()
    assert speaker.speaks  # it tidies, and writes the public pages
    thread = Thread(target=speaker.work)
    thread.start()
    try:
        other.join().describe(lambda: {"token": "5eed"})
        until(lambda: other.leases.take(TELEGRAM))
        assert not speaker.speaks
        other.leases.close()
        until(lambda: speaker.speaks)
    finally:
        speaker.term.end()
        thread.join(LONG)


@pytest.mark.parametrize(("shown", "speaks"), [("5eed", False), ("", True)])
def test_a_worker_without_a_token_takes_no_free_role_where_another_one_has_it(
    workers: tuple[Worker, Worker], database_url: str, shown: str, *, speaks: bool
) -> None:
    mute, other = workers
    other.join().describe(lambda: {"token": shown})
    speaker = without_a_token(mute, database_url)
    speaker.begin()
    assert speaker.speaks == speaks
