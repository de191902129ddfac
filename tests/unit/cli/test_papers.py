"""`watcher papers`: which paper is meant, what is written, and what is never overwritten."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Watcher
from watcher.core.papers import PaperRead
from watcher.jobs.keep_papers import KeptPapers
from watcher.papers.kept_files import PaperFiles
from watcher.rules.compare import StoredDocuments
from watcher.store import Store

pytestmark = pytest.mark.sqlite_only("the state is a copy of a file")

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HASH = hashlib.sha256(b"%PDF-1.4 one").hexdigest()


@pytest.fixture
def papers(config: Path, tmp_path: Path, database: Path, watcher: Watcher) -> Watcher:
    """The command, on a state with two papers: `s1` as it was read twice, and `s2`."""
    state = tmp_path / "state"
    state.mkdir(exist_ok=True)
    (state / "watcher.sqlite3").write_bytes(database.read_bytes())
    with Store(f"sqlite:///{state / 'watcher.sqlite3'}") as store:
        for key, body in (("s1", b"%PDF-1.4 one"), ("s1", b"%PDF-1.4 two"), ("s2", b"%PDF-1.4 three")):
            kept = KeptPapers("cabinet", PaperFiles(state / "papers", 1_000), NOW)
            kept.add(PaperRead(key, f"https://e.example/{key}.pdf", body, ["Fee £450.", "Ends."]))
            with store.write() as db:
                kept.save(db, [], StoredDocuments({}, {}), {})
    return lambda *asked: watcher("papers", *asked, "--config", str(config), "--state", str(state))


def test_the_versions_of_one_are_listed_with_their_hashes(papers: Watcher) -> None:
    ended = papers("s1")
    assert (ended.code, HASH in ended.out, "stands there" in ended.out) == (0, True, True)


def test_without_a_name_all_are_listed_and_checked(papers: Watcher) -> None:
    ended = papers("--verify")
    assert ended.code == 0
    assert "3 files checked: 3 as kept, 0 wrong or missing." in ended.out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nowhere",), "no kept paper has 'nowhere'"),
        (("--save", "x"), "--save needs a paper"),
        (("s", "--save", "x"), "2 papers are meant by 's'"),
    ],
)
def test_what_names_no_paper_or_several_is_said(papers: Watcher, asked: tuple[str, ...], said: str) -> None:
    ended = papers(*asked)
    assert (ended.code, said in ended.err) == (2, True)


def test_versions_are_written_into_a_new_folder_with_their_text_and_no_other_is_touched(
    papers: Watcher, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    papers("s1", "--save", str(folder))
    manifest = json.loads((folder / "manifest.json").read_text())
    first = manifest["versions"][0]
    assert (first["sha256"], first["bytes"], first["pages"], first["intact"]) == (HASH, 12, 2, True)
    assert (folder / first["file"]).read_bytes() == b"%PDF-1.4 one"
    assert (folder / first["text"]).read_text() == "Fee £450.\fEnds."
    ended = papers("s1", "--save", str(folder))
    assert (ended.code, "nothing in it is overwritten" in ended.err) == (2, True)


def test_a_file_that_is_gone_is_said_where_its_version_is_written_and_its_text_is_there(
    papers: Watcher, tmp_path: Path
) -> None:
    assert "missing" not in papers("s1", "--save", str(tmp_path / "whole")).out
    (tmp_path / "state" / "papers" / HASH).unlink()
    ended = papers("s1", "--save", str(tmp_path / "saved"))
    assert "Wrote 1 file, the text of each version" in ended.out
    assert "Of 1 version the file is missing or not what was read: see --verify." in ended.out
    assert len(list((tmp_path / "saved").glob("*.txt"))) == 2


def test_without_any_kept_paper_nothing_is_wrong(config: Path, tmp_path: Path, watcher: Watcher) -> None:
    """A cron line that verifies each night does not fail before the first paper."""
    where = ("--config", str(config), "--state", str(tmp_path / "new"))
    for asked in ((), ("--verify",)):
        ended = watcher("papers", *asked, *where)
        assert (ended.code, ended.out.startswith("No paper is kept yet"), ended.err) == (0, True, "")
    assert watcher("papers", "s1", *where).code == 2
