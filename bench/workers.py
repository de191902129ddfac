"""`make bench-workers`: one, two and three workers on one PostgreSQL, and SQLite beside PostgreSQL, into
bench/WORKERS.md. Some minutes, and a PostgreSQL on this machine (it need not run). BENCH_ROUNDS=1 is a quick look,
BENCH_SITES=5 compares the databases at fewer pages and feeds: either prints its results and writes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.contenders import ROOT
from bench.databases import CASES, Beside, compare
from bench.measure import from_environment
from bench.pages import feed
from bench.processes import cpu_of, cpu_of_tree
from bench.report import machine
from bench.sites import MANY, USUAL
from tests.tools.chaos_postgres.hosts import ManyHosts
from tests.tools.postgres import MISSING, Cluster, connected, end_in_order, programs
from tests.tools.standin import TEST_TOKEN, BotApi

RESULTS = Path(__file__).with_name("WORKERS.md")
SOURCES, A_HOST = 200, 2
TAKES = 0.2
"""Seconds that a site takes to answer."""
ENOUGH = 3
PATIENCE = 180.0
_DUE = "UPDATE sources SET next_visit = '2020-01-01'"
_LEFT = "SELECT count(*) FROM sources WHERE next_visit IS NULL OR next_visit <= '2020-01-01'"
_KNOWN = "SELECT count(*) FROM sources WHERE baseline_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Round:
    """All sources became due at once: seconds until all had been visited, CPU seconds of each worker and of the server
    by then."""

    wall: float
    each: tuple[float, ...]
    server: float

    @property
    def cpu(self) -> float:
        """Returns the CPU seconds of all workers."""
        return sum(self.each)


@dataclass(slots=True)
class Country:
    """Sites on many hosts, whose feeds have one article more in each version."""

    site: ManyHosts
    version: int = 0

    def publish(self) -> None:
        """Gives each feed an article more."""
        self.version += 1
        for number in range(SOURCES):
            self.site.pages[f"{self._host(number)}/{number}.xml"] = feed(number % 60, self.version)

    def write_config(self, folder: Path) -> None:
        """Writes a config with all of them as sources, every twelve hours."""
        folder.mkdir()
        sources = [
            {"id": f"feed-{n}", "name": f"Feed {n}", "url": f"http://{self._host(n)}/{n}.xml", "every": "12h"}
            for n in range(SOURCES)
        ]
        (folder / "sources.yaml").write_text(json.dumps({"sources": sources}))
        (folder / "topics.yaml").write_text((ROOT / "config/topics.yaml").read_text("utf-8"))
        (folder / "watcher.yaml").write_text("fetch: {delay: 0s}\n")

    def _host(self, number: int) -> str:
        return self.site.at(10 + number // A_HOST)


@contextmanager
def working(count: int, folder: Path, environment: dict[str, str]) -> Iterator[list[int]]:
    """So many workers, by the numbers of their processes; all have ended at the end."""
    command = [sys.executable, "-m", "watcher", "run", "--config", str(folder / "config"), "--state"]
    with (folder / "log").open("ab") as log:
        started = [
            subprocess.Popen(  # noqa: S603  # ours
                [*command, str(folder / f"state-{number}")], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
            for number in range(count)
        ]
        try:
            yield [process.pid for process in started]
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            for process in started:
                process.wait()


def measured(count: int, folder: Path, cluster: Cluster, rounds: int) -> list[Round]:
    """So many workers, for so many rounds after a first visit."""
    folder.mkdir()
    name = f"workers{count}"
    with ExitStack() as stack:
        url = stack.enter_context(cluster.server.fresh(name))
        country, api = Country(stack.enter_context(ManyHosts(TAKES))), stack.enter_context(BotApi())
        country.publish()
        country.write_config(folder / "config")
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DATABASE_URL": url}
        environment |= {"TELEGRAM_BOT_TOKEN": TEST_TOKEN, "TELEGRAM_API_URL": api.url}
        workers = stack.enter_context(working(count, folder, environment))
        until(cluster, name, lambda: asked(cluster, name, _KNOWN) == SOURCES)
        return [once(country, cluster, name, workers) for _ in range(rounds)]


def once(country: Country, cluster: Cluster, name: str, workers: list[int]) -> Round:
    """Makes a run in which all is due, and is visited."""
    country.publish()
    time.sleep(2)
    before, server, began = [cpu_of(worker) for worker in workers], cpu_of_tree(cluster.number), time.monotonic()
    with connected(cluster.server.folder, name) as db:
        db.execute(_DUE)
    until(cluster, name, lambda: asked(cluster, name, _LEFT) == 0)
    wall = time.monotonic() - began
    each = [cpu_of(worker) - cpu for worker, cpu in zip(workers, before, strict=True)]
    return Round(wall, tuple(each), cpu_of_tree(cluster.number) - server)


def asked(cluster: Cluster, name: str, statement: str) -> int:
    """Returns what the database answers; -1 while there are no tables."""
    with connected(cluster.server.folder, name) as db:
        if db.execute("SELECT to_regclass('alerts')").fetchone() == (None,):
            return -1
        row = db.execute(statement.encode()).fetchone()
        return int(row[0]) if row else -1


def until(cluster: Cluster, name: str, true: Callable[[], bool]) -> None:
    """Waits until it is true. Raises RuntimeError where that takes too long."""
    ends = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > ends:
            raise RuntimeError(f"{name}: {asked(cluster, name, _LEFT)} of {SOURCES} sources were not visited")
        time.sleep(0.3)


def written(workers: dict[int, list[Round]], databases: dict[str, Beside], rounds: int) -> str:
    """As bench/WORKERS.md."""
    return "\n".join([*_head(rounds), *_workers(workers), *_databases(databases)]) + "\n"


def _head(rounds: int) -> Iterator[str]:
    yield "# Results of `make bench-workers`\n"
    yield f"Written by the command itself; the median of {rounds} rounds, on the machine named below. What counts are the"
    yield "ratios. The PostgreSQL is one of its own in memory, which waits for no disk: its CPU counts, its speed is not that"
    yield f"of yours.\n\n{machine()}\n"


def _workers(workers: dict[int, list[Round]]) -> Iterator[str]:
    yield "## One, two and three workers on one PostgreSQL\n"
    yield f"{SOURCES} feeds on {SOURCES // A_HOST} hosts, each with an article more, become due at the same moment; each site takes"
    yield f"{TAKES} s to answer. Seconds until the last one was visited, of which up to 30 pass before a worker looks; CPU of all"
    yield "workers together by then, and of the busiest.\n"
    yield from (
        "| workers | s | × one | CPU s | × one | busiest, CPU s | server, CPU s |",
        "|---|---|---|---|---|---|---|",
    )
    wall, cpu = (median(getattr(done, name) for done in workers[1]) for name in ("wall", "cpu"))
    for count, several in workers.items():
        mine = [median(getattr(done, name) for done in several) for name in ("wall", "cpu", "server")]
        busiest = median(max(done.each) for done in several)
        yield (
            f"| {count} | {mine[0]:.1f} | {mine[0] / wall:.2f} | {mine[1]:.2f} | {mine[1] / cpu:.2f} | {busiest:.2f} "
            f"| {mine[2]:.2f} |"
        )
    yield ""


def _databases(databases: dict[str, Beside]) -> Iterator[str]:
    yield "## SQLite beside PostgreSQL\n"
    yield "`once --all` without a token; CPU seconds of the program, and as many times those on SQLite.\n"
    yield from ("| | SQLite | PostgreSQL | × | with the server's own | × |", "|---|---|---|---|---|---|")
    for name, beside in databases.items():
        both = beside.postgres.cpu + beside.server
        yield f"| {name} | {beside.sqlite.cpu:.2f} | {beside.postgres.cpu:.2f} | {beside.ratio:.2f} | {both:.2f} | {beside.whole:.2f} |"


def said(line: str) -> None:
    """Tells whoever waits how far it is; standard output is for the answer."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Measures, prints the results, and writes them where it was no quick look; 1 where there is no PostgreSQL."""
    ArgumentParser(prog="make bench-workers", description=__doc__).parse_args()
    end_in_order()
    rounds, binaries = from_environment("BENCH_ROUNDS", ENOUGH), programs()
    if not binaries:
        said(f"make bench-workers: {MISSING}")
        return 1
    databases, workers = dict[str, Beside](), dict[int, list[Round]]()
    with TemporaryDirectory() as scratch, Cluster(binaries) as cluster:
        for number, case in enumerate(CASES):
            databases[case.name] = compare(case, Path(scratch) / f"case{number}", cluster, rounds, said)
        for count in (1, 2, 3):
            workers[count] = measured(count, Path(scratch) / f"workers{count}", cluster, rounds)
            said(f"{count} workers: {workers[count]}")
    text = written(workers, databases, rounds)
    print(text)  # its answer
    if rounds >= ENOUGH and MANY == USUAL:
        RESULTS.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
