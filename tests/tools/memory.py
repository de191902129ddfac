"""The memory of one source as a dict: as strict as the real one about what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from watcher.core.lookup import DocumentLookup
from watcher.core.visits import StoredDocument


class Remembered(DocumentLookup):
    """Knows these documents, as they are when the visit begins."""

    def __init__(self, known: Mapping[str, StoredDocument]) -> None:
        super().__init__()
        self._all = dict(known)

    def _find(self, names: set[str], days: set[date], pages: set[str]) -> Mapping[str, StoredDocument]:
        return {
            key: known
            for key, known in self._all.items()
            if not names.isdisjoint((key, *known.document.aliases))
            or known.document.published in days
            or known.scope in pages
        }

    def _find_all(self) -> Mapping[str, StoredDocument]:
        return dict(self._all)
