"""Until when a run with a token leaves word that nothing is to be sent: never beyond what is due first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import update

from watcher.core.alerts import Alert, AlertBatch, Message
from watcher.core.chats import Remind, Request, Subscribe
from watcher.core.defaults import LONDON
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.deliver import REMINDERS_LOOKED_AT, OutboxWorker
from watcher.messages.context import RenderContext
from watcher.rules.compare import StoredDocuments
from watcher.store import Connection, Store, alerts, changes, documents, outbox, sources, subscriptions
from watcher.store.tables import chats

MONDAY = datetime(2026, 11, 9, 12, tzinfo=UTC)
REPORT = datetime(2026, 11, 14, 9, tzinfo=UTC)  # Saturday
REMINDER = datetime(2026, 11, 11, 9, tzinfo=UTC)
CABINET = Source("cabinet", "Cabinet", "https://a.example/", "moderngov", options={"questions": 3})
MEETING = Document("m", "meeting", "Cabinet", "https://a.example/m", details={"date": "2026-11-18", "time": "19:00"})


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Runner:
    """An outbox of one chat, number 42, that follows the source; and its clock."""

    store: Store
    clock: Clock
    post: OutboxWorker

    def holds(self, put: Callable[[Connection], object]) -> None:
        with self.store.write() as db:
            put(db)

    def calm(self) -> datetime | None:
        """As at the end of a run that had nothing to send."""
        return None if self.post.has_something(60) else self.post.calm_until()


@pytest.fixture
def runner(database_url: str) -> Iterator[Runner]:
    with Store(database_url) as store:
        with store.write() as db:
            sources.save_health(db, Health(CABINET.id, CABINET.kind, CABINET.url))
            remembered = StoredDocument(MEETING, "scope")
            known = documents.load_named(db, "cabinet", ["m"], [], [])
            documents.save(db, "cabinet", [remembered], StoredDocuments(known, {}), MONDAY)
            subscriptions.carry_out(db, Request(42, "private"), [Subscribe("cabinet")], MONDAY)
        clock = Clock()
        yield Runner(store, clock, OutboxWorker(store, RenderContext({"cabinet": CABINET}, LONDON), clock))


def message(at: datetime) -> Callable[[Connection], object]:
    return lambda db: outbox.queue(db, Message(42, "x"), (), at)


def alert(due: datetime) -> Callable[[Connection], object]:
    def put(db: Connection) -> None:
        change = Change("new", MEETING, source="cabinet", at=MONDAY)
        noticed = replace(change, id=changes.add(db, change))
        alerts.enqueue(db, [(AlertBatch(Alert(noticed, 42, ()), [42]), due)])

    return put


def reminder(db: Connection) -> None:
    subscriptions.carry_out(db, Request(42, "private"), [Remind("cabinet", "m", wishes=(("cabinet", ""),))], MONDAY)


def chat(**values: object) -> Callable[[Connection], object]:
    return lambda db: db.execute(update(chats).values(values))


def test_with_nothing_in_the_outbox_it_is_calm_until_the_weekly_report(runner: Runner) -> None:
    assert runner.calm() == REPORT


@pytest.mark.parametrize("put", [message, alert])
def test_what_waits_ends_the_calm_when_it_is_due(
    runner: Runner, put: Callable[[datetime], Callable[[Connection], object]]
) -> None:
    tomorrow = MONDAY + timedelta(hours=19, minutes=30)
    runner.holds(put(tomorrow))
    assert runner.calm() == tomorrow


@pytest.mark.parametrize("put", [message, alert])
def test_while_something_is_due_there_is_no_calm(
    runner: Runner, put: Callable[[datetime], Callable[[Connection], object]]
) -> None:
    runner.holds(put(MONDAY))
    assert runner.calm() is None
    assert runner.post.calm_until() is None


def test_what_is_due_within_the_minute_is_waited_for_and_later_is_not(runner: Runner) -> None:
    runner.holds(message(MONDAY + timedelta(seconds=61)))
    assert not runner.post.has_something(60)
    runner.clock.now += timedelta(seconds=1)
    assert runner.post.has_something(60)


def test_a_reminder_ends_the_calm(runner: Runner) -> None:
    runner.holds(reminder)
    assert runner.calm() == REMINDER


def test_a_reminder_that_came_after_the_look_ends_it_too(runner: Runner) -> None:
    assert not runner.post.has_something(60)
    runner.holds(reminder)
    assert runner.post.calm_until() == REMINDER


def test_a_reminder_and_a_report_that_are_due_are_something_to_send(runner: Runner) -> None:
    runner.holds(reminder)
    assert runner.calm()
    runner.clock.now = REMINDER
    assert runner.post.has_something(60)


def test_reminders_are_looked_at_every_few_minutes_in_any_case(runner: Runner) -> None:
    runner.clock.now = REMINDER - timedelta(minutes=2)
    assert not runner.post.has_something(60)
    runner.holds(reminder)
    runner.clock.now = REMINDER
    assert not runner.post.has_something(60)
    runner.clock.now += REMINDERS_LOOKED_AT
    assert runner.post.has_something(60)


@pytest.mark.parametrize("put", [message(MONDAY), alert(MONDAY), reminder])
def test_quiet_hours_end_the_calm_when_they_end(runner: Runner, put: Callable[[Connection], object]) -> None:
    runner.holds(put)
    runner.holds(chat(quiet_from=time(11), quiet_to=time(14, 30)))
    assert runner.calm() == MONDAY.replace(hour=14, minute=30)


def test_a_pause_ends_the_calm_when_it_ends(runner: Runner) -> None:
    runner.holds(alert(MONDAY))
    runner.holds(chat(paused_until=MONDAY + timedelta(hours=7)))
    assert runner.calm() == MONDAY + timedelta(hours=7)


def test_quiet_hours_of_a_chat_for_which_nothing_waits_end_nothing(runner: Runner) -> None:
    runner.holds(chat(quiet_from=time(11), quiet_to=time(14, 30)))
    assert runner.calm() == REPORT


def test_what_waits_for_a_chat_that_is_gone_ends_nothing(runner: Runner) -> None:
    runner.holds(alert(MONDAY + timedelta(hours=1)))
    runner.holds(chat(gone_at=MONDAY))
    assert runner.calm() == REPORT


@pytest.mark.parametrize(
    ("now", "ends"), [("2027-03-27 23:30", "2027-03-28 00:30"), ("2026-10-24 22:30", "2026-10-25 00:30")]
)
def test_where_clocks_are_set_quiet_hours_end_no_later_than_they_may(runner: Runner, now: str, ends: str) -> None:
    runner.clock.now = datetime.fromisoformat(f"{now}+00:00")
    runner.holds(message(runner.clock.now))
    runner.holds(chat(quiet_from=time(22), quiet_to=time(1, 30)))
    assert runner.calm() == datetime.fromisoformat(f"{ends}+00:00")


def test_before_anything_was_looked_at_nothing_is_said(runner: Runner) -> None:
    assert runner.post.calm_until() is None
