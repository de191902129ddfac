"""Reminders in the outbox: each once, whatever stops a run, and never of what no longer stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from watcher.core.chats import Catalogue, DropReminder, Remind, Request, StopAll, Subscribe, Unsubscribe
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.remind import KEPT_FOR, queue_due
from watcher.messages.context import RenderContext
from watcher.rules.compare import StoredDocuments
from watcher.store import Connection, Store, chats, documents, erase, outbox, reminders, renames, sources, subscriptions
from watcher.store.lookups import StoredLookups
from watcher.store.tables import messages
from watcher.store.tables import reminders as rows

CABINET = Source("cabinet", "Cabinet", "https://a.example/", "moderngov", options={"questions": 3})
SETTING = RenderContext({"cabinet": CABINET}, ZoneInfo("Europe/London"))
MEETING = Document("m", "meeting", "Cabinet", "https://a.example/m", details={"date": "2026-11-18", "time": "19:00"})
ASKED_FOR = Remind("cabinet", "m", wishes=(("cabinet", ""), ("send", "")))
BEFORE = datetime(2026, 11, 9, 12, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 11, 9, tzinfo=UTC)  # two working days before Friday the 13th


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Chat 42 follows the source and a topic, and asked to be reminded of the meeting."""
    with Store(database_url) as opened:
        with opened.write() as db:
            sources.save_health(db, Health(CABINET.id, CABINET.kind, CABINET.url))
            stands(db, MEETING)
            asks(db, 42, Subscribe("cabinet"), Subscribe("send"), ASKED_FOR)
        yield opened


def asks(db: Connection, chat_id: int, *wanted: Subscribe | Unsubscribe | Remind | DropReminder) -> None:
    subscriptions.carry_out(db, Request(chat_id, "private"), wanted, BEFORE)


def stands(db: Connection, document: Document, *, withdrawn: bool = False) -> None:
    known = documents.load_named(db, "cabinet", [document.key], [], [])
    remembered = StoredDocument(document, "scope", withdrawn=withdrawn)
    documents.save(db, "cabinet", [remembered], StoredDocuments(known, {}), BEFORE)


def waiting(db: Connection) -> list[str]:
    query = select(messages.c.html).where(messages.c.state == "queued").order_by(messages.c.id)
    return [html.split("\n")[0] for html in db.execute(query).scalars()]


def off(status: str = "Cancelled") -> Document:
    return replace(MEETING, details={**MEETING.details, "status": status})


FIRST = "<b>Questions to Cabinet close on Fri 13 Nov</b>"


def test_a_reminder_is_queued_once_however_often_it_is_looked(store: Store) -> None:
    for _ in range(3):
        with store.write() as db:
            queue_due(db, SETTING, WEDNESDAY)
            assert waiting(db) == [FIRST]


def test_a_run_that_is_killed_half_way_leaves_neither_a_message_nor_the_word_that_it_was_told(store: Store) -> None:
    with suppress(KeyboardInterrupt), store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == [FIRST]
        raise KeyboardInterrupt
    with store.write() as db:
        assert waiting(db) == []
        queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == [FIRST]


def test_a_run_that_is_killed_while_it_sends_queues_no_second_one(store: Store) -> None:
    with store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        assert outbox.claim(db, WEDNESDAY)
    with store.write() as db:
        outbox.requeue_interrupted(db, WEDNESDAY)
        queue_due(db, SETTING, WEDNESDAY)
        assert db.execute(select(func.count()).select_from(messages)).scalar() == 1


def test_it_says_when_the_next_is_due(store: Store) -> None:
    with store.write() as db:
        assert queue_due(db, SETTING, BEFORE) == WEDNESDAY
        assert queue_due(db, RenderContext({}, SETTING.timezone), BEFORE) is None


@pytest.mark.parametrize("now", [off(), off("Postponed"), replace(MEETING, details={"date": "2026-12-16"})])
def test_a_reminder_that_waits_goes_when_its_meeting_does_not_take_place_then(store: Store, now: Document) -> None:
    with store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        stands(db, now)
        queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == []
        stands(db, MEETING)
        queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == [FIRST]


def test_a_reminder_that_was_sent_is_not_sent_again_when_the_meeting_goes_ahead_after_all(store: Store) -> None:
    with store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        message = outbox.claim(db, WEDNESDAY)
        assert message
        outbox.sent(db, message.id, 1, WEDNESDAY)
        for meeting in (off(), MEETING):
            stands(db, meeting)
            queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == []


def test_a_withdrawn_meeting_and_a_source_that_is_read_no_more_remind_nobody(store: Store) -> None:
    with store.write() as db:
        queue_due(db, RenderContext({}, SETTING.timezone), WEDNESDAY)
        queue_due(db, RenderContext({"cabinet": replace(CABINET, enabled=False)}, SETTING.timezone), WEDNESDAY)
        stands(db, MEETING, withdrawn=True)
        queue_due(db, SETTING, WEDNESDAY)
        assert waiting(db) == []


