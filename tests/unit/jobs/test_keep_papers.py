"""What a visit keeps of papers; a disk that is full costs their files and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watcher.core.documents import Change, Document
from watcher.core.papers import PaperRead, PaperVersion
from watcher.core.visits import PageState, StoredDocument
from watcher.jobs.keep_papers import KeptPapers
from watcher.papers.kept_files import PaperFiles
from watcher.rules.compare import StoredDocuments
from watcher.store import Store, papers
from watcher.store.status import watcher_status

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAPER = Document("s1", "report", "Fees", "https://e.example/s1.pdf")
STANDS = StoredDocument(PAPER, "page")
BEFORE = StoredDocuments({"s1": STANDS}, {})
SEEN = {"page": PageState("page", read_at=NOW - HOUR)}


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{database}") as opened:
        yield opened


def visit(store: Store, files: PaperFiles | None, *bodies: bytes, now: datetime = NOW) -> KeptPapers:
    kept = KeptPapers("cabinet", files, now)
    for body in bodies:
        kept.add(PaperRead("s1", PAPER.url, body, ["Fee £450."], "Sun, 22 Nov 2026 08:00:00 GMT"))
    with store.write() as db:
        kept.save(db, [], BEFORE, SEEN)
    kept.tidy(store)
    return kept


def versions(store: Store) -> list[PaperVersion]:
    with store.read() as db:
        return papers.versions_of(db, "cabinet", "s1")


def test_a_file_that_can_not_be_written_costs_nothing_else_and_is_said(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "papers").write_text("a file in place of the folder")
    with caplog.at_level(logging.WARNING):
        visit(store, PaperFiles(tmp_path / "papers", 100), b"one")
    assert "can't be kept" in caplog.text
    assert "alerts are not affected" in caplog.text
    (version,) = versions(store)
    assert not version.is_kept
    with store.read() as db:
        assert papers.pages_of(db, version.sha256) == ["Fee £450."]
        assert list(watcher_status(db, ()).not_kept.values()) == [NOW]
    (tmp_path / "papers").unlink()
    visit(store, PaperFiles(tmp_path / "papers", 100), b"two")
    with store.read() as db:
        assert watcher_status(db, ()).not_kept == {}


def test_where_there_is_no_room_the_version_that_stands_goes_before_the_one_it_replaced(
    store: Store, tmp_path: Path
) -> None:
    files = PaperFiles(tmp_path / "papers", 4)
    visit(store, files, b"one")
    visit(store, files, b"two", now=NOW + HOUR)
    old, new = versions(store)
    assert (old.is_kept, new.is_kept) == (True, False)
    assert (old.last_seen, new.last_seen, old.last_modified) == (NOW - HOUR, None, "Sun, 22 Nov 2026 08:00:00 GMT")
    assert [path.name for path in files.folder.iterdir()] == [old.sha256]


def test_without_room_for_any_only_texts_are_kept_and_nothing_is_wrong(store: Store, tmp_path: Path) -> None:
    visit(store, PaperFiles(tmp_path / "papers", 0), b"one")
    with store.read() as db:
        assert watcher_status(db, ()).not_kept == {}
    assert [version.is_kept for version in versions(store)] == [False]
    assert not (tmp_path / "papers").exists()


def test_a_paper_first_missing_was_last_seen_at_the_visit_before_and_stands_again_when_it_is_back(
    store: Store, tmp_path: Path
) -> None:
    visit(store, None, b"one")
    missing = StoredDocument(PAPER, "page", missing=1)
    for now, was, seen in ((missing, STANDS, NOW - HOUR), (STANDS, missing, None)):
        with store.write() as db:
            KeptPapers("cabinet", None, NOW).save(db, [now], StoredDocuments({"s1": was}, {}), SEEN)
        assert [version.last_seen for version in versions(store)] == [seen]


def test_a_change_says_which_versions_of_its_paper_there_were(store: Store) -> None:
    kept = visit(store, None, b"one", b"two")
    other = Document("m1", "meeting", "Cabinet", "https://e.example/m1")
    with store.read() as db:
        changed, meeting = kept.with_versions(db, [Change("changed", PAPER), Change("changed", other)])
    assert changed.versions == tuple(version.sha256 for version in versions(store))
    assert meeting.versions == ()
