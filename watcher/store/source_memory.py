"""The memory of one source during its visit: nothing is loaded before somebody asks, and only a kind that looks through
all of it makes it load the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

from watcher.core.lookup import DocumentLookup, names_in
from watcher.core.sources import FailedReading, PageState, Reading, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.store import Store, documents
from watcher.store.sources import remembered_moments, remembered_scopes

MOST_NAMES = 5_000
"""Each stands twice in a question, which holds at most 32,766 values for SQLite; who asks for more is given all."""


class StoredLookup(DocumentLookup):
    """`some_missing`: whether the last good reading of the source missed a document."""

    def __init__(self, store: Store, source_id: str, *, some_missing: bool) -> None:
        self._store, self._source_id, self._some_missing = store, source_id, some_missing
        self._found: dict[str, StoredDocument] = {}
        self._names: set[str] = set()
        self._days: set[date] = set()
        self._scopes: set[str] = set()

    @cached_property
    def memory(self) -> StoredDocuments:
        """All of it."""
        with self._store.read() as db:
            return documents.memory(db, self._source_id)

    def load_named(
        self, names: Iterable[str] = (), days: Iterable[date] = (), scopes: Collection[str] = ()
    ) -> Mapping[str, StoredDocument]:
        if "memory" in self.__dict__:
            return self.memory.known
        names, days, scopes = set(names) - self._names, set(days) - self._days, set(scopes) - self._scopes
        if len(names) > MOST_NAMES:
            return self.memory.known
        if names or days or scopes:
            with self._store.read() as db:
                self._found |= documents.load_named(db, self._source_id, names, days, scopes)
            self._names |= names
            self._days |= days
            self._scopes |= scopes
        return self._found

    def after(self, read: Iterable[Reading | FailedReading]) -> StoredDocuments:
        """What these readings are to be compared with: what they name; for listings, and windows that are empty, what
        stood there; for pages that are as they were, what was missing already."""
        if "memory" in self.__dict__:
            return self.memory
        changed = [one for one in read if isinstance(one, Reading) and not one.unchanged]
        listings = {one.scope for one in changed if one.complete or not one.documents}
        known = {**self._missing(), **self.load_named(names_in(changed), scopes=listings)}
        return StoredDocuments(known, {alias: key for key, one in known.items() for alias in one.document.aliases})

    def _missing(self) -> Mapping[str, StoredDocument]:
        if not self._some_missing:
            return {}
        with self._store.read() as db:
            return documents.missing(db, self._source_id).known

    def __getitem__(self, key: str) -> StoredDocument:
        return (self._found if key in self._found or key in self._names else self.memory.known)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._found or (key not in self._names and key in self.memory.known)

    def __iter__(self) -> Iterator[str]:
        return iter(self.memory.known)

    def __len__(self) -> int:
        return len(self.memory.known)


class StoredPageStates(Mapping[str, datetime]):
    """When each page of one source was last read well, all loaded when one is asked for; and how those stand that a
    visit has read, of the thousands a portal has."""

    def __init__(self, store: Store, source_id: str, first: PageState | None) -> None:
        """`first` is at hand already."""
        self._store, self._source_id, self._first = store, source_id, first

    def of(self, read: Iterable[Reading | FailedReading]) -> Mapping[str, PageState]:
        """How these pages stand, as far as they were read before."""
        known = {self._first.scope: self._first} if self._first else {}
        missing = {one.scope for one in read} - known.keys()
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
