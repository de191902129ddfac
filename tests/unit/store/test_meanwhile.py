"""What one worker saves while another one, at the same moment, saves something of the same chats and sources. Run
against PostgreSQL by `make test-postgres`: SQLite has one writer at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from tests.unit.store.coworkers import LONG
from watcher.core.alerts import Alert, AlertBatch, Reason
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.store import Connection, Store, changes, chats, renames, sources
from watcher.store.alerts import enqueue
from watcher.store.erase import forget
from watcher.store.tables import alerts

pytestmark = pytest.mark.postgres_only
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STORY = Document("story", "article", "Bins are emptied again", "https://paper.example/1")
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        yield opened


def while_it_waits(store: Store, first: Callable[[Connection], object], second: Callable[[], object]) -> None:
    """Has `first` write, and commit when `second` waits for it."""
    ends = time.monotonic() + LONG
    with ThreadPoolExecutor(1) as other:
        with store.write() as db:
            first(db)
            done = other.submit(second)
            while not _is_waiting(store):
                assert not done.done(), done.exception()
                assert time.monotonic() < ends
        done.result(LONG)


def _is_waiting(store: Store) -> bool:
    with store.read() as db:
        return bool(db.execute(WAITING).scalar())


def test_a_visit_tells_all_but_the_one_who_is_erased_in_that_moment(store: Store) -> None:
    """It broke off with an error that no operator can do anything about."""
    with store.write() as db:
        for chat_id in (1, 2, 3):
            chats.ensure(db, chat_id, NOW)
        number = changes.add(db, Change("new", STORY, source="paper", at=NOW))
    change = Change("new", STORY, source="paper", at=NOW, id=number)

    def tell() -> None:
        with store.write() as db:
            enqueue(db, [(AlertBatch(Alert(change, 1, (Reason("everything"),)), [1, 2, 3]), NOW)])

    while_it_waits(store, lambda db: db.exec_driver_sql("DELETE FROM chats WHERE chat_id = 2"), tell)
    with store.read() as db:
        assert sorted(db.execute(select(alerts.c.chat_id)).scalars()) == [1, 3]


def test_who_is_erased_while_a_visit_tells_them_is_erased_with_that(store: Store) -> None:
    """The twin: the other way round."""
    with store.write() as db:
        chats.ensure(db, 2, NOW)
        change = Change("new", STORY, source="paper", at=NOW)
        number = changes.add(db, change)
    change = Change("new", STORY, source="paper", at=NOW, id=number)
    batch = AlertBatch(Alert(change, 2, (Reason("everything"),)), [2])
    while_it_waits(store, lambda db: enqueue(db, [(batch, NOW)]), lambda: forget(store, 2))
    with store.read() as db:
        assert db.execute(select(alerts.c.chat_id)).all() == []


def test_a_source_takes_over_what_its_old_id_knew_while_another_worker_visits_it(store: Store) -> None:
    old = Health.unvisited(Source("old", "The Paper", "https://paper.example/feed.xml", "feed"))
    new = Health.unvisited(Source("new", "The Paper", "https://paper.example/feed.xml", "feed"))
    with store.write() as db:
        sources.save_health(db, old)

    def carry_over() -> None:
        with store.write() as db:
            assert renames.carry_over(db, {"old": "new"}, ["new"], NOW) == ["old"]

    while_it_waits(store, lambda db: sources.save_health(db, new), carry_over)
    with store.read() as db:
        assert list(sources.health(db)) == ["new"]
