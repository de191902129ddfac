"""The figures of `make chaos`: kills, alerts expected, lost, doubled. Exit code 1 where one is lost or doubled."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

from tests.tools.chaos.runs import CommandLine, Forked
from tests.tools.chaos.script import DAILY, OPENING
from tests.tools.chaos.times import StoryTime, WallTime
from tests.tools.chaos.truth import Figures
from tests.tools.chaos.world import Death, Watcher

UNCERTAIN_FOR = 61
"""Seconds after which what a killed run was sending is sent again."""
SLOWER = 3
"""How many times as long the installed program takes to begin."""
STATEMENTS, CALLS, PAGES = 260, 14, 4
"""About as many as a run that has something to tell carries out, makes and asks for."""


@dataclass
class Outcome:
    """What a world came to."""

    name: str
    kills: int
    runs: int
    figures: Figures
    wrong: list[str]


def deaths(rng: Random) -> Iterator[tuple[str, Death]]:
    """What is run and when it is killed, for ever: every kind of moment in turn, each going through all its numbers in
    strides."""
    for lap in count():
        of_call = 1 + lap * 5 % CALLS
        yield "once", Death("statement", 1 + lap * 37 % STATEMENTS)
        yield "once", Death("vanishes" if lap % 2 else "arrives", of_call)
        yield "once", Death("statement", 1 + rng.randrange(STATEMENTS))
        yield "once", Death("processed", of_call)
        yield "once", Death("instant", seconds=rng.uniform(0.02, 0.7))
        yield "once", Death("answered", of_call)
        yield "run", Death("processed", of_call)
        yield "once", Death("page", 1 + lap % PAGES)
        yield "run", Death("instant", seconds=rng.uniform(0.1, 1.2))
        yield "once", Death("statement", 1 + rng.randrange(STATEMENTS))


def torment(watcher: Watcher, plan: Iterator[tuple[str, Death]], kills: int, minutes: float) -> None:
    """Kills a run after each thing that happens. Before the first: the first visit itself is killed a few times."""
    script, rng = watcher.script, watcher.rng
    for verb, death in islice(plan, 8):
        watcher.run(verb, death)
    watcher.run("once", Death("never"))
    newcomers = count(100)
    while watcher.kills < kills:
        watcher.clock.forward(minutes)
        script.next_round(watcher.clock(), watcher.told())
        if rng.random() < 0.1:
            script.subscribes(next(newcomers), rng.choice(("all", "send", "money", "schools", "council")))
        if rng.random() < 0.05:
            script.unsubscribes(rng.choice(script.wishes[len(OPENING) :] or script.wishes))
        watcher.run(*next(plan))


def quieten(watcher: Watcher, minutes: float, a_day: float) -> None:
    """Runs on undisturbed until nothing waits; then something happens once more, for whoever asked last."""
    _until_quiet(watcher, minutes)
    watcher.script.next_round(watcher.clock(), watcher.told())
    _until_quiet(watcher, minutes)
    _until_quiet(watcher, a_day)


def _until_quiet(watcher: Watcher, minutes: float) -> None:
    """Nothing waits but digests, perhaps."""
    for _ in range(6):
        watcher.clock.forward(minutes)
        watcher.run("once", Death("never"))
        if not watcher.waiting():
            break


def forked(seed: int, kills: int) -> Outcome:
    """A world at the time of the story: a run every half hour of it, killed at every kind of moment."""
    with ExitStack() as stack:
        watcher = Watcher(stack, seed, StoryTime, Forked)
        watcher.opens("20m", OPENING | DAILY)
        torment(watcher, deaths(watcher.rng), kills, minutes=31)
        quieten(watcher, minutes=31, a_day=25 * 60)
        return _outcome("runs in the time of a story", watcher)


def command_line(seed: int, kills: int) -> Outcome:
    """A world at the time of the wall, with `watcher once` and `watcher run` as they are installed."""
    with ExitStack() as stack:
        watcher = Watcher(stack, seed, lambda _: WallTime(), CommandLine)
        watcher.opens("1m", OPENING)
        plan = (
            (verb, replace(death, seconds=death.seconds * SLOWER))
            for verb, death in deaths(watcher.rng)
            if death.moment != "statement"
        )
        torment(watcher, plan, kills, minutes=0.1)
        time.sleep(UNCERTAIN_FOR)
        quieten(watcher, minutes=0.1, a_day=0.1)
        return _outcome("the command line", watcher)


def _outcome(name: str, watcher: Watcher) -> Outcome:
    figures = watcher.verdict()
    return Outcome(name, watcher.kills, len(watcher.runs), figures, watcher.told_badly())


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.tools.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what happens; the moments vary a little")
    parser.add_argument("--kills", type=int, default=260, help="runs to be killed in the time of a story")
    parser.add_argument("--slow-kills", type=int, default=20, help="runs of the installed program to be killed")
    given = parser.parse_args()
    with ThreadPoolExecutor(3) as pool:
        worlds = [pool.submit(forked, given.seed + number, given.kills // 2) for number in range(2)]
        worlds.append(pool.submit(command_line, given.seed + 2, given.slow_kills))
        outcomes = [world.result() for world in worlds]
    print(f"seed {given.seed}")
    for outcome in outcomes:
        report(outcome)
    return 0 if all(one.figures.good and not one.wrong for one in outcomes) else 1


def report(one: Outcome) -> None:
    found = one.figures
    print(
        f"{one.name}: {one.kills} kills in {one.runs} runs; {found.expected} alerts expected, {found.delivered} told;"
    )
    print(f"  lost {found.lost}, let go {found.let_go}, doubled {found.doubled}, not asked for {found.unwanted};")
    print(f"  {found.allowed} came again, as they may ({found.most} copies at most): their runs saw no answer")
    for line, times in Counter(found.wrong + one.wrong).most_common(20):
        print(f"  {line}" + (f" ({times} times)" if times > 1 else ""))


if __name__ == "__main__":
    sys.exit(main())
