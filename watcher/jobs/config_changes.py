"""Carries an edit of the config to those who follow something: what has a new id is followed under it, and who follows
what is no longer watched is told so, once (docs/adr/0020-ids-that-go.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watcher.config import Settings
from watcher.rules.configured_ids import ConfiguredIds, configured_ids
from watcher.rules.configured_ids import renames as renames_of
from watcher.store import Connection, Store, followers, renames, timestamps

if TYPE_CHECKING:
    from watcher.messages.unwatched import Unwatched

TOLD = "no longer watched: "
"""Before what its followers were told of."""
FLIP = timedelta(days=7)
"""What goes again so soon after they were told, having been back in between, is not told again."""


def take_over(store: Store, settings: Settings, now: datetime, before: Settings | None = None) -> list[Unwatched]:
    """Carries over what has a new id and queues what followers and administrators are told of what is gone, in one
    transaction; done again it changes nothing. Returns what is followed and not there, for the operator. `before`: the
    settings that were in force, if known, which still have the names of what has gone."""
    config = configured_ids(settings.sources, settings.topics)
    names = {**(configured_ids(before.sources, before.topics).names if before else {}), **config.names}
    with store.write() as db:
        known = {*config.live, *config.disabled}
        renames.carry_over(db, renames_of(settings.sources, settings.topics), known, now)
        followed = followers.followed(db)
        gone = [what for what in followed if not config.watches(what)]
        _forget_told(db, config, followed, now)
        if not gone:
            return []
        from watcher.messages.unwatched import for_administrators, not_there  # hardly any run has words to say of it
        from watcher.store import chats

        missing = not_there(followed, config, followers.addresses(db))
        new = _tell_followers(db, gone, names, now)
        news = [unwatched for unwatched in missing if unwatched.what in new]
        if news:
            chats.tell_administrators(db, settings.telegram.admins, for_administrators(news), now)
    return missing


def carry_over(store: Store, settings: Settings, now: datetime) -> None:
    """Carries over what has a new id, and tells nobody: for a worker that visits and does not speak. Else what it finds
    under the new id, before whoever speaks has the same config, would be told to nobody."""
    new_ids = renames_of(settings.sources, settings.topics)
    if new_ids:
        config = configured_ids(settings.sources, settings.topics)
        with store.write() as db:
            renames.carry_over(db, new_ids, {*config.live, *config.disabled}, now)


def _forget_told(db: Connection, config: ConfiguredIds, followed: Collection[str], now: datetime) -> None:
    """Forgets that followers were told of what is back for good, or followed by nobody any more: should it go again,
    that is told anew."""
    for name, at in timestamps.names(db, TOLD).items():
        what = name.removeprefix(TOLD)
        if what not in followed or (config.watches(what) and not now - FLIP < at <= now):
            timestamps.forget(db, name)


def _tell_followers(db: Connection, gone: Collection[str], names: Mapping[str, str], now: datetime) -> set[str]:
    """Queues a message for who follows what is gone, also for who came to follow it after others were told; returns
    what was news to anybody."""
    from watcher.core.alerts import Message
    from watcher.messages.unwatched import farewell
    from watcher.store import outbox

    told = timestamps.names(db, TOLD)
    news = [
        follower
        for follower in followers.of(db, gone)
        if TOLD + follower.what not in told or follower.since > told[TOLD + follower.what]
    ]
    whats: dict[tuple[int, int], list[str]] = defaultdict(list)
    for follower in news:
        whats[follower.chat_id, follower.thread_id].append(_name(follower.what, names))
    for (chat_id, thread_id), mine in whats.items():
        outbox.queue(db, Message(chat_id, farewell(mine), thread_id=thread_id), (), now)
    for what in {follower.what for follower in news}:
        timestamps.done(db, TOLD + what, now)
    return {follower.what for follower in news}


def _name(what: str, names: Mapping[str, str]) -> str:
    """Returns the name by which people know it; a committee is known by its source. The id where nobody knows more."""
    source, _, committee = what.partition("/")
    if committee and source in names:
        return f"{committee} ({names[source]})"
    return names.get(what, what)
