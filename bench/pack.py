"""The day an agenda comes out: fourteen papers and their pack of 300 pages, from bytes to the first alert, and to the
last of a thousand chats; beside pypdfium2 alone, which reads the same files and understands nothing. `python -m
bench.pack CHATS PAGES` prints figures as JSON."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from bench.crowd import LONDON, NOW, STORY, context_of, people
from bench.measure import run
from bench.pages import WORDS
from tests.tools.borough.papers import Item, Meeting, Paper
from tests.tools.borough.portal import Portal
from tests.tools.pdfs import pdf
from tests.tools.web import Site
from watcher.core.sources import Source
from watcher.fetch import Fetcher
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.visit import visit
from watcher.jobs.visit_context import VisitContext
from watcher.messages.context import RenderContext
from watcher.papers import reader
from watcher.store import Store

PAPERS = 14
_PDFIUM = Path(__file__).parent / "scripts" / "pdfium.py"


def agenda(meeting: Meeting, pages: int) -> None:
    """So many pages in its pack, the papers sharing them."""
    chance = Random(1)  # noqa: S311  # no secret: the same every time
    each = max(1, (pages - 1) // PAPERS)
    items = []
    for number in range(3, 3 + PAPERS):
        text = tuple(_page(chance) for _ in range(each))
        title = f"Item {number}: SEND and school places"
        items.append(Item(number, title, Paper(f"documents/s{number}/Report {number}.pdf", title, text)))
    meeting.publish(*items)


def _page(chance: Random) -> str:
    lines = (" ".join(chance.choices(WORDS, k=11)) for _ in range(40))
    return "\n".join([*lines, STORY])


@dataclass
class Steps:
    """CPU seconds of each step: of this process, and of those it started."""

    spent: dict[str, float] = field(default_factory=dict)

    def measure(self, name: str, call: Callable[[], object]) -> None:
        """Calls it, and notes what it cost under this name."""
        used, theirs = time.process_time(), _children()
        call()
        self.spent[name] = time.process_time() - used
        if (apart := _children() - theirs) > 0:
            self.spent["papers read, in a process apart"] = apart


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(folder: Path, count: int, pages: int) -> dict[str, object]:
    """Returns the day in figures: CPU seconds of each step, seconds by the clock, MiB."""
    meeting = Meeting(1, 1, "Cabinet", datetime(2026, 12, 9, 19, tzinfo=UTC))
    portal, steps, heard = Portal([meeting]), Steps(), list[int]()
    with Site(portal.pages()) as site, Store(f"sqlite:///{folder}/db.sqlite3") as store:
        people(store, count)
        source = Source("paper", "The Council", f"{site.url}/{meeting.page}", "moderngov")
        web = Fetcher(contact="https://a.example", delay=0, timeout=30, max_bytes=10**8, own_hosts=[site.host])
        with web:
            context = context_of(store, web)
            visit(source, context, NOW)
            agenda(meeting, pages)
            site.pages = portal.pages()
            started = time.perf_counter()
            steps.measure("the visit: asked for, compared, matched, queued", lambda: _visited(source, context))
            post = _post(store, source)
            steps.measure("the first alerts put into words", lambda: heard.append(_next(post)))
            first = time.perf_counter() - started
        steps.measure("the others put into words and handed out", lambda: heard.extend(_sent(post)))
        wall = time.perf_counter() - started
    assert len(set(heard)) == count, f"{len(set(heard))} of {count} chats heard of it"  # noqa: S101  # the claim itself
    figures = {"cpu": steps.spent, "wall": wall, "first alert": first, "chats": count}
    return figures | _peaks() | _beside_pdfium(folder, meeting, portal)


def _visited(source: Source, context: VisitContext) -> None:
    visit(source, context, NOW + timedelta(hours=1))
    reader._reader.close()  # what a process cost is known once it has ended


def _post(store: Store, source: Source) -> OutboxWorker:
    # A week on, so that who wants to hear daily or weekly is told too.
    post = OutboxWorker(store, RenderContext({"paper": source}, LONDON), lambda: NOW + timedelta(days=8))
    post.introduce("bot")
    return post


def _peaks() -> dict[str, float]:
    """MiB at most of this process, which made the files too, and of the one that read them."""
    own, theirs = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return {"peak": own.ru_maxrss / 1024, "peak apart": theirs.ru_maxrss / 1024}


def _beside_pdfium(folder: Path, meeting: Meeting, portal: Portal) -> dict[str, float]:
    """CPU seconds and MiB of pypdfium2 alone, a process that reads the same files."""
    files = []
    for number, paper in enumerate(meeting.papers()):
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(pdf(*paper.pages))
    cost = run([sys.executable, str(_PDFIUM), *map(str, files)], folder)
    return {"pypdfium2 alone": cost.cpu, "pypdfium2 alone, peak": cost.peak}


def _next(post: OutboxWorker) -> int:
    """The chat of the next message, which is handed out."""
    message = post.claim()
    assert message, "nobody heard of it"  # noqa: S101  # the claim itself
    post.sent(message, message.id)
    return message.chat_id


def _sent(post: OutboxWorker) -> list[int]:
    """The chats that got a message, one after another."""
    chats = []
    while message := post.claim():
        post.sent(message, message.id)
        chats.append(message.chat_id)
    return chats


def main() -> None:
    """Prints what was measured."""
    parser = ArgumentParser(prog="python -m bench.pack", description=__doc__)
    parser.add_argument("chats", type=int, help="how many hear of the agenda")
    parser.add_argument("pages", type=int, help="of the pack, which its papers share")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        print(json.dumps(told(Path(folder), asked.chats, asked.pages)))  # its answer


if __name__ == "__main__":
    main()
