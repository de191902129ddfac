"""PURE: what the bot looks up for a chat or for the administrators, as frozen data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from watcher.core.deadlines import Deadline
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.core.workers import Worker


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A document in which the words that somebody searched for were found. `words` are its own; `seen` is when it was
    first seen."""

    source: str
    document: Document
    seen: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """A sentence in which words stand that somebody asked for, by whom and when it was said."""

    day: date
    """Of the meeting, the decision or the publication; else when it was first seen."""
    source: str
    body: str
    """The committee or who decided; empty for what is of neither."""
    text: str
    document: Document
    page: int = 0
    """Counted from 1; 0 where the document has no pages, or one alone."""
    version: date | None = None
    """The day on which the version was first seen in which it stood; None for what stands there still."""
    is_withdrawn: bool = False
    """Whether that version was withdrawn; else it was replaced by one that does not say it."""


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that an address may lead to, when it was first seen, and its last change if there was one."""

    source: str
    document: Document
    seen: datetime
    withdrawn: bool = False
    last: Change | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What is remembered of one item, or of what else a link leads to: its title, its documents, and what changed in
    them; no documents where nothing was found. `near`: others that somebody may have meant."""

    title: str = ""
    documents: Sequence[SearchHit] = ()
    changes: Sequence[Change] = ()
    near: Sequence[SearchHit] = ()


@dataclass(frozen=True, slots=True)
class Remindable:
    """A document by which something can be done until a day that lies ahead."""

    source: str
    document: Document
    deadlines: Sequence[Deadline]
    """All of it, those that are over included."""
    wishes: Sequence[tuple[str, str]] = ()
    """`what` and `words` of the chat's subscriptions that want it."""


@dataclass(frozen=True, slots=True)
class KeptReminder:
    """What a chat will be reminded of. `title` stands also where the document is gone or called off."""

    number: int
    title: str
    url: str
    key: str
    deadlines: Sequence[Deadline] = ()
    told: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page of a source that is held back as suspect, and why."""

    source: str
    scope: str
    reason: str
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class VolumeEstimate:
    """What a subscription would have sent in the last 30 days: how many alerts (`more`: at least so many), in how many
    messages, and some of the newest."""

    count: int = 0
    examples: Sequence[Change] = ()
    more: bool = False
    messages: int = 0
    days: int = 0
    """Of how many days it is known: fewer than 30 where there was nothing to read before."""


@dataclass(frozen=True, slots=True)
class StoredData:
    """What else is stored of the chat: since when it follows what it does, by forum topic, `what` and `words`; the
    messages to it that are remembered, the last first, each with the moment it was made and its first line; and the
    titles of what waits to be told."""

    since: Mapping[tuple[int, str, str], datetime] = field(default_factory=dict)
    messages: Sequence[tuple[datetime, str]] = ()
    waiting: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `ended_at` is empty where it was stopped half-way."""

    started_at: datetime
    ended_at: datetime | None = None
    visited: int = 0
    changes: int = 0
    sent: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class WatcherStatus:
    """How the watcher fares, for its administrators."""

    sources: Sequence[tuple[Source, Health]] = ()
    """The enabled ones, as the config orders them."""
    waiting: int = 0
    failed: Sequence[tuple[str, int]] = ()
    """Why messages will never be delivered, each reason with how many, the most frequent first."""
    subscribers: int = 0
    run: Run | None = None
    """The newest."""
    not_kept: Mapping[str, datetime] = field(default_factory=dict)
    """Why the files of papers can't be kept, each reason with since when; empty where they can."""
    workers: Sequence[Worker] = ()
    """That share the database; none where it is a file."""

    @property
    def given_up(self) -> int:
        """Return how many messages will never be delivered to a chat that is still there."""
        return sum(count for _, count in self.failed)

    @property
    def run_ended(self) -> datetime | None:
        """Return when the newest run ended; None before that."""
        return self.run.ended_at if self.run else None


@dataclass(frozen=True, slots=True)
class Week:
    """What the time since `since` came to: how many alerts were told and how many messages were given up."""

    since: datetime
    until: datetime
    sources: Sequence[tuple[Source, Health]] = ()
    alerts: int = 0
    failed: int = 0
