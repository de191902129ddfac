"""PURE: names the questions an answer may ask of what is stored, beside the settings of its chat; the store answers
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

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


class Lookups(Protocol):
    """Answers questions for one chat, at one moment; changes nothing."""

    @property
    def now(self) -> datetime:
        """Returns the moment at which it is asked."""

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        """Returns `most` of the changes of a topic, a source or `all`, the newest by what they mean first, after the
        first `skip`; of an empty `what`: of all that the chat follows."""

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        """Returns `most` of the documents that hold all of these phrases, the best first, after the first `skip`."""

    def said(self, wanted: Sequence[Phrase], most: int) -> Sequence[SaidSentence]:
        """Returns at most `most` sentences that hold all of these phrases, the newest first."""

    def story(self, wanted: Sequence[Phrase], url: str, keys: Sequence[str]) -> Story:
        """Returns the story of what this link leads to, by the keys that it names; without one, of the item that holds
        all of these words."""

    def meetings(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[UpcomingMeeting]:
        """Returns every meeting that lies ahead, the next one first; wanted by these subscriptions, or by those that
        the chat has."""

    def consultations(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[Document]:
        """Returns the consultations that are open, the first to close first: those that these subscriptions want, or
        those that the chat has; where it follows none, all."""

    def plans(self) -> Sequence[Plan]:
        """Returns the plans that are tracked, the newest first."""

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        """Returns what is known of inspections, by the id of the source."""

    def ombudsman(self) -> Mapping[str, Sequence[Document]]:
        """Returns what is known of the Ombudsman's decisions, by the id of the source."""

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        """Returns the documents with this in their address, each with its last change; none for an empty one."""

    def held(self) -> Sequence[HeldPage]:
        """Returns the pages that are held back as suspect."""

    def sample(self, wish: Subscription) -> VolumeEstimate:
        """Returns how many alerts this subscription would have brought lately, with examples."""

    def kept(self, most: int) -> StoredData:
        """Returns what is stored of the chat, with so many messages and titles at most."""

    def told(self, number: int) -> Sequence[Alert]:
        """Returns the alerts that came in one message with the one of this number, if it was told in this chat; none
        where they are remembered no longer."""

    def earlier_version(self, change: Change) -> PaperVersion | None:
        """Returns the version of a paper that this change replaced or took away; None where none was read."""

    def remindable(self, told: Sequence[Alert]) -> Sequence[Remindable]:
        """Returns of what the reader of these alerts, told in one message, can be reminded."""

    def remindable_meeting(self, source: str, meeting: Document) -> Remindable | None:
        """Returns what can be done until when for this meeting; None where no reminder is left."""

    def promises(self, *, only_open: bool = False) -> Sequence[KeptPromise]:
        """Returns what was promised at meetings of the watched sources, the newest first."""

    def reminders(self, *, in_all_topics: bool = False) -> Sequence[KeptReminder]:
        """Returns what the chat, or the forum topic that asks, will be reminded of, the oldest first."""
