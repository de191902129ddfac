"""Queues the alerts of recorded changes, hands out those that are due, and drops those of which nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Connection,
    Row,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    update,
)

from watcher.core.alerts import Alert, AlertBatch
from watcher.core.documents import Change
from watcher.store import delivery_window
from watcher.store.changes import change_of
from watcher.store.delivery_window import CAN_RECEIVE_NOW, NOW
from watcher.store.reasons import quote_of, quote_row, reason_of, reason_row
from watcher.store.tables import alerts, changes, chats

_QUEUED = [
    alerts.c[name]
    for name in ("change_id", "thread_id", "reasons", "wishes", "quotes", "frequency", "urgent", "due_at")
]
_ROW = [bindparam(column.name, type_=column.type) for column in _QUEUED]
_AT_ONCE = 1_000  # chats in one statement
_IDS = func.json_each(bindparam("chat_ids", type_=JSON)).table_valued(column("value", BigInteger))
# SQLite reads a list of a thousand numbers ten times as fast as so many parameters.
_THESE: BindParameter[int] = bindparam("chat_ids", expanding=True)
_ADD_ALL, _ADD_EACH, _ADD_MOVED = (
    insert(alerts).from_select([alerts.c.chat_id, *_QUEUED], query, include_defaults=False)
    for query in (
        select(_IDS.c.value, *_ROW),
        # Who is just being erased, or gets a new number, is waited for, and passed over.
        select(chats.c.chat_id, *_ROW).where(chats.c.chat_id.in_(_THESE)).with_for_update(read=True, key_share=True),
        select(chats.c.chat_id, *_ROW).where(chats.c.was.in_(_THESE), chats.c.chat_id.not_in(_THESE)),
    )
)


def enqueue(db: Connection, queued: Iterable[tuple[AlertBatch, datetime]]) -> None:
    """Puts alerts into the outbox, each with the moment it is due. Their change must be saved already (`change.id`),
    and every chat known. An urgent one of a document that is known already brings forward what waits about that."""
    one_by_one = db.dialect.name != "sqlite"
    for batch, due_at in queued:
        alert = batch.alert
        said = {
            "reasons": list(map(reason_row, alert.reasons)),
            "wishes": list(alert.matched_subscriptions),
            "quotes": list(map(quote_row, alert.quotes)),
            "urgent": alert.urgent,
        }
        row = {"change_id": alert.change.id, "thread_id": alert.thread_id, "frequency": alert.frequency, **said}
        for start in range(0, len(batch.chat_ids), _AT_ONCE):
            ids = list(batch.chat_ids[start : start + _AT_ONCE])
            rows = row | {"due_at": due_at, "chat_ids": ids}
            added = db.execute(_ADD_EACH if one_by_one else _ADD_ALL, rows).rowcount
            if one_by_one and added < len(ids):
                db.execute(_ADD_MOVED, rows)  # a group that has become a supergroup since its followers were read
            if alert.urgent and alert.change.kind != "new":
                _bring_forward(db, alert, ids, due_at)


def _bring_forward(db: Connection, alert: Alert, chat_ids: Sequence[int], now: datetime) -> None:
    """Makes due at `now` what these chats, or this forum topic of them, were to hear of the same document in a digest:
    it comes with what is told at once, for a later digest would tell what holds no longer."""
    source, key = alert.change.source, alert.change.document.key
    of_it = select(changes.c.id).where(changes.c.source_id == source, changes.c.key == key)
    theirs = alerts.c.chat_id.in_(chat_ids) & (alerts.c.thread_id == alert.thread_id)
    waits = theirs & alerts.c.message_id.is_(None) & alerts.c.change_id.in_(of_it)
    db.execute(update(alerts).where(waits, alerts.c.due_at > now).values(due_at=now, frequency="now", urgent=True))


OF_CHATS = alerts.c.chat_id == chats.c.chat_id
ALERT_ROWS = (
    select(alerts, *(column.label(f"of_change_{column.name}") for column in changes.c))
    .join(changes, alerts.c.change_id == changes.c.id)
    .join(chats, OF_CHATS)
)
UNWORDED = alerts.c.message_id.is_(None)
_IS_DUE = UNWORDED & (alerts.c.due_at <= NOW)
_OLDEST = (
    select(alerts.c.chat_id, func.count())
    .join(chats, OF_CHATS)
    .where(_IS_DUE, CAN_RECEIVE_NOW)
    .group_by(alerts.c.chat_id)
    .order_by(func.min(alerts.c.id))
    .limit(bindparam("most"))
)
_THEIRS = _IS_DUE, alerts.c.chat_id.in_(bindparam("whose", expanding=True))
_DUE = select(alerts).where(*_THEIRS).order_by(alerts.c.chat_id, alerts.c.change_id)
_CHANGES = select(changes).where(changes.c.id.in_(bindparam("ids", expanding=True)))
MOST_ALERTS = 1_500
"""Put into words at once, of whole chats: the first of a thousand who follow an agenda with its fifteen papers should
not wait until five hundred have theirs."""


def due(
    db: Connection, now: datetime, zone: tzinfo = UTC, limit: int = 500, most_alerts: int = MOST_ALERTS
) -> list[Alert]:
    """Returns the alerts to be put into words now, those of at most `limit` whole chats that may be told something at
    `now` (quiet hours by the clocks of `zone`), of fewer chats where these have more than `most_alerts`: by chat, in
    the order in which their changes were seen. Empty where none is due."""
    window, whose, count = delivery_window.at(now, zone), list[int](), 0
    for chat_id, its in db.execute(_OLDEST, window | {"most": limit}):
        if whose and count + its > most_alerts:
            break
        whose.append(chat_id)
        count += its
    if not whose:
        return []
    rows = db.execute(_DUE, window | {"whose": whose}).all()
    # Each change is read once, however many chats are to hear of it; and after the alerts: on PostgreSQL another worker
    # may queue further ones at any moment.
    ids = {"ids": sorted({row.change_id for row in rows})}
    found = {row.id: change_of(row._mapping) for row in db.execute(_CHANGES, ids)}
    return [_alert_of(row, found[row.change_id]) for row in rows]


def alert(row: Row[tuple[object, ...]]) -> Alert:
    """Builds an alert from a row of ALERT_ROWS."""
    named = row._mapping
    return _alert_of(row, change_of({column.name: named[f"of_change_{column.name}"] for column in changes.c}))


def _alert_of(row: Row[tuple[object, ...]], change: Change) -> Alert:
    named = row._mapping
    return Alert(
        change=change,
        chat_id=named["chat_id"],
        reasons=tuple(map(reason_of, named["reasons"])),
        matched_subscriptions=tuple((what, words) for what, words in named["wishes"]),
        quotes=tuple(map(quote_of, named["quotes"])),
        thread_id=named["thread_id"],
        frequency=named["frequency"],
        id=named["id"],
        urgent=named["urgent"],
    )


def told_with(db: Connection, chat_id: int, number: int) -> list[Alert]:
    """Returns the alerts that came in one message with the alert of this number, itself included, in the order they
    were told; none where it is not this chat's, is not in words yet, or is remembered no longer."""
    of = select(alerts.c.message_id).where(alerts.c.id == number, alerts.c.chat_id == chat_id)
    query = ALERT_ROWS.where(alerts.c.message_id == of.scalar_subquery(), alerts.c.chat_id == chat_id)
    return [alert(row) for row in db.execute(query.order_by(alerts.c.change_id))]


def drop(db: Connection, numbers: Sequence[int]) -> None:
    """Deletes the alerts with these numbers; an empty list does nothing."""
    if numbers:
        db.execute(delete(alerts).where(alerts.c.id.in_(numbers)))


_NEXT_DUE = select(func.min(alerts.c.due_at)).join(chats, OF_CHATS).where(UNWORDED, CAN_RECEIVE_NOW)


def next_due(db: Connection, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """Returns when the next alert is to be put into words for a chat that may be told something at `now` (quiet hours
    by the clocks of `zone`); None when none waits."""
    return db.execute(_NEXT_DUE, delivery_window.at(now, zone)).scalar()
