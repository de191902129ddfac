"""PURE: what the public site knows of documents and changes, as frozen data: light rows of all, the whole of one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from watcher.core.documents import Change, ChangeKind, Document, DocumentKind
from watcher.core.papers import PaperVersion

if TYPE_CHECKING:
    from watcher.core.promises import KeptPromise

DocumentId: TypeAlias = tuple[str, str]
"""The id of its source, and its key there."""


class SiteDocument(NamedTuple):
    """A document in a few words, so that all can be held: a plain tuple is made three times as fast as a dataclass."""

    source: str
    key: str
    kind: DocumentKind
    title: str
    url: str
    published: date | None
    part_of: str
    withdrawn: bool
    first_seen: datetime
    path: str
    """Of its page."""


class SiteChange(NamedTuple):
    """A change in a few words, so that all can be held. What else it says never alters: the log is only added to."""

    id: int
    source: str
    key: str
    kind: ChangeKind
    moment: str
    """When it was seen, in UTC as the database has it: it sorts as it is, and few are read."""
    said_topics: str
    """The ids of its topics, as the database has them."""
    minor: int

    @property
    def topics(self) -> Sequence[str]:
        """Returns the ids of its topics."""
        return _topics(self.said_topics)

    @property
    def at(self) -> datetime:
        """Returns when it was seen."""
        return moment_of(self.moment)


@lru_cache(maxsize=1_000)  # thousands of changes have the same
def _topics(said: str) -> Sequence[str]:
    found: list[str] = json.loads(said)
    return tuple(found)


def moment_of(text: str) -> datetime:
    """Returns a moment in UTC as a database has it: `2026-11-29 09:00:00.000000`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DocumentLife:
    """All that is remembered of one document: what changed in it, the oldest first, the versions of its file, what it
    promises, and of a meeting its papers."""

    source: str
    document: Document
    first_seen: datetime
    withdrawn: bool = False
    changes: Sequence[Change] = ()
    versions: Sequence[PaperVersion] = ()
    promises: Sequence[KeptPromise] = ()
