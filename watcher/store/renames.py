"""Gives a source or a topic its new id (`was:` in the config): all that hangs on the old one goes over to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, Table, and_, cast, delete, exists, func, or_, select, text, tuple_, update

from watcher.store import tables, timestamps
from watcher.store.delivery_window import Condition
from watcher.store.engines.statements import upsert
from watcher.store.tables import alerts, aliases, changes, documents, mutes, pages, scopes, sources, subscriptions

CARRIED_OVER = "carried over: "
"""Before the old id and the new one: the log, which nothing but a rename alters, was gone through for them."""
_CARRYING_OVER = 7_413_022_016  # a number of our own among the server's advisory locks
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(:number)")
_OF_SOURCES = (pages, scopes, documents, aliases)


def carry_over(db: Connection, renames: Mapping[str, str], live: Collection[str], now: datetime) -> list[str]:
    """Takes over to each new id what hangs on its old ones: memory, log, followers, mutes and what waits; returns the
    old ids that were carried over now. Done again it changes nothing. `renames` is new ids by old ones, `live` every id
    of the config.

    Where both ids have the same thing, that of the new id stays; of several old ids that of the one read last.
    """
    if renames and db.dialect.name != "sqlite":
        db.execute(_ONE_AT_A_TIME, {"number": _CARRYING_OVER})  # two workers may begin with the same config
    _forget_done(db, live)
    moved = [old for old in _latest_first(db, renames) if _is_due(db, old, renames[old])]
    for old in moved:
        from watcher.store import papers, plans, promises  # hardly any run finds a new id

        new = renames[old]
        _move_source(db, old, new)
        _move_followers(db, old, new)
        _move_mutes(db, old, new)
        _rename_in_log(db, old, new)
        _rename_in_alerts(db, old, new)
        _rename_in_reminders(db, old, new)
        promises.rename_source(db, old, new)
        papers.rename_source(db, old, new)
        plans.rename_source(db, old, new)
        timestamps.done(db, _mark(old, new), now)
    return moved


def is_overtaken(db: Connection, source_id: str) -> bool:
    """Tells whether a source that had no baseline when its visit began has one now, or has gone over to another id."""
    known = db.execute(select(sources.c.baseline_at).where(sources.c.id == source_id)).scalar()
    return known is not None or bool(timestamps.names(db, f"{CARRIED_OVER}{source_id} "))


def _mark(old: str, new: str) -> str:
    return f"{CARRIED_OVER}{old} {new}"


def _forget_done(db: Connection, live: Collection[str]) -> None:
    """Forgets that an id was carried over which is in use again: it may be given up again."""
    for name in timestamps.names(db, CARRIED_OVER):
        if name.removeprefix(CARRIED_OVER).split()[0] in live:
            timestamps.forget(db, name)


def _latest_first(db: Connection, renames: Iterable[str]) -> list[str]:
    """Returns the old ids, the one visited last first."""
    asked = list(renames)
    if not asked:
        return []
    rows = db.execute(select(sources.c.id, sources.c.last_visit).where(sources.c.id.in_(asked)))
    visited = {row.id: row.last_visit.timestamp() for row in rows if row.last_visit}
    return sorted(asked, key=lambda old: -visited.get(old, 0.0))


def _is_due(db: Connection, old: str, new: str) -> bool:
    """Tells whether it was never done, or somebody has come to the old id since: all that is cheap to ask."""
    if timestamps.last(db, _mark(old, new)) is None:
        return True
    held = (sources.c.id == old, _names(subscriptions, old), mutes.c.what == old)
    return bool(db.execute(select(or_(*(exists().where(condition) for condition in held)))).scalar())


def _names(table: Table, old: str) -> Condition:
    """Returns a condition: the row's `what` is this id, or a committee of this source."""
    return or_(table.c.what == old, table.c.what.startswith(f"{old}/", autoescape=True))


def _renamed(what: str, old: str, new: str) -> str:
    return new + what.removeprefix(old) if what == old or what.startswith(f"{old}/") else what


