"""search_index.py: what the front page searches, in parts of which a change renews few."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.site.contexts import NOW, contents, opened, remember, stamps, standing
from watcher.core.documents import Change, Document
from watcher.core.site_paths import document_path
from watcher.site import search_index as searched
from watcher.site.search_index import PARTS, search_index
from watcher.store import Store

STORY = Document("a0", "article", "A story", "https://news.example/0", date(2026, 11, 28))
MANY = [replace(STORY, key=f"a{number}", title=f"Story {number}") for number in range(40)]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searched, "FEW", 3)


def told(document: Document, hours: int, **more: Any) -> Change:
    change = Change("changed", document, topics=("send",), source="press", at=NOW + timedelta(hours=hours))
    return replace(change, **more)


def rows_of(found: dict[str, bytes]) -> list[list[Any]]:
    """Returns what the page's own script reads, part by part."""
    return [row for path in json.loads(found["data/search.json"])["parts"] for row in json.loads(found[path])]


def read(store: Store) -> dict[str, bytes]:
    with opened(store) as context:
        return contents(search_index, context)


def test_a_few_documents_stand_in_one_file_with_all_that_a_search_asks_for(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(STORY, source="press"), [told(STORY, -24)])
        found = read(store)
    assert set(found) == {"data/search.json", "data/search/0.json"}
    row = ["A story", "press", document_path("press", "a0"), "2026-11-29T12:00", ["send"]]
    assert rows_of(found) == [row]
    assert json.loads(found["data/search.json"])["topics"] == [["send", "SEND"]]


@pytest.mark.usefixtures("in_parts")
def test_of_many_each_stands_in_one_part_once(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(*MANY, source="press"))
        found = read(store)
    assert len(found) == PARTS + 1
    assert sorted(row[0] for row in rows_of(found)) == sorted(document.title for document in MANY)


@pytest.mark.usefixtures("in_parts")
def test_a_change_renews_the_part_of_its_document_alone(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(*MANY, source="press"))
        before = read(store)
        with opened(store) as context:
            stamped = stamps(search_index(context))
        remember(store, log=[told(MANY[7], 1)])
        after = read(store)
        with opened(store) as context:
            stamped_after = stamps(search_index(context))
    (renewed,) = {path for path in after if after[path] != before[path]}
    assert {path for path in stamped if stamped[path] != stamped_after[path]} == {renewed}
    assert document_path("press", "a7").encode() in before[renewed]


@pytest.mark.usefixtures("in_parts")
def test_those_in_which_something_happened_last_are_found_and_spelling_is_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "MOST_FOUND", 3)
    log = [told(MANY[number], number) for number in (1, 2, 3, 4)] + [told(MANY[5], 9, minor=True)]
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(*MANY, source="press"), log)
        found = read(store)
    assert {row[0] for row in rows_of(found)} == {"Story 2", "Story 3", "Story 4"}
