"""One visit: a source is read, assessed, remembered and its alerts queued, all in one transaction."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watcher.alarms import for_administrators
from watcher.asking import Asker, TimeBudget
from watcher.assess import Assessment, assess
from watcher.compare import Memory, more
from watcher.digest import Timetable, due_at
from watcher.errors import OutOfTime, SourceError, Stopped, WatcherError
from watcher.hard_end import Step, Watch, unwatched
from watcher.health import after_cut, after_failure, after_visit, is_first, share, with_move
from watcher.likeness import doubted, learned
from watcher.matching import Audience, Matcher, text_of
from watcher.model import (
    OF_SITE,
    Change,
    Health,
    Hearing,
    PageMemory,
    Reading,
    Scope,
    Source,
    Unread,
    Visit,
)
from watcher.sources import NOTING_OF_SITE, load
from watcher.store import Connection, Store, administrators, changes, chats, documents, mutes, outbox
from watcher.store import sources as remembered
from watcher.store.recalling import StoredRecall, StoredScopes
from watcher.stories import edit_due

if TYPE_CHECKING:
    from watcher.fetch import Fetcher

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Office:
    """What every visit of a run shares: where to remember, how to fetch, who to tell."""

    store: Store
    fetcher: Fetcher
    matcher: Matcher
    timetable: Timetable
    admins: tuple[int, ...] = ()
    monotonic: Callable[[], float] = time.monotonic
    """The clock of a visit's share of the run's time."""
    wanted: Callable[[Source], bool] = lambda source: True
    """Whether what a visit found is still to be saved: the config may be edited meanwhile."""
    watch: Watch = unwatched


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What a visit came to; `changes` are saved and numbered."""

    source: Source
    state: str
    reason: str | None = None
    changes: tuple[Change, ...] = ()
    documents: int = 0


@dataclass(slots=True)
class _Past:
    """What is remembered of a source when its visit begins."""

    health: Health
    known: StoredRecall
    page: PageMemory | None
    """What is remembered of the page that the source's URL names."""
    scopes: StoredScopes
    of_site: dict[str, str]
    """What any source of this kind noted of its site last."""

    def notes(self) -> dict[str, str]:
        """What the kind may read and write during the visit."""
        return {name: note for name, note in self.health.notes.items() if OF_SITE not in name} | self.of_site

    def after(self, notes: Mapping[str, str]) -> _Past:
        """The same with what a visit that failed has found out of the site."""
        learnt = {name: note for name, note in notes.items() if OF_SITE in name}
        return replace(self, health=replace(self.health, notes={**self.health.notes, **learnt}))


def visit(source: Source, office: Office, now: datetime, *, ended: Callable[[], bool] = lambda: False) -> VisitResult:
    """Reads one source and saves what came of it. A source that can't be read is a result, not an exception.

    Raises Stopped, with nothing saved, once `ended` says so, or where the source has left the config meanwhile.
    """
    with office.watch(source.id) as step:
        return _visit(source, office, now, ended, step)


def _visit(source: Source, office: Office, now: datetime, ended: Callable[[], bool], step: Step) -> VisitResult:
    past = _past(source, office.store)
    asker, notes = _asker(source, office, past, now, ended), past.notes()
    try:
        step.refuse()
        get = step.noting(asker.get)
        read = _read(Visit(source, now, get, past.known, past.scopes, is_first(source, past.health), notes))
    except SourceError as error:
        return _failed(source, office, past.after(notes), error, now)
    read = doubted(read, asker.looks, source.url, notes)
    memory, scopes = past.known.after(read), past.scopes.of(read)
    silent = is_first(source, past.health) or _points_elsewhere(past, scopes, memory, read)
    found = assess(read, memory, scopes, now, silent=silent)
    notes |= {} if found.held else learned(asker.looks, source.url, notes)
    with office.store.write() as db:
        _still_wanted(source, office)
        health = after_visit(source, past.health, found, now, with_move(notes, asker.moved.get(source.url, "")))
        health = replace(health, documents=health.documents + more(found.remember.values(), memory))
        remembered.save_health(db, health)
        remembered.save_scopes(db, source.id, _not_judged_meanwhile(db, source, found, scopes))
        remembered.save_pages(db, source.id, asker.understood(_in_trouble(read, found, asker)))
        documents.save(db, source.id, found.remember.values(), memory, now)
        saved = _record(db, found.changes, source, office, now)
        _tell_admins(db, source, office, past.health, health, now)
    return VisitResult(source, health.state, health.reason, tuple(saved), health.documents)


def _past(source: Source, store: Store) -> _Past:
    with store.read() as db:
        recalled = remembered.recalled(db, source.id, source.url)
        return _Past(
            recalled.health or Health(source.id, source.kind, source.url),
            StoredRecall(store, source.id, some_missing=recalled.some_missing),
            recalled.page,
            StoredScopes(store, source.id, recalled.scope),
            remembered.noted_of_site(db, source.kind, source.url) if source.kind in NOTING_OF_SITE else {},
        )


def _asker(source: Source, office: Office, past: _Past, now: datetime, ended: Callable[[], bool]) -> Asker:
    recall = partial(_page, source, office.store, past)
    budget = TimeBudget(share(past.health), office.monotonic)
    return Asker(office.fetcher, recall, now, ended, budget, (urlsplit(source.url).netloc,))


def _page(source: Source, store: Store, past: _Past, url: str) -> PageMemory | None:
    if url == source.url:
        return past.page
    with store.read() as db:
        return remembered.remembered_page(db, source.id, url)


