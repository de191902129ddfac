"""Two hundred pages and feeds on a loopback port, and everybody reading them in turn, so that a noisy machine is noisy
for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.contenders import ALL, FLOOR, URLWATCH, US, WEBCHANGES, Contender
from bench.measure import Cost, from_environment, middle, run
from bench.pages import feed, page, small_page
from tests.tools.web import Answer, Site

USUAL = 100
MANY = from_environment("BENCH_SITES", USUAL)


@dataclass(frozen=True, slots=True)
class Case:
    """What the sites are like. `noise`: a token outside the main part differs each time, so that no byte-wise
    comparison helps."""

    name: str
    validators: bool = False
    changed: bool = False
    noise: bool = False
    beside: tuple[Contender, ...] = ALL
    pages: int = MANY
    feeds: int = MANY
    make: Callable[[int, int], str] = page
    """Makes a page of this number and version."""


# It takes as long as all others together: once is enough.
_QUICK = tuple(contender for contender in ALL if contender is not WEBCHANGES)
_PAGES_ALONE = Case("", beside=(US, URLWATCH, FLOOR), pages=2 * MANY, feeds=0)
CASES = (
    Case("unchanged, with validators", validators=True),
    Case("unchanged, no validators", beside=_QUICK),
    replace(_PAGES_ALONE, name="200 small pages, unchanged, with validators", validators=True, make=small_page),
    replace(_PAGES_ALONE, name="200 pages of 40 KB, unchanged, with validators", validators=True),
    replace(_PAGES_ALONE, name="200 pages of 40 KB, unchanged, no validators"),
    Case("unchanged but for a token in each page, no validators", noise=True, beside=(US, URLWATCH, FLOOR)),
    Case("all changed, with validators", validators=True, changed=True, beside=_QUICK),
    Case("all changed, no validators", changed=True, beside=_QUICK),
)


def answers(case: Case, version: int, turn: int) -> dict[str, Answer]:
    """Returns what the site serves. Pages and feeds are of this version; the noise is of the turn."""
    served = {}
    etag = f'"{version}"' if case.validators else ""
    for number in range(case.pages):
        html = case.make(number, version)
        html = html.replace("<script>", f"<script>/* {turn} */", 1) if case.noise else html
        served[f"/page/{number}"] = Answer(html.encode(), etag=etag)
    for number in range(case.feeds):
        rss = feed(number, version).encode()
        served[f"/feed/{number}.xml"] = Answer(rss, etag=etag, content_type="application/xml")
    return served


def compare(case: Case, folder: Path, rounds: int, said: Callable[[str], None]) -> dict[str, Cost]:
    """Returns the median cost of each contender: after a first visit, so many rounds."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    with Site() as site:
        homes = dict(_prepared(folder, site, case))
        for turn in range(rounds + 1):
            site.pages = dict(answers(case, turn if case.changed else 0, turn))
            for contender in case.beside:
                site.requests.clear()
                home = homes[contender.name]
                cost = run(contender.command(home), home)
                _check(contender, case, site.asked)
                costs[contender.name] += [cost] if turn else []
            said(f"{case.name}: round {turn + 1} of {rounds + 1}")
    return {name: middle(several) for name, several in costs.items()}


def _prepared(folder: Path, site: Site, case: Case) -> Iterator[tuple[str, Path]]:
    for number, contender in enumerate(case.beside):
        home = folder / str(number)
        home.mkdir(parents=True)
        pages = [f"{site.url}/page/{each}" for each in range(case.pages)] if contender.pages else []
        contender.prepare(home, pages, [f"{site.url}/feed/{each}.xml" for each in range(case.feeds)])
        yield contender.name, home


def _check(contender: Contender, case: Case, asked: Sequence[str]) -> None:
    """Raises RuntimeError where a contender did not ask for everything: it would be cheap for the wrong reason."""
    wanted = case.feeds + (case.pages if contender.pages else 0)
    if len(set(asked)) != wanted:
        raise RuntimeError(f"{contender.name} asked for {len(set(asked))} of {wanted} addresses")


def memory_of(folder: Path, count: int) -> float:
    """Returns the peak of a run of ours that reads so many feeds, all of which have changed."""
    folder.mkdir()
    with Site() as site:
        for version in range(2):
            site.pages = {f"/{n}.xml": feed(n % MANY, version) for n in range(count)}
            if not version:
                US.prepare(folder, [], [f"{site.url}/{n}.xml" for n in range(count)])
            cost = run(US.command(folder), folder)
    return cost.peak
