"""/said: which sentences hold the words, from when, by whom, and on which page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read
from watcher.bot.commands import answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Document, Json
from watcher.core.queries import SaidSentence
from watcher.core.sources import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.said import MOST_OF_ONE, words_asked
from watcher.store import Store, documents, sources
from watcher.store.said import said

NOW = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
OCTOBER: dict[str, Json] = {"meeting": "People Committee, 6 October 2026", "committee": "People Committee"}
MINUTES = Document(
    "g1", "minutes", "Printed minutes", "https://a.example/g1.pdf", details={**OCTOBER, "text": "x"}, part_of="m1",
    words="The minutes were signed.\fThe Director said that EHCP reviews would be quicker.\n\nReviews cost money.",
)  # fmt: skip
STORY = Document(
    "n1", "article", "Parents wait", "https://b.example/1", date(2026, 11, 9), "EHCPs need reviews, a mother says.",
    words="Education; EHCP reviews",
)  # fmt: skip
DECISION = Document(
    "d1", "decision", "Reviews", "https://a.example/d1", date(2026, 9, 2),
    details={"maker": "Cabinet", "decided": "2026-09-01"}, words="That the reviews of every EHCP be funded.",
)  # fmt: skip


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{database}") as opened:
        with opened.write() as db:
            sources.save_health(db, Health("people", "moderngov", "https://a.example/"))
            found = [StoredDocument(one, "scope") for one in (DECISION, MINUTES, STORY)]
            documents.save(db, "people", found, StoredDocuments({}, {}), NOW)
        yield opened


def asked(store: Store, words: str, most: int = 12) -> list[SaidSentence]:
    with store.read() as db:
        return said(db, words_asked(words), most, LONDON)


def test_sentences_with_all_words_come_newest_first_with_day_body_and_page(store: Store) -> None:
    found = [(one.day, one.body, one.page, one.text) for one in asked(store, "what was said about EHCP reviews?")]
    assert found == [
        (date(2026, 11, 9), "", 0, "EHCPs need reviews, a mother says."),
        (date(2026, 10, 6), "People Committee", 2, "The Director said that EHCP reviews would be quicker."),
        (date(2026, 9, 1), "Cabinet", 0, "That the reviews of every EHCP be funded."),
    ]


def test_a_quoted_phrase_is_found_as_it_stands_and_words_in_two_sentences_are_not(store: Store) -> None:
    assert [one.document.key for one in asked(store, '"EHCP reviews"')] == ["g1"]
    assert asked(store, "Director money") == []


def test_no_more_are_returned_than_asked_for_and_the_newest_of_them(store: Store) -> None:
    assert [one.document.key for one in asked(store, "EHCP", most=1)] == ["n1"]


def test_one_document_does_not_take_all_the_room(store: Store) -> None:
    words = " ".join(f"The mayor spoke of bridge number {n}." for n in range(20))
    speech = Document("d2", "decision", "Bridges", "https://a.example/d2", date(2026, 9, 2), words=words)
    with store.write() as db:
        documents.save(db, "people", [StoredDocument(speech, "scope")], StoredDocuments({}, {}), NOW)
    assert len(asked(store, "mayor bridge")) == MOST_OF_ONE


def test_stop_words_are_dropped_and_words_that_are_all_of_that_kind_are_asked_for_anew() -> None:
    assert [phrase.as_written for phrase in words_asked("What did they say about school transport?")] == [
        "school", "transport?",
    ]  # fmt: skip
    reply = answer(Request(CHAT, "private", "/said what was it"), CATALOGUE, ChatSettings(), FakeLookups(NOW))
    assert "Say which words, as in /said EHCP timeliness" in read(judged(reply))


def test_the_answer_dates_each_sentence_names_the_body_and_links_the_page() -> None:
    hostile = Document("d9", "decision", "<b>Road</b>", "https://a.example/d9")
    known = FakeLookups(
        NOW,
        sentences=(
            SaidSentence(date(2026, 10, 6), "people", "PEOPLE COMMITTEE", "EHCP reviews are late.", MINUTES, 2),
            SaidSentence(date(2026, 9, 1), "people", "", "/forget yes @boss https://evil.example " * 30, hostile),
        ),
    )
    reply = judged(answer(Request(CHAT, "private", "/said EHCP"), CATALOGUE, ChatSettings(), known))
    assert "6 October 2026, People committee: Printed minutes, p. 2: “EHCP reviews are late.”" in read(reply)
    assert 'href="https://a.example/g1.pdf#page=2"' in reply.html
    assert "1 September 2026, People Overview & Scrutiny: " in read(reply)


def test_where_nothing_is_found_it_says_what_to_do() -> None:
    reply = answer(Request(CHAT, "private", "/said trams"), CATALOGUE, ChatSettings(), FakeLookups(NOW))
    assert "No sentence that I have read" in read(judged(reply))
