"""PURE: tells what a chat may mute, and whether an alert is silenced by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from watcher.core.alerts import EVERYTHING, Alert
from watcher.core.meetings import is_committee, meeting_of

MUTED_FOR = timedelta(days=30)


def topics_of(alert: Alert) -> list[str]:
    """Returns the topics that may be muted to hear no more of an alert's document: those that it was wished by, else
    all it has."""
    wished = [what for what, _ in alert.matched_subscriptions if what in alert.change.topics]
    return wished or list(alert.change.topics)


def is_muted(alert: Alert, muted: Collection[tuple[str, str]]) -> bool:
    """Tells whether nothing is told of this alert. `muted`: topic or source with an empty key, or source with the key
    of a meeting. A muted topic silences what has it, or carries on an item that came by it, unless the chat follows
    another topic of it, or words of its own that it holds."""
    change = alert.change
    if (change.source, "") in muted or (change.source, meeting_of(change.document) or None) in muted:
        return True
    wished = (what for what, _ in alert.matched_subscriptions)
    if not any((topic, "") in muted for topic in (*change.topics, *wished)):
        return False
    general = {EVERYTHING, change.source}
    return all(
        what in general or is_committee(what) or (what, "") in muted
        for what, words in alert.matched_subscriptions
        if not words
    ) and not any(words for _, words in alert.matched_subscriptions)
