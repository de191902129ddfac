"""What is logged of a change, and what of it each chat is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from watcher.core.alerts import Places, Reason, Topic
from watcher.core.chats import Request, Subscribe
from watcher.core.documents import Change, Document, Quote
from watcher.core.sources import Source
from watcher.fetch import Fetcher
from watcher.jobs.record import VisitContext, record
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, alerts, changes, subscriptions

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TOPICS = Topic("send", "SEND", "", ("SEND", "EHCP")), Topic("care", "Care", "", ("children in care",))
CABINET = Source("cabinet", "Cabinet", "https://a.example/", "moderngov")
PAPER = Document(
    "s1", "report", "Budget", "https://a.example/s1", details={"text": "a1"},
    words="Cuts. Short breaks end.\fAn EHCP takes a year. Children in care wait.",
)  # fmt: skip
FOR_SEND, FOR_CARE = Quote(2, "An EHCP takes a year.", "send"), Quote(2, "Children in care wait.", "care")


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{database}") as opened:
        yield opened


def recorded(store: Store, change: Change, *wishes: Subscribe) -> tuple[Change, ...]:
    """The change in the log, after chat 42 followed these."""
    timetable = Timetable(ZoneInfo("Europe/London"), time(7, 30), (4, time(7, 30)))
    fetcher = Fetcher(contact="https://example.org/", delay=0, timeout=1, max_bytes=1_000, own_hosts=[])
    with fetcher, store.write() as db:
        office = VisitContext(store, fetcher, Matcher(TOPICS, Places()), timetable)
        subscriptions.carry_out(db, Request(42, "private"), wishes, NOW)
        record(db, [change], CABINET, office, NOW)
        return tuple(changes.since(db))


def told(store: Store) -> list[tuple[tuple[Reason, ...], tuple[Quote, ...]]]:
    with store.read() as db:
        return [(alert.reasons, alert.quotes) for alert in alerts.due(db, NOW)]


def test_the_log_holds_the_sentences_that_matter_for_its_topics_though_nobody_follows_them(store: Store) -> None:
    (change,) = recorded(store, Change("new", PAPER))
    assert (change.topics, change.quotes) == (("send", "care"), (FOR_SEND, FOR_CARE))
    assert told(store) == []


def test_a_chat_is_told_those_of_the_topics_it_follows(store: Store) -> None:
    recorded(store, Change("new", PAPER), Subscribe("care"))
    assert told(store) == [((Reason("topic", "Care", "Children in care"),), (FOR_CARE,))]


def test_the_sentence_for_words_of_a_chats_own_is_told_there_and_not_in_the_log(store: Store) -> None:
    (change,) = recorded(store, Change("new", PAPER), Subscribe("", words="breaks"))
    assert change.quotes == (FOR_SEND, FOR_CARE)
    assert told(store) == [((Reason("words", "breaks"),), (Quote(1, "Short breaks end."),))]


def test_the_log_quotes_nothing_of_what_is_no_paper(store: Store) -> None:
    story = Document("a", "article", "An EHCP takes a year", "https://a.example/a", words="SEND. An EHCP takes a year.")
    (change,) = recorded(store, Change("new", story), Subscribe("send"))
    assert (change.topics, change.quotes) == (("send",), ())
