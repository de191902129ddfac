"""Feeds and pages of our own making, and a source polled again and again as real visits would: what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape

from tests.tools.memory import Remembered
from watcher.core.documents import Change, Document, Json
from watcher.core.errors import SourceError
from watcher.core.sources import Source
from watcher.core.visits import FailedReading, Page, PageState, Reading, StoredDocument, Visit
from watcher.rules.assess import assess_visit
from watcher.rules.compare import StoredDocuments
from watcher.sources import feed

Collect: TypeAlias = Callable[[Visit], Iterator[Reading | FailedReading]]

URL = "https://news.example/feed/"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "feed"
MORNING = datetime(2026, 9, 1, 9, tzinfo=UTC)


def article(title: str = "", link: str = "", guid: str = "", **tags: str) -> str:
    """One `<item>`; an empty tag is left out. `date` stands for pubDate."""
    values = {"title": title, "link": link, "guid": guid, "pubDate": tags.pop("date", ""), **tags}
    return "<item>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in values.items() if text) + "</item>"


def rss(*articles: str) -> bytes:
    """An RSS 2.0 feed, newest article first."""
    head = "<title>News</title><link>https://news.example/</link><description>d</description>"
    return f'<rss version="2.0"><channel>{head}{"".join(articles)}</channel></rss>'.encode()


def documents(body: bytes, content_type: str = "application/rss+xml", url: str = URL) -> list[Document]:
    """What a first visit understands, newest first, as the feed has it."""
    visit = Visit(Source("news", "News", URL, "feed"), MORNING, lambda _: Page(url, body, content_type))
    return [document for reading in feed.collect(visit) for document in reversed(reading.documents)]


@dataclass
class Polls:
    """A source of one page that is visited every hour; a failed visit leaves the memory as it was."""

    collect: Collect = feed.collect
    options: Mapping[str, Json] = field(default_factory=dict)
    now: datetime = MORNING
    memory: StoredDocuments = field(default_factory=lambda: StoredDocuments({}, {}))
    scopes: dict[str, PageState] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    """What `status` would say after the last visit that was understood."""

    @property
    def known(self) -> Mapping[str, StoredDocument]:
        return self.memory.known

    def poll(self, body: bytes, after: timedelta = timedelta(hours=1)) -> list[Change]:
        """The changes to be told, in their order. Raises SourceError as the kind does."""
        self.now += after
        source = Source("news", "News", URL, "feed", options=self.options)
        first = not self.scopes
        known = Remembered(self.known)
        visit = Visit(source, self.now, lambda url: Page(url, body, ""), known, first=first, notes=self.notes)
        found = assess_visit(list(self.collect(visit)), self.memory, self.scopes, self.now, is_baseline=first)
        remembered = {**self.known, **found.remember}
        self.memory = StoredDocuments(
            remembered, {name: key for key, one in remembered.items() for name in one.document.aliases}
        )
        self.scopes |= {scope.scope: scope for scope in found.scopes}
        self.reason = found.reason
        return found.changes

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
