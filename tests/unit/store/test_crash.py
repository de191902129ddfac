"""Nothing is lost and nothing comes twice: what is saved when Telegram is called, runs that are killed, a database that
another program holds. `make chaos` does the same on the large scale."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from tests.tools.chaos.runs import KILLED, Forked
from tests.tools.chaos.script import OPENING
from tests.tools.chaos.times import StoryTime
from tests.tools.chaos.world import Death, Watcher
from tests.tools.examples import every_example
from tests.tools.fuse import Fuse, Killed
from tests.tools.soaks import some
from tests.tools.standin import Call
from tests.unit.store.newspaper import ANN, DATABASE, Held, Paper
from watcher.bot.telegram import Telegram
from watcher.bot.telegram.poller import FIRST_PAUSE, LONGEST_RETRY, growing
from watcher.core.alerts import Message, Subscription
from watcher.core.errors import NotSent, StateError
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.run import run_once
from watcher.messages.context import RenderContext
from watcher.store import Store, chats, outbox

ROOT = Path(__file__).resolve().parents[3]
BEN = 43
LED_TO = """
    SELECT messages.state, changes.kind, documents.title FROM messages
    JOIN alerts ON alerts.message_id = messages.id JOIN changes ON changes.id = alerts.change_id
    JOIN documents ON documents.key = changes.key WHERE messages.html = ?
"""


@pytest.mark.sqlite_only("another program holds the file")
def test_when_telegram_is_called_the_message_is_claimed_and_all_that_led_to_it_is_saved(paper: Paper) -> None:
    left_by_a_power_cut = []

    def look(call: Call) -> bool:
        with closing(sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)) as db:
            ((state, *led_to),) = db.execute(LED_TO, (call.arguments["text"],)).fetchall()
            left_by_a_power_cut.append((state in ("claimed", "sending"), *led_to))
        return False

    paper.api.fail("sendMessage", times=None, when=look)
    paper.titles.insert(0, "SEND places")
    paper.run()
    assert left_by_a_power_cut == [(True, "new", "SEND places")]
    assert paper.told() == ["SEND places"]


@pytest.mark.soak
def test_killed_runs_lose_nothing_and_what_comes_twice_was_never_seen_to_be_taken(empty_database: Path) -> None:
    """What one that is killed in this process leaves is shown quickly by tests/features/test_promises.py."""
    with ExitStack() as stack:
        watcher = Watcher(stack, 7, StoryTime, Forked)
        watcher.place.state.mkdir()
        copyfile(empty_database, watcher.place.state / "watcher.sqlite3")
        watcher.opens("20m", OPENING)
        watcher.run("once", Death("never"))
        for death in (Death("statement", 60), Death("arrives", 5), Death("page", 3)):
            watcher.clock.forward(31)
            watcher.script.next_round(watcher.clock(), watcher.told())
            assert watcher.run("once", death) == KILLED
        watcher.clock.forward(31)
        assert watcher.run("once", Death("never")) == 0
        figures = watcher.verdict()
        assert figures.expected > 8
        assert figures.wrong == []
        assert watcher.told_badly() == []


LOCK_AND_DIE = """
import os, signal
from pathlib import Path
from watcher.jobs.lock import held
with held(Path("state")):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_lock_of_a_dead_run_blocks_nobody(paper: Paper) -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    died = subprocess.run([sys.executable, "-c", LOCK_AND_DIE], env=surroundings, check=False)
    assert died.returncode == -signal.SIGKILL
    assert Path("state/watcher.lock").exists()
    assert not paper.run().failed


# Another program holds the database


def followed(store: Store, chat_id: int) -> list[Subscription]:
    with store.read() as db:
        return chats.subscriptions(db, chat_id)


@pytest.mark.sqlite_only("another program holds the file")
def test_database_that_is_held_for_too_long_is_told_plainly(new_paper: Paper) -> None:
    paper = new_paper
    with paper.store() as store, Held(), pytest.raises(StateError, match=r"has held it for more than 0\.05 s"):
        OutboxWorker(store, RenderContext({}, paper.settings.timezone), lambda: paper.now).recover()


