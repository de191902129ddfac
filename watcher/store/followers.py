"""Finds who follows what the config no longer has, or does not read now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from watcher.store.delivery_window import REACHABLE
from watcher.store.tables import chats, sources, subscriptions


class Follower(NamedTuple):
    """A chat, or a forum topic of a group (0: none), that follows `what` since a moment."""

    what: str
    chat_id: int
    thread_id: int
    since: datetime


_COUNTED = (
    select(subscriptions.c.what, func.count(subscriptions.c.chat_id.distinct()))
    .join(chats, subscriptions.c.chat_id == chats.c.chat_id)
    .where(REACHABLE, subscriptions.c.what != "")
    .group_by(subscriptions.c.what)
)


def followed(db: Connection) -> dict[str, int]:
    """Returns, by all that is followed but for people's own words, how many chats that can be reached follow it."""
    return {row[0]: row[1] for row in db.execute(_COUNTED)}


def of(db: Connection, whats: Collection[str]) -> list[Follower]:
    """Returns the chats that follow one of these and can be reached, in the order in which they came to follow it."""
    columns = (subscriptions.c[name] for name in Follower._fields)
    query = select(*columns).join(chats, subscriptions.c.chat_id == chats.c.chat_id)
    query = query.where(REACHABLE, subscriptions.c.what.in_(list(whats))).order_by(subscriptions.c.id)
    return [Follower(*row) for row in db.execute(query)]


def addresses(db: Connection) -> dict[str, str]:
    """Returns the address of every source that was ever visited, by its id."""
    return {row.id: row.url for row in db.execute(select(sources.c.id, sources.c.url))}
