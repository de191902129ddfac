"""PURE: what an answer may look up beside what is stored of its chat: what was found, what is coming, what is held.
Only asked, never changed; the store has the real one, `Shelf` is one of plain lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from watcher.model import Alert, Change, Document, Subscription
from watcher.phrases import Phrase

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """A document that holds the words somebody searched for, with its own `words`, and when it was first seen."""

    source: str
    document: Document
    seen: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting that lies ahead. `wanted`: the chat follows it, or one of its papers."""

    source: str
    meeting: Document
    papers: int = 0
    """How many papers of it are out."""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A page of a source that is held back as suspect, and why."""

    source: str
    scope: str
    reason: str
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """What a subscription would have sent in the last 30 days: how many alerts, or `more`, and some of the newest."""

    count: int = 0
    examples: Sequence[Change] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What else is stored of the chat: since when it follows what it does, by `what` and `words`; the messages to it
    that are remembered, the last first, each with the moment it was made and its first line; and the titles of what
    waits to be told."""

    since: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    messages: Sequence[tuple[datetime, str]] = ()
    waiting: Sequence[str] = ()


class Library(Protocol):
    """What there is to look up for one chat."""

    @property
    def now(self) -> datetime: ...

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        """The newest changes of a topic, a source or `all`; of an empty `what`: of all that the chat follows."""

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[Found]:
        """The documents that hold all of these, the best first."""

    def meetings(self) -> Sequence[Coming]:
        """Every meeting that lies ahead, the next one first."""

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        """What is known of inspections, by source."""

    def held(self) -> Sequence[Held]:
        """What is held back as suspect."""

    def sample(self, wish: Subscription) -> Sample: ...

    def kept(self, most: int) -> Kept:
        """With so many messages, and titles, at most."""

    def told(self, number: int) -> Sequence[Alert]:
        """The alerts that came in one message with the one of this number, if it was told in this chat; none where
        they are remembered no longer."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library of lists, as they stand; the empty one knows nothing."""

    now: datetime = LONG_AGO
    changes: Sequence[Change] = ()
    documents: Sequence[Found] = ()
    coming: Sequence[Coming] = ()
    inspected: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    suspects: Sequence[Held] = ()
    flood: Sample = Sample()
    alerts: Sequence[Alert] = ()
    stored: Kept = Kept()

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        of_it = [one for one in self.changes if what in ("", "all", one.source, *one.topics)]
        return of_it[skip : skip + most]

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[Found]:
        return self.documents[skip : skip + most]

    def meetings(self) -> Sequence[Coming]:
        return self.coming

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        return self.inspected

    def held(self) -> Sequence[Held]:
        return self.suspects

    def sample(self, wish: Subscription) -> Sample:
        return self.flood

    def kept(self, most: int) -> Kept:
        return self.stored

    def told(self, number: int) -> Sequence[Alert]:
        return self.alerts if number in [one.id for one in self.alerts] else ()
