"""What the bot looks up for one chat about reminders."""

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
    """To be used inside one transaction. `offer` is what can be followed."""

    def __init__(self, db: Connection, chat_id: int, offer: Catalogue, now: datetime) -> None:
        self._db, self._chat_id, self._offer = db, chat_id, offer
        self._sources = {source.id: source for source in offer.sources}
        self._open = OpenDeadlines(db, self._sources, now)

    def of_alerts(self, alerts: Sequence[Alert]) -> list[Remindable]:
        """Of what the reader of these, told in one message, can be reminded."""
        brought = {wish for alert in alerts for wish in alert.matched_subscriptions}
        return [self._wished(found, brought) for found in subjects(self._open, alerts)]

    def of_meeting(self, source: str, meeting: Document) -> Remindable | None:
        found = self._open.of(source, meeting)
        return self._wished(found, set()) if found else None

    def kept(self) -> list[KeptReminder]:
        return [self._kept(stored) for stored in reminders.of_chat(self._db, self._chat_id)]

    def _wished(self, found: Remindable, brought: set[tuple[str, str]]) -> Remindable:
        """With the subscriptions of the chat that want it: those that brought the alert, and any other."""
        mine = chats.subscriptions(self._db, self._chat_id)
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
