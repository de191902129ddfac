"""Runs of the watcher, each a process of its own: started from the loaded runner, or as the command line itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.tools.standin import TEST_TOKEN

ROOT = Path(__file__).resolve().parents[3]
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Place:
    """Where a watcher lives."""

    config: Path
    state: Path
    log: Path
    time: Path
    """Where a story keeps its time."""

    def environment(self, api: str) -> dict[str, str]:
        """Without the settings of whoever runs this, and without a proxy to 127.0.0.1."""
        foreign = ("TELEGRAM_", "WATCHER_", "DATABASE_URL", "HTTP", "http", "ALL_PROXY", "all_proxy")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return kept | {"TELEGRAM_BOT_TOKEN": TEST_TOKEN, "TELEGRAM_API_URL": api, "PTB_TIMEDELTA": "1"}


class Life:
    """A run that may be signalled while it lasts, and never after: its number may be somebody else's then."""

    def __init__(self) -> None:
        self._process = 0
        self._born, self._lock = threading.Event(), threading.Lock()

    def begins(self, process: int) -> None:
        self._process = process
        self._born.set()

    def ends(self) -> None:
        with self._lock:
            self._process = 0

    def signal(self, number: int) -> None:
        self._born.wait()
        with self._lock, suppress(ProcessLookupError):
            if self._process:
                os.kill(self._process, number)

    def kill(self) -> None:
        """It is dead when this returns: nothing that is answered from now on is read."""
        self.signal(signal.SIGKILL)
        time.sleep(0.02)


class Starter(Protocol):
    """Starts one run at a time."""

    a_while: float
    """Seconds that `watcher run` works before it is asked to end."""

    def start(self, verb: str, statement: int, api: str) -> int:
        """The process's number. `statement`: it kills itself before that SQL statement; 0: it does not. `api`: where
        it finds Telegram."""

    def wait(self) -> int:
        """Its exit code, or minus the signal that killed it."""

    def close(self) -> None:
        """Ends what starts the runs."""


class Forked:
    """Runs at the time of the story, forked from a process that has loaded the product already."""

    a_while = 2.0

    def __init__(self, place: Place) -> None:
        given = {"config": place.config, "state": place.state, "log": place.log, "time": place.time}
        options = [text for name, value in given.items() for text in (f"--{name}", str(value))]
        command = [sys.executable, "-m", "tests.tools.chaos.runner", *options]
        self._runner = subprocess.Popen(
            command, cwd=ROOT, env=place.environment(""), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, verb: str, statement: int, api: str) -> int:
        assert self._runner.stdin
        asked = {"verb": verb, "statement": statement, "api": api}
        self._runner.stdin.write(json.dumps(asked) + "\n")
        self._runner.stdin.flush()
        return self._number()

    def wait(self) -> int:
        return self._number()

    def _number(self) -> int:
        assert self._runner.stdout
        line = self._runner.stdout.readline()
        if not line:
            raise RuntimeError("what starts the runs has ended; what it said stands above")
        return int(line)

    def close(self) -> None:
        self._runner.communicate(timeout=300)


class CommandLine:
    """Runs of `watcher` as cron starts them, at the time of the wall."""

    a_while = 15.0

    def __init__(self, place: Place) -> None:
        self._place = place
        self._run: subprocess.Popen[bytes] | None = None

    def start(self, verb: str, statement: int, api: str) -> int:
        assert not statement
        place = self._place
        command = [sys.executable, "-m", "watcher", verb, "--config", str(place.config), "--state", str(place.state)]
        command += ["--all"] if verb == "once" else []  # the config lets no site be due again within a minute
        with place.log.open("ab") as log:
            self._run = subprocess.Popen(command, cwd=ROOT, env=place.environment(api), stdout=log, stderr=log)
        return self._run.pid

    def wait(self) -> int:
        assert self._run
        return self._run.wait()

    def close(self) -> None:
        """Nothing is kept open."""
