"""Finds the earlier message from which an alert carries on: the last that told its chat of the same document, of its
item, or of its meeting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, select

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.core.meetings import meeting_of
from watcher.rules.item_thread import item_title
from watcher.store.item_threads import ItemThreads
from watcher.store.tables import alerts, changes, messages

MOST_CHANGES = 200  # of one meeting: the last of them
_LAST_TOLD = (
    select(messages.c.telegram_id)
    .join(alerts, alerts.c.message_id == messages.c.id)
    .where(alerts.c.chat_id == bindparam("chat"), alerts.c.change_id.in_(bindparam("about", expanding=True)))
    .where(messages.c.thread_id == bindparam("thread"), messages.c.telegram_id.is_not(None))
    .order_by(messages.c.id.desc())
    .limit(1)
)


class Earlier:
    """Answers inside one transaction. What a change is about is looked up once, for however many chats."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._changes_about = cache(self._look_up)
        self._items = ItemThreads(db)

    def message(self, alert: Alert) -> int:
        """Returns Telegram's number of the message; 0 where none is remembered."""
        told = self._items.earlier(alert.change)
        items = {reason.name for reason in alert.reasons if reason.kind == "item"}
        about = [self._changes_about(*_subject(alert.change)), [before.id for before in told]]
        if items:
            about = [[before.id for before in told if item_title(before.document) in items], *about[::-1]]
        return next(filter(None, (self._last(alert, ids) for ids in about)), 0)

    def _last(self, alert: Alert, about: Sequence[int]) -> int:
        if not about:
            return 0
        of = {"chat": alert.chat_id, "thread": alert.thread_id, "about": about}
        return self._db.execute(_LAST_TOLD, of).scalar() or 0

    def _look_up(self, source: str, key: str, meeting: str) -> tuple[int, ...]:
        """Returns the numbers of the changes of this document, and of this meeting and its papers, the newest
        MOST_CHANGES."""
        of_it = changes.c.key == key
        if meeting:
            of_it |= (changes.c.key == meeting) | (changes.c.document["part_of"].as_string() == meeting)
        query = select(changes.c.id).where(changes.c.source_id == source, of_it).order_by(changes.c.id.desc())
        return tuple(self._db.execute(query.limit(MOST_CHANGES)).scalars())


def _subject(change: Change) -> tuple[str, str, str]:
    """Returns source, document and meeting; of a new document, which was never told before, no document."""
    known = "" if change.kind == "new" else change.document.key
    return change.source, known, meeting_of(change.document)
