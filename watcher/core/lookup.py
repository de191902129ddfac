"""What a kind may look up of its source's memory: all of it by key, or only what it asks for, so that a page that names
few documents costs the same however many its source has ever had."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from watcher.core.sources import Reading, StoredDocument


class DocumentLookup(Mapping[str, StoredDocument]):
    """The documents of one source by key. Who looks up a key that was not asked for makes it load the whole."""

    @abstractmethod
    def load_named(
        self, names: Iterable[str] = (), days: Iterable[date] = (), scopes: Collection[str] = ()
    ) -> Mapping[str, StoredDocument]:
        """By key: all that bear one of these names (keys or aliases), were published on one of these days or stand on
        one of these pages, and what was asked for before."""


def load_named(
    known: Mapping[str, StoredDocument], names: Iterable[str], days: Iterable[date] = ()
) -> Mapping[str, StoredDocument]:
    """Of what is known at least those with one of these names, or of one of these days."""
    return known.load_named(names, days) if isinstance(known, DocumentLookup) else known


def on_page(known: Mapping[str, StoredDocument], *scopes: str) -> list[StoredDocument]:
    """What is known to stand on these pages."""
    asked = known.load_named(scopes=scopes) if isinstance(known, DocumentLookup) else known
    return [one for one in asked.values() if one.scope in scopes]


def names_in(readings: Iterable[Reading]) -> set[str]:
    """All names of their documents: keys and aliases."""
    return {name for one in readings for each in one.documents for name in (each.key, *each.aliases)}
