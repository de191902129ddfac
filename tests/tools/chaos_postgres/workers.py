"""The workers: `watcher run` as it is installed, each in a state folder of its own, started again when it ends as a
supervisor would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from tests.tools.chaos.runs import ROOT

ENDS_WITHIN = 30.0


@dataclass
class Worker:
    """One of them. `cut_off` is set while somebody else sees to it that it does not work."""

    name: str
    folder: Path
    environment: Callable[[], Mapping[str, str]]
    """Of its next life."""
    since: float = 0.0
    """When it was started or woke up last, by `time.monotonic()`."""
    cut_off: bool = False
    lock: RLock = field(default_factory=RLock)
    _process: subprocess.Popen[bytes] | None = None

    def command(self, verb: str) -> list[str]:
        """A verb of the program with this worker's folders."""
        folders = ["--config", str(self.folder.parent / "config"), "--state", str(self.folder)]
        return [sys.executable, "-m", "watcher", verb, *folders]

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command("run"), cwd=ROOT, env=dict(self.environment()), stdout=log, stderr=log
            )
        self.since, self.cut_off = time.monotonic(), False

    def once(self) -> int:
        """Runs `once` with its folders; returns its exit code."""
        with self.log.open("ab") as log:
            done = subprocess.run(self.command("once"), cwd=ROOT, env=dict(self.environment()), stdout=log, stderr=log)
        return done.returncode

    def kill(self) -> None:
        """It is dead when this returns."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait()
        self.cut_off = True

    def stop(self) -> None:
        """It stands still when this returns, in whatever it was doing."""
        self._signal(signal.SIGSTOP)
        self.cut_off = True

    def wake(self) -> None:
        self.since, self.cut_off = time.monotonic(), False
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self._process:
            os.kill(self._process.pid, number)

    def ended(self) -> int | None:
        """Its exit code where it ended by itself."""
        with self.lock:
            return None if self.cut_off or not self._process else self._process.poll()

    def ends_when_asked(self) -> int:
        """Asks it to end; its exit code, or minus the signal where it had to be killed."""
        if not self._process:
            return 0
        self._signal(signal.SIGTERM)
        try:
            return self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
