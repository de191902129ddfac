"""/said: which sentences hold the words, from when, by whom, and on which page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged
from tests.unit.bot.commands.talk import read as read_out
from watcher.bot.commands import answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import PAGE_BREAK, Document, Json
from watcher.core.papers import PaperRead
from watcher.core.queries import SaidSentence
from watcher.core.visits import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.said import MOST_OF_ONE, words_asked
from watcher.store import Store, documents, papers, sources
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
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
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


def read(store: Store, at: int, *pages: str, key: str = "s1", withdrawn: bool = False) -> None:
    """A report says this from a day of November on; where it is withdrawn, it does so the day after."""
    seen, body = NOW.replace(month=11, day=at), "".join(pages).encode()
    report = Document(key, "report", "Fees", f"https://a.example/{key}.pdf", details={**OCTOBER, "text": "x"},
                      words=PAGE_BREAK.join(pages))  # fmt: skip
    with store.write() as db:
        papers.add(db, "people", papers.prepare(PaperRead(key, report.url, body, pages)), seen, seen)
        stored = StoredDocument(report, "scope", withdrawn=withdrawn)
        documents.save(db, "people", [stored], documents.memory(db, "people"), seen)
        if withdrawn:
            papers.went(db, "people", key, seen)


def gone(found: Iterable[SaidSentence]) -> list[tuple[str, int, int | None, bool]]:
    return [(one.text, one.page, one.version.day if one.version else None, one.is_withdrawn) for one in found]


def test_a_sentence_of_a_replaced_version_is_found_with_its_page_and_the_day_of_the_version(store: Store) -> None:
    read(store, 9, "Cover of the report.", "The tram fee is £450 a year.\n\nTrams run on Sundays.")
    read(store, 12, "Cover of the report.", "The tram fee is £950 a year.\n\nTrams run on\nSundays.")
    found = asked(store, "tram fee")
    assert gone(found) == [
        ("The tram fee is £950 a year.", 2, None, False),
        ("The tram fee is £450 a year.", 2, 9, False),
    ]
    assert {one.day for one in found} == {date(2026, 10, 6)}


def test_what_still_stands_is_told_once_and_as_it_stands(store: Store) -> None:
    for at, pages in (
        (9, ("Trams run on Sundays.",)),
        (12, ("New.", "Trams run on\nSundays.")),
        (13, ("Trams run on Sundays.",)),
    ):
        read(store, at, *pages)
    assert gone(asked(store, "trams Sundays")) == [("Trams run on Sundays.", 0, None, False)]


def test_a_sentence_that_was_there_twice_in_versions_since_replaced_is_told_once_from_the_newer(store: Store) -> None:
    for at, said_so in ((9, "Trams run on Sundays."), (10, "Trams run on Sundays. Yes."), (12, "Nothing runs.")):
        read(store, at, said_so)
    assert gone(asked(store, "trams Sundays")) == [("Trams run on Sundays.", 0, 10, False)]


def test_a_sentence_of_a_withdrawn_paper_is_found_and_said_to_be_withdrawn(store: Store) -> None:
    read(store, 8, "Trams stop.", key="s2")
    read(store, 9, "Trams run on Sundays.", key="s2", withdrawn=True)
    assert gone(asked(store, "trams")) == [("Trams run on Sundays.", 0, 9, True), ("Trams stop.", 0, 8, False)]


def test_what_a_withdrawn_paper_said_and_another_says_still_is_told_of_the_other(store: Store) -> None:
    read(store, 9, "Trams run on Sundays.", key="s2", withdrawn=True)
    read(store, 10, "Trams run on Sundays.", key="s3")
    assert [(one.document.key, one.version) for one in asked(store, "trams")] == [("s3", None)]


def test_the_answer_says_that_a_version_was_replaced_or_withdrawn_and_links_no_page_of_another() -> None:
    day, text = date(2026, 10, 6), "EHCP reviews are late."
    replaced = SaidSentence(day, "people", "Cabinet", text, MINUTES, 2, version=date(2026, 11, 9))
    withdrawn = replace(replaced, version=date(2026, 11, 8), is_withdrawn=True)
    known = FakeLookups(NOW, sentences=(replaced, withdrawn))
    reply = judged(answer(Request(CHAT, "private", "/said EHCP"), CATALOGUE, ChatSettings(), known))
    assert "p. 2: “EHCP reviews are late.” (in the version of 9 November 2026, since replaced)" in read_out(reply)
    assert "(in the version of 8 November 2026, since withdrawn)" in read_out(reply)
    assert "#page" not in reply.html


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
    assert "Say which words, as in /said EHCP timeliness" in read_out(judged(reply))


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
    assert "6 October 2026, People committee: Printed minutes, p. 2: “EHCP reviews are late.”" in read_out(reply)
    assert 'href="https://a.example/g1.pdf#page=2"' in reply.html
    assert "1 September 2026, People Overview & Scrutiny: " in read_out(reply)


def test_where_nothing_is_found_it_says_what_to_do() -> None:
    reply = answer(Request(CHAT, "private", "/said trams"), CATALOGUE, ChatSettings(), FakeLookups(NOW))
    assert "No sentence that I have read" in read_out(judged(reply))
