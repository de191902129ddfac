"""Feeds of our own making, and a feed polled again and again as real visits would: what is told after each poll."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from watcher.compare import Memory, compare, suspicion
from watcher.errors import SourceError
from watcher.model import Change, Document, Known, Page, Reading, Source, Visit
from watcher.sources.feed import collect

URL = "https://news.example/feed/"
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "feed"


def article(title: str = "", link: str = "", guid: str = "", **tags: str) -> str:
    """One `<item>`; an empty tag is left out. `date` stands for pubDate."""
    values = {"title": title, "link": link, "guid": guid, "pubDate": tags.pop("date", ""), **tags}
    return "<item>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in values.items() if text) + "</item>"


def rss(*articles: str) -> bytes:
    """An RSS 2.0 feed, newest article first."""
    head = "<title>News</title><link>https://news.example/</link><description>d</description>"
    return f'<rss version="2.0"><channel>{head}{"".join(articles)}</channel></rss>'.encode()


def page(body: bytes, content_type: str = "application/rss+xml", url: str = URL) -> Page:
    return Page(url, body, content_type)


def documents(body: bytes, content_type: str = "application/rss+xml", url: str = URL) -> list[Document]:
    """What a first visit understands, newest first, as the feed has it."""
    visit = Visit(Source("news", "News", URL, "feed"), MORNING, lambda _: page(body, content_type, url))
    return [document for reading in collect(visit) for document in reversed(reading.documents)]


MORNING = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass
class Polls:
    """A feed that is visited every hour; a failed visit, or a suspect one, leaves the memory as it was."""

    now: datetime = MORNING
    known: dict[str, Known] = field(default_factory=dict)
    first: bool = True
    damaged: str = ""
    """What the last reading said of its damage."""

    def poll(self, body: bytes, after: timedelta = timedelta(hours=1)) -> list[Change]:
        """The changes to be told, in their order. Raises SourceError as the kind does."""
        self.now += after
        source = Source("news", "News", URL, "feed")
        visit = Visit(source, self.now, lambda _: page(body), self.known, first=self.first)
        return [change for reading in list(collect(visit)) for change in self._heard(reading)]

    def told(self, body: bytes, after: timedelta = timedelta(hours=1)) -> list[tuple[str, str]]:
        """The same as (what, title)."""
        return [(change.kind, change.document.title) for change in self.poll(body, after)]

    def failed(self, body: bytes) -> str:
        """The reason of a visit that failed; empty where it did not."""
        try:
            self.poll(body)
        except SourceError as error:
            return str(error)
        return ""

    def _heard(self, reading: Reading) -> tuple[Change, ...]:
        self.damaged = reading.damaged
        memory = Memory(self.known, {a: key for key, one in self.known.items() for a in one.document.aliases})
        if not self.first and suspicion(reading, memory):
            return ()
        outcome = compare(reading, memory)
        self.known |= {one.document.key: one for one in outcome.remember}
        silent = self.first or reading.baseline
        self.first = False
        return () if silent else outcome.changes
