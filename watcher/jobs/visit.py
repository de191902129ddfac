"""Makes one visit: a source is read, assessed, remembered and its alerts queued, all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watcher.core.errors import OutOfTime, SourceError, Stopped, WatcherError
from watcher.core.sources import Source
from watcher.core.visits import (
    OF_SITE,
    FailedReading,
    Health,
    PageMemory,
    PageState,
    Reading,
    StoredDocuments,
    Visit,
)
from watcher.jobs.conditional_get import ConditionalFetcher, VisitBudget
from watcher.jobs.hang_guard import WatchedVisit
from watcher.jobs.keep_papers import KeptPapers
from watcher.jobs.visit_context import Findings, VisitContext
from watcher.messages.alarms import for_administrators
from watcher.papers.reader_turn import signing
from watcher.rules.assess import assess_visit, document_count_delta
from watcher.rules.due import share
from watcher.rules.page_origin import flag_foreign_pages, known_origins
from watcher.rules.source_health import after_cut, after_failure, after_visit, is_first, timed_out, with_move
from watcher.rules.visit_outcome import VisitOutcome
from watcher.sources import KINDS, collect
from watcher.store import Connection, Store
from watcher.store import sources as remembered
from watcher.store.source_memory import StoredLookup, StoredPageStates

if TYPE_CHECKING:
    from watcher.core.documents import Change

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What a visit came to; `changes` are saved and numbered."""

    source: Source
    state: str
    reason: str | None = None
    changes: tuple[Change, ...] = ()
    documents: int = 0
    remembered: int = 0
    """So many documents are remembered otherwise than before, told or not."""
    timed_out: bool = False
    """Its site kept us waiting in vain: what else is on that site is left to the next look."""


@dataclass(slots=True)
class SourceState:
    """What is remembered of a source when its visit begins."""

    health: Health
    documents: StoredLookup
    page: PageMemory | None
    """What is remembered of the page that the source's URL names."""
    scopes: StoredPageStates
    of_site: dict[str, str]
    """What any source of this kind noted of its site last."""
    some_dated: bool = False
    """Whether a day may be over that a promise or a plan of it names."""

    def notes(self) -> dict[str, str]:
        """Returns what the kind may read and write during the visit."""
        return {name: note for name, note in self.health.notes.items() if OF_SITE not in name} | self.of_site

    def after(self, notes: Mapping[str, str]) -> SourceState:
        """Returns the same with what a visit that failed has found out of the site."""
        learnt = {name: note for name, note in notes.items() if OF_SITE in name}
        return replace(self, health=replace(self.health, notes={**self.health.notes, **learnt}))


def visit(
    source: Source, context: VisitContext, now: datetime, *, ended: Callable[[], bool] = lambda: False
) -> VisitResult:
    """Reads one source and saves what came of it. A source that can't be read is a result, not an exception.

    Raises Stopped, with nothing saved, once `ended` says so, or where the source has left the config, got another id or
    was first read by another worker meanwhile.
    """
    with context.watch(source.id, source.url) as step, signing(partial(_waits, step, ended)):
        return _visit(source, context, now, ended, step)


def _visit(
    source: Source, context: VisitContext, now: datetime, ended: Callable[[], bool], step: WatchedVisit
) -> VisitResult:
    past = _past(source, context.store)
    conditional, notes = _conditional_fetcher(source, context, past, now, ended), past.notes()
    kept = KeptPapers(source.id, context.papers, now)
    try:
        step.refuse()
        get, first = step.noting(conditional.get), is_first(source, past.health)
        read = _read(Visit(source, now, get, past.documents, past.scopes, first, notes, kept.add))
    except SourceError as error:
        return _failed(source, context, past.after(notes), error, now)
    read = flag_foreign_pages(read, conditional.origins, source.url, notes)
    memory, scopes = past.documents.after(read), past.scopes.of(read)
    silent = is_first(source, past.health) or _points_elsewhere(past, scopes, memory, read)
    found = assess_visit(read, memory, scopes, now, is_baseline=silent)
    notes |= {} if found.held else known_origins(conditional.origins, source.url, notes)
    with context.store.write(at_once=_found_nothing(found, kept, past)) as db:
        _still_wanted(db, source, context, past.health)
        health = after_visit(source, past.health, found, now, with_move(notes, conditional.moved.get(source.url, "")))
        if more := document_count_delta(found.remember.values(), memory):
            health = replace(health, documents=health.documents + more)
        remembered.save_health(db, health)
        remembered.save_scopes(db, source.id, _not_judged_meanwhile(db, source, found, scopes))
        remembered.save_pages(db, source.id, conditional.pages_to_remember(_in_trouble(read, found, conditional)))
        kept.save(db, found.remember.values(), memory, scopes)
        saved = _saved(db, Findings(source, read, found, memory, kept), context, now, some_dated=past.some_dated)
        _tell_admins(db, source, context, past.health, health, now)
    kept.tidy(context.store)
    return _result(source, health, saved, len(found.remember))


def _result(source: Source, health: Health, saved: Iterable[Change] = (), remembered: int = 0) -> VisitResult:
    """Returns what a visit came to, after which the source fares like that."""
    return VisitResult(
        source, health.state, health.reason, tuple(saved), health.documents, remembered, timed_out(health)
    )


def _found_nothing(found: VisitOutcome, kept: KeptPapers, past: SourceState) -> bool:
    """Tells whether a visit came to no more than that all is well and as it was. The disk need not be waited for then:
    what a power cut takes of it is a visit that is made once more."""
    some = found.remember or found.changes or past.some_dated or kept.read
    return not some and found.state == past.health.state == "ok"


