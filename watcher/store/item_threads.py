"""Finds who was told of an item of a council and is to hear how it goes on, among all that was told and is remembered;
rules/item_thread.py says which changes belong to one item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TypeAlias, get_args

from sqlalchemy import Connection, or_, select, tuple_

from watcher.core.alerts import Alert, AlertBatch, Frequency, Reason, Subscription
from watcher.core.documents import Change
from watcher.rules.item_thread import ITEMS, STEPS, carries_on, item_title, named_items, names
from watcher.rules.muting import is_muted
from watcher.store.changes import change_of
from watcher.store.delivery_window import REACHABLE
from watcher.store.tables import alerts, changes, chats, messages, mutes, subscriptions

MOST_TOLD = 3_000
"""Changes of items that are looked at: the last of them."""
_READERS_AT_ONCE = 2_000
_Reader: TypeAlias = tuple[int, int]
"""A chat and the forum topic of it, 0 where it is none."""
_OF_ALERT = (alerts.c.chat_id, alerts.c.thread_id)
_MOST_URGENT_FIRST: tuple[Frequency, ...] = get_args(Frequency)
# What will never be delivered was not told; what waits is going to be.
_TOLD = or_(alerts.c.message_id.is_(None), messages.c.state != "dead")


class ItemThreads:
    """Answers inside one transaction. What was told is looked up when it is first asked for, once for however many
    changes."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def earlier(self, change: Change) -> list[Change]:
        """Returns the changes that somebody was told of and that this one carries on, oldest first."""
        if change.document.kind not in STEPS:
            return []
        near = {before.id: before for name in names(change.document) for before in self._told.get(name, ())}
        found = (near[number] for number in sorted(near) if number < change.id)
        return [before for before in found if carries_on(change, before)]

    def batches(
        self, change: Change, now: datetime, says: Callable[[str], bool] = lambda title: True
    ) -> Iterator[AlertBatch]:
        """Yields who was told of the change's item, still follows what brought that, has muted none of it, and is not
        told of this change anyway; so ask once its other alerts are queued. `says` tells whether the document has
        anything on an item of this title; where it has not, it is no news of it."""
        before = {told.id: told for told in self.earlier(change) if says(item_title(told.document))}
        after: _Reader = -(2**63), 0
        while before and (readers := self._some_readers(before, change, after)):
            ids = [chat_id for chat_id, _ in readers]
            following, muted = self._following(ids), self._muted(ids, now)
            told = self._told_of(before, ids)
            wanted = (
                _alert(change, told[reader], following.get(reader, ()), muted.get(reader, ())) for reader in readers
            )
            yield from _alike(filter(None, wanted))
            after = readers[-1]

    @cached_property
    def _told(self) -> Mapping[str, Sequence[Change]]:
        """Returns what was told of items, the newest MOST_TOLD changes, by each name of their item."""
        told = changes.c.id.in_(select(alerts.c.change_id))
        query = select(changes).where(told, changes.c.document["kind"].as_string().in_(ITEMS))
        found: dict[str, list[Change]] = defaultdict(list)
        for row in self._db.execute(query.order_by(changes.c.id.desc()).limit(MOST_TOLD)):
            change = change_of(row._mapping)
            for name in names(change.document) if item_title(change.document) else ():
                found[name].append(change)
        return found

    def _some_readers(self, before: Collection[int], change: Change, after: _Reader) -> Sequence[_Reader]:
        """Returns the next chats and forum topics behind `after` that were told of one of these changes, at most
        _READERS_AT_ONCE; not those that are told of this change anyway, or were told of its document by another
        source."""
        twin = (changes.c.key == change.document.key) & (changes.c.kind == change.kind)
        anyway = or_(changes.c.id == change.id, twin & (changes.c.source_id != change.source))
        already = select(*_OF_ALERT).join(changes, alerts.c.change_id == changes.c.id).where(anyway)
        query = (
            select(*_OF_ALERT)
            .join(chats, alerts.c.chat_id == chats.c.chat_id)
            .outerjoin(messages, alerts.c.message_id == messages.c.id)
            .where(alerts.c.change_id.in_(list(before)), tuple_(*_OF_ALERT) > after, REACHABLE, _TOLD)
            .where(tuple_(*_OF_ALERT).not_in(already))
        )
        rows = self._db.execute(query.distinct().order_by(*_OF_ALERT).limit(_READERS_AT_ONCE))
        return [(row.chat_id, row.thread_id) for row in rows]

    def _told_of(self, before: Mapping[int, Change], ids: Sequence[int]) -> dict[_Reader, list[Alert]]:
        """Returns, by chat and forum topic, what it was told of the item, oldest first, and by which subscriptions."""
        query = (
            select(*_OF_ALERT, alerts.c.change_id, alerts.c.wishes)
            .outerjoin(messages, alerts.c.message_id == messages.c.id)
            .where(alerts.c.change_id.in_(list(before)), alerts.c.chat_id.in_(ids), _TOLD)
            .order_by(alerts.c.change_id)
        )
        found: dict[_Reader, list[Alert]] = defaultdict(list)
        for row in self._db.execute(query):
            wishes = tuple((what, words) for what, words in row.wishes)
            alert = Alert(before[row.change_id], row.chat_id, (), matched_subscriptions=wishes)
            found[row.chat_id, row.thread_id].append(alert)
        return found

    def _following(self, ids: Sequence[int]) -> dict[_Reader, list[Subscription]]:
        found: dict[_Reader, list[Subscription]] = defaultdict(list)
        columns = (subscriptions.c[name] for name in ("chat_id", "what", "words", "frequency", "thread_id"))
        query = select(*columns).where(subscriptions.c.chat_id.in_(ids)).order_by(subscriptions.c.id)
        for row in self._db.execute(query):
            found[row.chat_id, row.thread_id].append(Subscription(*row))
        return found

    def _muted(self, ids: Sequence[int], now: datetime) -> dict[_Reader, set[tuple[str, str]]]:
        found: dict[_Reader, set[tuple[str, str]]] = defaultdict(set)
        query = select(mutes.c.chat_id, mutes.c.thread_id, mutes.c.what, mutes.c.key)
        for row in self._db.execute(query.where(mutes.c.chat_id.in_(ids), mutes.c.until > now)):
            found[row.chat_id, row.thread_id].add((row.what, row.key))
        return found


