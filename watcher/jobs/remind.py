"""Queues the reminders that are due, each once, by the documents as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from watcher.core.alerts import Message
from watcher.core.deadlines import Deadline
from watcher.core.documents import Document
from watcher.messages.context import RenderContext
from watcher.messages.reminders import reminder as in_words
from watcher.rules.reminders import due_reminders, moments_ahead, still_true
from watcher.store import Connection, outbox, reminders
from watcher.store.deadlines import current, current_deadlines

KEPT_FOR = timedelta(days=366)
"""How long a reminder waits for a meeting that was called off to get a new date."""


def queue_due(db: Connection, render_context: RenderContext, now: datetime) -> datetime | None:
    """Queues what chats that may be told something now are to be reminded of, and returns when the next of these
    reminders is, as things stand; None where none is. In one transaction with what notes that it was told, so that
    nothing comes twice."""
    moments = []
    for kept in reminders.listening(db, now, render_context.timezone):
        source = render_context.sources.get(kept.source)
        document = current(db, kept.source, kept.key) if source and source.enabled else None
        deadlines = current_deadlines(db, source, document) if source and document else []
        kept = reminders.take_back(db, kept, still_true(deadlines, now))
        if document:
            kept = _remind(db, kept, document, deadlines, now)
        ahead = moments_ahead(deadlines, kept.told, now)
        moments += [moment.at for moment, _ in ahead[:1]]
        if _is_done(deadlines, kept, now):
            reminders.end(db, kept)
    return min(moments, default=None)


def _remind(
    db: Connection, kept: reminders.StoredReminder, document: Document, deadlines: Sequence[Deadline], now: datetime
) -> reminders.StoredReminder:
    """Queues the reminders of one document that are due; returns what was stored, with those that are told now."""
    for deadline, names in due_reminders(deadlines, kept.told, now):
        html, buttons = in_words(deadline, document, now)
        number = outbox.queue(db, Message(kept.chat_id, html, buttons, kept.thread_id), (), now)
        kept = reminders.told(db, kept, names, number)
    return kept


def _is_done(deadlines: Sequence[Deadline], kept: reminders.StoredReminder, now: datetime) -> bool:
    """Tells whether all is over; of a meeting that has no date now, whether it waited long enough for one."""
    if not deadlines:
        return now - kept.since > KEPT_FOR
    return all(deadline.is_over(now) for deadline in deadlines)
