"""What a command costs as a whole process, and what several runs of it come to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU (user and system) and wall seconds, peak memory in MiB; of the process and of all it started."""

    cpu: float
    wall: float
    peak: float


def run(
    command: Sequence[str], home: Path, environment: Mapping[str, str] | None = None, *, codes: Sequence[int] = (0,)
) -> Cost:
    """Runs a command once, with compiled bytecode, away from anybody's own settings but `environment`. Raises
    RuntimeError for an exit code that is none of `codes`, with what the command complained of."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **(environment or {})}
    launched = [sys.executable, "-I", "-S", str(LAUNCH), *command]
    done = subprocess.run(launched, env=env, cwd=home, capture_output=True, text=True)  # noqa: S603  # ours
    if done.returncode:
        raise RuntimeError(f"{command[0]} was not measured ({done.returncode}): {done.stderr[-3000:]}")
    cost = json.loads(done.stdout)
    if (code := cost.pop("code")) not in codes:
        raise RuntimeError(f"{command[0]} failed ({code}):\n{done.stderr[-3000:]}")
    return Cost(**cost)


def from_environment(name: str, usual: int) -> int:
    """Returns a whole number from 1 on that the caller may set. Ends the process with a sentence where it is set to anything else."""
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or not int(text):
        sys.exit(f"{name} is {text!r}; it must be a whole number from 1 on, and is {usual} where it is not set.")
    return int(text)


def middle(costs: Sequence[Cost]) -> Cost:
    """Returns the median of each figure by itself."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in Cost.__slots__))
