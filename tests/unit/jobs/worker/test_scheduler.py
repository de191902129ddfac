"""The parts of the worker, each by itself: the watchdog, jobs, systemd, the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Lock, Semaphore, Thread, Timer

import pytest

from tests.conftest import ROOT
from watcher.core.errors import StateError, Stopped, Stuck
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.watchdog import ALIVE, READY, Watchdog, notify

LONG = 60.0  # seconds, only ever used up by a test that fails


def test_what_gives_no_sign_is_reported_once_until_it_gives_one_again() -> None:
    now = [0.0]
    dog = Watchdog(lambda: now[0])
    dog.sign("a visit")
    now[0] = 900
    assert dog.newly_silent(900) == []
    now[0] = 901
    assert [dog.newly_silent(900) for _ in range(2)] == [["a visit"], []]
    dog.sign("a visit")
    assert dog.silent(900) == []
    now[0] = 2_000
    assert dog.newly_silent(900) == ["a visit"]


def test_what_has_ended_need_give_no_sign() -> None:
    now = [0.0]
    dog = Watchdog(lambda: now[0])
    dog.sign("a visit")
    dog.done("a visit")
    dog.done("what never began")
    now[0] = 10_000
    assert dog.silent(1) == []


def noting(calls: list[str], enough: int, done: Event) -> Callable[[str], None]:
    def call(site: str) -> None:
        calls.append(site)
        if len(calls) >= enough:
            done.set()

    return call


def test_each_site_that_is_due_is_called_again_and_again_and_one_that_is_due_no_more_is_not() -> None:
    calls: list[str] = []
    due = {"a": False, "b": False}
    done = Event()
    with Scheduler() as jobs:
        jobs.visits(lambda: dict(due), noting(calls, 4, done), 0.02, 0)
        assert done.wait(LONG)
        assert {"a", "b"} == set(calls)
        del due["a"]
        calls.clear()
        done.clear()
        assert done.wait(LONG)
    assert set(calls[2:]) == {"b"}  # the first may have been under way


def test_however_many_sites_there_are_they_are_one_look() -> None:
    looks: list[int] = []
    done = Event()

    def look() -> dict[str, bool]:
        looks.append(1)
        return {str(number): False for number in range(1_330)}

    with Scheduler() as jobs:
        jobs.visits(look, noting([], 1_330, done), 3_600, 0)
        assert done.wait(LONG)
    assert looks == [1]


def test_a_look_is_made_at_once_where_that_is_asked_for() -> None:
    looks = Semaphore(0)

    def look() -> dict[str, bool]:
        looks.release()
        return {}

    with Scheduler() as jobs:
        jobs.visits(look, lambda site: None, 3_600, 0)
        assert looks.acquire(timeout=LONG)
        jobs.look_now()
        assert looks.acquire(timeout=LONG)


def test_sites_that_are_due_at_once_are_not_all_begun_at_once() -> None:
    calls: list[str] = []
    with Scheduler() as jobs:
        done = Event()
        jobs.visits(lambda: {"a": False, "b": False}, noting(calls, 1, done), 3_600, jitter=2 * LONG)
        assert done.wait(LONG)
    assert calls == ["a"]  # and the end did not wait for the other


def test_a_call_never_overlaps_with_the_last_one_and_another_site_does_not_wait_for_it() -> None:
    both, lock = Barrier(2, timeout=LONG), Lock()
    at_once: list[str] = []
    overlapping: list[str] = []
    done = Event()

    def call(site: str) -> None:
        with lock:
            overlapping.extend({site} & set(at_once))
            at_once.append(site)
        if not done.is_set():
            both.wait()  # passes only while both sites are called at the same time
        with lock:
            at_once.remove(site)
        done.set()

    with Scheduler() as jobs:
        jobs.visits(lambda: {"a": False, "b": False}, call, 0.01, 0)
        assert done.wait(LONG)
    assert overlapping == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StateError("the disk is full"), "ERROR|chore: the disk is full"),
        (Stopped("it ends"), "INFO|end chore: broken off; nothing of it was saved"),
        (KeyError("x"), "ERROR|chore: unexpected KeyError: 'x'; please report this"),
    ],
)
def test_trouble_in_a_call_is_a_line_of_the_log_and_the_next_one_comes(
    error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    calls: list[int] = []
    done = Event()

    def chore() -> None:
        calls.append(1)
        if len(calls) > 1:
            done.set()
        raise error

    with Scheduler() as jobs:
        jobs.chore(chore, 0.01)
        assert done.wait(LONG)
    assert {f"{one.levelname}|{one.getMessage()}" for one in caplog.records} == {said}


@pytest.mark.parametrize(("hours", "calls"), [(-1, 2), (1, 1)], ids=["set back", "put forward"])
def test_a_clock_that_is_set_back_makes_nothing_wait(hours: int, calls: int, caplog: pytest.LogCaptureFixture) -> None:
    ahead = [0.0]
    made: list[float] = []
    looks = Semaphore(0)
    """One for each look at the clock since it was set."""
    begun, again = Event(), Event()

    def wall() -> float:
        begun.set()
        if ahead[0]:
            looks.release()
        return time.time() + ahead[0]

    def chore() -> None:
        made.append(ahead[0])
        if ahead[0]:
            again.set()
        ahead[0] = hours * 3_600.0

    with Scheduler(wall, look=0.02) as jobs:
        assert begun.wait(LONG)
        jobs.chore(chore, 7_200)
        assert all(looks.acquire(timeout=LONG) for _ in range(5))
        assert again.wait(LONG) if calls > 1 else not again.is_set()
    assert len(made) == calls
    assert ("clock set back by 3600 s" in caplog.text) == (hours < 0)


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told_over_its_socket(tmp_path: Path, abstract: bool) -> None:
    name = f"watcher-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.settimeout(LONG)
        systemd.bind(f"\0{name}" if abstract else str(tmp_path / "notify"))
        env = {"NOTIFY_SOCKET": f"@{name}" if abstract else str(tmp_path / "notify")}
        assert notify(READY, env)
        assert notify(ALIVE, env)
        assert [systemd.recv(100) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]


def test_where_there_is_no_systemd_nothing_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not notify(READY, {})
    assert caplog.text == ""
    assert not notify(READY, {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    assert "systemd could not be told READY=1" in caplog.text


def test_a_signal_that_finds_the_main_thread_asleep_ends_it_all_the_same() -> None:
    """As where it comes in the instant before: the main thread is not woken by it."""
    asleep = Event()

    def kill() -> None:
        asleep.wait(LONG)
        os.kill(os.getpid(), signal.SIGTERM)

    with Shutdown(look=0.02) as ending:
        Thread(target=kill, daemon=True).start()
        too_late = Timer(LONG, ending.begin, [Stuck("nobody woke it")])
        too_late.start()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # another thread is given it
        try:
            asleep.set()
            ending.wait()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            too_late.cancel()
        assert ending.reason is None


def test_the_end_begins_once_and_calls_who_wants_to_know_also_those_who_come_late() -> None:
    calls: list[str] = []
    with Shutdown() as ending:
        ending.calls(lambda: calls.append("early"))
        ending.begin(Stuck("first"))
        ending.begin(Stuck("second"))
        ending.calls(lambda: calls.append("late"))
        ending.sleep(LONG)
        ending.wait()
        assert ending.has_begun()
    assert (str(ending.reason), calls) == ("first", ["early", "late"])


WILL_NOT_END = """
import runpy, time  # the one file: all that a worker needs takes a second to load
Shutdown = runpy.run_path("watcher/jobs/worker/shutdown.py")["Shutdown"]
with Shutdown(last_resort=0.05) as ending:
    ending.begin()
    time.sleep(60)
"""


def test_what_does_not_end_by_itself_is_ended_by_force_and_said() -> None:
    done = subprocess.run([sys.executable, "-c", WILL_NOT_END], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "end by force: something did not end within" in done.stderr
