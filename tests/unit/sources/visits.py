"""A visit without a network: the web is a dict from URL to answer, and the memory rolls on as in real runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from tests.tools.memory import Remembered
from watcher.core.documents import Change, Document, Json
from watcher.core.errors import Unreachable
from watcher.core.sources import Source
from watcher.core.visits import FailedReading, Page, Reading, StoredDocument, Visit
from watcher.rules.compare import StoredDocuments, compare

Answer: TypeAlias = "str | bytes | Exception | Page"
Collect: TypeAlias = Callable[[Visit], Iterator[Reading | FailedReading]]

# A Tuesday morning.
MORNING = datetime(2024, 2, 20, 10, 0, tzinfo=UTC)


@dataclass
class Watched:
    """One source visited again and again. `web` may change between visits; `asked` lists what was fetched."""

    collect: Collect
    url: str
    web: dict[str, Answer]
    kind: str = "ofsted"
    now: datetime = MORNING
    known: dict[str, StoredDocument] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)
    visits: int = 0
    read_at: dict[str, datetime] = field(default_factory=dict)
    options: dict[str, Json] = field(default_factory=dict)

    def read(self) -> list[Reading | FailedReading]:
        """What the kind yields now; nothing is remembered of it but its notes."""
        source = Source(id="test", name="Test", url=self.url, kind=self.kind, options=self.options)
        visit = Visit(source, self.now, self._get, Remembered(self.known), self.read_at, not self.visits, self.notes)
        return list(self.collect(visit))

    def visit(self, after: timedelta = timedelta(hours=1)) -> list[Change]:
        """What changed since the visit before (at first all is new). The clock moves on `after` first."""
        self.now += after
        changes: list[Change] = []
        for reading in self.read():
            if isinstance(reading, Reading):
                outcome = compare(reading, StoredDocuments(self.known, self._aliases()))
                self.known |= {known.document.key: known for known in outcome.remember}
                changes += outcome.changes
                self.read_at[reading.scope] = self.now
        self.visits += 1
        return changes

    def documents(self) -> Mapping[str, Document]:
        """All that is remembered, by key."""
        return {key: known.document for key, known in self.known.items()}

    def _aliases(self) -> dict[str, str]:
        return {alias: key for key, known in self.known.items() for alias in known.document.aliases}

    def _get(self, url: str) -> Page:
        """As the fetcher does: the bytes of last time make the page `unchanged`, and are not sent again."""
        self.asked.append(url)
        answer = self.web.get(url, Unreachable(f"{url} answered 404"))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Page):
            return answer
        body = answer.encode() if isinstance(answer, str) else answer
        if self.seen.get(url) == body:
            return Page(url, b"", unchanged=True)
        self.seen[url] = body
        return Page(url, body)
