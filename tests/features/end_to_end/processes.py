"""The program as somebody starts it: `python -m watcher` in a process of its own, with an environment of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

LONGEST = 300.0
"""Seconds after which something that should have happened is given up; nothing waits so long where all is well."""


@dataclass(frozen=True)
class Ended:
    """How it ended."""

    code: int
    out: str
    err: str


def command(folder: Path, *verb: str, **environment: str) -> subprocess.Popen[str]:
    """Starts a verb in this folder, where `config` and `state` lie."""
    return started(folder, [sys.executable, "-m", "watcher", *verb], **environment)


def started(folder: Path, command: Sequence[str], **environment: str) -> subprocess.Popen[str]:
    """Starts it in this folder. Nothing of our own environment is handed on."""
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", "COLUMNS": "200"}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=plain | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end_of(process: subprocess.Popen[str]) -> Ended:
    """How it ends by itself; killed where it does not."""
    try:
        out, err = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"it did not end within {LONGEST} s: {out}{err}") from None
    return Ended(process.returncode, out, err)


def ended(folder: Path, *verb: str, **environment: str) -> Ended:
    return end_of(command(folder, *verb, **environment))


class Worker:
    """A running `watcher run`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def number(self) -> int:
        """Of the process."""
        return self._process.pid

    def until(self, happened: Callable[[], object]) -> None:
        """Waits for it; an error when it never comes, or the worker ends."""
        give_up = time.monotonic() + LONGEST
        while not happened():
            assert self._process.poll() is None, end_of(self._process)
            assert time.monotonic() < give_up, "it never happened"
            time.sleep(0.02)

    def ends(self, how: signal.Signals = signal.SIGTERM) -> Ended:
        """How it ends when it is asked to."""
        self._process.send_signal(how)
        return end_of(self._process)


@contextmanager
def working(folder: Path, **environment: str) -> Iterator[Worker]:
    """A worker that is killed at the end of the block if it still runs."""
    process = command(folder, "run", **environment)
    try:
        yield Worker(process)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
