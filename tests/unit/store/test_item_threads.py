"""Who hears of a change that carries on an item: asked some chats at a time, and of what was told alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watcher.core.alerts import Alert, AlertBatch, Message, Reason
from watcher.core.chats import Request, Subscribe, Unsubscribe
from watcher.core.documents import Change, Document
from watcher.store import Connection, Store, alerts, changes, erase, item_threads, mutes, outbox, subscriptions
from watcher.store.item_threads import ItemThreads

NOW = datetime(2026, 9, 7, 9, 30, tzinfo=UTC)
HOST = "https://democracy.example.gov.uk/"
REPORT = Document(
    "s1", "report", "School transport", HOST + "s1", part_of="m1", details={"meeting": "Cabinet, 1 May 2026"}
)
DECISION = Document("d7", "decision", "School Transport", HOST + "d7")
CHATS = range(1, 8)


def add(db: Connection, document: Document, source: str = "cabinet", days: int = 0) -> Change:
    change = Change("new", document, source=source, at=NOW + timedelta(days=days))
    return Change("new", document, source=source, at=change.at, id=changes.add(db, change))


def tell(db: Connection, change: Change, *ids: int) -> None:
    first = Alert(change, ids[0], (Reason("topic", "SEND"),), matched_subscriptions=(("send", ""),))
    alerts.enqueue(db, [(AlertBatch(first, ids), NOW)])


@pytest.fixture
def told(store: Store) -> Change:
    """A report that all of these chats were told of by what they follow."""
    with store.write() as db:
        for one in CHATS:
            subscriptions.carry_out(db, Request(one, "private"), [Subscribe("send", frequency="daily")], NOW)
        change = add(db, REPORT)
        tell(db, change, *CHATS)
    return change


def heard(db: Connection, change: Change) -> list[int]:
    return sorted(one for alike in ItemThreads(db).batches(change, NOW) for one in alike.chat_ids)


def test_many_chats_are_asked_some_at_a_time(store: Store, told: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_threads, "_READERS_AT_ONCE", 3)
    with store.write() as db:
        found = list(ItemThreads(db).batches(add(db, DECISION), NOW))
    assert [list(alike.chat_ids) for alike in found] == [[1, 2, 3], [4, 5, 6], [7]]
    alert = found[0].alert
    assert (alert.reasons, alert.frequency) == ((Reason("item", "School transport"),), "daily")
    assert alert.matched_subscriptions == (("send", ""),)


def test_a_paper_of_the_whole_meeting_names_the_items_it_has_and_reaches_those_who_were_told_of_them(
    store: Store, told: Change
) -> None:
    fences = Document("s2", "report", "Fences in parks", HOST + "s2", part_of="m1", details=REPORT.details)
    minutes = Document("g1/minutes", "minutes", "Minutes", HOST + "g1", part_of="m1", details=REPORT.details)
    with store.write() as db:
        tell(db, add(db, fences), 1, 2)
        change = add(db, minutes)
        both = {batch.alert.reasons: list(batch.chat_ids) for batch in ItemThreads(db).batches(change, NOW)}
        (fenced,) = ItemThreads(db).batches(change, NOW, lambda title: title == "Fences in parks")
        none = list(ItemThreads(db).batches(change, NOW, lambda title: False))
    transport, parks = Reason("item", "School transport"), Reason("item", "Fences in parks")
    assert both == {(transport, parks): [1, 2], (transport,): [3, 4, 5, 6, 7]}
    assert (fenced.alert.reasons, list(fenced.chat_ids)) == ((parks,), [1, 2])
    assert none == []


def test_of_two_items_of_a_meeting_the_muted_or_left_one_is_not_named(store: Store, told: Change) -> None:
    fences = Document("s2", "report", "Fences in parks", HOST + "s2", part_of="m1", details=REPORT.details)
    minutes = Document("g1/minutes", "minutes", "Minutes", HOST + "g1", part_of="m1", details=REPORT.details)
    with store.write() as db:
        for one in CHATS:
            subscriptions.carry_out(db, Request(one, "private"), [Subscribe("parks", frequency="weekly")], NOW)
        first = Alert(add(db, fences), 1, (Reason("topic", "Parks"),), matched_subscriptions=(("parks", ""),))
        alerts.enqueue(db, [(AlertBatch(first, (1, 2, 3)), NOW)])
        mutes.mute(db, 1, "send", "", NOW)
        subscriptions.carry_out(db, Request(2, "private"), [Unsubscribe("send")], NOW)
        subscriptions.carry_out(db, Request(3, "private"), [Unsubscribe("parks")], NOW)
        found = {tuple(batch.chat_ids): batch.alert for batch in ItemThreads(db).batches(add(db, minutes), NOW)}
    assert {ids: ([one.name for one in alert.reasons], alert.frequency) for ids, alert in found.items()} == {
        (1, 2): (["Fences in parks"], "weekly"),
        (3, 4, 5, 6, 7): (["School transport"], "daily"),
    }


def test_who_is_told_anyway_or_was_by_another_source_is_left_out(store: Store, told: Change) -> None:
    with store.write() as db:
        tell(db, add(db, DECISION, "issue"), 2)
        decision = add(db, DECISION)
        tell(db, decision, 5)
        assert heard(db, decision) == [1, 3, 4, 6, 7]


def test_what_will_never_be_delivered_was_not_told(store: Store, told: Change) -> None:
    with store.write() as db:
        due = next(alert for alert in alerts.due(db, NOW) if alert.chat_id == 4)
        outbox.fail_permanently(db, outbox.queue(db, Message(4, "A report"), [due.id], NOW), "too long")
        assert 4 not in heard(db, add(db, DECISION))


def test_nothing_is_left_of_a_chat_that_was_erased(store: Store, told: Change) -> None:
    erase.forget(store, 3)
    with store.write() as db:
        assert heard(db, add(db, DECISION)) == [1, 2, 4, 5, 6, 7]


def test_what_happened_before_the_report_carries_nothing_on(store: Store, told: Change) -> None:
    with store.write() as db:
        later = add(db, REPORT, "people")
        tell(db, later, 1)
        earlier = Change("new", DECISION, source="cabinet", at=NOW, id=told.id - 1)
        assert ItemThreads(db).earlier(earlier) == []
        assert ItemThreads(db).earlier(add(db, Document("a", "article", "School transport", HOST + "a"))) == []


def test_what_waits_goes_with_the_topic_that_brought_it_and_not_with_another(store: Store, told: Change) -> None:
    with store.write() as db:
        alerts.enqueue(db, [(alike, NOW) for alike in ItemThreads(db).batches(add(db, DECISION), NOW)])
        mutes.mute(db, 1, "send", "", NOW)
        mutes.mute(db, 2, "roads", "", NOW)
        subscriptions.carry_out(db, Request(3, "private"), [Unsubscribe("send")], NOW)
        waiting = [alert.chat_id for alert in alerts.due(db, NOW) if alert.change.document.kind == "decision"]
    assert waiting == [2, 4, 5, 6, 7]


@pytest.mark.parametrize("muted", [("cabinet", ""), ("cabinet", "m1"), ("decisions", ""), ("send", "")])
def test_who_muted_the_topic_the_source_or_the_meeting_hears_no_end(
    store: Store, told: Change, muted: tuple[str, str]
) -> None:
    with store.write() as db:
        mutes.mute(db, 6, *muted, NOW)
        assert heard(db, add(db, DECISION, "decisions")) == [1, 2, 3, 4, 5, 7]


@pytest.fixture
def forum(store: Store) -> Change:
    """A report that two forum topics of one group were told of."""
    with store.write() as db:
        change = add(db, REPORT)
        for thread in (11, 12):
            wish = Subscribe("send", thread_id=thread)
            subscriptions.carry_out(db, Request(-1, "supergroup", thread_id=thread), [wish], NOW)
            tell_topic(db, change, thread)
    return change


def tell_topic(db: Connection, change: Change, thread: int) -> None:
    alert = Alert(change, -1, (Reason("topic", "SEND"),), thread, matched_subscriptions=(("send", ""),))
    alerts.enqueue(db, [(AlertBatch(alert, [-1]), NOW)])


def topics_hearing(db: Connection, change: Change) -> list[int]:
    return [alike.alert.thread_id for alike in ItemThreads(db).batches(change, NOW) for _ in alike.chat_ids]


def test_each_forum_topic_that_was_told_hears_how_it_goes_on(
    store: Store, forum: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_threads, "_READERS_AT_ONCE", 1)
    with store.write() as db:
        assert topics_hearing(db, add(db, DECISION)) == [11, 12]


def test_a_forum_topic_hears_it_though_another_of_its_group_is_told_anyway(store: Store, forum: Change) -> None:
    with store.write() as db:
        decision = add(db, DECISION)
        tell_topic(db, decision, 11)
        assert topics_hearing(db, decision) == [12]


def test_what_one_forum_topic_muted_or_left_the_other_hears(store: Store, forum: Change) -> None:
    with store.write() as db:
        mutes.mute(db, -1, "send", "", NOW, 12)
        assert topics_hearing(db, add(db, DECISION)) == [11]
        subscriptions.carry_out(db, Request(-1, "supergroup", thread_id=11), [Unsubscribe("send")], NOW)
        assert topics_hearing(db, add(db, DECISION)) == []
