"""What one worker saves while another one, at the same moment, saves something of the same chats and sources. Run
against PostgreSQL by `make test-postgres`: SQLite has one writer at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select, text

from tests.unit.store.coworkers import LONG
from watcher.core.alerts import Alert, AlertBatch, Reason
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.store import Connection, Store, changes, chats, renames, sources
from watcher.store.alerts import due, enqueue
from watcher.store.erase import forget
from watcher.store.tables import alerts

pytestmark = pytest.mark.postgres_only
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STORY = Document("story", "article", "Bins are emptied again", "https://paper.example/1")
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


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


def noticed(store: Store, *chat_ids: int) -> Change:
    """A change that these chats are to hear of."""
    change = Change("new", STORY, source="paper", at=NOW)
    with store.write() as db:
        for chat_id in chat_ids:
            chats.ensure(db, chat_id, NOW)
        return replace(change, id=changes.add(db, change))


def told(store: Store) -> list[int]:
    with store.read() as db:
        return sorted(db.execute(select(alerts.c.chat_id)).scalars())


def test_a_visit_tells_all_but_the_one_who_is_erased_in_that_moment(store: Store) -> None:
    """It broke off with an error that no operator can do anything about."""
    change = noticed(store, 1, 2, 3)

    def tell() -> None:
        with store.write() as db:
            enqueue(db, [(AlertBatch(Alert(change, 1, (Reason("everything"),)), [1, 2, 3]), NOW)])

    while_it_waits(store, lambda db: db.exec_driver_sql("DELETE FROM chats WHERE chat_id = 2"), tell)
    assert told(store) == [1, 3]


def test_a_group_that_gets_its_new_number_in_that_moment_is_told_there(store: Store) -> None:
    change = noticed(store, 1, -2, 3)

    def tell() -> None:
        with store.write() as db:
            enqueue(db, [(AlertBatch(Alert(change, 1, (Reason("everything"),)), [1, -2, 3]), NOW)])

    while_it_waits(store, lambda db: chats.move(db, -2, -1002), tell)
    assert told(store) == [-1002, 1, 3]


def test_who_is_erased_while_a_visit_tells_them_is_erased_with_that(store: Store) -> None:
    """The twin: the other way round."""
    change = noticed(store, 2)
    batch = AlertBatch(Alert(change, 2, (Reason("everything"),)), [2])
    while_it_waits(store, lambda db: enqueue(db, [(batch, NOW)]), lambda: forget(store, 2))
    assert told(store) == []


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


def test_two_workers_that_begin_with_the_same_new_id_carry_it_over_once(store: Store) -> None:
    with store.write() as db:
        sources.save_health(db, Health("old", "feed", "https://paper.example/feed.xml", state="ok"))
    done = []

    def carry_over(db: Connection) -> None:
        done.append(renames.carry_over(db, {"old": "new"}, ["new"], NOW))

    def second() -> None:
        with store.write() as db:
            carry_over(db)

    while_it_waits(store, carry_over, second)
    assert done == [["old"], []]


def test_what_is_due_is_read_whole_while_another_worker_queues_more(store: Store, database_url: str) -> None:
    """An alert that came in between two questions had no change, and the worker ended."""
    noticed(store, 1)
    with Store(database_url) as other:

        def queue_another(*_: object) -> None:
            change = noticed(other)
            with other.write() as db:
                enqueue(db, [(AlertBatch(Alert(change, 1, (Reason("everything"),)), [1]), NOW)])

        queue_another()
        with store.write() as db:
            event.listen(store.engine, "before_cursor_execute", queue_another)
            found = due(db, NOW)
    assert found
    assert all(one.change.document == STORY and one.change.id for one in found)