def test_a_message_that_is_too_late_when_it_could_be_sent_is_not_sent(store: Store) -> None:
    with store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        queue_due(db, SETTING, datetime(2026, 11, 14, 9, tzinfo=UTC))
        assert waiting(db) == []


def test_a_reminder_is_forgotten_once_all_is_over_and_waits_for_a_new_date_before(store: Store) -> None:
    with store.write() as db:
        stands(db, off())
        queue_due(db, SETTING, datetime(2026, 11, 19, 9, tzinfo=UTC))
        assert len(reminders.of_chat(db, 42)) == 1
        stands(db, MEETING)
        queue_due(db, SETTING, datetime(2026, 11, 19, 9, tzinfo=UTC))
        assert reminders.of_chat(db, 42) == []
        asks(db, 42, ASKED_FOR)
        stands(db, off())
        queue_due(db, SETTING, BEFORE + KEPT_FOR + timedelta(days=1))
        assert reminders.of_chat(db, 42) == []


def test_it_ends_with_the_last_subscription_that_brought_it_and_takes_its_message_along(store: Store) -> None:
    with store.write() as db:
        queue_due(db, SETTING, WEDNESDAY)
        asks(db, 42, Subscribe("all"), Unsubscribe("send"))
        assert waiting(db) == [FIRST]
        asks(db, 42, Unsubscribe("cabinet"))
        assert (waiting(db), reminders.of_chat(db, 42)) == ([], [])


@pytest.mark.parametrize("end", [Unsubscribe("send"), StopAll()])
def test_what_one_forum_topic_ends_another_is_reminded_of_still(store: Store, end: Unsubscribe | StopAll) -> None:
    of_send = replace(ASKED_FOR, wishes=(("send", ""),))
    with store.write() as db:
        for thread in (7, 8):
            wishes = Subscribe("send", thread_id=thread), replace(of_send, thread_id=thread)
            subscriptions.carry_out(db, Request(-1, "supergroup", thread_id=thread), wishes, BEFORE)
        subscriptions.carry_out(db, Request(-1, "supergroup", thread_id=7), [end], BEFORE)
        assert [kept.thread_id for kept in reminders.of_chat(db, -1)] == [8]


def test_a_forum_topic_lists_its_own_reminders_and_the_chat_all(store: Store) -> None:
    offer = Catalogue(sources=(CABINET,))
    with store.write() as db:
        asks(db, 42, replace(ASKED_FOR, thread_id=7, key="other"))
        there = StoredLookups(db, 42, offer, BEFORE, 7)
        assert [kept.key for kept in there.reminders()] == ["other"]
        assert [kept.key for kept in there.reminders(in_all_topics=True)] == ["m", "other"]


def test_only_the_chat_itself_can_drop_it(store: Store) -> None:
    with store.write() as db:
        (kept,) = reminders.of_chat(db, 42)
        asks(db, 43, Subscribe("send"), DropReminder(kept.id))
        assert reminders.of_chat(db, 42) == [kept]
        asks(db, 42, DropReminder(kept.id))
        assert reminders.of_chat(db, 42) == []


def test_it_comes_along_with_a_group_that_moves_and_is_one_where_both_have_it(store: Store) -> None:
    with store.write() as db:
        assert chats.move(db, 42, -1001)
        assert [kept.key for kept in reminders.of_chat(db, -1001)] == ["m"]
        asks(db, 42, Subscribe("send"), ASKED_FOR, replace(ASKED_FOR, key="other"))
        assert chats.move(db, 42, -1001)
        assert [kept.key for kept in reminders.of_chat(db, -1001)] == ["m", "other"]


def test_it_comes_to_the_whole_group_where_its_forum_topic_is_closed(store: Store) -> None:
    with store.write() as db:
        asks(db, 42, replace(ASKED_FOR, thread_id=7), replace(ASKED_FOR, thread_id=7, key="other"))
        chats.leave_topic(db, 42, 7)
        assert [(kept.thread_id, kept.key) for kept in reminders.of_chat(db, 42)] == [(0, "m"), (0, "other")]


def test_it_goes_over_to_the_new_id_of_its_source(store: Store) -> None:
    with store.write() as db:
        renames.carry_over(db, {"cabinet": "executive"}, ["executive"], BEFORE)
        assert db.execute(select(rows.c.source_id, rows.c.wishes)).one() == (
            "executive", [["executive", ""], ["send", ""]],
        )  # fmt: skip


def test_forget_erases_it(store: Store) -> None:
    erase.forget(store, 42)
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(rows)).scalar() == 0
