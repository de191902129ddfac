"""`once` on SQLite beside `once` on a PostgreSQL of its own, in turn on the same 200 pages and feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import US
from bench.measure import Cost, middle, run
from bench.processes import cpu_of_tree
from bench.sites import Case, answers
from tests.tools.postgres import Cluster
from tests.tools.web import Site

CASES = (
    Case("200 sources, nothing changed", validators=True),
    Case("200 sources, all changed", validators=True, changed=True),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a run costs on either; `server` is the CPU seconds of PostgreSQL itself, which may be another machine."""

    sqlite: Cost
    postgres: Cost
    server: float

    @property
    def ratio(self) -> float:
        """CPU of the program itself."""
        return self.postgres.cpu / self.sqlite.cpu

    @property
    def whole(self) -> float:
        """CPU with the server's."""
        return (self.postgres.cpu + self.server) / self.sqlite.cpu


def compare(case: Case, folder: Path, cluster: Cluster, rounds: int, said: Callable[[str], None]) -> Beside:
    """Returns the medians of so many rounds after a first visit."""
    found: list[tuple[Cost, Cost, float]] = []
    with Site() as site, cluster.server.fresh(folder.name) as url:
        homes = dict(_homes(folder, site, case))
        for turn in range(rounds + 1):
            site.pages = dict(answers(case, turn if case.changed else 0, turn))
            sqlite = run(US.command(homes["sqlite"]), homes["sqlite"])
            before = cpu_of_tree(cluster.number)
            postgres = run(US.command(homes["postgres"]), homes["postgres"], {"DATABASE_URL": url})
            found += [(sqlite, postgres, cpu_of_tree(cluster.number) - before)] if turn else []
            said(f"{case.name}: round {turn + 1} of {rounds + 1}")
    servers = sorted(server for _, _, server in found)
    return Beside(
        middle([sqlite for sqlite, _, _ in found]),
        middle([postgres for _, postgres, _ in found]),
        servers[len(servers) // 2],
    )


def _homes(folder: Path, site: Site, case: Case) -> Iterator[tuple[str, Path]]:
    for name in ("sqlite", "postgres"):
        home = folder / name
        home.mkdir(parents=True)
        pages = [f"{site.url}/page/{each}" for each in range(case.pages)]
        US.prepare(home, pages, [f"{site.url}/feed/{each}.xml" for each in range(case.feeds)])
        yield name, home
