"""The memory of one source during its visit: what is looked up, and that the rest stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.lookup import NotLoaded
from watcher.core.visits import FailedReading, Health, Reading, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.store import Store, documents
from watcher.store import sources as remembered
from watcher.store.source_memory import StoredLookup

PAGE = "https://news.example/feed"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STORIES = [
    Document(f"g{day}", "article", f"Story {day}", PAGE, date(2026, 11, day), aliases=(f"a.example/{day}", f"x{day}"))
    for day in range(1, 21)
]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as opened:
        with opened.write() as db:
            for source in ("news", "other"):
                remembered.save_health(db, Health(source, "feed", PAGE))
            documents.save(db, "news", [StoredDocument(one, PAGE) for one in STORIES], StoredDocuments({}, {}), NOW)
            documents.save(
                db, "other", [StoredDocument(replace(STORIES[0], title="Theirs"), PAGE)], StoredDocuments({}, {}), NOW
            )
        yield opened


@pytest.fixture
def recall(store: Store) -> StoredLookup:
    return StoredLookup(store, "news", some_missing=False)


def asked(store: Store) -> list[str]:
    """What the database is asked from now on."""
    statements: list[str] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda c, cursor, statement, *more: statements.append(statement)
    )
    return statements


def test_a_document_is_found_by_any_of_its_names_and_comes_with_all_of_them(recall: StoredLookup) -> None:
    found = recall.get_many(["g1", "a.example/2", "nobody"])
    assert set(found) == {"g1", "g2"}
    assert set(found["g2"].document.aliases) == {"a.example/2", "x2"}
    assert found["g1"].document.title == "Story 1", "another source's document of the same key is not ours"


def test_a_document_is_found_by_its_day_and_by_its_page(recall: StoredLookup) -> None:
    assert set(recall.get_near([], [date(2026, 11, 3), date(2025, 1, 1)])) == {"g3"}
    assert len(recall.on_page(PAGE, "https://news.example/other")) == len(STORIES)
    assert recall.on_page("https://news.example/other") == []


def test_what_bears_a_name_comes_before_what_bears_a_day_and_both_are_asked_for_at_one_time(
    recall: StoredLookup, store: Store
) -> None:
    statements = asked(store)
    assert list(recall.get_near(["x8", "nobody"], [date(2026, 11, 3), date(2026, 11, 8)])) == ["g8", "g3"]
    assert len(statements) == 1


def test_what_is_found_by_name_is_what_all_of_it_says(recall: StoredLookup, store: Store) -> None:
    found = recall.get_many(one.key for one in STORIES)
    assert found == StoredLookup(store, "news", some_missing=False).all()


def test_what_was_looked_up_is_kept_and_not_asked_for_again(recall: StoredLookup, store: Store) -> None:
    recall.get_many(["g1", "x2"])
    statements = asked(store)
    assert set(recall.get_many(["x2"])) == {"g2"}
    assert statements == []
    assert set(recall.get_many(["g3"])) == {"g3"}


def test_a_key_that_nobody_asked_for_is_an_error_and_loads_nothing(recall: StoredLookup, store: Store) -> None:
    recall.get_many(["g1"])
    statements = asked(store)
    for read in (recall.get, recall.__getitem__, recall.__contains__):
        with pytest.raises(NotLoaded, match=r"g2 was never asked for: name it in get_many\(\)"):
            read("g2")
    assert statements == []


def test_a_key_that_was_asked_for_in_any_way_is_read_and_loads_nothing(recall: StoredLookup, store: Store) -> None:
    recall.get_many(["g1", "nobody"])
    recall.get_near([], [date(2026, 11, 2)])
    statements = asked(store)
    assert ("g1" in recall, "g2" in recall, "nobody" in recall) == (True, True, False)
    assert recall["g1"].document.title == "Story 1"
    assert recall.get("nobody") is None
    assert statements == []


def test_after_all_was_loaded_any_key_is_known_or_not(recall: StoredLookup, store: Store) -> None:
    assert len(recall.all()) == len(STORIES)
    statements = asked(store)
    assert ("g7" in recall, "nobody" in recall) == (True, False)
    assert set(recall.get_many(["x8"])) == {"g8"}
    assert statements == []


def test_a_window_is_compared_with_what_it_names_alone(recall: StoredLookup) -> None:
    again = replace(STORIES[4], key="new guid", aliases=("a.example/5",))
    memory = recall.after([Reading(PAGE, (again, Document("new", "article", "New", PAGE)))])
    assert set(memory.known) == {"g5"}
    found = memory.find(again)
    assert found
    assert found.document.key == "g5"


@pytest.mark.soak
def test_very_many_names_are_asked_for_in_turn_and_the_rest_stays_where_it_is(recall: StoredLookup) -> None:
    names = [*(f"new{number}" for number in range(40_000)), "g1", "x2"]
    assert set(recall.get_many(names)) == {"g1", "g2"}
    with pytest.raises(NotLoaded):
        recall.get("g3")


@pytest.mark.parametrize(
    "reading",
    [Reading(PAGE, tuple(STORIES[:2]), complete=True), Reading(PAGE)],
    ids=["a whole listing", "an empty one"],
)
def test_a_whole_listing_or_an_empty_window_is_compared_with_all_that_stood_there(
    recall: StoredLookup, reading: Reading
) -> None:
    assert len(recall.after([reading]).known) == len(STORIES)


def test_a_page_that_is_as_it_was_is_compared_with_what_was_missing(recall: StoredLookup, store: Store) -> None:
    with store.write() as db:
        memory = documents.memory(db, "news")
        documents.save(db, "news", [replace(memory.known["g7"], missing=1)], memory, NOW)
    as_it_was = Reading(PAGE, unchanged=True)
    assert set(StoredLookup(store, "news", some_missing=True).after([as_it_was]).known) == {"g7"}
    assert StoredLookup(store, "news", some_missing=False).after([as_it_was]).known == {}


def test_a_page_that_could_not_be_read_needs_nothing(recall: StoredLookup, store: Store) -> None:
    statements = asked(store)
    assert recall.after([FailedReading(PAGE, NotUnderstood("no feed"))]).known == {}
    assert statements == []


@pytest.mark.sqlite_only("SQLite's plan")
def test_what_is_near_is_found_by_indexes_and_not_by_looking_at_every_document(store: Store) -> None:
    with store.read() as db:
        driver = db.connection.driver_connection
        assert driver
        statements: list[str] = []
        driver.set_trace_callback(statements.append)
        documents.load_named(db, "news", ["g1", "g2"], [date(2026, 11, 3)], [PAGE])
        driver.set_trace_callback(None)
        plan = [step for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statements[-1]}")]
    looked = [step for step in plan if "documents" in step or "aliases" in step]
    assert len(looked) == 6
    assert [step for step in looked if "source_id=? AND " not in step] == []
