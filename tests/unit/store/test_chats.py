"""Chats and what they follow, in a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from watcher.core.alerts import Alert, AlertBatch, Message, Reason
from watcher.core.chats import Action, Request, StopAll, Subscribe, Unsubscribe
from watcher.core.documents import Change, Document
from watcher.store import Store, alerts, changes, chats, outbox, subscriptions

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ANN, GROUP, SUPERGROUP = 42, -5, -1001234567890


def wants(store: Store, chat_id: int, *intents: Action) -> None:
    kind = "private" if chat_id > 0 else "group"
    with store.write() as db:
        subscriptions.carry_out(db, Request(chat_id, kind), intents, NOW)  # type: ignore[arg-type]  # one of the two kinds


def follows(store: Store, chat_id: int | None = None) -> list[tuple[int, str, str, int]]:
    with store.read() as db:
        return [(one.chat_id, one.what, one.frequency, one.thread_id) for one in chats.subscriptions(db, chat_id)]


def waiting(store: Store) -> int:
    with store.read() as db:
        return outbox.queue_counts(db)["waiting"]


def alert(store: Store, chat_id: int, key: str = "a") -> None:
    """One change for one chat, not yet put into words."""
    document = Document(key, "article", "A title", "https://example.org/a")
    with store.write() as db:
        number = changes.add(db, Change("new", document, source="daily", at=NOW))
        chats.ensure(db, chat_id, NOW)
        change = Change("new", document, source="daily", at=NOW, id=number)
        alerts.enqueue(db, [(AlertBatch(Alert(change, chat_id, (Reason("topic", "SEND"),)), [chat_id]), NOW)])


def worded(store: Store, chat_id: int) -> None:
    """One change for one chat, put into words."""
    alert(store, chat_id, "b")
    with store.write() as db:
        for due in alerts.due(db, NOW):
            outbox.queue(db, Message(due.chat_id, "New: a title"), [due.id], NOW)


def test_subscribing_twice_keeps_one_row_with_the_last_wish(store: Store) -> None:
    wants(store, ANN, Subscribe("send", thread_id=3))
    wants(store, ANN, Subscribe("send", frequency="weekly", thread_id=3))
    assert follows(store) == [(ANN, "send", "weekly", 3)]


def test_own_words_are_wishes_of_their_own(store: Store) -> None:
    wants(store, ANN, Subscribe("", "school places"), Subscribe("", "special needs"))
    wants(store, ANN, Unsubscribe("", "school places"))
    with store.read() as db:
        assert [one.words for one in chats.subscriptions(db, ANN)] == ["special needs"]


def test_wishes_of_others_are_left_alone(store: Store) -> None:
    wants(store, ANN, Subscribe("send"), Subscribe("cabinet"))
    wants(store, GROUP, Subscribe("send"))
    wants(store, ANN, Unsubscribe("send"))
    assert follows(store) == [(ANN, "cabinet", "now", 0), (GROUP, "send", "now", 0)]
    wants(store, ANN, StopAll())
    assert follows(store) == [(GROUP, "send", "now", 0)]


def test_stopping_drops_what_waits_for_that_chat_alone(store: Store) -> None:
    for chat_id in (ANN, GROUP):
        wants(store, chat_id, Subscribe("send"))
        worded(store, chat_id)
        alert(store, chat_id)
    assert waiting(store) == 4
    wants(store, ANN, StopAll())
    assert waiting(store) == 2


def test_dropping_the_last_one_drops_what_waits(store: Store) -> None:
    wants(store, ANN, Subscribe("send"), Subscribe("cabinet"))
    alert(store, ANN)
    wants(store, ANN, Unsubscribe("send"))
    assert waiting(store) == 1
    wants(store, ANN, Unsubscribe("cabinet"))
    assert waiting(store) == 0


def test_stopping_keeps_what_administrators_are_told(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    with store.write() as db:
        outbox.queue(db, Message(ANN, "Cabinet can't be read"), (), NOW)
    wants(store, ANN, StopAll())
    assert waiting(store) == 1


def test_subscribers_are_chats_that_follow_something_and_can_be_reached(store: Store) -> None:
    wants(store, ANN, Subscribe("send"), Subscribe("cabinet"))
    wants(store, GROUP, Subscribe("send"))
    wants(store, 43, Subscribe("send"), StopAll())
    with store.write() as db:
        assert chats.subscribers(db) == 2
        outbox.chat_unreachable(db, GROUP, "kicked", NOW)
        assert chats.subscribers(db) == 1


def test_chat_that_is_gone_hears_of_nothing_but_keeps_its_choices(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    with store.write() as db:
        outbox.chat_unreachable(db, ANN, "blocked", NOW)
        assert chats.is_gone(db, ANN)
    assert follows(store) == []
    assert follows(store, ANN) == [(ANN, "send", "now", 0)]


def test_chat_that_comes_back_is_not_told_what_it_missed(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    alert(store, ANN)
    with store.write() as db:
        outbox.chat_unreachable(db, ANN, "blocked", NOW)
        chats.back(db, ANN)
        assert not chats.is_gone(db, ANN)
    assert follows(store) == [(ANN, "send", "now", 0)]
    assert waiting(store) == 0


def test_coming_back_loses_nothing_of_a_chat_that_was_never_gone(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    alert(store, ANN)
    with store.write() as db:
        chats.back(db, ANN)
        chats.back(db, 99)
    assert waiting(store) == 1


def test_moved_group_takes_everything_along(store: Store) -> None:
    wants(store, GROUP, Subscribe("send", frequency="weekly"))
    worded(store, GROUP)
    alert(store, GROUP)
    with store.write() as db:
        chats.move(db, GROUP, SUPERGROUP)
    assert follows(store) == [(SUPERGROUP, "send", "weekly", 0)]
    with store.write() as db:
        message = outbox.claim(db, NOW)
        assert message is not None
        assert message.chat_id == SUPERGROUP
        assert [due.chat_id for due in alerts.due(db, NOW)] == [SUPERGROUP]


def test_move_that_is_told_twice_changes_nothing_more(store: Store) -> None:
    wants(store, GROUP, Subscribe("send"))
    with store.write() as db:
        for _ in range(2):
            chats.move(db, GROUP, SUPERGROUP)
    assert follows(store) == [(SUPERGROUP, "send", "now", 0)]


def test_move_into_a_chat_that_is_known_already_loses_and_doubles_nothing(store: Store) -> None:
    wants(store, GROUP, Subscribe("send", frequency="weekly"), Subscribe("cabinet"))
    wants(store, SUPERGROUP, Subscribe("send"))
    worded(store, GROUP)
    alert(store, GROUP)
    with store.write() as db:
        db.exec_driver_sql(
            "INSERT INTO alerts (change_id, chat_id, thread_id, reasons, frequency, due_at)"
            f" SELECT change_id, {SUPERGROUP}, 0, reasons, frequency, due_at FROM alerts WHERE message_id IS NULL"
        )
        chats.move(db, GROUP, SUPERGROUP)
    assert follows(store) == [(SUPERGROUP, "cabinet", "now", 0), (SUPERGROUP, "send", "now", 0)]
    assert waiting(store) == 2


def in_words(store: Store, chat_id: int, change: Change) -> int:
    """A change for one chat, put into words; returns the change's number."""
    with store.write() as db:
        number = changes.add(db, change)
        chats.ensure(db, chat_id, NOW)
        batch = AlertBatch(Alert(replace(change, id=number), chat_id, (Reason("topic", "SEND"),)), [chat_id])
        alerts.enqueue(db, [(batch, NOW)])
        for due in alerts.due(db, NOW):
            outbox.queue(db, Message(due.chat_id, "New: a title"), [due.id], NOW)
    return number


