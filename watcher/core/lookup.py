"""What a kind may look up of its source's memory. Each question says what it asks for, so that a page that names few
documents costs the same however many its source has ever had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.core.visits import Reading, StoredDocument


class NotLoaded(LookupError):
    """A key was read that nobody had asked for: the fault of whoever reads it, since it may well be remembered."""


class DocumentLookup:
    """The documents of one source. `get_many`, `published_on`, `on_page` and `all` load what they name and return it;
    `lookup[key]`, `lookup.get(key)` and `key in lookup` answer of what was loaded, and load nothing.

    This one remembers no document, as before a source's first visit; a memory overrides `_find` and `_find_all`.
    """

    def __init__(self) -> None:
        self._found: dict[str, StoredDocument] = {}
        self._key_of: dict[str, str] = {}
        self._names, self._days, self._pages = set[str](), set[date](), set[str]()
        self._has_all = False

    def get_many(self, names: Iterable[str]) -> dict[str, StoredDocument]:
        """Return, by key, all that bear one of these names, as key or as alias."""
        wanted = dict.fromkeys(names)
        self._load(names=wanted)
        keys = (key for name in wanted for key in (name, self._key_of.get(name, "")))
        return {key: self._found[key] for key in keys if key in self._found}

    def published_on(self, days: Iterable[date]) -> dict[str, StoredDocument]:
        """Return, by key, all that were published on one of these days."""
        wanted = set(days)
        self._load(days=wanted)
        return {key: known for key, known in self._found.items() if known.document.published in wanted}

    def on_page(self, *scopes: str) -> list[StoredDocument]:
        """Return, by key, all that are remembered as standing on one of these pages, the withdrawn too."""
        self._load(pages=scopes)
        return [known for known in self._found.values() if known.scope in scopes]

    def all(self) -> Mapping[str, StoredDocument]:
        """Return everything that is remembered, by key; for a kind whose sources hold few documents, or that must
        compare with each."""
        if not self._has_all:
            self._has_all, self._found = True, {}
            self._keep(self._find_all())
        return self._found

    def get(self, key: str) -> StoredDocument | None:
        """Return the document of this key; None where none is remembered. Raises NotLoaded for a key not asked for."""
        if key not in self._found and key not in self._names and not self._has_all:
            raise NotLoaded(f"{key} was never asked for: name it in get_many() first")
        return self._found.get(key)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __getitem__(self, key: str) -> StoredDocument:
        if (known := self.get(key)) is None:
            raise KeyError(key)
        return known

    def _load(self, *, names: Iterable[str] = (), days: Iterable[date] = (), pages: Iterable[str] = ()) -> None:
        """Finds what was not asked for before."""
        if self._has_all:
            return
        more = set(names) - self._names, set(days) - self._days, set(pages) - self._pages
        if any(more):
            self._keep(self._find(*more))
            self._names |= more[0]
            self._days |= more[1]
            self._pages |= more[2]

    def _keep(self, found: Mapping[str, StoredDocument]) -> None:
        self._found |= found
        self._key_of |= {alias: key for key, known in found.items() for alias in known.document.aliases}

    def _find(self, names: set[str], days: set[date], pages: set[str]) -> Mapping[str, StoredDocument]:
        """Return, by key, all that bear one of the names, were published on one of the days or stand on one of the
        pages."""
        return {}

    def _find_all(self) -> Mapping[str, StoredDocument]:
        """Return everything that is remembered, by key."""
        return {}


def names_in(readings: Iterable[Reading]) -> set[str]:
    """Return all names of these documents: keys and aliases."""
    return {
        name for reading in readings for document in reading.documents for name in (document.key, *document.aliases)
    }
