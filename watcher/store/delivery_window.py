"""Decides in SQL when a chat may be told something: while it can be reached, is not paused, and is outside its quiet
hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Time, bindparam, case, exists, func, select

from watcher.store.engines.statements import is_one_of
from watcher.store.tables import IN_FLIGHT, Moment, alerts, chats, messages, reminders

Condition: TypeAlias = ColumnElement[bool]
REACHABLE: Condition = chats.c.gone_at.is_(None)
NOW = bindparam("now", type_=Moment)


def _can_receive() -> Condition:
    clock = bindparam("clock", type_=Time)
    start, end = chats.c.quiet_from, chats.c.quiet_to
    within = case(
        (start <= end, (start <= clock) & (clock < end)),
        else_=(start <= clock) | (clock < end),
    )
    loud = start.is_(None) | end.is_(None) | ~within
    paused = chats.c.paused_until.is_not(None) & (chats.c.paused_until > NOW)
    return REACHABLE & loud & ~paused


CAN_RECEIVE_NOW = _can_receive()
"""Of a chat, at the moment that `at` gives. Quiet hours are half-open and may lie across midnight."""


def at(now: datetime, zone: tzinfo) -> dict[str, object]:
    """Returns the parameters of CAN_RECEIVE_NOW and NOW; quiet hours are by the clocks of `zone`."""
    return {"now": now, "clock": now.astimezone(zone).time().replace(microsecond=0)}


_ANYTHING = select(
    exists().where(is_one_of(messages.c.state, ("queued", "uncertain", *IN_FLIGHT)))
    | exists().where(alerts.c.message_id.is_(None))
    | exists(select(reminders.c.id))
)


def anything_waits(db: Connection) -> bool:
    """Tells whether there is any alert, message or reminder that is not settled, for whichever chat and moment. Most
    runs find none, and need not ask which may be sent, which is next, or which a killed run has left behind."""
    return bool(db.execute(_ANYTHING).scalar())


UNSENT = is_one_of(messages.c.state, ("queued", "uncertain"))
_WAITED_FOR = (
    exists().where(messages.c.chat_id == chats.c.chat_id, UNSENT)
    | exists().where(alerts.c.chat_id == chats.c.chat_id, alerts.c.message_id.is_(None))
    | exists().where(reminders.c.chat_id == chats.c.chat_id)
)
_CLOSED = (
    select(chats.c.quiet_to, func.min(chats.c.paused_until).label("paused_until"))
    .where(REACHABLE, ~CAN_RECEIVE_NOW, _WAITED_FOR)
    .group_by(chats.c.quiet_to)
)


def next_opening(db: Connection, now: datetime, zone: tzinfo) -> datetime | None:
    """Returns a moment after `now` before which no chat that can't be told anything now can be told what waits for it;
    None where nothing waits for such a chat."""
    rows = db.execute(_CLOSED, at(now, zone)).all()
    moments = [_next_time(row.quiet_to, now, zone) for row in rows if row.quiet_to is not None]
    moments += [row.paused_until for row in rows if row.paused_until and row.paused_until > now]
    return min(moments, default=None)


def _next_time(clock: time, now: datetime, zone: tzinfo) -> datetime:
    """Returns when clocks in `zone` show this time next; where they are set forward or back, the first moment at which
    they may."""
    today = now.astimezone(zone).date()
    days = (today, today + timedelta(days=1))
    shown = [datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC) for day in days for fold in (0, 1)]
    return min(moment for moment in shown if moment > now)
