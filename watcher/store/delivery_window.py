"""When a chat may be told something: while it can be reached, is not paused, and is outside its quiet hours."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TypeAlias

from sqlalchemy import ColumnElement, Time, bindparam, case

from watcher.store.tables import Moment, chats

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
    """The parameters of LISTENING and NOW; quiet hours are by the clocks of `zone`."""
    return {"now": now, "clock": now.astimezone(zone).time().replace(microsecond=0)}
