"""The figures of `make chaos-postgres`: kills, how long until another worker took over, alerts expected, lost, doubled,
requests at once for a host, messages a second. Exit code 1 where a promise is broken."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from tests.tools.chaos.truth import judge
from tests.tools.chaos_postgres.country import DELAY
from tests.tools.chaos_postgres.crew import Crew, until
from tests.tools.chaos_postgres.disturbances import Disturbances
from tests.tools.chaos_postgres.evidence import TAKES_OVER, WHILE, Findings, allowance, spread
from tests.tools.chaos_postgres.telegram import messages
from tests.tools.postgres import MISSING, Cluster, end_in_order, programs
from tests.tools.standin.records import most_per_second
from watcher.fetch.throttle import JITTER

BASELINE, NOTHING = 240.0, 180.0
"""Seconds that all first visits may take, and in which nothing is sent before what still waits counts as lost."""


def begins(crew: Crew) -> None:
    """All is visited once, and who asked for something is heard."""
    crew.begin()
    sources = len(crew.country.hosts)
    first = "SELECT count(*) FROM sources WHERE baseline_at IS NOT NULL"

    def ready() -> bool:
        with crew.api.world.lock:
            unheard = len(crew.api.world.updates)
        return not unheard and crew.tables() and int(str(crew.ask(first)[0][0])) == sources

    if not until(BASELINE, ready, look=0.5):
        said(f"not every source was visited within {BASELINE:.0f} s")


def torment(crew: Crew, disturbances: Disturbances, rounds: int, seconds: float) -> None:
    """Rounds of news and disturbances; somebody comes and somebody goes in each."""
    newcomers = count(100)
    for number in range(rounds):
        crew.country.subscribes(next(newcomers), crew.rng.choice(("all", "send", "money", "feed-11")))
        crew.country.unsubscribes(crew.rng.choice(crew.country.wishes[:40]))
        for disturbance in disturbances.all:
            began = time.monotonic()
            crew.publish()
            said(f"round {number + 1}: {disturbance.__name__.replace('_', ' ')}")
            disturbance()
            time.sleep(max(0.0, began + seconds / len(disturbances.all) - time.monotonic()))


def quieten(crew: Crew) -> None:
    """Something happens once more, for whoever asked last; then nothing until all is told, however slowly, or nothing
    is sent any more."""
    crew.publish()
    said("until all is told")
    while not all_told(crew):
        before = messages(crew.api)
        if not until(NOTHING, partial(goes_on, crew, before), look=5.0):
            return


def goes_on(crew: Crew, before: int) -> bool:
    """Whether more messages than these were sent, or all is told."""
    return messages(crew.api) > before or all_told(crew)


def all_told(crew: Crew) -> bool:
    return not crew.waiting() and not judged(crew).figures.lost


def judged(crew: Crew) -> Findings:
    figures = judge(crew.country.happenings, crew.country.wishes, crew.deliveries())
    return Findings(figures)


def findings(crew: Crew, disturbances: Disturbances) -> Findings:
    done, found = disturbances.counted, judged(crew)
    found.kills, found.stops, found.restarts, found.cuts = done.kills, done.stops, done.restarts, done.cuts
    found.takeovers, found.once = done.takeovers, done.once
    found.at_once, found.shortest_pause = crew.site.most_at_once(), crew.site.shortest_pause()
    found.sends = most_per_second(crew.api.calls)
    found.sends_in_a_while = most_per_second(crew.api.calls, WHILE)
    found.ends, found.said = crew.ends, crew.said_badly()
    return found


def report(found: Findings, given: Namespace, load: float) -> int:
    """Prints everything; returns the exit code."""
    figures, factor = found.figures, allowance(load, os.cpu_count() or 1)
    print(f"seed {given.seed}: 3 workers, 102 sources, 50 chats, {given.rounds} rounds of {given.seconds:.0f} s")
    print(f"kills {found.kills}, stopped and woken {found.stops}, database restarted {found.restarts},", end=" ")
    print(f"connections cut {found.cuts}")
    print(f"another took over after {spread(found.takeovers)}; allowed {TAKES_OVER * factor:.0f} s", end=" ")
    print(f"({TAKES_OVER:.0f} s on a quiet machine; the load is {load:.1f})")
    print(f"alerts expected {figures.expected}, told {figures.delivered}, lost {figures.lost},", end=" ")
    print(f"doubled {figures.doubled + figures.allowed}, of which {figures.allowed} where Telegram's answer was unseen")
    print(f"requests at once for a host: {found.at_once}; the shortest pause between two {found.shortest_pause:.2f} s")
    loaded = "" if factor <= 1 else " (not judged on a loaded machine)"
    print(f"messages in a second: {found.sends}{loaded}, in {WHILE} seconds: {found.sends_in_a_while};", end=" ")
    print(f"`once` beside the workers ended with {found.once}")
    broken = list(found.broken(factor, DELAY * (1 - JITTER)))
    for line, times in Counter([*broken, *figures.wrong]).most_common(40):
        print(f"  {line}" + (f" ({times} times)" if times > 1 else ""))
    print("a promise was broken" if broken else "every promise was kept")
    return 1 if broken else 0


def said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.tools.chaos_postgres", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what happens; the moments vary a little")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, each with every disturbance")
    parser.add_argument("--seconds", type=float, default=120, help="how long a round is at least")
    parser.add_argument("--folder", type=Path, help="an empty folder for config, state and logs, which it keeps")
    given = parser.parse_args()
    end_in_order()
    binaries = programs()
    if not binaries:
        print(f"make chaos-postgres: {MISSING}", file=sys.stderr)
        return 1
    with Cluster(binaries) as cluster, ExitStack() as stack:
        folder = given.folder or Path(mkdtemp(prefix="watcher-chaos-"))
        crew = Crew(stack, cluster, given.seed, folder)
        disturbances = Disturbances(crew)
        begins(crew)
        torment(crew, disturbances, given.rounds, given.seconds)
        quieten(crew)
        load = max(os.getloadavg())  # of the last minutes too: it is they that are judged
        crew.dismiss()
        broken = report(findings(crew, disturbances), given, load)
    if broken:
        said(f"config, state and logs are kept in {folder}")
    elif not given.folder:
        rmtree(folder)
    return broken


if __name__ == "__main__":
    sys.exit(main())
