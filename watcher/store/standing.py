"""How the watcher fares, as its administrators ask in Telegram."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from watcher.commands import Standing
from watcher.commands.weekly import Week
from watcher.model import Health, Source
from watcher.store import chats, outbox, runs, sources
from watcher.store.tables import alerts, messages
from watcher.store.tables import chats as chat_rows


def week(db: Connection, watched: Iterable[Source], since: datetime, now: datetime) -> Week:
    """What the time since then came to, for the sources that are watched."""
    known = sources.health(db)
    enabled = [one for one in watched if one.enabled]
    told = select(func.count()).select_from(alerts).join(messages, alerts.c.message_id == messages.c.id)
    given_up = _given_up(func.count()).where(messages.c.not_before >= since)
    return Week(
        since,
        now,
        [(one, known.get(one.id) or Health(one.id, one.kind, one.url)) for one in enabled],
        alerts=db.execute(told.where(messages.c.state == "sent", messages.c.sent_at >= since)).scalar_one(),
        failed=db.execute(given_up).scalar_one(),
    )


def standing(db: Connection, enabled: Iterable[Source]) -> Standing:
    """The sources as the config orders them, what waits, what was given up and why."""
    known = sources.health(db)
    count = func.count().label("given_up")
    reasons = _given_up(messages.c.error, count).group_by(messages.c.error)
    last = runs.last(db)
    return Standing(
        sources=[(one, known.get(one.id) or Health(one.id, one.kind, one.url)) for one in enabled],
        waiting=outbox.queue(db)["waiting"],
        failed=[(row.error or "", row.given_up) for row in db.execute(reasons.order_by(count.desc()))],
        subscribers=chats.subscribers(db),
        run_ended=last.ended_at if last else None,
    )


def _given_up(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of the messages that could not be told to chats that are still there. Any: the columns differ."""
    there = select(*columns).select_from(messages).join(chat_rows, messages.c.chat_id == chat_rows.c.chat_id)
    return there.where(messages.c.state == "dead", chat_rows.c.gone_at.is_(None))
