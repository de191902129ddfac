"""A database that was emptied, cut short or swapped is never taken for a fresh one: that would be a silent new
beginning, at which nobody is told of what came since."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from tests.tools.commandline import invoke
from tests.tools.soaks import some
from tests.unit.store.newspaper import DATABASE, Paper
from watcher.core.errors import WrongDatabase
from watcher.store import Store
from watcher.store.database_file import make_whole

pytestmark = pytest.mark.sqlite_only("of the file that SQLite keeps")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def without_its_tables(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1")
        db.execute("CREATE TABLE t (x)")
        db.execute("DROP TABLE t")


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:size])

    return cut


def another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name)")


LOST: dict[str, tuple[Callable[[Path], None], str]] = {
    "emptied": (emptied, "is empty (0 bytes)"),
    "without tables": (without_its_tables, "holds no tables"),
    "cut in its header": (cut_to(60), "was cut short (60 bytes are left of it)"),
    "cut to its first page": (cut_to(4096), "was cut short"),
    "half": (cut_to(40_000), "was cut short"),
    "another program's": (another_programs, "another program's tables"),
}
VERBS = ("once", "once --all", "changes", "status", "run")


@pytest.mark.parametrize("case", some(product(LOST, VERBS), every=7), ids=": ".join)  # so each verb is quick once
def test_lost_database_is_exit_code_2_with_what_to_do_and_left_as_it_is(
    new_paper: Paper, case: tuple[str, str]
) -> None:
    how, verb = case
    lose, said = LOST[how]
    lose(DATABASE)
    left = DATABASE.read_bytes()
    ended = invoke(*verb.split())
    assert ended.exit_code == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "restore FILE" in ended.stderr or "point --state" in ended.stderr
    assert DATABASE.read_bytes() == left
    assert new_paper.api.calls == []


@pytest.mark.parametrize("how", some(LOST, every=6))
def test_backup_is_put_back_over_a_lost_database_and_what_came_since_is_told(paper: Paper, how: str) -> None:
    lose, _ = LOST[how]
    assert invoke("backup", "kept.sqlite3").exit_code == 0
    lose(DATABASE)
    assert invoke("restore", "kept.sqlite3").exit_code == 0
    paper.titles.insert(0, "SEND places")
    paper.run()
    assert paper.told() == ["SEND places"]


def test_write_ahead_log_beside_an_emptied_database_is_kept(new_paper: Paper) -> None:
    """Somebody may still have something of it."""
    log = Path(f"{DATABASE}-wal")
    log.write_bytes(b"the last of it")
    emptied(DATABASE)
    with pytest.raises(WrongDatabase):
        new_paper.store()
    assert log.read_bytes() == b"the last of it"


def test_database_of_which_much_is_still_in_the_log_is_opened(database: Path, tmp_path: Path) -> None:
    path = database
    with Store(f"sqlite:///{path}") as store, store.write() as db:
        db.exec_driver_sql("INSERT INTO chats (chat_id, kind, since) VALUES (1, 'private', '2026-01-01')")
        killed = tmp_path / "killed.sqlite3"
    with Store(f"sqlite:///{path}") as store:
        with store.write() as db:
            db.exec_driver_sql("INSERT INTO chats (chat_id, kind, since) VALUES (2, 'private', '2026-01-01')")
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{killed}{end}")
    with Store(f"sqlite:///{killed}") as store, store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM chats").scalar() == 2


def test_database_that_was_moved_away_is_begun_anew(paper: Paper) -> None:
    DATABASE.rename("moved.sqlite3")
    assert not paper.run().failed
    assert paper.told() == []


def test_database_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    def killed(path: Path) -> None:
        path.write_bytes(b"half of a database")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_whole(tmp_path / "watcher.sqlite3", killed)
    assert list(tmp_path.iterdir()) == []
    Store(f"sqlite:///{tmp_path}/watcher.sqlite3").close()
    assert [one.name for one in tmp_path.iterdir()] == ["watcher.sqlite3"]


def test_of_two_that_make_it_at_once_the_first_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "watcher.sqlite3"

    def overtaken(new: Path) -> None:
        new.write_bytes(b"the second")
        path.write_bytes(b"the first")

    make_whole(path, overtaken)
    assert path.read_bytes() == b"the first"
