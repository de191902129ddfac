"""`make bench`: everything that is measured, one after another, and what it came to in bench/RESULTS.md. About ten
minutes. BENCH_ROUNDS=1 is a quick look at smaller crowds, BENCH_SITES=5 one at fewer pages and feeds: either prints
its results, compares them with no earlier ones and writes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.contenders import ROOT
from bench.defaults import day_of_cron, default_intervals, sixteen
from bench.idle import WITH, idle
from bench.measure import from_environment
from bench.ratios import committed
from bench.report import Measured, written
from bench.sites import CASES, MANY, USUAL, compare, memory_of

RESULTS = Path(__file__).with_name("RESULTS.md")
ENOUGH = 5
"""Rounds from which on it is no quick look, and counts."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many chats hear of a story, how many of an agenda of so many pages, after how many months beside one, and
    how many documents the public pages show."""

    crowds: tuple[int, ...] = (1_000, 20_000, 100_000)
    chats: int = 1_000
    pack: int = 300
    months: int = 120
    site: int = 10_000


QUICK = Sizes((100, 1_000), 50, 45, 3, 500)


def said(line: str) -> None:
    """Tells whoever waits how far it is; standard output is for the answer."""
    print(line, file=sys.stderr, flush=True)


def apart(module: str, *arguments: str) -> dict[str, Any]:  # Any: figures, and one mapping of them
    """Returns the figures of a module that runs in a process of its own, so that its memory is its own."""
    said(f"{module} {' '.join(arguments)}")
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measured(rounds: int, sizes: Sizes) -> Measured:
    """Everything, one after another."""
    found, began = Measured(rounds), time.monotonic()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found.idle = idle(folder / "idle", rounds)
        found.sixteen = sixteen(folder / "sixteen", rounds)
        found.cron = day_of_cron(found.sixteen, found.idle[WITH].cpu, default_intervals())
        for number, case in enumerate(CASES):
            found.sites[case.name] = compare(case, folder / f"case-{number}", rounds, said)
        found.memory = {count: memory_of(folder / f"memory-{count}", count) for count in (10, 100, 400)}
        found.crowds = {count: apart("bench.crowd", str(count)) for count in sizes.crowds}
        found.pack = apart("bench.pack", str(sizes.chats), str(sizes.pack)) | {"pages": sizes.pack}
        found.pack["alone"] = apart("bench.pack", "1", str(sizes.pack))
        found.paper = apart("bench.crowd", "0")
        for months in (1, sizes.months):
            (folder / str(months)).mkdir()
        found.month = apart("bench.decade", str(folder / "1"), "1")
        found.decade = apart("bench.decade", str(folder / str(sizes.months)), str(sizes.months))
        (folder / "site").mkdir()
        found.site = apart("bench.public_site", str(folder / "site"), str(sizes.site))
    found.minutes = (time.monotonic() - began) / 60
    return found


def main() -> None:
    """Measures, prints the results, and writes them where it was no quick look."""
    ArgumentParser(prog="make bench", description=__doc__).parse_args()
    rounds = from_environment("BENCH_ROUNDS", ENOUGH)
    counts = rounds >= ENOUGH and MANY == USUAL
    found = measured(rounds, Sizes() if rounds >= ENOUGH else QUICK)
    text = written(found, committed(RESULTS) if counts else None)
    print(text)  # its answer
    if counts:
        RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