def _read(made: Visit) -> list[Reading | Unread]:
    read: list[Reading | Unread] = []
    try:
        read.extend(load(made.source.kind).collect(made))
        return read
    except OutOfTime as error:
        if not read:
            raise
        return [*read, Unread(made.source.url, error)]
    except WatcherError:
        raise
    except Exception as error:  # one source must never stop the others, whatever its pages do to a library
        log.debug("%s: unexpected error", made.source.id, exc_info=True)
        raise SourceError(f"unexpected {type(error).__name__} while reading it: {error}; please report this") from error


def _in_trouble(read: Iterable[Reading | Unread], found: Assessment, asker: Asker) -> list[str]:
    """The pages that came to nothing: those not read or held back, with the papers that were opened for the latter."""
    held = {scope.scope for scope in found.scopes if scope.held_count}
    readings = [one for one in read if isinstance(one, Reading) and one.scope in held]
    opened = {document.url for one in readings for document in one.documents} & asker.fetched.keys()
    return [*(one.scope for one in found.unread), *held, *opened]


def _not_judged_meanwhile(
    db: Connection, source: Source, found: Assessment, before: Mapping[str, Scope]
) -> Iterable[Scope]:
    """The scopes to save; what an administrator said of one while it was being read is not overwritten."""
    held = [scope.scope for scope in found.scopes if scope.held_count]
    now = remembered.remembered_scopes(db, source.id, held) if held else {}
    return [one for one in found.scopes if one.scope not in now or now[one.scope] == before.get(one.scope)]


def _points_elsewhere(
    past: _Past, scopes: Mapping[str, Scope], memory: Memory, read: Iterable[Reading | Unread]
) -> bool:
    """The administrator gave the source another address and nothing that stands there is known: a baseline again."""
    readings = [one for one in read if isinstance(one, Reading)]
    if any(one.scope in scopes for one in readings) or not past.scopes:
        return False
    return not any(memory.find(document) for one in readings for document in one.documents)


def _failed(source: Source, office: Office, past: _Past, error: SourceError, now: datetime) -> VisitResult:
    if isinstance(error, OutOfTime):
        health = after_cut(source, past.health, error, now)
    else:
        health = after_failure(source, past.health, error, now)
    with office.store.write() as db:
        _still_wanted(source, office)
        remembered.save_health(db, health)
        _tell_admins(db, source, office, past.health, health, now)
    return VisitResult(source, health.state, health.reason, documents=health.documents)


def _still_wanted(source: Source, office: Office) -> None:
    """Asked within the transaction: what a new id takes over from an old one is taken before it, or after it."""
    if not office.wanted(source):
        raise Stopped(f"{source.id} has left the config")


def _record(
    db: Connection, found: Sequence[Change], source: Source, office: Office, now: datetime
) -> tuple[Change, ...]:
    """Logs the changes and queues their alerts; returned numbered, with their topics."""
    if not found:
        return ()
    crowd, saved = _Crowd(db, office.matcher), []
    for change in found:
        change = _with_words(db, change, source)
        text = text_of(change.document)
        topics = tuple(office.matcher.topics_in(text, source))
        change = replace(change, source=source.id, at=now, topics=topics)
        change = replace(change, id=changes.add(db, change))
        told_at = _told_at(db, change, source, now)
        for audience in crowd:
            hearing = mutes.audible(db, audience.hears_in(text, change, source), change, now)
            outbox.enqueue(db, _due(hearing, told_at, now, office.timetable))
        saved.append(change)
    return tuple(saved)


def _with_words(db: Connection, change: Change, source: Source) -> Change:
    """The change with what was read of its document earlier: who heard of it as new hears of it as changed."""
    if change.document.words or change.kind == "new":
        return change
    words = documents.words_of(db, source.id, change.document.key)
    return replace(change, document=replace(change.document, words=words))


class _Crowd:
    """Everybody who follows something, some chats at a time, so that no visit's memory grows with their number."""

    def __init__(self, db: Connection, matcher: Matcher) -> None:
        self._db, self._matcher = db, matcher
        self._first, self._last = self._some(None)

    def _some(self, after: int | None) -> tuple[Audience, int | None]:
        following, last = chats.following(self._db, after)
        return Audience(following, self._matcher), last

    def __iter__(self) -> Iterator[Audience]:
        yield self._first
        last = self._last
        while last is not None:
            audience, last = self._some(last)
            yield audience


def _told_at(db: Connection, change: Change, source: Source, now: datetime) -> dict[int, datetime]:
    """When a chat is told that is not told now: of what a feed or a list of links edits again and again by
    `edit_due`."""
    if change.kind != "changed" or (change.document.kind != "article" and source.kind != "feed"):
        return {}
    told = changes.edits_due(db, change.source, change.document.key, worded=True)
    waiting = changes.edits_due(db, change.source, change.document.key, worded=False)
    return {one: edit_due(told.get(one), waiting.get(one), now) for one in told.keys() | waiting.keys()}


def _due(
    hearing: Iterable[Hearing], told_at: Mapping[int, datetime], now: datetime, timetable: Timetable
) -> Iterator[tuple[Hearing, datetime]]:
    """Who hears alike, by the moment it is due."""
    due = cache(partial(due_at, timetable=timetable))  # few moments, many chats
    for alike in hearing:
        moments: dict[datetime, list[int]] = defaultdict(list)
        for chat_id in alike.chat_ids:
            moments[told_at.get(chat_id, now)].append(chat_id)
        for at, ids in moments.items():
            yield Hearing(alike.alert, ids), due(at, alike.alert.frequency)


def _tell_admins(db: Connection, source: Source, office: Office, before: Health, after: Health, now: datetime) -> None:
    for said, buttons in for_administrators(source, before, after):
        administrators.tell(db, office.admins, said, now, buttons)
