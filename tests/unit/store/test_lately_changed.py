"""What is asked of the last days' changes: it costs the same however long the log is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from watcher.core.alerts import Alert, AlertBatch
from watcher.core.documents import Change, Document
from watcher.store import Store, alerts, changes, chats, events, news_links
from watcher.store.tables import alerts as alerts_table
from watcher.store.tables import changes as logged
from watcher.store.tables import messages

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TWO_DAYS_AGO = NOW - timedelta(days=2)
PAPER = Document("d1", "report", "Budget", "https://council.example/d1")


def at(moment: datetime, kind: str = "report") -> dict[str, object]:
    document = changes.document_row(PAPER) | {"kind": kind}
    return {"source_id": "council", "at": moment, "kind": "new", "key": "d1", "document": document}


def steps(store: Store, ask: Callable[[Connection], object]) -> int:
    """Counts the hundreds of steps that SQLite takes to answer."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    with store.read() as db:
        ask(db)  # what is asked for the first time is planned
        driver = db.connection.driver_connection
        assert driver
        driver.set_progress_handler(count, 100)
        ask(db)
        driver.set_progress_handler(None, 100)
    return counted


@pytest.mark.sqlite_only("SQLite's steps")
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda db: events.marks_since(db, TWO_DAYS_AGO), id="what may tell the same event"),
        pytest.param(lambda db: news_links.lately(db, {"report"}, TWO_DAYS_AGO, 1_000), id="what news may be about"),
    ],
)
def test_the_changes_of_two_days_are_found_in_as_many_steps_after_ten_years(
    store: Store, ask: Callable[[Connection], object]
) -> None:
    with store.write() as db:
        db.execute(insert(logged), [at(NOW - timedelta(hours=hour)) for hour in range(5)])
    young = steps(store, ask)
    with store.write() as db:
        db.execute(insert(logged), [at(NOW - timedelta(days=3 + day)) for day in range(400)])
    assert steps(store, ask) <= young + 1


def test_of_more_changes_than_are_asked_for_the_last_logged_are_found_whatever_their_clocks_said(store: Store) -> None:
    with store.write() as db:
        db.execute(insert(logged), [at(NOW - timedelta(hours=hour)) for hour in (1, 0, 47, 49, 3)])
        assert {number for number, *_ in events.marks_since(db, TWO_DAYS_AGO)} == {1, 2, 3, 5}
        db.execute(insert(logged), [at(NOW, "article"), at(NOW - timedelta(hours=8))])
        db.execute(logged.update().where(logged.c.id == 3).values(key="older", source_id="other"))
        found = news_links.lately(db, {"report"}, TWO_DAYS_AGO, 3)
    assert list(found) == [("council", "d1"), ("other", "older")]


def test_of_edits_that_were_told_only_those_of_the_last_hours_are_asked_for(store: Store) -> None:
    with store.write() as db:
        for chat_id, hours in ((1, 5), (2, 7), (3, 7)):
            chats.arrived(db, chat_id, "private", NOW)
            due = NOW - timedelta(hours=hours)
            number = changes.add(db, Change("changed", PAPER, source="council", at=due))
            alert = Alert(Change("changed", PAPER, source="council", at=due, id=number), chat_id, ())
            alerts.enqueue(db, [(AlertBatch(alert, [chat_id]), due)])
        db.execute(insert(messages), {"chat_id": 1, "html": "", "not_before": NOW, "created_at": NOW})
        db.execute(alerts_table.update().where(alerts_table.c.chat_id != 3).values(message_id=1))
        assert set(changes.edits_due(db, "council", "d1", NOW - timedelta(hours=6))) == {(1, 0)}
        assert set(changes.edits_due(db, "council", "d1")) == {(3, 0)}
