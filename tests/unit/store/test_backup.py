"""Backups: whole and checked, made while others write, put back without ever leaving the place empty."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tools.commandline import Ended, invoke
from watcher.core.errors import ConfigError, StateError
from watcher.jobs.lock import held
from watcher.store import Store
from watcher.store.backup import Restored, backup, restore
from watcher.store.erase import forget

pytestmark = pytest.mark.sqlite_only("of the file that SQLite keeps")

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STATE = Path("state")
DATABASE = STATE / "watcher.sqlite3"
URL = f"sqlite:///{DATABASE}"
COPY = Path("copy.sqlite3")
ADD = "INSERT INTO chats (chat_id, kind, since) VALUES (?, 'private', '2026-01-01')"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A database in use, in which one chat stands."""
    with Store(database_url) as opened:
        add(opened, 1)
        yield opened


def add(store: Store, chat_id: int) -> None:
    with store.write() as db:
        db.exec_driver_sql(ADD, (chat_id,))


def chats(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as db:
        return [number for (number,) in db.execute("SELECT chat_id FROM chats ORDER BY chat_id")]


def put_back() -> Restored:
    return restore(URL, COPY, NOW)


def overwrite(path: Path, offset: int, length: int = 4096) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xff" * length)


def cli(*arguments: str) -> Ended:
    return invoke(*arguments)


def test_backup_made_while_a_run_writes_holds_what_was_saved_and_nothing_else(store: Store) -> None:
    with store.write() as db:
        db.exec_driver_sql(ADD, (2,))
        backup(URL, COPY)
    assert chats(COPY) == [1]


@pytest.mark.usefixtures("store")
def test_backup_is_one_file_that_only_its_owner_can_read() -> None:
    backup(URL, COPY)
    assert stat.S_IMODE(COPY.stat().st_mode) == 0o600
    assert sorted(Path().glob(".*copy*")) + sorted(Path().glob("copy*")) == [COPY]


@pytest.mark.usefixtures("store")
def test_backup_overwrites_nothing() -> None:
    COPY.write_text("holiday pictures")
    with pytest.raises(ConfigError, match="not overwritten"):
        backup(URL, COPY)
    assert COPY.read_text() == "holiday pictures"


def test_backup_of_nothing_is_told_and_makes_nothing() -> None:
    with pytest.raises(ConfigError, match="there is no database yet"):
        backup(URL, COPY)
    assert not COPY.exists()
    assert not STATE.exists()


def test_damaged_database_is_not_taken_for_a_backup(store: Store) -> None:
    store.close()
    overwrite(DATABASE, 8 * 4096)
    with pytest.raises(StateError, match="damaged"):
        backup(URL, COPY)
    assert list(Path().iterdir()) == [STATE]


@pytest.mark.usefixtures("store")
def test_folder_that_is_not_there_is_not_made() -> None:
    with pytest.raises(StateError, match="No such file or directory"):
        backup(URL, Path("not-mounted/copy.sqlite3"))
    assert not Path("not-mounted").exists()


def test_restored_database_is_as_it_was_and_what_stood_there_is_kept(store: Store) -> None:
    backup(URL, COPY)
    add(store, 2)
    store.close()
    done = put_back()
    assert chats(DATABASE) == [1]
    assert done.kept
    assert chats(done.kept) == [1, 2]
    assert stat.S_IMODE(DATABASE.stat().st_mode) == stat.S_IMODE(done.kept.stat().st_mode) == 0o600


def test_what_a_killed_run_left_beside_the_database_is_kept_with_it_and_not_read_into_the_next(store: Store) -> None:
    backup(URL, COPY)
    add(store, 2)  # it stands in the write-ahead log, which is left as it is: the store is not closed
    done = put_back()
    assert chats(DATABASE) == [1]
    assert done.kept
    assert chats(done.kept) == [1, 2]


def test_damaged_database_is_replaced_and_kept(store: Store) -> None:
    backup(URL, COPY)
    store.close()
    overwrite(DATABASE, 0)
    done = put_back()
    assert chats(DATABASE) == [1]
    assert done.kept
    assert done.kept.read_bytes().startswith(b"\xff")


@pytest.mark.usefixtures("store")
def test_backup_can_be_restored_where_there_is_nothing() -> None:
    backup(URL, COPY)
    elsewhere = Path("elsewhere/watcher.sqlite3")
    assert restore(f"sqlite:///{elsewhere}", COPY, NOW) == Restored(elsewhere, None)
    assert chats(elsewhere) == [1]


def cut_short(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:20_000])


def overwritten(copy: Path) -> None:
    overwrite(copy, 8 * 4096)


def a_letter(copy: Path) -> None:
    copy.write_text("Dear council, " * 999)


def of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("CREATE TABLE recipes (name)")


def of_a_newer_version(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_short, "malformed"),
        (overwritten, "damaged"),
        (a_letter, "not a database"),
        (of_another_program, "holds no database of Havering Watcher"),
        (of_a_newer_version, "newer version of Havering Watcher"),
    ],
)
def test_what_is_no_good_backup_is_refused_and_changes_nothing(store: Store, spoil: object, said: str) -> None:
    backup(URL, COPY)
    spoil(COPY)  # type: ignore[operator]  # one of the functions above
    before = {path: path.read_bytes() for path in STATE.iterdir()}
    with pytest.raises(StateError, match=f"{said}.*nothing was changed"):
        put_back()
    assert {path: path.read_bytes() for path in STATE.iterdir()} == before


def test_restore_waits_for_no_run(store: Store) -> None:
    backup(URL, COPY)
    add(store, 2)
    with held(STATE):
        assert cli("restore", str(COPY)).exit_code == 75
    assert chats(DATABASE) == [1, 2]


@pytest.mark.usefixtures("store")
def test_verbs_say_what_they_did() -> None:
    copied = cli("backup", str(COPY))
    assert (copied.exit_code, copied.stderr) == (0, "")
    assert copied.stdout.startswith(f"Copied {DATABASE} to {COPY}.")
    done = cli("restore", str(COPY))
    assert done.exit_code == 0
    assert done.stdout.startswith(
        f"Put {COPY} back as {DATABASE}. What was there is kept as {DATABASE}.before-restore-"
    )
    with Store(URL) as store:
        forget(store, 1)
    assert "Left out, because forgotten since: 1 chat." in cli("restore", str(COPY)).stdout
