"""PURE: what one visit of a source reads, what is remembered of its pages and how it fares, as frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from watcher.core.lookup import DocumentLookup

if TYPE_CHECKING:
    from watcher.core.documents import Document
    from watcher.core.papers import PaperRead
    from watcher.core.sources import Source

OF_SITE = "site:"


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched and is not understood yet. `url` is the final one, after redirects."""

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False
    """The site said 304, or sent the bytes of last time: nothing is to be read again (`body` may be empty)."""
    moved_to: str = ""
    """Where the URL we asked for has moved for good (301, 308), as the site says; `url` may lie further on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page was understood to hold. Its documents stand in the order in which they are to be told.

    `scope` names the page (its canonical URL): documents are remembered as standing on it."""

    scope: str
    documents: tuple[Document, ...] = ()
    complete: bool = False
    """The whole listing: what is known in this scope and missing here may be withdrawn. A feed never is (a window)."""
    unchanged: bool = False
    """The page is as it was: nothing to compare."""
    baseline: bool = False
    """What stands here was there before we looked: remembered, told to nobody."""
    damaged: str = ""
    """One plain line when the page was broken but readable: it may add documents, never change or withdraw one. Without
    documents a remark that stands in `status`: what was left out."""
    suspect: str = ""
    """One plain line when this may not be true (another page in its place): held back until it is agreed to."""


@dataclass(frozen=True, slots=True)
class FailedReading:
    """A page of a source that could not be read this time, while its other pages could."""

    scope: str
    error: Exception


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it is remembered, and whether it still stands on its page."""

    document: Document
    scope: str = ""
    missing: int = 0
    """Good complete readings in a row from which it was missing."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StoredDocuments:
    """What is remembered of one source: its documents by key, and the other names they were seen under."""

    known: Mapping[str, StoredDocument]
    aliases: Mapping[str, str]

    def find(self, document: Document) -> StoredDocument | None:
        """Return the remembered document that this one is, by its key first, then by any of its names; None where it is
        new."""
        for name in (document.key, *document.aliases):
            found = self.known.get(name) or self.known.get(self.aliases.get(name, ""))
            if found:
                return found
        return None

    def standing(self, scope: str) -> list[StoredDocument]:
        """Return what is remembered as standing on this page, and not withdrawn."""
        return [known for known in self.known.values() if known.scope == scope and not known.withdrawn]


@dataclass(frozen=True, slots=True)
class PageState:
    """How one page of a source fares. `read_at` is empty where it failed at the first visit, until it is read."""

    scope: str
    read_at: datetime | None = None
    held_reason: str | None = None
    held_fingerprint: str | None = None
    held_count: int = 0
    """Visits in a row that held back a reading with the same print."""
    rejected: bool = False
    """An administrator said that what is held for this reason is not true: it stays held however often it is seen."""


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What is remembered of one fetched page: its validators to the letter, and the digest of its bytes."""

    url: str
    etag: str
    last_modified: str
    digest: str
    reader: str
    fetched_at: datetime
    full_at: datetime
    final_url: str = ""  # what gave the validators, at the end of the redirects; empty where that is `url`


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares. `state` is `ok`, `failing`, `blocked`, `suspect` or `new` (not visited yet)."""

    id: str
    kind: str
    url: str
    state: str = "new"
    reason: str | None = None
    last_visit: datetime | None = None
    last_good: datetime | None = None
    last_new: datetime | None = None
    next_visit: datetime | None = None
    failures: int = 0
    baseline_at: datetime | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    broken_since: datetime | None = None
    documents: int = 0
    """So many are remembered, the withdrawn left out."""

    @classmethod
    def unvisited(cls, source: Source) -> Health:
        """Return the health of a source before its first visit."""
        return cls(source.id, source.kind, source.url)


class VisitPlan(NamedTuple):
    """Of a Health, what tells when its source is visited: of thousands of sources, that is all that is looked at again
    and again."""

    url: str
    last_visit: datetime | None
    next_visit: datetime | None
    failures: int
    timed_out: bool
    """Its site kept us waiting in vain at the last visit."""
    state: str


def _keep_nothing(paper: PaperRead) -> None:
    """Keep nothing: for a look that leaves nothing behind."""


@dataclass(slots=True)
class Visit:
    """One reading of one source: all that a kind may know and use while it reads."""

    source: Source
    now: datetime
    get: Callable[[str], Page]
    """Fetches one page, with the validators of last time; raises SourceError."""
    documents: DocumentLookup = field(default_factory=DocumentLookup)
    """What is remembered of this source: to be asked for before it is read (lookup.py)."""
    read_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each scope was last read well."""
    first: bool = True
    """Nothing of this source is remembered yet: this reading is its baseline."""
    notes: dict[str, str] = field(default_factory=dict)
    """What the kind wants to remember until the next visit. One with OF_SITE in its name (which way in works) is
    shared by all sources of the kind on one site, and kept although the visit fails."""
    keep: Callable[[PaperRead], object] = _keep_nothing
    """Told of each paper that was read, at once, so that no more than one is held."""
