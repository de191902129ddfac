"""Answers what the bot asks for one chat about reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from watcher.core.alerts import Alert
from watcher.core.chats import Catalogue
from watcher.core.documents import Document
from watcher.core.queries import KeptReminder, Remindable
from watcher.store import chats, meetings, reminders
from watcher.store.deadlines import OpenDeadlines, current, current_deadlines, subjects
from watcher.store.reminders import StoredReminder


class ReminderLookups:
    """Answers inside one transaction. `offer` is what can be followed; `thread_id` the forum topic that asks, 0 for
    none."""

    def __init__(self, db: Connection, chat_id: int, offer: Catalogue, now: datetime, thread_id: int) -> None:
        self._db, self._chat_id, self._offer, self._thread_id = db, chat_id, offer, thread_id
        self._sources = {source.id: source for source in offer.sources}
        self._open = OpenDeadlines(db, self._sources, now)

    def of_alerts(self, alerts: Sequence[Alert]) -> list[Remindable]:
        """Returns what the reader of these alerts, told in one message, can be reminded of."""
        brought = {wish for alert in alerts for wish in alert.matched_subscriptions}
        return [self._wished(found, brought) for found in subjects(self._open, alerts)]

    def of_meeting(self, source: str, meeting: Document) -> Remindable | None:
        """Returns what can be done until when for this meeting; None where no reminder is left."""
        found = self._open.of(source, meeting)
        return self._wished(found, set()) if found else None

    def kept(self, *, in_all_topics: bool = False) -> list[KeptReminder]:
        """Returns what the forum topic that asks, or with `in_all_topics` the whole chat, will be reminded of, oldest
        first."""
        thread_id = None if in_all_topics else self._thread_id
        return [self._kept(stored) for stored in reminders.of_chat(self._db, self._chat_id, thread_id)]

    def _wished(self, found: Remindable, brought: set[tuple[str, str]]) -> Remindable:
        """Adds the subscriptions of the forum topic that want it: those that brought the alert, and any other."""
        mine = [
            subscription
            for subscription in chats.subscriptions(self._db, self._chat_id)
            if subscription.thread_id == self._thread_id
        ]
        source = self._sources[found.source]
        wanting = meetings.wishes_for(self._db, mine, self._offer, source, found.document)
        standing = {(subscription.what, subscription.words) for subscription in mine}
        return replace(found, wishes=sorted((brought & standing) | set(wanting)))

    def _kept(self, stored: StoredReminder) -> KeptReminder:
        source = self._sources.get(stored.source)
        document = current(self._db, stored.source, stored.key)
        deadlines = current_deadlines(self._db, source, document) if source and document else ()
        title, url = (document.title, document.url) if document else (stored.key, "")
        return KeptReminder(stored.id, title, url, stored.key, deadlines, tuple(stored.told))
