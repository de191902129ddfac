"""Keeps the log of changes: a change is written once and never altered, but for a source or topic that is renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from watcher.core.documents import Change, Document, TextChange
from watcher.store.reasons import quote_of, quote_row
from watcher.store.since_last import related_of, related_row, since_last_of, since_last_row
from watcher.store.tables import alerts, changes, sources

_ADD = insert(changes).returning(changes.c.id)
NUMBER = changes.c.id + 0
"""A change's number, to order by where the changes of some days are asked for: ordered by the key itself, SQLite would
look at every change there is, the last first, instead of at those that the index of moments leads to."""


def add(db: Connection, change: Change) -> int:
    """Appends a change (its `source` and `at` are set) and returns its number."""
    row = {
        "source_id": change.source,
        "at": change.at,
        "kind": change.kind,
        "key": change.document.key,
        "document": document_row(change.document),
        "fields": {name: list(pair) for name, pair in change.fields.items()},
        "minor": change.minor,
        "topics": list(change.topics),
        "quotes": list(map(quote_row, change.quotes)),
        "diff": [[each.page, each.old, each.new] for each in change.diff],
        "versions": list(change.versions),
        "since_last": since_last_row(change.since_last) | related_row(change.related),
        "same_as": change.same_as,
        "alike": change.alike,
    }
    return int(db.execute(_ADD, row).scalar_one())


def since(db: Connection, at: datetime | None = None, source: str = "") -> Iterator[Change]:
    """Yields the logged changes, oldest first: from a moment on (None: all), of one source (empty: of all)."""
    query = select(changes).order_by(changes.c.id)
    if at:
        query = query.where(changes.c.at >= at)
    if source:
        query = query.where(changes.c.source_id == source)
    for row in db.execute(query):
        yield change_of(row._mapping)


def last_before(db: Connection, source_id: str, at: datetime) -> datetime | None:
    """Returns when something was last found in this source before that moment; where nothing was, when the source was
    first read, and None where that was not before it either."""
    found = select(func.max(changes.c.at)).where(changes.c.source_id == source_id, changes.c.at < at)
    began = select(sources.c.baseline_at).where(sources.c.id == source_id, sources.c.baseline_at < at)
    return db.execute(found).scalar() or db.execute(began).scalar()


def edits_due(
    db: Connection, source_id: str, key: str, told_after: datetime | None = None
) -> dict[tuple[int, int], datetime]:
    """Returns, by chat and forum topic (0: none), the latest moment an alert was due that tells at once of this
    document's being `changed`: of those in a message already that were due after a moment, or (None) of those that
    still wait."""
    mine = (changes.c.source_id == source_id) & (changes.c.key == key) & (changes.c.kind == "changed")
    reader = (alerts.c.chat_id, alerts.c.thread_id)
    query = select(*reader, func.max(alerts.c.due_at).label("due")).join(changes)
    waits = alerts.c.message_id.is_(None)
    of_these = ~waits & (alerts.c.due_at > told_after) if told_after else waits
    query = query.where(mine, alerts.c.frequency == "now", of_these)
    return {(row.chat_id, row.thread_id): row.due for row in db.execute(query.group_by(*reader))}


def change_of(row: Mapping[Any, Any]) -> Change:
    """Builds a change from its row. Any: columns are typed by the table, not by the row."""
    return Change(
        kind=row["kind"],
        document=document_of(row["document"]),
        fields={name: (old, new) for name, (old, new) in row["fields"].items()},
        minor=row["minor"],
        topics=tuple(row["topics"]),
        quotes=tuple(map(quote_of, row["quotes"])),
        diff=tuple(TextChange(*each) for each in row["diff"]),
        versions=tuple(row["versions"]),
        since_last=since_last_of(row["since_last"]),
        related=related_of(row["since_last"]),
        source=row["source_id"],
        at=row["at"],
        id=row["id"],
        same_as=row["same_as"],
        alike=row["alike"],
    )


def document_row(document: Document) -> dict[str, Any]:
    """Returns a document as JSON for the log, as it stood when it changed; `words` stay with the document itself."""
    return {
        "key": document.key,
        "kind": document.kind,
        "title": document.title,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "summary": document.summary,
        "details": dict(document.details),
        "part_of": document.part_of,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """Builds a document, without its words, from what `document_row` returned."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Document(**{**row, "published": published})


def noticed(db: Connection, message_id: int) -> list[datetime]:
    """Returns when each change was seen that this message tells to somebody who hears at once; empty for digests."""
    query = select(changes.c.at).join(alerts, alerts.c.change_id == changes.c.id)
    return list(db.scalars(query.where(alerts.c.message_id == message_id, alerts.c.frequency == "now")))
