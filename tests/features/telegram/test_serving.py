"""The worker's side: answers and alerts at once, through outages, until it is stopped."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from sqlalchemy import event

from tests.features.telegram.conftest import Runner
from tests.tools.standin import BotApi
from watcher.core.errors import TokenError

PATIENCE = 60  # seconds, only ever used up by a test that fails


class Worker(Thread):
    """`serve` in a thread of its own, as the program's main thread would run it."""

    def __init__(self, runner: Runner, alive: Callable[[str], object]) -> None:
        super().__init__(daemon=True)
        self.runner, self.alive = runner, alive
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.runner.telegram.serve(self.runner.post, self.alive)
        except Exception as error:
            self.error = error


@contextmanager
def serving(runner: Runner, alive: Callable[[str], object] = lambda what: None) -> Iterator[Worker]:
    worker = Worker(runner, alive)
    worker.start()
    try:
        yield worker
    finally:
        runner.telegram.stop()
        worker.join(PATIENCE)
    assert not worker.is_alive()


def eventually(true: Callable[[], object]) -> None:
    """Returns as soon as it is true."""
    ends = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > ends:
            pytest.fail("it never came true")
        time.sleep(0.005)


def test_command_is_answered_while_it_serves(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    with serving(runner) as worker:
        ann.says("/subscribe send")
        eventually(lambda: ann.texts)
    assert ann.texts[0].startswith("Following SEND")
    assert worker.error is None


def test_message_that_is_queued_meanwhile_is_sent_when_it_is_woken(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    with serving(runner):
        eventually(lambda: api.calls_to("getUpdates"))
        runner.queue(42, "New: one")
        runner.telegram.wake()
        eventually(lambda: ann.texts)
    assert ann.texts == ["New: one"]


def test_sending_begins_again_a_second_after_the_database_failed_and_later_when_it_goes_on_failing(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    troubles = [3]

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE messages") and troubles[-1] > 0:
            troubles.append(troubles[-1] - 1)
            raise sqlite3.OperationalError("disk I/O error")

    event.listen(runner.store.engine, "before_cursor_execute", fail)
    ann = api.private(42)
    with serving(runner):
        runner.queue(42, "New: one")
        runner.telegram.wake()
        eventually(lambda: ann.texts)
    pauses = re.findall(r"begins again in (\d+) s", caplog.text)
    assert pauses == ["1", "2", "4"]


def test_what_was_answered_is_confirmed_when_it_stops(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    with serving(runner):
        ann.says("/help")
        eventually(lambda: ann.texts)
    assert len(api.world.updates) == 0


def test_stop_before_it_has_begun_ends_it(api: BotApi, runner: Runner) -> None:
    runner.telegram.stop()
    runner.telegram.serve(runner.post)
    assert len(api.calls_to("sendMessage")) == 0


def test_stop_at_the_moment_it_is_woken_ends_it(api: BotApi, runner: Runner) -> None:
    with serving(runner):
        eventually(lambda: api.calls_to("getUpdates"))
        runner.telegram.stop()
        runner.telegram.wake()


def test_call_in_flight_ends_before_it_stops(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.desk.latency = 0.15
    runner.queue(42, "New: one")
    with serving(runner):
        eventually(lambda: api.calls_to("sendMessage"))
    assert ann.texts == ["New: one"]
    assert runner.queued() == {"waiting": 0, "failed": 0}


@pytest.mark.soak  # quicker: the one that is down when it begins, below
def test_outage_of_telegram_is_waited_out(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("getUpdates", times=1, code=502)
    with serving(runner):
        ann.says("/help")
        eventually(lambda: ann.texts)
    assert ann.texts[0].startswith("Havering Watcher")


def test_second_poller_is_waited_out(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("getUpdates", times=1, code=409, description="Conflict: terminated by other getUpdates request")
    with serving(runner) as worker:
        ann.says("/help")
        eventually(lambda: ann.texts)
    assert worker.error is None


def test_wrong_token_ends_it(api: BotApi, runner: Runner) -> None:
    api.world.token = "123456:another"
    with serving(runner) as worker:
        worker.join(PATIENCE)
    assert isinstance(worker.error, TokenError)


def test_last_poll_tells_when_telegram_answered(api: BotApi, runner: Runner) -> None:
    assert runner.telegram.last_poll is None
    ann = api.private(42)
    with serving(runner):
        ann.says("/help")
        eventually(lambda: ann.texts)
    assert runner.telegram.last_poll is not None


@pytest.mark.soak  # quicker: test_abuse.py, somebody else beside a flood
def test_flood_of_one_chat_does_not_stall_another(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(42), api.private(43)
    with serving(runner):
        for number in range(200):
            ann.says(f"/nonsense{number}")
        bob.says("/help")
        eventually(lambda: bob.texts)
    assert bob.texts[0].startswith("Havering Watcher")


def test_telegram_that_is_down_when_it_begins_is_waited_for(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    ann = api.private(42)
    ann.says("/help")
    runner.queue(42, "New: one")
    api.refuse_connections()
    with serving(runner) as worker:
        eventually(lambda: "trying again" in caplog.text)
        api.accept_connections()
        eventually(lambda: len(ann.texts) == 2)
    assert worker.error is None
