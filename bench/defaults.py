"""Sixteen sources like those of the default config, with nothing new and with validators, beside a bare session that asks
for the same; and what a day of cron comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

from bench.contenders import FLOOR, ROOT, US
from bench.measure import Cost, middle, run
from bench.pages import feed, page
from tests.tools.borough.papers import Item, Meeting, Paper
from tests.tools.borough.portal import Portal
from tests.tools.borough.press import Notices, Ofsted
from tests.tools.web import Answer, Request, Served, Site
from watcher.config import load_settings
from watcher.core.sources import enabled_sources

EVERY = timedelta(minutes=10)
"""How often cron starts a run."""


def pages() -> dict[str, Served]:
    """Returns what the sixteen read, by its path."""
    meetings = [Meeting(n, n, f"Committee {n}", datetime(2026, 12, n, 19, tzinfo=UTC)) for n in range(1, 6)]
    for meeting in meetings:
        paper = Paper(f"documents/s{meeting.mid}/Report.pdf", "Report", ("The report\nSEND places and their budget",))
        meeting.publish(Item(3, "A report", paper))
    ofsted = Ofsted(schools={str(n): (f"School {n}", "12 June 2026", "Good") for n in range(100_000, 100_020)})
    ofsted.publishes("1", "Focused visit", "12 June 2026", "1 July 2026", ["What inspectors found"])
    notices = Notices([(1, "Improvement notice: Eastmere", "2026-10-01")])
    feeds = {f"/{number}.xml": feed(number, 0) for number in range(4)}
    served = {**Portal(meetings).pages(), **ofsted.pages(), **notices.pages(), **feeds, "/page": page(1, 0)}
    return {path: validated(each) for path, each in served.items()}


def validated(served: Served) -> Served:
    """Returns the same with an ETag, made of what it says."""

    def answer(request: Request) -> Answer:
        said = served(request) if callable(served) else served
        said = said if isinstance(said, Answer) else Answer(said.encode() if isinstance(said, str) else said)
        etag = hashlib.sha256(said.body).hexdigest()[:16]
        return Answer(said.body, said.status, etag=f'"{etag}"', content_type=said.content_type)

    return answer


def addresses(url: str) -> Iterator[tuple[str, str]]:
    """Sixteen, each with its kind: five committees, the council's inspections and three listings of them, GOV.UK twice,
    four feeds and a page."""
    yield from ((f"{url}/ieListDocuments.aspx?CId={number}&MId={number}", "moderngov") for number in range(1, 6))
    yield f"{url}/provider/44/80599", "ofsted"
    yield from ((f"{url}/search?level_1_types={number}&start=0&rows=100", "ofsted") for number in (1, 2, 3))
    yield f"{url}{Notices().path}", "govuk"
    yield f"{url}/search/all.atom?keywords=eastmere", "govuk"
    yield from ((f"{url}/{number}.xml", "feed") for number in range(4))
    yield f"{url}/page", "page"


def sixteen(folder: Path, rounds: int) -> dict[str, float]:
    """Medians of runs that find nothing new, ours and the floor's in turn."""
    costs: dict[str, list[Cost]] = {"ours": [], "floor": [], "nothing due": []}
    with Site(pages()) as site:
        home = _prepared(folder, site)
        idle = [part for part in US.command(home) if part != "--all"]
        for turn in range(rounds + 2):
            site.requests.clear()
            cost = run(US.command(home), home)
            asked = list(site.requests)
            (home / "urls.txt").write_text("\n".join(site.url + path for path in site.asked))
            (home / "state/rest.json").unlink(missing_ok=True)  # so that the next is a whole run
            theirs, nothing = run(FLOOR.command(home), home), run(idle, home)
            if turn > 1:
                for name, each in zip(costs, (cost, theirs, nothing), strict=True):
                    costs[name].append(each)
        traffic = {"requests": len(asked), "sent": sum(map(_size, asked)), "received": _received(site, asked)}
    ours, floor, nothing = (middle(several) for several in costs.values())
    return {**traffic, "cpu": ours.cpu, "wall": ours.wall, "peak": ours.peak, "nothing due": nothing.cpu,
            "floor": floor.cpu, "floor wall": floor.wall}  # fmt: skip


def _prepared(home: Path, site: Site) -> Path:
    home.mkdir(parents=True)
    rows = [
        f"- {{id: source-{number}, name: Source {number}, url: '{url}', kind: {kind}}}"
        for number, (url, kind) in enumerate(addresses(site.url))
    ]
    (home / "sources.yaml").write_text("\n".join(["sources:", *rows]) + "\n")
    copyfile(ROOT / "config/topics.yaml", home / "topics.yaml")
    (home / "watcher.yaml").write_text("fetch: {delay: 0s}\n")
    return home


def _size(request: Request) -> int:
    return len(f"GET {request.path} HTTP/1.1\r\n\r\n") + sum(len(f"{k}: {v}\r\n") for k, v in request.headers.items())


def _received(site: Site, asked: list[Request]) -> int:
    return sum(len(site.answer(request).to_bytes(request)) for request in asked)


def default_intervals() -> list[timedelta]:
    """Returns how often each source of the default config is visited."""
    return [source.every for source in enabled_sources(load_settings(ROOT / "config").sources)]


def day_of_cron(sixteen: Mapping[str, float], idle: float, intervals: Sequence[timedelta]) -> dict[str, float]:
    """CPU seconds of a day's runs: each is one that rests, or one in which so many of the sixteen are due."""
    visit = (sixteen["cpu"] - sixteen["nothing due"]) / 16
    runs = int(timedelta(days=1) / EVERY)
    due = [sum((EVERY * number) % every < EVERY for every in intervals) for number in range(runs)]
    spent = [sixteen["nothing due"] + visit * count if count else idle for count in due]
    return {"runs": runs, "resting": due.count(0), "visits": sum(due), "cpu": sum(spent)}
