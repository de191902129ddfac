"""What is stored about a chat is shown, and erased for good: rows, what lay under them, the log, our own copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, SETTINGS, Runner
from tests.tools.standin import BotApi
from watcher.cli.demo.clock import StoryClock
from watcher.config import Environment
from watcher.jobs.deliver import OutboxWorker
from watcher.messages.context import RenderContext
from watcher.store import Store, mutes, schema
from watcher.store.backup import backup
from watcher.store.erase import catch_up, wipe

CHAT = 4_242_424_242


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def folder_of(runner: Runner) -> Path:
    return Path(str(runner.store.engine.url.database)).parent


def test_privacy_is_explained(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/privacy")
    runner.answer()
    assert "No names" in ann.texts[0]
    assert "https://example.org/us" in [entity.get("url") for entity in ann.messages[0].entities]


def test_mydata_shows_all_of_it(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    for said in ("/subscribe send daily", "/keyword school places", "/quiet 22-7", "/pause 2w", "/mydata"):
        ann.says(said)
    runner.answer()
    told = ann.texts[-1]
    for part in (str(CHAT), "private chat", "SEND – once a day", "“school places”", "22:00 and 07:00", "Paused until"):
        assert part in told
    assert "“school places” – as it happens, since " in told


def test_mydata_shows_what_waits_to_be_told(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe cabinet daily")
    runner.answer()
    logs(runner, CABINET, document("r1", "Late paper"))
    ann.says("/mydata")
    runner.answer()
    assert ann.texts[-1].endswith("Waiting to be told: Late paper")


@pytest.mark.soak  # quicker: what waits, above
def test_mydata_shows_the_messages_that_are_remembered_each_by_its_first_line(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe send")
    runner.answer()
    for number in range(102):
        runner.queue(CHAT, f"<b>New report: R&amp;D {number}</b>\n\nMore of it")
    ann.says("/mydata")
    runner.answer()
    told = "\n".join(ann.texts[1:])
    assert told.count(": New report: R&D ") == 100
    assert told.index("R&D 101") < told.index("R&D 100")
    assert told.endswith("… and 2 earlier ones")
    assert "More of it" not in told


def test_mydata_of_somebody_unknown_is_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/mydata")
    ann.says("/forget yes")
    runner.answer()
    assert ann.texts == ["Nothing is stored about this chat."]


@pytest.mark.soak  # quicker: unit tests of splitting; what it shows is shown above
def test_long_mydata_comes_in_several_messages(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    for number in range(50):
        ann.says(f"/keyword {'abcdefghi ' * 9}{number}")
    runner.answer()
    runner.ahead = timedelta(minutes=2)
    before = len(ann.texts)
    ann.says("/mydata")
    runner.answer()
    told = "\n".join(ann.texts[before:])
    assert len(ann.texts) > before + 1
    assert told.count("“abcdefghi") == 50


@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_forget_erases_it_everywhere_at_once(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(CHAT), api.private(43)
    ann.says("/keyword unmistakable wish")
    bob.says("/subscribe send")
    runner.answer()
    runner.queue(CHAT, "New: unmistakable report")
    folder = folder_of(runner)
    schema.keep_copy(runner.store.engine, "0000", None)
    assert bytes_of(folder).count(b"unmistakable") > 3
    ann.says("/forget yes")
    runner.answer()
    assert ann.texts[-1].startswith("Everything stored about this chat is erased")
    assert b"unmistakable" not in bytes_of(folder)
    assert "send" in runner.follows(43)
    copy = next(path for path in folder.iterdir() if ".before-" in path.name and path.suffix != ".shm")
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT chat_id FROM chats").fetchall() == [(43,)]


@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_forget_erases_it_in_a_backup_that_lies_beside_the_database(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/keyword unmistakable wish")
    runner.answer()
    copy = folder_of(runner) / "sunday.db"
    backup(runner.store.engine.url.render_as_string(), copy)
    assert b"unmistakable" in copy.read_bytes()
    ann.says("/forget yes")
    runner.answer()
    assert b"unmistakable" not in copy.read_bytes()


@pytest.mark.soak  # quicker: the backup, above; unit/store/test_backup.py
@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_forget_deletes_a_damaged_copy_of_ours_and_leaves_other_files_alone(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/keyword unmistakable wish")
    runner.answer()
    folder = folder_of(runner)
    damaged, other = folder / "watcher.sqlite3.before-restore-20261122T093000Z", folder / "notes.txt"
    backup(runner.store.engine.url.render_as_string(), damaged)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:100] + b"\xff" * 5_000 + whole[5_100:])
    other.write_text("unmistakable note")
    ann.says("/forget yes")
    runner.answer()
    assert ann.texts[-1].startswith("Everything stored about this chat is erased")
    assert not damaged.exists()
    assert other.read_text() == "unmistakable note"


@pytest.fixture
def impatient(database_url: str, environment: Environment, story: StoryClock) -> Iterator[Runner]:
    """A bot whose store waits for no other program."""
    with Store(database_url, busy_seconds=0.02) as store:
        opened = Runner(store, environment, story)
        with opened.telegram:
            yield opened


@contextmanager
def read_meanwhile(runner: Runner) -> Iterator[None]:
    """Another program looks at the database, and goes on seeing it as it was."""
    with closing(sqlite3.connect(str(runner.store.engine.url.database), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM subscriptions").fetchone() == (1,)
        yield


@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_what_could_not_be_wiped_while_somebody_read_is_wiped_at_the_end_of_the_run(
    api: BotApi, impatient: Runner
) -> None:
    runner = impatient
    ann = api.private(CHAT)
    ann.says("/keyword unmistakable wish")
    runner.answer()
    with read_meanwhile(runner):
        ann.says("/forget yes")
        runner.answer()
        assert ann.texts[-1].startswith("Everything stored about this chat is erased")
        assert b"unmistakable" in bytes_of(folder_of(runner))
    runner.post.prune()
    assert b"unmistakable" not in bytes_of(folder_of(runner))
    assert wipe(runner.store)


@pytest.mark.soak  # quicker: the end of the run, above
@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_what_is_read_even_then_is_wiped_by_a_later_run(
    api: BotApi, impatient: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    runner, ann = impatient, api.private(CHAT)
    ann.says("/keyword unmistakable wish")
    runner.answer()
    with read_meanwhile(runner):
        ann.says("/forget yes")
        runner.answer()
        runner.post.prune()
        assert "not wiped from the files yet" in caplog.text
    with Store(runner.store.engine.url.render_as_string()) as later:  # another process
        OutboxWorker(later, RenderContext({}, SETTINGS.timezone), runner.clock).prune()
    assert b"unmistakable" not in bytes_of(folder_of(runner))


@pytest.mark.soak  # quicker: everywhere at once, above
@pytest.mark.sqlite_only("of the file that SQLite keeps")
def test_nothing_is_wiped_where_nobody_was_erased(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/keyword unmistakable wish")
    runner.answer()
    runner.post.prune()
    assert b"unmistakable" in bytes_of(folder_of(runner))
    assert list(runner.follows(CHAT)) == ["unmistakable wish"]


@pytest.mark.soak  # quicker: everywhere at once, above
def test_forgotten_chat_is_told_nothing_and_can_begin_anew(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe send")
    runner.answer()
    runner.queue(CHAT, "New: one")
    ann.says("/forget yes")
    runner.answer()
    runner.deliver()
    assert "New: one" not in ann.texts
    ann.says("/mydata")
    runner.answer()
    assert ann.texts[-1] == "Nothing is stored about this chat."
    ann.says("/start send")
    runner.answer()
    assert "send" in runner.follows(CHAT)


@pytest.mark.parametrize(("days", "left"), [(29, {"send"}), (31, set())])
def test_chat_that_blocked_us_is_erased_after_thirty_days(
    api: BotApi, runner: Runner, days: int, left: set[str]
) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe send")
    runner.answer()
    ann.blocks()
    runner.answer()
    runner.ahead = timedelta(days=days)
    catch_up(runner.store, runner.clock())
    assert set(runner.follows(CHAT)) == left


@pytest.mark.soak  # quicker: thirty days, above
def test_every_run_erases_who_blocked_us_long_ago(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(CHAT), api.private(43)
    ann.says("/subscribe send")
    bob.says("/subscribe send")
    runner.answer()
    ann.blocks()
    runner.answer()
    runner.ahead = timedelta(days=31)
    runner.post.prune()
    assert (set(runner.follows(CHAT)), set(runner.follows(43))) == (set(), {"send"})
    assert str(CHAT).encode() not in bytes_of(folder_of(runner))


def test_mutes_are_shown_forgotten_and_end_by_themselves(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe all")
    runner.answer()
    with runner.store.write() as db:
        mutes.mute(db, CHAT, "cabinet", "", runner.clock())
    ann.says("/mydata")
    runner.answer()
    assert "Cabinet" in ann.texts[-1]
    runner.ahead = timedelta(days=31)
    runner.post.prune()
    with runner.store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM mutes").scalar() == 0


def test_chat_that_can_be_reached_is_never_erased_for_its_age(api: BotApi, runner: Runner) -> None:
    ann = api.private(CHAT)
    ann.says("/subscribe send")
    runner.answer()
    runner.ahead = timedelta(days=3_000)
    catch_up(runner.store, runner.clock())
    assert "send" in runner.follows(CHAT)
