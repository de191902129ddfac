"""Looks up events that several sources tell: what was found lately, and which messages told a chat of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Select, String, bindparam, func, select, type_coerce

from watcher.core.documents import Change, ChangeKind, Document, DocumentKind
from watcher.store.changes import NUMBER, document_of
from watcher.store.tables import alerts, changes, messages

if TYPE_CHECKING:
    from watcher.rules.repeats import EventTold

MOST_CHANGES = 1_000
"""Of some days: the last of them."""
_MARKS = (
    select(changes.c.id, changes.c.source_id, type_coerce(changes.c.at, String))  # never read: the same or another
    .where(changes.c.at >= bindparam("since"))
    .order_by(NUMBER.desc())
    .limit(bindparam("most"))
)
_WHAT_TELLS = [changes.c[name] for name in ("id", "source_id", "at", "kind", "document", "fields", "same_as")]
_KIND = changes.c.document["kind"].as_string()
_EVENT = func.coalesce(func.nullif(changes.c.same_as, 0), changes.c.id)


ChangeMark: TypeAlias = tuple[int, str, object]
"""By what a logged change is known again, its number, source and moment: its source may get another id, and SQLite
gives a number anew once its change is gone."""


def marks_since(db: Connection, at: datetime) -> set[ChangeMark]:
    """Returns the changes since that moment; of more than MOST_CHANGES the last."""
    return set(map(tuple, db.execute(_MARKS, {"since": at, "most": MOST_CHANGES}).all()))


def numbered(db: Connection, numbers: Collection[int], without: Collection[DocumentKind] = ()) -> dict[int, Change]:
    """Returns the changes of these numbers, of which there are at most MOST_CHANGES, by number: those whose documents
    are of none of the kinds `without`. Each has what tells its event, and nothing that was found beside it."""
    query = select(*_WHAT_TELLS).where(changes.c.id.in_(numbers), _KIND.not_in(without))
    return {row[0]: _told(*row) for row in db.execute(query)}


def _told(
    number: int, source: str, at: datetime, kind: ChangeKind, document: Any, fields: Any, same_as: int
) -> Change:  # Any: as document_row and `add` wrote it
    pairs = {name: (old, new) for name, (old, new) in fields.items()}
    return Change(kind, document_of(document), pairs, source=source, at=at, id=number, same_as=same_as)


def told_by_several(db: Connection, events: Collection[int]) -> set[int]:
    """Returns those of these events that more than one source tells. An event is the number of the change that told it
    first."""
    query = select(changes.c.same_as).distinct().where(changes.c.same_as.in_(events), changes.c.same_as > 0)
    return set(db.execute(query).scalars())


def of_messages(db: Connection, numbers: Select[tuple[int]]) -> set[int]:
    """Returns the events that these messages tell."""
    query = select(_EVENT).join(alerts, alerts.c.change_id == changes.c.id).where(alerts.c.message_id.in_(numbers))
    return set(db.execute(query).scalars())


def told(
    db: Connection, events: Collection[int], chats: Collection[int]
) -> Mapping[tuple[int, int, int], list[EventTold]]:
    """Returns, by chat, forum topic and event, the messages that told of it, oldest first; not those that were given
    up."""
    from watcher.rules.repeats import EventTold  # its patterns: most runs tell of no event

    query = (
        select(
            alerts.c.chat_id, alerts.c.thread_id, _EVENT.label("event"), messages.c.id, messages.c.telegram_id,
            _KIND.label("kind"),
        )
        .join(changes, alerts.c.change_id == changes.c.id)
        .join(messages, alerts.c.message_id == messages.c.id)
        .where(changes.c.id.in_(events) | (changes.c.same_as.in_(events) & (changes.c.same_as > 0)))
        .where(alerts.c.chat_id.in_(chats), messages.c.state != "dead")
        .order_by(messages.c.id)
    )  # fmt: skip
    found: dict[tuple[int, int, int], dict[int, EventTold]] = defaultdict(dict)
    for row in db.execute(query):
        of_event = found[row.chat_id, row.thread_id, row.event]
        before = of_event.get(row.id)
        has_document = row.kind != "article" or bool(before and before.has_document)
        of_event[row.id] = EventTold(row.id, row.telegram_id or 0, has_document)
    return {of: list(of_event.values()) for of, of_event in found.items()}


def documents_told(db: Connection, told: Collection[EventTold]) -> list[Document]:
    """Returns the documents that these messages are about, without their words."""
    query = select(changes.c.document).join(alerts, alerts.c.change_id == changes.c.id)
    rows = db.execute(query.where(alerts.c.message_id.in_([event.message for event in told]))).scalars()
    return [document_of(row) for row in rows]
