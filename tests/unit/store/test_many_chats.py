"""What is queued for very many chats at once: each of them once, and none that is not to hear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from watcher.core.alerts import Alert, AlertBatch, Reason, SubscriptionGroup
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.topics import Places
from watcher.rules.matching import Matcher, Recipients
from watcher.rules.muting import MUTED_FOR
from watcher.store import Connection, Store, changes, chats, mutes
from watcher.store.alerts import drop, due, enqueue
from watcher.store.tables import alerts, subscriptions
from watcher.store.tables import chats as chat_rows

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAPER = Source("paper", "The Paper", "https://paper.example/feed.xml", "feed")
STORY = Document("story", "article", "Bins are emptied again", "https://paper.example/1")


def follow(db: Connection, ids: Iterable[int], what: str = "all", words: str = "", **more: object) -> None:
    """These chats are there, and follow it."""
    ids = list(ids)
    known = set(db.scalars(select(chat_rows.c.chat_id)))
    new = [{"chat_id": one, "kind": "private", "since": NOW} for one in ids if one not in known]
    if new:
        db.execute(insert(chat_rows), new)
    row = {"what": what, "words": words, "since": NOW, **more}
    db.execute(insert(subscriptions), [{"chat_id": one, **row} for one in ids])


def story(db: Connection) -> Change:
    change = Change("new", STORY, source="paper", at=NOW)
    return Change("new", STORY, source="paper", at=NOW, id=changes.add(db, change))


def test_chats_that_follow_alike_are_read_as_one(store: Store) -> None:
    with store.write() as db:
        follow(db, [1, 2, 3])
        follow(db, [4], frequency="daily")
        found, last = chats.following(db)
    assert found == [
        SubscriptionGroup("all", "", "now", 0, False, (1, 2, 3)),
        SubscriptionGroup("all", "", "daily", 0, False, (4,)),
    ]
    assert last is None


def test_chats_are_read_some_at_a_time_with_all_that_each_follows(store: Store) -> None:
    with store.write() as db:
        follow(db, range(-2, 3))
        follow(db, range(-2, 3), "send")
        first, last = chats.following(db, most=2)
        second, last_of_second = chats.following(db, last, most=2)
        third, end = chats.following(db, last_of_second, most=2)
    seen = [[(one.what, one.chat_ids) for one in some] for some in (first, second, third)]
    assert seen == [
        [("all", (-2, -1)), ("send", (-2, -1))],
        [("all", (0, 1)), ("send", (0, 1))],
        [("all", (2,)), ("send", (2,))],
    ]
    assert end is None


def test_who_is_gone_is_not_read(store: Store) -> None:
    with store.write() as db:
        follow(db, [1, 2])
        db.execute(update(chat_rows).where(chat_rows.c.chat_id == 1).values(gone_at=NOW))
        assert [one.chat_ids for one in chats.following(db)[0]] == [(2,)]


@pytest.mark.soak
def test_each_of_thousands_of_chats_is_queued_once_with_all_its_reasons(store: Store) -> None:
    with store.write() as db:
        follow(db, range(1, 2502))
        follow(db, range(1, 2502, 2), "", "bins", frequency="daily")
        heard = Recipients(chats.following(db)[0], Matcher((), Places())).matching(story(db), PAPER)
        assert len(heard) == len({alert.chat_id for alert in heard}) == 2501
        reasons = {alert.chat_id: alert.reasons for alert in heard}
        assert reasons[1] == (Reason("everything"), Reason("words", "bins"))
        assert reasons[2] == (Reason("everything"),)
        change = story(db)
        enqueue(db, [(AlertBatch(Alert(change, 1, (Reason("everything"),)), range(1, 2502)), NOW)])
        rows = db.execute(select(alerts.c.chat_id, alerts.c.reasons, alerts.c.due_at)).all()
    assert sorted(rows) == [(one, [{"kind": "everything", "name": "", "phrase": ""}], NOW) for one in range(1, 2502)]


def test_one_that_has_muted_the_source_does_not_hear_and_those_alike_do(store: Store) -> None:
    with store.write() as db:
        follow(db, [1, 2, 3], "paper")
        mutes.mute(db, 1, "paper", "", NOW)
        change = story(db)
        heard = [
            AlertBatch(
                Alert(change, 1, (Reason("source", "The Paper"),), matched_subscriptions=(("paper", ""),)), [1, 2, 3]
            )
        ]
        loud = mutes.without_muted(db, heard, change, NOW)
        assert [(one.alert.chat_id, list(one.chat_ids)) for one in loud] == [(2, [2, 3])]
        later = NOW + MUTED_FOR + timedelta(seconds=1)
        assert [list(one.chat_ids) for one in mutes.without_muted(db, heard, change, later)] == [[1, 2, 3]]


def test_what_all_have_muted_is_heard_by_nobody(store: Store) -> None:
    with store.write() as db:
        follow(db, [1], "paper")
        mutes.mute(db, 1, "paper", "", NOW)
        change = story(db)
        alert = Alert(change, 1, (Reason("source", "The Paper"),), matched_subscriptions=(("paper", ""),))
        assert mutes.without_muted(db, [AlertBatch(alert, [1])], change, NOW) == []


def test_alerts_come_some_whole_chats_at_a_time_one_chat_at_least(store: Store) -> None:
    taken = []
    with store.write() as db:
        follow(db, [1, 2, 3])
        for chat_ids in ([1, 2, 3], [1, 2], [1]):
            enqueue(db, [(AlertBatch(Alert(story(db), 1, ()), chat_ids), NOW)])
        while some := due(db, NOW, most_alerts=2):
            taken.append([alert.chat_id for alert in some])
            drop(db, [alert.id for alert in some])
        enqueue(db, [(AlertBatch(Alert(story(db), 1, ()), [1, 2, 3]), NOW)])
        taken.append([alert.chat_id for alert in due(db, NOW)])
    assert taken == [[1, 1, 1], [2, 2], [3], [1, 2, 3]]


def test_a_change_that_many_chats_are_to_hear_of_is_read_once(store: Store) -> None:
    with store.write() as db:
        follow(db, range(1, 21))
        first, second = story(db), story(db)
        reasons = (Reason("everything"),)
        enqueue(db, [(AlertBatch(Alert(change, 1, reasons), range(1, 21)), NOW) for change in (first, second)])
        found = due(db, NOW)
    assert [(alert.chat_id, alert.change.id) for alert in found] == [
        (chat, change.id) for chat in range(1, 21) for change in (first, second)
    ]
    assert len({id(alert.change) for alert in found}) == 2
