"""The command line in this process; and the worker, with its looks in quick succession, while a story happens in a
thread beside it."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread, main_thread

from tests.features.end_to_end.processes import Ended
from tests.features.end_to_end.town import Town
from tests.tools.commandline import invoke
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.cli.demo.clock import HURRY
from watcher.cli.exit import log_to_stderr
from watcher.cli.progress import told_as_log
from watcher.jobs.setup import utc_now
from watcher.jobs.visit_all import Clock
from watcher.jobs.worker import Intervals, serve

LONG = 300.0  # seconds, only ever used up by a test that fails
QUICK = Intervals(visits=0.1, jitter=0, config=0.05, beat=0.05)


def until(happened: Callable[[], object]) -> None:
    give_up = time.monotonic() + LONG
    while not happened():
        assert time.monotonic() < give_up, "it never happened"
        time.sleep(0.01)


@contextmanager
def no_harm() -> Iterator[None]:
    """A signal that comes too late ends no test run."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    yield
    signal.signal(signal.SIGTERM, before)


@contextmanager
def logging_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("watcher")
    handlers, levels = list(root.handlers), (root.level, ours.level)
    yield
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def ended(folder: Path, *verb: str, **environment: str) -> Ended:
    """How a verb ended that was started in this folder, where `config` and `state` lie."""
    with logging_as_before(), no_harm(), chdir(folder):
        result = invoke(*verb, env=environment)
    return Ended(result.exit_code, result.stdout, result.stderr)


def hurried() -> RateLimiter:
    """A rate limiter whose clock is HURRY times as fast as the real one: of its pauses a test sees the end."""
    return RateLimiter(clock=lambda: time.monotonic() * HURRY, sleep=lambda seconds: asyncio.sleep(seconds / HURRY))


def signalled(number: signal.Signals) -> None:
    """Sends it to this process, to the thread that handles it: one that another thread of ours gets, as the system may
    choose, is handled when the main thread next wakes, up to a second later."""
    signal.pthread_kill(main_thread().ident or 0, number)


class Told(Thread):
    """A story that happens while the worker works; at its end the worker is asked to end. Without a story it ends by
    itself."""

    def __init__(self, town: Town, story: Callable[[], object] | None) -> None:
        super().__init__(daemon=True)
        self.ended = Event()
        self.town, self.story = town, story or partial(self.ended.wait, LONG)
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            until((self.town.folder / "state" / "worker.json").exists)
            self.story()
        except BaseException as error:
            self.error = error
        signalled(signal.SIGTERM)


def work(
    town: Town,
    story: Callable[[], object] | None,
    intervals: Intervals = QUICK,
    clock: Clock = utc_now,
    limiter: RateLimiter | None = None,
) -> None:
    """Works through the story, and ends; without one, until it ends by itself."""
    told = Told(town, story)
    log_to_stderr()
    with no_harm():
        told.start()
        try:
            serve(
                town.settings(),
                town.environment,
                progress=told_as_log,
                intervals=intervals,
                clock=clock,
                limiter=limiter,
            )
        finally:
            told.ended.set()
            told.join(LONG)
            if told.error:
                raise told.error