def _alert(
    change: Change, told: Sequence[Alert], following: Collection[Subscription], muted: Collection[tuple[str, str]]
) -> Alert | None:
    """Returns what one chat or forum topic hears of a change that carries on what it was told; None where it wants to
    hear no more."""
    told = _still_wanted(change, told, {(subscription.what, subscription.words) for subscription in following}, muted)
    brought = {wish for alert in told for wish in alert.matched_subscriptions}
    mine = [subscription for subscription in following if (subscription.what, subscription.words) in brought]
    if not mine:
        return None
    first = min(mine, key=lambda subscription: _MOST_URGENT_FIRST.index(subscription.frequency))
    items = named_items(change.document, [alert.change.document for alert in told])
    reasons = tuple(Reason("item", title) for title in items)
    wishes = tuple((subscription.what, subscription.words) for subscription in mine)
    alert = Alert(change, first.chat_id, reasons, first.thread_id, first.frequency, matched_subscriptions=wishes)
    return None if is_muted(alert, muted) else alert


def _still_wanted(
    change: Change, told: Iterable[Alert], follows: Collection[tuple[str, str]], muted: Collection[tuple[str, str]]
) -> list[Alert]:
    """Returns what was told by a subscription that still stands, of items of which nothing is muted. Of two items of a
    meeting one may be muted; a document about a single item goes with whatever of it is."""
    silenced = {item_title(alert.change.document) for alert in told if is_muted(alert, muted)}
    if silenced and change.document.kind in ITEMS:
        return []
    left = (alert for alert in told if item_title(alert.change.document) not in silenced)
    return [alert for alert in left if any(wish in follows for wish in alert.matched_subscriptions)]


def _alike(alerts_of_chats: Iterable[Alert]) -> Iterator[AlertBatch]:
    """Yields the alerts that differ by their chat alone, together."""
    found: dict[tuple[object, ...], list[Alert]] = defaultdict(list)
    for alert in alerts_of_chats:
        found[alert.reasons, alert.thread_id, alert.frequency, alert.matched_subscriptions].append(alert)
    for some in found.values():
        yield AlertBatch(some[0], [alert.chat_id for alert in some])