@pytest.mark.sqlite_only("another program holds the file")
def test_subscribe_that_can_not_be_stored_is_fetched_again(new_paper: Paper) -> None:
    paper = new_paper
    ben = paper.api.private(BEN)
    with paper.store() as store, paper.telegram(store) as bot:
        ben.says("/subscribe send")
        with Held(), pytest.raises(StateError):
            bot.answer_waiting()
        assert ben.texts == []
        bot.answer_waiting()
        assert [one.what for one in followed(store, BEN)] == ["send"]
    assert len(ben.texts) == 1


@pytest.mark.parametrize("commit", some([2, 1, 3], every=3))
def test_messages_that_were_carried_out_in_part_come_to_what_was_meant_when_they_come_again(
    new_paper: Paper, commit: int
) -> None:
    paper = new_paper
    ben = paper.api.private(BEN)
    ben.says("/subscribe all daily")
    with paper.store() as store, paper.telegram(store) as bot:
        bot.answer_waiting()
        Fuse(commit).burns_at(store.engine, "commit")
        for said in ("/stop", "/subscribe all weekly", "/subscribe send now"):
            ben.says(said)
        with pytest.raises(Killed):
            bot.answer_waiting()
    with paper.store() as store, paper.telegram(store) as bot:
        bot.answer_waiting()
        assert {one.what: one.frequency for one in followed(store, BEN)} == {"all": "weekly", "send": "now"}


def test_a_stop_that_comes_again_takes_nothing_back_that_was_queued_since(paper: Paper) -> None:
    paper.api.chat(ANN).says("/mine")
    paper.run()
    for said in ("/stop", "/subscribe all"):
        paper.api.chat(ANN).says(said)
    paper.api.bad_gateway("getUpdates", when=lambda call: bool(call.arguments.get("offset")))
    with paper.store() as store, paper.telegram(store) as bot, pytest.raises(NotSent):
        bot.answer_waiting()  # all of it, but Telegram does not hear of that
    paper.titles.insert(0, "SEND places")
    paper.publish()
    paper.now += timedelta(minutes=31)
    run_once(paper.settings, replace(paper.environment, token=""), clock=lambda: paper.now)
    paper.run()
    assert paper.told() == ["SEND places"]
    assert [one.what for one in followed(paper.store(), ANN)] == ["all"]


class StopAtTrouble(logging.Handler):
    """Stops the worker as soon as it has said that messages could not be stored, or not be answered."""

    def __init__(self, bot: Telegram) -> None:
        super().__init__(logging.ERROR)
        self._bot = bot

    def emit(self, record: logging.LogRecord) -> None:
        if record.name in ("watcher.bot.telegram.poller", "watcher.bot.telegram.handler"):
            self._bot.stop()


@pytest.mark.sqlite_only("another program holds the file")
def test_worker_that_can_not_store_a_message_leaves_it_with_telegram(new_paper: Paper) -> None:
    paper = new_paper
    paper.api.private(BEN).says("/subscribe send")
    with paper.store() as store, paper.telegram(store) as bot:
        trouble = StopAtTrouble(bot)
        logging.getLogger("watcher.bot.telegram").addHandler(trouble)
        try:
            with Held():
                bot.serve(OutboxWorker(store, RenderContext({}, paper.settings.timezone), lambda: paper.now))
        finally:
            logging.getLogger("watcher.bot.telegram").removeHandler(trouble)
        bot.answer_waiting()
        assert [one.what for one in followed(store, BEN)] == ["send"]


@pytest.mark.sqlite_only("another program holds the file")
def test_accepted_message_that_could_not_be_settled_at_once_does_not_come_twice(paper: Paper) -> None:
    with paper.store() as store:
        post = OutboxWorker(store, RenderContext({}, paper.settings.timezone), lambda: paper.now)
        with store.write() as db:
            outbox.queue(db, Message(ANN, "hello"), (), paper.now)
        message = post.claim()
        assert message
        with Held(), pytest.raises(StateError):
            post.sent(message, 7)
        assert post.claim() is None
        OutboxWorker(store, RenderContext({}, paper.settings.timezone), lambda: paper.now).recover()
        with store.read() as db:
            assert outbox.queue_counts(db)["waiting"] == 0
        assert post.delivered == 1


@every_example(("times", "seconds"), [(1, 1), (2, 2), (3, 4), (7, 60), (500, 60)])
def test_a_batch_that_can_not_be_stored_is_fetched_again_after_a_pause_that_grows_to_a_minute(
    times: int, seconds: float
) -> None:
    assert growing(times, FIRST_PAUSE, LONGEST_RETRY) == seconds
