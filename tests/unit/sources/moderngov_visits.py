"""A portal that is a dict, visited again and again: what each visit tells, remembered as the product remembers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.tools.memory import Remembered
from watcher.core.documents import Change, Document, Json
from watcher.core.errors import SourceError, Unreachable
from watcher.core.papers import PaperRead
from watcher.core.sources import Source
from watcher.core.visits import FailedReading, Page, PageState, Reading, StoredDocument, Visit
from watcher.rules.assess import assess_visit
from watcher.rules.compare import StoredDocuments
from watcher.sources.moderngov import collect

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "moderngov"
BASE = "https://democracy.example.gov.uk/"
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def fixture(name: str) -> str:
    """A page of ours, as text."""
    return (FIXTURES / name).read_text("utf-8")


def page(body: str | bytes, url: str = BASE) -> Page:
    """Fetched, not yet understood."""
    return Page(url, body.encode() if isinstance(body, str) else body, "text/html; charset=utf-8")


@dataclass
class Portal:
    """`pages` by what stands behind the base; an exception is raised, a missing page is unreachable."""

    pages: dict[str, str | bytes | SourceError | Callable[[str], str]]
    url: str = ""
    base: str = BASE
    options: Mapping[str, Json] = field(default_factory=dict)
    now: datetime = SUNDAY
    asked: list[str] = field(default_factory=list)
    """In the last visit."""
    read: list[Reading | FailedReading] = field(default_factory=list)
    """In the last visit."""
    changes: Sequence[Change] = ()
    """Of the last visit."""
    held: list[str] = field(default_factory=list)
    known: dict[str, StoredDocument] = field(default_factory=dict)
    scopes: dict[str, PageState] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    kept: list[PaperRead] = field(default_factory=list)
    """What was handed on to be kept, of all visits."""
    stamp: str = ""
    """Stands at the end of every page, so that its bytes differ while it says the same."""
    _seen: dict[str, bytes] = field(default_factory=dict)

    def get(self, url: str) -> Page:
        """As a fetcher would; a page of the same bytes as last time is unchanged, and comes without them (304)."""
        path = url.removeprefix(self.base)
        self.asked.append(path)
        served = self.pages.get(path, self.pages.get(path.partition("?")[0], Unreachable(f"{url} answered 404")))
        if isinstance(served, SourceError):
            raise served
        if not isinstance(served, bytes):
            served = ((served if isinstance(served, str) else served(url)) + self.stamp).encode()
        body = served
        same = self._seen.get(url) == body
        self._seen[url] = body
        return Page(url, b"" if same else body, "text/html; charset=utf-8", unchanged=same)

    def visit(self, later: timedelta = timedelta()) -> list[str]:
        """One visit so much later; the changes it tells as "new m8092", "changed m8092 date" and so on."""
        self.now += later
        self.asked.clear()
        read_at = {scope.scope: scope.read_at for scope in self.scopes.values() if scope.read_at}
        source = Source("portal", "Our committee", self.base + self.url, "moderngov", options=dict(self.options))
        first, notes = not read_at, dict(self.notes)
        known, keep = Remembered(self.known), self.kept.append
        self.read = list(collect(Visit(source, self.now, self.get, known, read_at, first, notes, keep)))
        aliases = {alias: key for key, one in self.known.items() for alias in one.document.aliases}
        found = assess_visit(self.read, StoredDocuments(self.known, aliases), self.scopes, self.now, is_baseline=first)
        self.notes, self.held, self.changes = notes, found.held, found.changes
        self.known |= found.remember
        self.scopes |= {scope.scope: scope for scope in found.scopes}
        for unread in found.unread:
            self._seen.pop(unread.scope, None)
        return [" ".join([change.kind, change.document.key, *change.fields]) for change in found.changes]

    def document(self, key: str) -> Document:
        """As it is remembered."""
        return self.known[key].document

    def edit(self, path: str, old: str, new: str) -> None:
        """Changes one served page; the old words must stand there."""
        served = self.pages[path]
        assert isinstance(served, str)
        assert old in served
        self.pages[path] = served.replace(old, new)
