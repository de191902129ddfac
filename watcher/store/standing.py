"""How the watcher fares, as its administrators ask in Telegram."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from watcher.commands import Standing
from watcher.model import Health, Source
from watcher.store import chats, outbox, runs, sources
from watcher.store.tables import messages


def standing(db: Connection, enabled: Iterable[Source]) -> Standing:
    """The sources as the config orders them, what waits, what was given up and why."""
    known = sources.health(db)
    count = func.count().label("given_up")
    reasons = select(messages.c.error, count).where(messages.c.state == "dead").group_by(messages.c.error)
    last = runs.last(db)
    return Standing(
        sources=[(one, known.get(one.id) or Health(one.id, one.kind, one.url)) for one in enabled],
        waiting=outbox.queue(db)["waiting"],
        failed=[(row.error or "", row.given_up) for row in db.execute(reasons.order_by(count.desc()))],
        subscribers=chats.subscribers(db),
        run_ended=last.ended_at if last else None,
    )
