"""Looks up what was seen of single documents, and what chats were told of them, in the last days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, select

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.rules.flapping import DAY, ToldLately
from watcher.store import outbox, timestamps
from watcher.store.changes import change_of
from watcher.store.retention import FLAPPING, STILL_FLAPPING
from watcher.store.tables import alerts, changes, messages

MOST_CHANGES = 10
"""Of one document: the last of them. Of what turns among more states than that each turn is a change."""
_LONGEST_WAY = timedelta(days=3)
"""No change that is told at once is told so much later, but after a pause."""


class Lately:
    """Answers inside one transaction. What is known of a document is looked up once, for however many chats."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self._db, self._now = db, now
        self._numbers = cache(self._look_up)
        self._changes = cache(self._changes_of)
        self._flapping: dict[str, datetime] = {}

    def changes(self, change: Change) -> tuple[Change, ...]:
        """Returns the changes of the same document in the last day, oldest first; none where this is the only one in
        three days."""
        several = len(self._numbers(change.source, change.document.key)) > 1
        return self._changes(change.source, change.document.key) if several else ()

    def with_what_waits(self, due: Iterable[Alert]) -> list[Alert]:
        """Returns the alerts that are due, with those that wait until later about the same documents for the same
        chats."""
        due = list(due)
        of = {_reader_and_document(alert) for alert in due if alert.frequency == "now"}
        chats = {chat_id for chat_id, _, source, key in of if len(self._numbers(source, key)) > 1}
        waiting = outbox.put_off_for(self._db, chats, self._now) if chats else []
        more = [alert for alert in waiting if _reader_and_document(alert) in of]
        return sorted([*due, *more], key=lambda alert: (alert.chat_id, alert.change.id))

    def told(self, alert: Alert, flapping_since: datetime | None) -> ToldLately:
        """Returns when the alert's chat was told of its document, in the last day or since it goes to and fro; no times
        for a document that does not, and of which nothing else was seen in three days."""
        numbers = self._numbers(alert.change.source, alert.change.document.key)
        if len(numbers) < 2 and flapping_since is None:
            return ToldLately()
        since = min(self._now - DAY, flapping_since or self._now)
        query = (
            select(messages.c.created_at)
            .join(alerts, alerts.c.message_id == messages.c.id)
            .join(changes, alerts.c.change_id == changes.c.id)
            .where(changes.c.source_id == alert.change.source, changes.c.key == alert.change.document.key)
            .where(alerts.c.chat_id == alert.chat_id, alerts.c.thread_id == alert.thread_id)
            .where(messages.c.created_at >= since, messages.c.state != "dead")
            .group_by(messages.c.id, messages.c.created_at)
            .order_by(messages.c.created_at)
        )
        return ToldLately(tuple(self._db.execute(query).scalars()), flapping_since)

    def flapping_since(self, change: Change) -> tuple[datetime, bool]:
        """Notes that the change's document goes to and fro, as it does now; returns since when that is known, and
        whether it is news."""
        name = f"{change.source} {change.document.key}"
        if name not in self._flapping:
            since, still = (timestamps.last(self._db, began + name) for began in (FLAPPING, STILL_FLAPPING))
            goes_on = since is not None and still is not None and self._now - still < DAY
            if not goes_on:
                timestamps.done(self._db, FLAPPING + name, self._now)
            timestamps.done(self._db, STILL_FLAPPING + name, self._now)
            self._flapping[name] = since if since and goes_on else self._now
            return self._flapping[name], not goes_on
        return self._flapping[name], False

    def _look_up(self, source: str, key: str) -> tuple[int, ...]:
        """Returns the numbers of the changes of this document in three days."""
        query = select(changes.c.id).where(changes.c.source_id == source, changes.c.key == key)
        return tuple(self._db.execute(query.where(changes.c.at > self._now - _LONGEST_WAY)).scalars())

    def _changes_of(self, source: str, key: str) -> tuple[Change, ...]:
        query = select(changes).where(changes.c.source_id == source, changes.c.key == key)
        query = query.where(changes.c.at > self._now - DAY).order_by(changes.c.id.desc()).limit(MOST_CHANGES)
        return tuple(change_of(row._mapping) for row in self._db.execute(query).all()[::-1])


def _reader_and_document(alert: Alert) -> tuple[int, int, str, str]:
    """Returns the chat and forum topic, and the document by source and key."""
    return alert.chat_id, alert.thread_id, alert.change.source, alert.change.document.key
