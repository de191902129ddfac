"""The disk is full, the state can't be written, the database is damaged, the clock jumps: a plain line, the right exit
code, and nothing lost when it is over."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy.event
from sqlalchemy import Engine

from tests.tools.commandline import invoke
from tests.tools.soaks import some
from tests.unit.store.newspaper import ANN, DATABASE, Paper
from watcher.core.alerts import Message
from watcher.core.errors import StateError
from watcher.store import outbox
from watcher.store import sources as remembered

ROOT = Path(__file__).resolve().parents[3]
YEARS = timedelta(days=730)
ENOUGH_TO_BEGIN = 60_000  # bytes that any one file may have; the write-ahead log of a visit needs more
CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def once(paper: Paper, before: Callable[[], object] = lambda: None) -> subprocess.CompletedProcess[str]:
    """`watcher once` as a process of its own, in which `before` is called first."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"}
    surroundings |= {"TELEGRAM_BOT_TOKEN": paper.api.token, "TELEGRAM_API_URL": paper.api.url}
    command = [sys.executable, "-m", "watcher", "once", "--all"]
    return subprocess.run(
        command, env=surroundings, preexec_fn=before, capture_output=True, text=True, timeout=300, check=False
    )


def is_one_plain_line(said: str) -> bool:
    return len(said.splitlines()) == 1 and "Traceback" not in said and "unexpected" not in said


# The disk


@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_full_disk_is_told_and_what_happened_meanwhile_is_told_once_there_is_room(paper: Paper) -> None:
    def no_room(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # a driver's own connection

    paper.titles.insert(0, "SEND places")
    paper.titles[:0] = [f"Story {number} {'of many words ' * 30}" for number in range(8)]
    sqlalchemy.event.listen(Engine, "connect", no_room)
    try:
        with pytest.raises(StateError, match="the disk is full; nothing was lost"):
            paper.run()
    finally:
        sqlalchemy.event.remove(Engine, "connect", no_room)
    assert paper.told() == []
    paper.run()
    assert "SEND places" in paper.told()


@pytest.mark.sqlite_only("of the file that SQLite keeps")
@pytest.mark.soak
def test_disk_that_fails_in_the_middle_of_a_run_is_exit_code_1_and_one_line(paper: Paper) -> None:
    paper.titles[:0] = [f"Story {number} {'of many words ' * 30}" for number in range(150)]
    paper.publish()
    ended = once(paper, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ENOUGH_TO_BEGIN, ENOUGH_TO_BEGIN)))
    assert ended.returncode == 1
    assert is_one_plain_line(ended.stderr.splitlines()[-1])
    assert "nothing was lost" in ended.stderr


def without_the_rights_of_root() -> None:
    """Root writes where it may not, unless this is taken from it."""
    if ctypes.CDLL(None).prctl(CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        os._exit(99)


@pytest.mark.soak
@pytest.mark.sqlite_only("of the file that SQLite keeps")
@pytest.mark.parametrize("closed", some(["state", "state/watcher.sqlite3"], every=2))
def test_state_that_can_not_be_written_is_told_in_one_line(paper: Paper, closed: str) -> None:
    for file in (*Path("state").glob("*-shm"), *Path("state").glob("*-wal")):
        file.unlink()
    Path(closed).chmod(0o500)
    ended = once(paper, without_the_rights_of_root if os.geteuid() == 0 else lambda: None)
    Path(closed).chmod(0o700)
    if ended.returncode == 99:
        pytest.skip("root keeps its rights here")
    assert ended.returncode == 1
    assert is_one_plain_line(ended.stderr)
    assert "the user who runs the watcher" in ended.stderr
    assert not paper.run().failed


def test_file_where_the_state_should_be_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, new_paper: Paper) -> None:
    monkeypatch.setenv("WATCHER_STATE", "config/topics.yaml")
    ended = invoke("once")
    assert ended.exit_code == 1
    assert is_one_plain_line(ended.stderr)


# The database


@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_damaged_database_is_exit_code_1_and_one_line_wherever_it_is_damaged(paper: Paper) -> None:
    paper.titles[:0] = [f"Story {number}" for number in range(30)]
    paper.run()
    good, random, told = DATABASE.read_bytes(), Random(7), set()
    size = len(good) // 6 + 1  # all of them together leave no page whole
    for start in range(0, len(good), size):
        DATABASE.write_bytes(good[:start] + random.randbytes(size) + good[start + size :])
        ended = invoke("changes")
        assert ended.exit_code in (0, 1), start
        if ended.exit_code:
            assert is_one_plain_line(ended.stderr), ended.stderr
            told.add(ended.stderr.split(": ", 1)[1].strip())
    assert "the database is damaged; put the newest backup back with `watcher restore FILE`" in told


# The clock


def test_clock_that_ran_years_ahead_leaves_no_source_alone_for_years(paper: Paper) -> None:
    paper.run(YEARS)
    paper.titles.insert(0, "SEND places")
    paper.run(-YEARS)
    assert paper.told() == ["SEND places"]


def test_page_is_read_whole_again_after_a_clock_that_ran_ahead(paper: Paper) -> None:
    """Or a validator that never changes would hide everything for years."""
    paper.run(YEARS)
    with paper.store() as store, store.read() as db:
        page = remembered.remembered_page(db, "news", f"{paper.site.url}/feed.xml")
    assert page
    assert page.full_at == paper.now
    paper.run(-YEARS)
    with paper.store() as store, store.read() as db:
        page = remembered.remembered_page(db, "news", f"{paper.site.url}/feed.xml")
    assert page
    assert page.full_at == paper.now


def test_alert_that_was_queued_by_a_clock_that_ran_ahead_is_told_once_it_is_right(paper: Paper) -> None:
    paper.titles.insert(0, "SEND places")
    paper.api.refuse_connections()
    assert paper.run(YEARS).failed
    paper.api.accept_connections()
    paper.run(-YEARS)
    assert paper.told() == ["SEND places"]


def test_message_that_was_put_off_by_a_clock_that_ran_ahead_is_sent_once_it_is_right(paper: Paper) -> None:
    with paper.store() as store, store.write() as db:
        number = outbox.queue(db, Message(ANN, "hello"), (), paper.now)
        outbox.retry(db, number, paper.now + YEARS, "Telegram can't be reached")
    paper.run()
    assert paper.api.chat(ANN).texts[-1] == "hello"


def test_digest_does_not_come_early_because_the_clock_was_put_right_by_a_minute(paper: Paper) -> None:
    paper.api.chat(ANN).says("/subscribe all daily")
    paper.run()
    paper.titles.insert(0, "SEND places")
    paper.run()
    paper.run(-timedelta(minutes=1))
    assert paper.told() == []


@pytest.mark.soak
def test_clock_that_went_back_and_forth_tells_nothing_twice(paper: Paper) -> None:
    paper.titles.insert(0, "SEND places")
    for jump in (timedelta(minutes=31), YEARS, -2 * YEARS, YEARS):
        paper.run(jump)
    assert paper.told() == ["SEND places"]
