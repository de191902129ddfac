"""Whether anything waits at all: where nothing does, a run asks nothing more of the outbox. So whatever is not settled
must count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, update

from watcher.core.alerts import Alert, AlertBatch, Message
from watcher.core.chats import Remind, Request, Subscribe
from watcher.core.documents import Change, Document
from watcher.store import Connection, Store, alerts, changes, outbox, subscriptions
from watcher.store.delivery_window import anything_waits
from watcher.store.tables import chats, documents, messages, sources

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
PAPER = Document("m", "meeting", "Cabinet", "https://a.example/m")
UNSETTLED = {"queued", "uncertain", "claimed", "reclaimed", "sending", "resending"}


@pytest.fixture
def db(database_url: str) -> Iterator[Connection]:
    with Store(database_url) as store, store.write() as db:
        subscriptions.carry_out(db, Request(42, "private"), [Subscribe("cabinet")], NOW)
        yield db


def test_nothing_waits_where_somebody_only_follows_something(db: Connection) -> None:
    assert not anything_waits(db)


def test_a_message_waits_until_it_is_settled(db: Connection) -> None:
    outbox.queue(db, Message(42, "x"), (), NOW)
    waits = set()
    for state in (*UNSETTLED, "sent", "dead"):
        db.execute(update(messages).values(state=state))
        waits |= {state} if anything_waits(db) else set()
    assert waits == UNSETTLED


def test_what_waits_for_a_chat_that_can_not_be_told_now_counts(db: Connection) -> None:
    outbox.queue(db, Message(42, "x"), (), NOW)
    db.execute(update(chats).values(gone_at=NOW))
    assert anything_waits(db)


def test_an_alert_waits_until_the_message_that_tells_it_is_settled(db: Connection) -> None:
    change = Change("new", PAPER, source="cabinet", at=NOW)
    alert = Alert(
        Change("new", PAPER, source="cabinet", at=NOW, id=changes.add(db, change)), 42, (), frequency="weekly"
    )
    alerts.enqueue(db, [(AlertBatch(alert, [42]), datetime(2026, 11, 14, tzinfo=UTC))])
    assert anything_waits(db)
    outbox.sent(db, outbox.queue(db, Message(42, "x"), [1], NOW), 7, NOW)
    assert not anything_waits(db)


def test_a_reminder_waits(db: Connection) -> None:
    db.execute(insert(sources).values(id="cabinet", kind="moderngov", url="https://a.example/", state="ok"))
    named = {"source_id": "cabinet", "key": "m", "kind": "meeting", "title": "Cabinet", "url": PAPER.url}
    db.execute(insert(documents).values(scope="", first_seen=NOW, **named))
    subscriptions.carry_out(db, Request(42, "private"), [Remind("cabinet", "m", wishes=(("cabinet", ""),))], NOW)
    assert anything_waits(db)
