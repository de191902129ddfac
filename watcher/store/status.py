"""Tells how the watcher fares: the runs, the week, the state of the sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, select, update

from watcher.core.sources import Source, enabled_sources
from watcher.store import sources
from watcher.store.leases import workers
from watcher.store.run_tables import runs
from watcher.store.tables import alerts, messages
from watcher.store.tables import chats as chat_rows

if TYPE_CHECKING:
    from watcher.core.queries import Run, WatcherStatus, Week


def week(db: Connection, watched: Iterable[Source], since: datetime, now: datetime) -> Week:
    """Sums up the time since then, for those of the sources that are enabled."""
    from watcher.core.queries import Week  # what is asked by people: not for a run that answers nobody

    told = select(func.count()).select_from(alerts).join(messages, alerts.c.message_id == messages.c.id)
    given_up = _given_up(func.count()).where(messages.c.not_before >= since)
    return Week(
        since,
        now,
        sources.with_health(db, enabled_sources(watched)),
        alerts=db.execute(told.where(messages.c.state == "sent", messages.c.sent_at >= since)).scalar_one(),
        failed=db.execute(given_up).scalar_one(),
    )


def watcher_status(db: Connection, enabled: Iterable[Source]) -> WatcherStatus:
    """Gathers the sources as the config orders them, what waits, what was given up and why, and the newest run."""
    from watcher.core.queries import WatcherStatus  # as above
    from watcher.store import chats, outbox, papers

    count = func.count().label("given_up")
    reasons = _given_up(messages.c.error, count).group_by(messages.c.error)
    return WatcherStatus(
        sources=sources.with_health(db, enabled),
        waiting=outbox.queue_counts(db)["waiting"],
        failed=[(row.error or "", row.given_up) for row in db.execute(reasons.order_by(count.desc()))],
        subscribers=chats.subscribers(db),
        run=last_run(db),
        not_kept=papers.not_kept(db),
        workers=() if db.dialect.name == "sqlite" else workers(db),
    )


def _given_up(*columns: ColumnElement[Any]) -> Select[Any]:
    """Returns a query for these columns of the messages that were given up, to chats that are still there. Any: the
    columns differ."""
    there = select(*columns).select_from(messages).join(chat_rows, messages.c.chat_id == chat_rows.c.chat_id)
    return there.where(messages.c.state == "dead", chat_rows.c.gone_at.is_(None))


RUNS_KEPT = 1_000
_BEGIN = insert(runs).returning(runs.c.id)
_FINISH = update(runs).where(runs.c.id == bindparam("number"))
_DROP = delete(runs).where(runs.c.id <= bindparam("number"))


def begin_run(db: Connection, now: datetime) -> int:
    """Notes that a run begins; returns its number."""
    return int(db.execute(_BEGIN, {"started_at": now}).scalar_one())


def finish_run(db: Connection, number: int, now: datetime, **came_to: int) -> None:
    """Notes that a run ended and what it came to: `came_to` are the numbers of a Run. Only the newest RUNS_KEPT are
    kept."""
    db.execute(_FINISH, {"number": number, "ended_at": now, **came_to})
    db.execute(_DROP, {"number": number - RUNS_KEPT})


def last_run_ended(db: Connection) -> datetime | None:
    """Returns when the newest of the runs that ended did so; None before the first."""
    return db.scalar(select(runs.c.ended_at).where(runs.c.ended_at.is_not(None)).order_by(runs.c.id.desc()).limit(1))


def last_run(db: Connection) -> Run | None:
    """Returns the newest run; None before the first."""
    from watcher.core.queries import Run  # as above

    row = db.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    return Run(**{name: getattr(row, name) for name in Run.__dataclass_fields__}) if row else None
