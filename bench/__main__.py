"""`make bench`: everything that is measured, one after another, and what it came to in bench/RESULTS.md. About ten
minutes; BENCH_ROUNDS=1 for a quick look, which writes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import ROOT
from bench.idle import idle
from bench.report import Measured, written
from bench.sites import CASES, compare, memory_of

RESULTS = Path(__file__).with_name("RESULTS.md")
CROWDS = (1_000, 20_000, 100_000)


def said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # a command of its own, for whoever waits for it


def apart(module: str, *arguments: str) -> dict[str, float]:
    """The figures of a module that runs in a process of its own, so that its memory is its own."""
    said(f"{module} {' '.join(arguments)}")
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    rounds = int(os.environ.get("BENCH_ROUNDS", "5"))
    found = Measured(rounds)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found.idle = idle(folder / "idle", rounds)
        for number, case in enumerate(CASES):
            found.sites[case.name] = compare(case, folder / f"case-{number}", rounds, said)
        found.memory = {count: memory_of(folder / f"memory-{count}", count) for count in (10, 100, 400)}
        found.crowds = {count: apart("bench.crowd", str(count)) for count in CROWDS}
        found.paper = apart("bench.crowd", "0")
        for months in (1, 120):
            (folder / str(months)).mkdir()
        found.month = apart("bench.decade", str(folder / "1"), "1")
        found.decade = apart("bench.decade", str(folder / "120"), "120")
    text = written(found)
    print(text)  # its answer
    if rounds >= 5:
        RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
