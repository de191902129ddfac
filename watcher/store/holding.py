"""When a chat may be told something: while it can be reached, is not paused, and is outside its quiet hours."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TypeAlias

from sqlalchemy import ColumnElement, Time, case, literal

from watcher.store.tables import chats

Condition: TypeAlias = ColumnElement[bool]
REACHABLE: Condition = chats.c.gone_at.is_(None)


def listening(now: datetime, zone: tzinfo) -> Condition:
    """A condition on chats. Quiet hours are by the clocks of `zone`, half-open, and may lie across midnight."""
    clock = literal(now.astimezone(zone).time().replace(microsecond=0), Time)
    start, end = chats.c.quiet_from, chats.c.quiet_to
    within = case(
        (start <= end, (start <= clock) & (clock < end)),
        else_=(start <= clock) | (clock < end),
    )
    loud = start.is_(None) | end.is_(None) | ~within
    paused = chats.c.paused_until.is_not(None) & (chats.c.paused_until > now)
    return REACHABLE & loud & ~paused
