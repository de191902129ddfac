"""A report is compared with the same one before it: of its committee, the last that was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watcher.core.documents import Change, Document, SinceLast, TextChange
from watcher.core.sources import Source
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.since_last import with_moved_figures
from watcher.rules.compare import StoredDocuments
from watcher.store import Connection, Store, changes, documents, sources

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
PEOPLE = Source("people", "People", "https://a.example/", "moderngov")


@pytest.fixture
def db(database: Path) -> Iterator[Connection]:
    with Store(f"sqlite:///{database}") as store, store.write() as opened:
        sources.save_health(opened, Health.unvisited(PEOPLE))
        before = [
            report("s1", "March", 15, "People, 11 March 2026"),
            report("s2", "June", 17, "People, 10 June 2026"),
            report("s3", "October", 40, "Places, 7 October 2026"),
            report("s4", "January", 50, "People, 13 January 2027"),
        ]
        known = [StoredDocument(document, "page") for document in before]
        documents.save(opened, "people", known, StoredDocuments({}, {}), NOW)
        yield opened


def report(key: str, month: str, caseload: int, meeting: str, **more: str) -> Document:
    said = {"meeting": meeting, "committee": meeting.partition(",")[0], "text": key} | more
    words = f"Children in care, {month}\fThe average caseload is {caseload} children."
    return Document(key, "report", f"Performance, {month} 2026", "https://a.example/", details=said, words=words)


SEPTEMBER = report("s9", "September", 19, "People, 9 September 2026")
MOVED = TextChange(2, "The average caseload is 17 children.", "The average caseload is 19 children.")


def test_a_new_report_says_which_figures_moved_since_the_last_one_of_its_committee(db: Connection) -> None:
    (change,) = with_moved_figures(db, [Change("new", SEPTEMBER, source="people", at=NOW)], PEOPLE, NOW)
    assert change.since_last == SinceLast(figures=(MOVED,), before="10 June 2026")
    changes.add(db, change)
    assert [logged.since_last for logged in changes.since(db)] == [change.since_last]


@pytest.mark.parametrize(
    "change",
    [
        Change("changed", SEPTEMBER),
        Change("new", report("s9", "September", 19, "People, 9 September 2026", text="")),
        Change("new", report("s9", "September", 19, "Board, 9 September 2026")),
        Change("new", report("s9", "February", 19, "People, 4 February 2026")),
        Change("new", report("s9", "September", 17, "People, 9 September 2026")),
    ],
    ids=["it was replaced", "it was not read", "another committee's", "the first of all", "nothing moved"],
)
def test_it_says_nothing_where(db: Connection, change: Change) -> None:
    assert with_moved_figures(db, [change], PEOPLE, NOW)[0].since_last == SinceLast()
