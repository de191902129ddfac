"""What a search finds, and in which order: the same on SQLite and, run by `make test-postgres`, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from watcher.core.documents import Document
from watcher.core.visits import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.matching import own_words
from watcher.store import Store, documents, search, sources, tables

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FAR = " ".join(f"filler{number}" for number in range(20_000))
HELD = {  # title, summary, words
    "plans": ("EHC plans", "What councils wait for", "The meeting was held in the town hall."),
    "budget": ("Budget for special schools", "", "A SEND review, ref. 24/0137, costs £3.5m."),
    "cafe": ("A café opens", "On the Rise Park estate", "Zoë Müller runs it; it’s the council's own."),
    "meeting": ("Meetings", "", "Of plans for education, health and care. The plan ehc."),
    "long": ("A very long paper", "", f"{FAR} the hidden sentence {'the ' * 400} last words of all"),
    "apart": ("School", "Transport is apart", "a-b_c 100% of_it"),
    "nord": ("Nord", "Łódź and Ørsted", "Ångström"),
}
FOUND = {
    "plan": ["plans", "meeting"],
    '"EHC plans"': ["plans"],
    '"plans ehc"': ["meeting"],
    "council": ["cafe", "plans"],
    "meetings": ["meeting", "plans"],
    "meet": ["meeting", "plans"],
    "cafe": ["cafe"],
    "CAFÉ": ["cafe"],
    "muller": ["cafe"],
    "the": ["long", "meeting", "cafe", "plans"],
    "schools": ["apart", "budget"],
    '"school transport"': [],
    "send 24/0137": ["budget"],
    "3.5m": ["budget"],
    "100%": ["apart"],
    "of_it": ["apart"],
    "angstrom": ["nord"],
    "lodz": [],
    "ørsted": ["nord"],
    '"hidden sentence"': ["long"],
    '"last words"': ["long"],
    '"filler999 filler1000"': ["long"],
    "filler19999": ["long"],
    "budget estate": [],
    "unicorn": [],
    "' OR 1=1 --": [],
    "plans & !ehc | (": ["meeting"],
}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        knows(opened, HELD)
        yield opened


def knows(store: Store, held: dict[str, tuple[str, str, str]]) -> None:
    """Read one after the other, so that the last is the newest."""
    with store.write() as db:
        sources.save_health(db, Health("portal", "moderngov", "https://a.example/"))
        read = (
            StoredDocument(
                Document(key, "report", title, "https://a.example/", summary=summary, words=words), "", 0, False
            )
            for key, (title, summary, words) in held.items()
        )
        documents.save(db, "portal", read, StoredDocuments({}, {}), NOW)


def keys(store: Store, said: str, skip: int = 0, most: int = 10) -> list[str]:
    with store.read() as db:
        return [hit.document.key for hit in search.search(db, own_words(said), skip, most)]


def test_a_search_finds_the_same_on_every_database(store: Store) -> None:
    assert {said: keys(store, said) for said in FOUND} == FOUND


def test_a_page_of_hits_goes_on_where_the_one_before_ended(store: Store) -> None:
    assert [keys(store, "plan", skip, 1) for skip in range(3)] == [["plans"], ["meeting"], []]


def test_the_condition_on_documents_is_that_of_the_search(store: Store) -> None:
    with store.read() as db:
        held = tables.documents.select().where(search.holding(db, own_words("plans")))
        assert {row.key for row in db.execute(held)} == {"plans", "meeting"}


def test_what_is_reworded_or_gone_is_no_longer_found(store: Store) -> None:
    with store.write() as db:
        db.execute(text("UPDATE documents SET title = 'A tea room' WHERE key = 'cafe'"))
        db.execute(text("DELETE FROM documents WHERE key = 'plans'"))
    assert [keys(store, said) for said in ("cafe", "tea", "muller", "plan")] == [[], ["cafe"], ["cafe"], ["meeting"]]


def test_a_word_of_any_length_is_no_trouble(store: Store) -> None:
    knows(store, {"huge": ("Huge", "x" * 100_000, " ".join(f"{number}{'y' * 2_000}" for number in range(1_200)))})
    assert keys(store, "huge") == ["huge"]
