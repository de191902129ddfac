"""PURE: what a chat may mute, and whether an alert is silenced by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from watcher.committees import is_committee
from watcher.council import spoken_meeting
from watcher.matching import EVERYTHING
from watcher.model import Alert, Document

MUTED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Muted:
    """Something the chat hears nothing of for a while: a topic or a source, or with a `key` one meeting of a source.
    `name` is the meeting's, as far as it is known."""

    what: str
    key: str
    until: datetime
    name: str = ""


def meeting_of(document: Document) -> str:
    """The key of the meeting that a document is, or belongs to; empty where there is none, as for what belongs to a
    collection, a decision or an issue."""
    return (document.part_of or document.key) if spoken_meeting(document) else ""


def topics_of(alert: Alert) -> list[str]:
    """The topics that may be muted to hear no more of this: those that it was wished by, else all it has."""
    wished = [what for what, _ in alert.wishes if what in alert.change.topics]
    return wished or list(alert.change.topics)


def silenced(alert: Alert, muted: Collection[tuple[str, str]]) -> bool:
    """`muted`: topic or source with an empty key, or source with the key of a meeting. A muted topic silences what
    has it, unless the chat follows another topic of it, or words of its own that it holds."""
    change = alert.change
    if (change.source, "") in muted or (change.source, meeting_of(change.document) or None) in muted:
        return True
    if not any((topic, "") in muted for topic in change.topics):
        return False
    general = {EVERYTHING, change.source}
    return all(
        what in general or is_committee(what) or (what, "") in muted for what, words in alert.wishes if not words
    ) and not any(words for _, words in alert.wishes)
