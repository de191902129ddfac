"""PURE: versions of papers: what a visit read, and what is kept of it, as frozen data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from watcher.core.documents import DocumentKind

TOLD_OF_BY_NEWS: Sequence[DocumentKind] = ("report", "decision", "supplement", "decisions", "minutes", "agenda")
"""What an article may be about; of several that say the same, the first of these."""
ReadAs = Literal["text", "pictures", "recognised"]
"""How the words of a paper were had: from its text; not at all, for its pages are pictures; or read from these."""
LARGEST_SENT = 50_000_000
"""Bytes of a file that the bot can send (facts/telegram.md, 2)."""


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A paper that a visit has read: the `key` of its document, its bytes and the text of each page."""

    key: str
    url: str
    body: bytes
    pages: Sequence[str]
    last_modified: str = ""
    """As the site said, to the letter."""
    read_as: ReadAs = "text"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The file of a paper as it is sent: which is kept under its hash, how it is called, and what is said, as HTML,
    where it can't be sent."""

    sha256: str
    name: str
    instead: str


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """A version of a paper that was read once. `size` is in bytes."""

    source: str
    key: str
    sha256: str
    url: str
    size: int
    pages: int
    first_seen: datetime
    last_seen: datetime | None = None
    """When it was last known to stand on its page; None while it still does, for all we know."""
    last_modified: str = ""
    is_kept: bool = True
    """Whether its file lies in the state folder; else only its text is remembered."""
    read_as: ReadAs = "text"

    @property
    def can_be_sent(self) -> bool:
        """Tell whether its file is small enough for Telegram."""
        return self.size <= LARGEST_SENT
