"""Keeps what was promised, by the document in which it stands; what became of it; and which nudges were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from watcher.core.documents import Document
from watcher.core.promises import AgendaWithout, KeptPromise, Promise
from watcher.store.delivery_window import Condition
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.search import found
from watcher.store.tables import documents, promises

MOST_LISTED = 200
_OF_PROMISE = ("text", "page", "item", "who", "what", "due", "to_next_meeting")
_OWN = (
    "key", "url", "committee", "meeting", "made", "only_page", "state", "seen_on", "seen_title", "seen_url",
)  # fmt: skip
_IS_OPEN = (promises.c.source_id == bindparam("source")) & (promises.c.state == "open")
_OPEN = select(promises).where(_IS_OPEN).order_by(promises.c.id)  # built once: each visit with news asks twice


def replace_of(db: Connection, source_id: str, key: str, read: Sequence[KeptPromise], now: datetime) -> None:
    """Saves that a document promises these, and no more what it promised before. What became of those that stay is
    kept; the same sentence in another paper of the meeting (its draft minutes, its decisions) is known already."""
    before = _read(db, (promises.c.source_id == source_id) & (promises.c.key == key))
    said = {_print(promise): promise for promise in read}
    gone = [promise.id for promise in before if _print(promise) not in said]
    db.execute(delete(promises).where(promises.c.id.in_(gone)))
    meetings = {promise.meeting for promise in read if promise.meeting}
    elsewhere = _read(db, (promises.c.source_id == source_id) & promises.c.meeting.in_(meetings)) if meetings else []
    there = {_print(promise): promise for promise in (*elsewhere, *before)}
    for print_of, promise in said.items():
        if old := there.get(print_of):
            values = {"page": promise.promise.page, "key": key, "url": promise.url, "only_page": promise.only_page}
            db.execute(update(promises).where(promises.c.id == old.id).values(values))
        else:
            db.execute(insert(promises).values(_row(promise) | {"first_seen": now}))


def forget_of(db: Connection, source_id: str, key: str) -> None:
    """Deletes what a document promised that was withdrawn: nothing is claimed of it any more."""
    db.execute(delete(promises).where(promises.c.source_id == source_id, promises.c.key == key))


def of_documents(db: Connection, keys: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[KeptPromise]]:
    """Returns what each of these documents (source and key) promises, in its order; no key for one that promises
    nothing."""
    held: dict[tuple[str, str], list[KeptPromise]] = {}
    wanted = promises.c.key.in_({key for _, key in keys})
    for promise in _read(db, wanted) if keys else ():
        if (promise.source, promise.key) in keys:
            held.setdefault((promise.source, promise.key), []).append(promise)
    return held


def open_of(db: Connection, source_id: str) -> list[KeptPromise]:
    """Returns the promises of a source of which nothing shows that they were kept, the oldest first."""
    return list(map(_kept, db.execute(_OPEN, {"source": source_id})))


def listed(db: Connection, sources: Collection[str], *, only_open: bool = False) -> list[KeptPromise]:
    """Returns the promises of these sources, the one made last first, at most MOST_LISTED; what two sources read is
    one. `only_open`: without those that were kept."""
    query = select(promises).where(promises.c.source_id.in_(sources))
    query = query.where(promises.c.state == "open") if only_open else query
    rows = db.execute(query.order_by(promises.c.made.desc(), promises.c.id).limit(MOST_LISTED))
    once: dict[tuple[str, str, str], KeptPromise] = {}
    for promise in map(_kept, rows):
        once.setdefault(identity(promise), promise)
    return list(once.values())


def kept_by(db: Connection, promise: KeptPromise, paper: Document, now: datetime) -> None:
    """Notes that a later paper shows that the promise was kept."""
    seen = {"seen_on": paper.published or now.date(), "seen_title": paper.title, "seen_url": paper.url}
    db.execute(update(promises).where(promises.c.id == promise.id).values(state="kept", **seen))


def note(
    db: Connection, promise: KeptPromise, nudge: str, now: datetime, lacking: AgendaWithout | None = None
) -> KeptPromise:
    """Notes that the reason of a nudge was seen at `now`; returns the promise as it is then."""
    noticed = {**promise.noticed, nudge: now.isoformat()}
    values: dict[str, Any] = {"noticed": noticed}
    if lacking:
        values["lacking"] = {**asdict(lacking), "day": lacking.day.isoformat()}
    db.execute(update(promises).where(promises.c.id == promise.id).values(values))
    return replace(promise, noticed=noticed, lacking=lacking or promise.lacking)


def told(db: Connection, promise: KeptPromise, names: Iterable[str]) -> None:
    """Notes that these nudges of a promise were queued."""
    values = {"told": sorted({*promise.told, *names})}
    db.execute(update(promises).where(promises.c.id == promise.id).values(values))


def told_by_others(db: Connection, promise: KeptPromise) -> set[str]:
    """Returns which nudges of the same promise were queued already for another source that reads the same portal."""
    same = (promises.c.key == promise.key) & (promises.c.text == promise.promise.text)
    others = _read(db, same & (promises.c.source_id != promise.source))
    return {name for other in others if identity(other) == identity(promise) for name in other.told}


def meetings_of(db: Connection, source_id: str, committee: str) -> list[Document]:
    """Returns the meetings of a committee that stand; some name it in their details, some in their title."""
    named = documents.c.details["committee"].as_string()
    mine = (documents.c.source_id == source_id) & (documents.c.kind == "meeting") & documents.c.withdrawn.is_(False)
    wanted = mine & ((named == committee) | (documents.c.title == committee))
    return [known(row).document for row in db.execute(select(*WITHOUT_WORDS).where(wanted))]


def papers_of(db: Connection, source_id: str, meeting: str, *, with_words: bool = False) -> list[Document]:
    """Returns the papers of a meeting that stand, with their words or without."""
    wanted = (documents.c.source_id == source_id) & (documents.c.part_of == meeting) & documents.c.withdrawn.is_(False)
    if with_words:
        return [found(row).document for row in db.execute(select(documents).where(wanted))]
    return [known(row).document for row in db.execute(select(*WITHOUT_WORDS).where(wanted))]


def rename_source(db: Connection, old: str, new: str) -> None:
    """Hands what hangs on the old id of a source, or of a topic, to the new one."""
    db.execute(update(promises).where(promises.c.source_id == old).values(source_id=new))
    for row in db.execute(select(promises.c.id, promises.c.topics)).all():
        if old in row.topics:
            topics = list(dict.fromkeys(new if topic == old else topic for topic in row.topics))
            db.execute(update(promises).where(promises.c.id == row.id).values(topics=topics))


def identity(promise: KeptPromise) -> tuple[str, str, str]:
    """Returns what tells promises apart: equal for one that several sources of one portal read."""
    return urlsplit(promise.url).netloc, promise.key, _print(promise)


def _print(promise: KeptPromise) -> str:
    return promise.promise.text.casefold()


def _row(promise: KeptPromise) -> dict[str, Any]:
    row = {name: getattr(promise, name) for name in _OWN} | {
        name: getattr(promise.promise, name) for name in _OF_PROMISE
    }
    return row | {"source_id": promise.source, "topics": list(promise.topics), "told": list(promise.told)}


def _read(db: Connection, wanted: Condition) -> list[KeptPromise]:
    return list(map(_kept, db.execute(select(promises).where(wanted).order_by(promises.c.id))))


def _kept(row: Row[tuple[object, ...]]) -> KeptPromise:
    named: Mapping[Any, Any] = row._mapping
    promise = Promise(**{name: named[name] for name in _OF_PROMISE})
    own = {name: named[name] for name in _OWN}
    lacking = named["lacking"]
    without = AgendaWithout(lacking["title"], lacking["url"], date.fromisoformat(lacking["day"])) if lacking else None
    later = {"lacking": without, "topics": named["topics"], "noticed": named["noticed"], "told": named["told"]}
    return KeptPromise(id=named["id"], source=named["source_id"], promise=promise, **own, **later)
