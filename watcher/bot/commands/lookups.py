"""PURE: what an answer may look up beside what is stored of its chat: what was found, what is coming, what is held.
Only asked, never changed; the store has the real one, `FakeLookups` is one of plain lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from watcher.core.alerts import Alert, Subscription
from watcher.core.documents import Change, Document
from watcher.core.queries import HeldPage, LinkedDocument, SearchHit, StoredData, UpcomingMeeting, VolumeEstimate
from watcher.rules.phrases import Phrase

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Lookups(Protocol):
    """What there is to look up for one chat."""

    @property
    def now(self) -> datetime: ...

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        """The newest changes of a topic, a source or `all`; of an empty `what`: of all that the chat follows."""

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        """The documents that hold all of these, the best first."""

    def meetings(self) -> Sequence[UpcomingMeeting]:
        """Every meeting that lies ahead, the next one first."""

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        """What is known of inspections, by source."""

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        """Documents with this in their address, each with its last change; none for an empty one."""

    def held(self) -> Sequence[HeldPage]:
        """What is held back as suspect."""

    def sample(self, wish: Subscription) -> VolumeEstimate: ...

    def kept(self, most: int) -> StoredData:
        """With so many messages, and titles, at most."""

    def told(self, number: int) -> Sequence[Alert]:
        """The alerts that came in one message with the one of this number, if it was told in this chat; none where
        they are remembered no longer."""


@dataclass(frozen=True, slots=True)
class FakeLookups:
    """A library of lists, as they stand; the empty one knows nothing."""

    now: datetime = LONG_AGO
    changes: Sequence[Change] = ()
    documents: Sequence[SearchHit] = ()
    coming: Sequence[UpcomingMeeting] = ()
    inspected: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    suspects: Sequence[HeldPage] = ()
    flood: VolumeEstimate = field(default_factory=VolumeEstimate)
    alerts: Sequence[Alert] = ()
    stored: StoredData = field(default_factory=StoredData)
    pages: Sequence[LinkedDocument] = ()

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        of_it = [one for one in self.changes if what in ("", "all", one.source, *one.topics)]
        return of_it[skip : skip + most]

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        return self.documents[skip : skip + most]

    def meetings(self) -> Sequence[UpcomingMeeting]:
        return self.coming

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        return self.inspected

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        return [one for one in self.pages if part in one.document.url]

    def held(self) -> Sequence[HeldPage]:
        return self.suspects

    def sample(self, wish: Subscription) -> VolumeEstimate:
        return self.flood

    def kept(self, most: int) -> StoredData:
        return self.stored

    def told(self, number: int) -> Sequence[Alert]:
        return self.alerts if number in [one.id for one in self.alerts] else ()