def _waits(step: WatchedVisit, ended: Callable[[], bool]) -> None:
    """Notes, for all who look whether it hangs, that the visit waits for its turn."""
    step.wait()
    ended()


def _saved(
    db: Connection, found: Findings, context: VisitContext, now: datetime, *, some_dated: bool
) -> tuple[Change, ...]:
    """Saves what a visit has found and what follows from the day; returns the changes numbered."""
    if not (found.outcome.remember or found.outcome.changes or some_dated):
        return ()
    from watcher.jobs.findings import save_findings  # most visits find nothing: all that tells of it is not loaded

    return save_findings(db, found, context, now)


def _past(source: Source, store: Store) -> SourceState:
    with store.read() as db:
        recalled = remembered.recalled(db, source.id, source.url)
        return SourceState(
            recalled.health or Health.unvisited(source),
            StoredLookup(store, source.id, some_missing=recalled.some_missing),
            recalled.page,
            StoredPageStates(store, source.id, recalled.scope),
            remembered.noted_of_site(db, source.kind, source.url) if KINDS[source.kind].notes_of_site else {},
            recalled.some_dated,
        )


def _conditional_fetcher(
    source: Source, context: VisitContext, past: SourceState, now: datetime, ended: Callable[[], bool]
) -> ConditionalFetcher:
    """Returns what fetches the pages of this visit within its share of the run's time."""
    recall = partial(_page, source, context.store, past)
    budget = VisitBudget(share(past.health), context.monotonic)
    own_hosts = (urlsplit(source.url).netloc,)
    return ConditionalFetcher(context.fetcher, recall, now, ended, budget, own_hosts, source.proxy)


def _page(source: Source, store: Store, past: SourceState, url: str) -> PageMemory | None:
    """Returns what is remembered of a page; of the source's own without asking the database."""
    if url == source.url:
        return past.page
    with store.read() as db:
        return remembered.remembered_page(db, source.id, url)


def _read(made: Visit) -> list[Reading | FailedReading]:
    """Returns what the source's pages hold; a page that ran out of time as a FailedReading at the end. Raises
    SourceError, also for whatever a library raises."""
    read: list[Reading | FailedReading] = []
    try:
        read.extend(collect(made))
        return read
    except OutOfTime as error:
        if not read:
            raise
        return [*read, FailedReading(made.source.url, error)]
    except WatcherError:
        raise
    except Exception as error:  # one source must never stop the others, whatever its pages do to a library
        log.debug("%s: unexpected error", made.source.id, exc_info=True)
        raise SourceError(f"unexpected {type(error).__name__} while reading it: {error}; please report this") from error


def _in_trouble(
    read: Iterable[Reading | FailedReading], found: VisitOutcome, conditional: ConditionalFetcher
) -> list[str]:
    """Returns the pages that came to nothing: those not read or held back, with the papers that were opened for the
    latter."""
    held = {scope.scope for scope in found.scopes if scope.held_count}
    readings = [reading for reading in read if isinstance(reading, Reading) and reading.scope in held]
    opened = {document.url for reading in readings for document in reading.documents} & conditional.fetched.keys()
    return [*(failed.scope for failed in found.unread), *held, *opened]


def _not_judged_meanwhile(
    db: Connection, source: Source, found: VisitOutcome, before: Mapping[str, PageState]
) -> Iterable[PageState]:
    """Returns the scopes to save; what an administrator said of one while it was being read is not overwritten."""
    held = [scope.scope for scope in found.scopes if scope.held_count]
    now = remembered.remembered_scopes(db, source.id, held) if held else {}
    return [scope for scope in found.scopes if scope.scope not in now or now[scope.scope] == before.get(scope.scope)]


def _points_elsewhere(
    past: SourceState, scopes: Mapping[str, PageState], memory: StoredDocuments, read: Iterable[Reading | FailedReading]
) -> bool:
    """Tells whether the administrator gave the source another address and nothing that stands there is known: a
    baseline again."""
    readings = [reading for reading in read if isinstance(reading, Reading)]
    if any(reading.scope in scopes for reading in readings) or not past.scopes:
        return False
    return not any(memory.find(document) for reading in readings for document in reading.documents)


def _failed(source: Source, context: VisitContext, past: SourceState, error: SourceError, now: datetime) -> VisitResult:
    """Saves that a source could not be read, and returns that as its result."""
    if isinstance(error, OutOfTime):
        health = after_cut(source, past.health, error, now)
    else:
        health = after_failure(source, past.health, error, now)
    with context.store.write() as db:
        _still_wanted(db, source, context, past.health)
        remembered.save_health(db, health)
        _tell_admins(db, source, context, past.health, health, now)
    return _result(source, health)


def _still_wanted(db: Connection, source: Source, context: VisitContext, before: Health) -> None:
    """Raises Stopped where the source has left the config, or has a new id or a baseline that this visit did not know
    of: it would take for its baseline what is news there. Asked within the transaction: what a new id takes over from
    an old one is taken before it, or after it."""
    if not context.wanted(source):
        raise Stopped(f"{source.id} has left the config")
    if before.baseline_at is None:
        from watcher.store import renames  # most visits are no first ones

        if renames.is_overtaken(db, source.id):
            raise Stopped(f"{source.id} has another id, or was read by another worker, meanwhile")


def _tell_admins(
    db: Connection, source: Source, context: VisitContext, before: Health, after: Health, now: datetime
) -> None:
    for said, buttons in for_administrators(source, before, after):
        from watcher.store.chats import tell_administrators  # most visits have nothing for them

        tell_administrators(db, context.admins, said, now, buttons)
