"""The files of papers: written whole, checked by their hash, and cleared of what nobody knows."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from watcher.papers.kept_files import ORPHANS_STAY, PaperFiles

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BODY = b"%PDF-1.4 one"
HASH = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> PaperFiles:
    return PaperFiles(tmp_path / "papers", 100)


def test_a_file_lies_under_its_hash_for_its_owner_alone(files: PaperFiles) -> None:
    assert files.keep(BODY, HASH, NOW)
    assert files.keep(BODY, HASH, NOW)
    (path,) = files.folder.iterdir()
    assert (path.name, path.read_bytes(), path.stat().st_mode & 0o777) == (HASH, BODY, 0o600)


def test_a_file_larger_than_all_may_take_is_not_kept(files: PaperFiles) -> None:
    assert not files.keep(b"x" * 101, "0" * 64, NOW)
    assert not PaperFiles(files.folder, 0).keep(BODY, HASH, NOW)
    assert not files.folder.exists()


def test_a_file_that_somebody_touched_is_wrong_and_one_that_is_gone_missing(files: PaperFiles) -> None:
    files.keep(BODY, HASH, NOW)
    assert files.check(HASH) == "ok"
    files.path(HASH).write_bytes(b"%PDF-1.4 two")
    assert files.check(HASH) == "wrong"
    files.remove([HASH])
    assert files.check(HASH) == "missing"


def test_a_file_cut_short_by_a_crash_is_written_anew(files: PaperFiles) -> None:
    files.keep(BODY, HASH, NOW)
    files.path(HASH).write_bytes(BODY[:4])
    files.keep(BODY, HASH, NOW)
    assert files.check(HASH) == "ok"


def test_what_nobody_knows_goes_after_a_month_and_what_is_not_ours_stays(files: PaperFiles) -> None:
    other = hashlib.sha256(b"two").hexdigest()
    files.keep(BODY, HASH, NOW)
    files.keep(b"two", other, NOW)
    (files.folder / "notes.txt").write_text("mine")
    files.remove_orphans({HASH}, NOW + ORPHANS_STAY)
    assert files.check(other) == "ok"
    files.remove_orphans({HASH}, NOW + ORPHANS_STAY + timedelta(seconds=1))
    assert sorted(path.name for path in files.folder.iterdir()) == sorted([HASH, "notes.txt"])