@pytest.mark.parametrize(("one_event", "left_in_words"), [(True, 0), (False, 2)])
def test_move_into_a_known_chat_puts_into_words_anew_what_both_were_to_hear_of_one_event_by_two_sources(
    store: Store, one_event: bool, left_in_words: int
) -> None:
    title = "A title"
    paper = Document("a", "report", title, "https://example.org/a")
    news = Document("b", "article", title, "https://daily.example/b")
    first = in_words(store, GROUP, Change("new", paper, source="cabinet", at=NOW))
    in_words(store, SUPERGROUP, Change("new", news, source="daily", at=NOW, same_as=first if one_event else 0))
    with store.write() as db:
        chats.move(db, GROUP, SUPERGROUP)
        assert len(alerts.due(db, NOW)) == 2 - left_in_words
    assert waiting(store) == 2


def test_move_into_a_known_chat_sends_no_message_of_which_it_has_all_already(store: Store) -> None:
    worded(store, GROUP)
    with store.write() as db:
        db.exec_driver_sql(
            "INSERT INTO alerts (change_id, chat_id, thread_id, reasons, frequency, due_at)"
            f" SELECT change_id, {GROUP}, 1, reasons, frequency, due_at FROM alerts"
        )
        chats.ensure(db, SUPERGROUP, NOW)
        db.exec_driver_sql(
            "INSERT INTO alerts (change_id, chat_id, thread_id, reasons, frequency, due_at)"
            f" SELECT change_id, {SUPERGROUP}, 0, reasons, frequency, due_at FROM alerts WHERE thread_id = 0"
        )
        chats.move(db, GROUP, SUPERGROUP)
        assert outbox.claim(db, NOW) is None
        assert sorted(due.thread_id for due in alerts.due(db, NOW)) == [0, 1]


def test_move_of_a_chat_nobody_knows_is_nothing(store: Store) -> None:
    with store.write() as db:
        chats.move(db, GROUP, SUPERGROUP)
    assert follows(store) == []


def test_ensured_chat_keeps_what_was_known_of_it(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    with store.write() as db:
        outbox.chat_unreachable(db, ANN, "blocked", NOW)
        chats.ensure(db, ANN, NOW)
        assert chats.is_gone(db, ANN)


def test_subscribing_proves_that_the_chat_is_there(store: Store) -> None:
    wants(store, ANN, Subscribe("send"))
    with store.write() as db:
        outbox.chat_unreachable(db, ANN, "blocked", NOW)
    wants(store, ANN, Subscribe("send"))
    assert follows(store) == [(ANN, "send", "now", 0)]