def _move_source(db: Connection, old: str, new: str) -> None:
    row = db.execute(select(sources).where(sources.c.id == old)).one_or_none()
    if row is None:
        return
    there = db.execute(select(sources.c.baseline_at).where(sources.c.id == new)).one_or_none()
    if there is None or there.baseline_at is None:  # it was never read well: what comes along is its baseline
        upsert(db, sources, {**row._mapping, "id": new})  # another worker may just be visiting it
    for table in _OF_SOURCES:
        rest = [column for column in table.primary_key.columns if column.name != "source_id"]
        held = select(*rest).where(table.c.source_id == new)
        db.execute(delete(table).where(table.c.source_id == old, tuple_(*rest).in_(held)))
        db.execute(update(table).where(table.c.source_id == old).values(source_id=new))
    db.execute(delete(sources).where(sources.c.id == old))
    standing = select(func.count()).where(documents.c.source_id == new, documents.c.withdrawn.is_(False))
    db.execute(update(sources).where(sources.c.id == new).values(documents=standing.scalar_subquery()))


def _move_followers(db: Connection, old: str, new: str) -> None:
    """Moves subscriptions; who follows the new id already goes on as was chosen there."""
    rows = db.execute(select(subscriptions).where(_names(subscriptions, old)).order_by(subscriptions.c.id)).all()
    for row in rows:
        what, mine = _renamed(row.what, old, new), subscriptions.c.id == row.id
        reader = and_(subscriptions.c.chat_id == row.chat_id, subscriptions.c.thread_id == row.thread_id)
        same = and_(reader, subscriptions.c.what == what, subscriptions.c.words == row.words)
        if db.execute(select(subscriptions.c.id).where(same)).first():
            db.execute(delete(subscriptions).where(mine))
        else:
            db.execute(update(subscriptions).where(mine).values(what=what))


def _move_mutes(db: Connection, old: str, new: str) -> None:
    """Moves mutes; of two the longer stays."""
    for row in db.execute(select(mutes).where(_names(mutes, old))).all():
        of = (mutes.c.chat_id == row.chat_id) & (mutes.c.thread_id == row.thread_id) & (mutes.c.key == row.key)
        what = _renamed(row.what, old, new)
        until = db.execute(select(mutes.c.until).where(of, mutes.c.what == what)).scalar()
        db.execute(delete(mutes).where(of, mutes.c.what == row.what))
        upsert(db, mutes, {**row._mapping, "what": what, "until": max(until or row.until, row.until)})


def _rename_in_log(db: Connection, old: str, new: str) -> None:
    db.execute(update(changes).where(changes.c.source_id == old).values(source_id=new))
    said = cast(changes.c.topics, String).contains(f'"{old}"', autoescape=True)
    for row in db.execute(select(changes.c.id, changes.c.topics, changes.c.quotes).where(said)).all():
        topics = list(dict.fromkeys(_renamed(topic, old, new) for topic in row.topics))
        quotes = _quotes_renamed(row.quotes, old, new)
        db.execute(update(changes).where(changes.c.id == row.id).values(topics=topics, quotes=quotes))


def _quotes_renamed(quotes: Iterable[Any], old: str, new: str) -> list[Any]:
    """Returns the quotes as they stand in a row, each for its topic; those of an earlier version name none."""
    return [
        {**quote, "topic": _renamed(quote.get("topic", ""), old, new)} if isinstance(quote, dict) else quote
        for quote in quotes
    ]


def _rename_in_alerts(db: Connection, old: str, new: str) -> None:
    """Renames the subscriptions by which alerts came: what waits is taken back by them, and what was told is muted by
    them."""
    said = cast(alerts.c.wishes, String)
    named = or_(said.contains(f'"{old}"', autoescape=True), said.contains(f'"{old}/', autoescape=True))
    columns = (alerts.c.id, alerts.c.wishes, alerts.c.reasons, alerts.c.quotes)
    for row in db.execute(select(*columns).where(named)).all():
        wishes = [(_renamed(what, old, new), words) for what, words in row.wishes]
        first = [at for at, wish in enumerate(wishes) if wish not in wishes[:at]]
        reasons = row.reasons  # they stand in the order of the wishes, unless two of those gave one reason
        if len(reasons) == len(wishes):
            reasons = [reasons[at] for at in first]
        values = {"wishes": [list(wishes[at]) for at in first], "reasons": reasons}
        values["quotes"] = _quotes_renamed(row.quotes, old, new)
        db.execute(update(alerts).where(alerts.c.id == row.id).values(values))


def _rename_in_reminders(db: Connection, old: str, new: str) -> None:
    from watcher.store import reminders

    reminders.rename_source(db, old, new)
    table = tables.reminders
    for row in db.execute(select(table.c.id, table.c.wishes)).all():
        wishes = [[_renamed(what, old, new), words] for what, words in row.wishes]
        if wishes != row.wishes:
            db.execute(update(table).where(table.c.id == row.id).values(wishes=wishes))
