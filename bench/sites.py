"""Two hundred pages and feeds on a loopback port, and everybody reading them in turn, so that a noisy machine is noisy
for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import ALL, FLOOR, URLWATCH, US, Contender
from bench.measure import Cost, middle, run
from bench.pages import feed, page
from tests.tools.web import Answer, Site

MANY = 100


@dataclass(frozen=True, slots=True)
class Case:
    """What the sites are like. `noise`: a token outside the main part differs each time, so that no byte-wise
    comparison helps."""

    name: str
    validators: bool = False
    changed: bool = False
    noise: bool = False
    beside: tuple[Contender, ...] = ALL


CASES = (
    Case("unchanged, with validators", validators=True),
    Case("unchanged, no validators"),
    Case("unchanged but for a token in each page, no validators", noise=True, beside=(US, URLWATCH, FLOOR)),
    Case("all changed, with validators", validators=True, changed=True),
    Case("all changed, no validators", changed=True),
)


def answers(case: Case, version: int, turn: int) -> dict[str, Answer]:
    """What the site serves. Pages and feeds are of this version; the noise is of the turn."""
    served = {}
    for number in range(MANY):
        html = page(number, version)
        html = html.replace("<script>", f"<script>/* {turn} */", 1) if case.noise else html
        etag = f'"{version}"' if case.validators else ""
        served[f"/page/{number}"] = Answer(html.encode(), etag=etag)
        rss = feed(number, version).encode()
        served[f"/feed/{number}.xml"] = Answer(rss, etag=etag, content_type="application/xml")
    return served


def compare(case: Case, folder: Path, rounds: int, said: Callable[[str], None]) -> dict[str, Cost]:
    """The median cost of each contender: after a first visit, so many rounds."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    with Site() as site:
        homes = dict(_prepared(folder, site, case.beside))
        for turn in range(rounds + 1):
            site.pages = dict(answers(case, turn if case.changed else 0, turn))
            for one in case.beside:
                site.requests.clear()
                cost = run(one.command(homes[one.name]), homes[one.name])
                _check(one, site.asked)
                costs[one.name] += [cost] if turn else []
            said(f"{case.name}: round {turn + 1} of {rounds + 1}")
    return {name: middle(several) for name, several in costs.items()}


def _prepared(folder: Path, site: Site, contenders: Sequence[Contender]) -> Iterator[tuple[str, Path]]:
    for number, one in enumerate(contenders):
        home = folder / str(number)
        home.mkdir(parents=True)
        pages = [f"{site.url}/page/{each}" for each in range(MANY)] if one.pages else []
        one.prepare(home, pages, [f"{site.url}/feed/{each}.xml" for each in range(MANY)])
        yield one.name, home


def _check(one: Contender, asked: Sequence[str]) -> None:
    """Raises RuntimeError where a contender did not ask for everything: it would be cheap for the wrong reason."""
    wanted = 2 * MANY if one.pages else MANY
    if len(set(asked)) != wanted:
        raise RuntimeError(f"{one.name} asked for {len(set(asked))} of {wanted} addresses")


def memory_of(folder: Path, count: int) -> float:
    """The peak of a run of ours that reads so many feeds, all of which have changed."""
    folder.mkdir()
    with Site() as site:
        for version in range(2):
            site.pages = {f"/{n}.xml": feed(n % MANY, version) for n in range(count)}
            if not version:
                US.prepare(folder, [], [f"{site.url}/{n}.xml" for n in range(count)])
            cost = run(US.command(folder), folder)
    return cost.peak
