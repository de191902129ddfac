"""What an answer looks up, as plain lists made by a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from watcher.core.alerts import Alert, Subscription
from watcher.core.documents import Change, Document
from watcher.core.meetings import UpcomingMeeting
from watcher.core.papers import PaperVersion
from watcher.core.plans import Plan
from watcher.core.promises import KeptPromise
from watcher.core.queries import (
    HeldPage,
    KeptReminder,
    LinkedDocument,
    Remindable,
    SaidSentence,
    SearchHit,
    StoredData,
    Story,
    VolumeEstimate,
)
from watcher.rules.phrases import Phrase

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FakeLookups:
    """Gives these lists back, whatever it is asked for; made without any, it knows nothing."""

    now: datetime = LONG_AGO
    changes: Sequence[Change] = ()
    documents: Sequence[SearchHit] = ()
    coming: Sequence[UpcomingMeeting] = ()
    inspected: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    suspects: Sequence[HeldPage] = ()
    volume: VolumeEstimate = field(default_factory=VolumeEstimate)
    alerts: Sequence[Alert] = ()
    stored: StoredData = field(default_factory=StoredData)
    pages: Sequence[LinkedDocument] = ()
    told_story: Story = field(default_factory=Story)
    open: Sequence[Remindable] = ()
    reminded: Sequence[KeptReminder] = ()
    promised: Sequence[KeptPromise] = ()
    sentences: Sequence[SaidSentence] = ()
    versions: Sequence[PaperVersion] = ()
    tracked: Sequence[Plan] = ()
    decided: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    asked_now: Sequence[Document] = ()

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        matching = [change for change in self.changes if what in ("", "all", change.source, *change.topics)]
        return matching[skip : skip + most]

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        return self.documents[skip : skip + most]

    def said(self, wanted: Sequence[Phrase], most: int) -> Sequence[SaidSentence]:
        return self.sentences[:most]

    def story(self, wanted: Sequence[Phrase], url: str, keys: Sequence[str]) -> Story:
        return self.told_story

    def meetings(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[UpcomingMeeting]:
        return self.coming

    def consultations(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[Document]:
        return self.asked_now

    def plans(self) -> Sequence[Plan]:
        return self.tracked

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        return self.inspected

    def ombudsman(self) -> Mapping[str, Sequence[Document]]:
        return self.decided

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        return [page for page in self.pages if part in page.document.url]

    def held(self) -> Sequence[HeldPage]:
        return self.suspects

    def sample(self, wish: Subscription) -> VolumeEstimate:
        return self.volume

    def kept(self, most: int) -> StoredData:
        return self.stored

    def told(self, number: int) -> Sequence[Alert]:
        return self.alerts if number in [alert.id for alert in self.alerts] else ()

    def earlier_version(self, change: Change) -> PaperVersion | None:
        return next((one for one in self.versions if one.sha256 == change.earlier_version), None)

    def remindable(self, told: Sequence[Alert]) -> Sequence[Remindable]:
        return self.open

    def remindable_meeting(self, source: str, meeting: Document) -> Remindable | None:
        return next((one for one in self.open if one.document.key == meeting.key), None)

    def promises(self, *, only_open: bool = False) -> Sequence[KeptPromise]:
        return [one for one in self.promised if one.state == "open" or not only_open]

    def reminders(self, *, in_all_topics: bool = False) -> Sequence[KeptReminder]:
        return self.reminded


NOTHING_KNOWN = FakeLookups()
