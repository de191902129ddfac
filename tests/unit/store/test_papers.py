"""Versions of papers: what each said, how long it stood where, and which files go where there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watcher.core.documents import Change, Document
from watcher.core.papers import PaperRead
from watcher.store import Connection, Store, papers
from watcher.store.paper_search import find

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
A, B, C = (papers.prepare(PaperRead("x", "u", body, [])).sha256 for body in (b"a", b"b", b"c"))


@pytest.fixture
def db(database: Path) -> Iterator[Connection]:
    with Store(f"sqlite:///{database}") as store, store.write() as connection:
        yield connection


def read(db: Connection, body: bytes, *pages: str, at: int = 0, key: str = "s1") -> None:
    paper = papers.prepare(PaperRead(key, f"https://e.example/{key}.pdf", body, pages or ("Text.",)))
    seen = NOW + at * HOUR
    kept = papers.PreparedPaper(**{**{name: getattr(paper, name) for name in paper.__slots__}, "is_kept": True})
    papers.add(db, "cabinet", kept, seen, seen - HOUR)


def spans(db: Connection, key: str = "s1") -> list[tuple[str, int, int | None]]:
    """Each version with the hours at which it was first and last seen."""
    return [
        (one.sha256, (one.first_seen - NOW) // HOUR, (one.last_seen - NOW) // HOUR if one.last_seen else None)
        for one in papers.versions_of(db, "cabinet", key)
    ]


def test_the_text_by_page_of_any_version_can_be_had(db: Connection) -> None:
    read(db, b"a", "Fee £450.", "", "Ends\nhere.")
    read(db, b"b", "Fee £950.", at=1)
    assert papers.pages_of(db, A) == ["Fee £450.", "", "Ends\nhere."]
    assert papers.pages_of(db, B) == ["Fee £950."]
    assert papers.pages_of(db, C) == []


def test_a_version_that_is_replaced_was_last_seen_at_the_visit_before(db: Connection) -> None:
    read(db, b"a")
    read(db, b"a", at=1)
    read(db, b"b", at=5)
    assert spans(db) == [(A, 0, 4), (B, 5, None)]


def test_a_version_that_comes_back_stands_there_again(db: Connection) -> None:
    for at, body in enumerate((b"a", b"b", b"a")):
        read(db, body, at=at)
    assert spans(db) == [(A, 0, 0), (B, 1, 1), (A, 2, None)]
    assert papers.hashes_of(db, "cabinet", ["s1"]) == {"s1": [A, B, A]}
    paper = Document("s1", "report", "Fees", "https://e.example/s1.pdf")
    change = Change("changed", paper, {"text": ("b", "a")}, versions=(A, B, A), source="cabinet")
    version = papers.earlier_version(db, change)
    assert version
    assert version.sha256 == B


def test_what_is_gone_was_last_seen_then_and_what_is_back_stands_there(db: Connection) -> None:
    read(db, b"a")
    read(db, b"b", key="s2")
    papers.went(db, "cabinet", "s1", NOW + HOUR)
    assert (spans(db), spans(db, "s2")) == ([(A, 0, 1)], [(B, 0, None)])
    papers.came_back(db, "cabinet", ["s1"])
    assert spans(db) == [(A, 0, None)]


def test_what_stands_goes_first_and_what_was_replaced_last_longest(db: Connection) -> None:
    read(db, b"a")
    read(db, b"b", at=1)
    read(db, b"c", at=2)
    for key, body in (("s2", b"d"), ("s3", b"e")):
        read(db, body, key=key, at=3)
    read(db, b"a", key="s4", at=9)
    d, e = (papers.prepare(PaperRead("x", "u", body, [])).sha256 for body in (b"d", b"e"))
    assert papers.let_go(db, 5) == []
    assert papers.let_go(db, 3) == [C, min(d, e)]
    assert papers.let_go(db, 1) == [max(d, e), A]
    assert papers.kept_hashes(db) == {B}
    assert papers.pages_of(db, A) == ["Text."]


def test_why_files_are_not_kept_is_known_until_one_is(db: Connection) -> None:
    papers.note_not_kept(db, "No space left on device", NOW)
    papers.note_not_kept(db, "No space left on device", NOW + HOUR)
    assert papers.not_kept(db) == {"No space left on device": NOW}
    papers.note_not_kept(db, "", NOW)
    assert papers.not_kept(db) == {}


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("s1", ["s1"]),
        ("http://E.example/s1.pdf#page=3", ["s1"]),
        (A[:12], ["s1"]),
        ("", ["s2", "s1"]),
        ("https://e.example/s9.pdf", []),
        ("nowhere", []),
    ],
)
def test_a_paper_is_found_by_what_people_call_it(db: Connection, asked: str, keys: list[str]) -> None:
    read(db, b"a")
    read(db, b"b", key="s2", at=1)
    assert [paper.key for paper in find(db, asked)] == keys
