"""PURE: how a kind of source looks up what it read before: by name, day or page, so that a page that names few
documents costs the same however many its source has ever had."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from watcher.core.sources import Reading, StoredDocument


class DocumentLookup(Mapping[str, StoredDocument]):
    """The remembered documents of one source by key, loaded as they are asked for. A key that no `load_named` has asked
    for before makes it load all of them."""

    @abstractmethod
    def load_named(
        self, names: Iterable[str] = (), days: Iterable[date] = (), scopes: Collection[str] = ()
    ) -> Mapping[str, StoredDocument]:
        """Load, and return by key, every document that has one of these names (keys or aliases), was published on one
        of these days or stands on one of these pages; with them comes what was loaded before."""


def load_named(
    known: Mapping[str, StoredDocument], names: Iterable[str], days: Iterable[date] = ()
) -> Mapping[str, StoredDocument]:
    """Return by key at least those of the `known` documents that have one of these names or were published on one of
    these days. A plain mapping is returned whole."""
    return known.load_named(names, days) if isinstance(known, DocumentLookup) else known


def on_page(known: Mapping[str, StoredDocument], *scopes: str) -> list[StoredDocument]:
    """Return the `known` documents that stand on one of these pages."""
    asked = known.load_named(scopes=scopes) if isinstance(known, DocumentLookup) else known
    return [stored for stored in asked.values() if stored.scope in scopes]


def names_in(readings: Iterable[Reading]) -> set[str]:
    """Collect every name of the documents in these readings: keys and aliases."""
    return {
        name for reading in readings for document in reading.documents for name in (document.key, *document.aliases)
    }
