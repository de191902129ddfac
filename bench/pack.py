"""The day an agenda comes out: fourteen papers and their pack of 300 pages, from bytes to the last alert of a thousand
chats. `python -m bench.pack CHATS PAGES` prints figures as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from bench.crowd import LONDON, NOW, STORY, office_of, people
from bench.pages import _WORDS
from tests.tools.borough.papers import Item, Meeting, Paper
from tests.tools.borough.portal import Portal
from tests.tools.web import Site
from watcher.core.sources import Source
from watcher.fetch import Fetcher
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.visit import visit
from watcher.messages.context import RenderContext
from watcher.papers import reader
from watcher.store import Store

PAPERS = 14


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
    lines = (" ".join(chance.choices(_WORDS, k=11)) for _ in range(40))
    return "\n".join([*lines, STORY])


@dataclass
class Steps:
    """CPU seconds of each step: of this process, and of those it started."""

    spent: dict[str, float] = field(default_factory=dict)

    def measure(self, name: str, call: Callable[[], object]) -> None:
        used, theirs = time.process_time(), _children()
        call()
        self.spent[name] = time.process_time() - used
        if (apart := _children() - theirs) > 0:
            self.spent["papers read, in a process apart"] = apart


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(folder: Path, count: int, pages: int) -> dict[str, object]:
    meeting = Meeting(1, 1, "Cabinet", datetime(2026, 12, 9, 19, tzinfo=UTC))
    portal, steps, started = Portal([meeting]), Steps(), time.perf_counter()
    with Site(portal.pages()) as site, Store(f"sqlite:///{folder}/db.sqlite3") as store:
        people(store, count)
        source = Source("paper", "The Council", f"{site.url}/{meeting.page}", "moderngov")
        web = Fetcher(contact="https://a.example", delay=0, timeout=30, max_bytes=10**8, own_hosts=[site.host])
        with web:
            office = office_of(store, web)
            visit(source, office, NOW)
            agenda(meeting, pages)
            site.pages = portal.pages()

            def visited() -> None:
                visit(source, office, NOW + timedelta(hours=1))
                reader._reader.close()  # what a process cost is known once it has ended

            steps.measure("the visit: asked for, compared, matched, queued", visited)
        # A week on, so that who wants to hear daily or weekly is told too.
        post = OutboxWorker(store, RenderContext({"paper": source}, LONDON), lambda: NOW + timedelta(days=8))
        post.introduce("bot")
        heard: list[int] = []
        steps.measure("put into words and handed out", lambda: heard.extend(_sent(post)))
    chats = len(set(heard))
    assert chats == count, f"{chats} of {count} chats heard of it"  # noqa: S101  # the claim itself
    return {
        "cpu": steps.spent,
        "wall": time.perf_counter() - started,
        "chats": chats,
        "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "peak apart": getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _sent(post: OutboxWorker) -> list[int]:
    """The chats that got a message, one after another."""
    chats = []
    while message := post.claim():
        post.sent(message, message.id)
        chats.append(message.chat_id)
    return chats


def main() -> None:
    count, pages = int(sys.argv[1]), int(sys.argv[2])
    with TemporaryDirectory() as folder:
        print(json.dumps(told(Path(folder), count, pages)))  # its answer


if __name__ == "__main__":
    main()
