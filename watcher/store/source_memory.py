"""Remembers one source during its visit: nothing is loaded before somebody asks for it by name, day or page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

from watcher.core.lookup import DocumentLookup, names_in
from watcher.core.visits import FailedReading, PageState, Reading, StoredDocument, StoredDocuments
from watcher.store.database import Store
from watcher.store.sources import remembered_moments, remembered_scopes

MOST_NAMES = 5_000
"""In one question: each stands twice in it, and SQLite takes at most 32,766 values. More are asked for in turn."""


class StoredLookup(DocumentLookup):
    """Looks up the documents of one source in the database, each when it is asked for."""

    def __init__(self, store: Store, source_id: str, *, some_missing: bool) -> None:
        """Loads nothing yet. `some_missing`: whether the last good reading of the source missed a document."""
        super().__init__()
        self._store, self._source_id, self._some_missing = store, source_id, some_missing

    def after(self, read: Iterable[Reading | FailedReading]) -> StoredDocuments:
        """Returns what these readings are to be compared with: what they name; for listings, and windows that are
        empty, what stood there; for pages that are as they were, what was missing already."""
        changed = [reading for reading in read if isinstance(reading, Reading) and not reading.unchanged]
        listings = {reading.scope for reading in changed if reading.complete or not reading.documents}
        self._load(names=names_in(changed), pages=listings)
        known = {**self._missing(), **self._found}
        return StoredDocuments(
            known, {alias: key for key, stored in known.items() for alias in stored.document.aliases}
        )

    def _missing(self) -> Mapping[str, StoredDocument]:
        if not self._some_missing:
            return {}
        from watcher.store import documents  # most visits find all as it was

        with self._store.read() as db:
            return documents.missing(db, self._source_id).known

    def _find(self, names: set[str], days: set[date], pages: set[str]) -> dict[str, StoredDocument]:
        from watcher.store import documents

        found, listed = dict[str, StoredDocument](), list(names)
        with self._store.read() as db:
            for start in range(0, max(len(listed), 1), MOST_NAMES):
                some = listed[start : start + MOST_NAMES]
                found |= documents.load_named(db, self._source_id, some, days, pages)
                days, pages = set(), set()  # found with the first of the names
        return found

    def _find_all(self) -> Mapping[str, StoredDocument]:
        from watcher.store import documents

        with self._store.read() as db:
            return documents.memory(db, self._source_id).known


class StoredPageStates(Mapping[str, datetime]):
    """Tells, by its scope, when each page of one source was last read well, all loaded when one is asked for; and how
    those pages stand that a visit has read, of the thousands a portal has."""

    def __init__(self, store: Store, source_id: str, first: PageState | None) -> None:
        """Loads nothing yet. `first` is the state of a page that is at hand already, if any."""
        self._store, self._source_id, self._first = store, source_id, first

    def of(self, read: Iterable[Reading | FailedReading]) -> Mapping[str, PageState]:
        """Returns, by scope, how the pages of these readings stand; no key for one that was never read before."""
        known = {self._first.scope: self._first} if self._first else {}
        missing = {reading.scope for reading in read} - known.keys()
        if missing:
            with self._store.read() as db:
                known |= remembered_scopes(db, self._source_id, missing)
        return known

    @cached_property
    def _read_at(self) -> Mapping[str, datetime]:
        with self._store.read() as db:
            return remembered_moments(db, self._source_id)

    def __getitem__(self, scope: str) -> datetime:
        return self._read_at[scope]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read_at)

    def __len__(self) -> int:
        return len(self._read_at)
