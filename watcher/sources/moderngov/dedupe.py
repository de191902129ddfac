"""PURE: one document, one place: what several pages of a portal show is told by one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from watcher.core.documents import Document
from watcher.core.lookup import names_in
from watcher.core.visits import FailedReading, Reading, StoredDocument, Visit
from watcher.sources.moderngov.decisions import forthcoming_scope, planned
from watcher.sources.moderngov.parse.forward_plan import title_key
from watcher.sources.moderngov.parse.links import Portal


def only_once(
    visit: Visit, portal: Portal, outcomes: Sequence[Reading | FailedReading]
) -> Iterator[Reading | FailedReading]:
    """Yield the outcomes, each document only in the first reading that holds it, and not in another than remembered
    while that page was not read in this visit."""
    readings = [reading for reading in outcomes if isinstance(reading, Reading)]
    read = {_page(reading.scope) for reading in readings if not reading.unchanged}
    places = _Places(visit, portal, read, visit.documents.get_many(names_in(readings)))
    for outcome in outcomes:
        if isinstance(outcome, FailedReading):
            yield outcome
            continue
        page = _page(outcome.scope)
        yield replace(outcome, documents=tuple(d for d in outcome.documents if not places.is_elsewhere(d, page)))


@dataclass
class _Places:
    """Where each document stands; `read` are the pages that this visit read anew, `known` what they name."""

    visit: Visit
    portal: Portal
    read: set[str]
    known: Mapping[str, StoredDocument]
    told: dict[str, str] = field(default_factory=dict)
    """By key, the page of this visit that holds it."""

    def is_elsewhere(self, document: Document, page: str) -> bool:
        """Tell whether another page tells this document."""
        key = self._key(document)
        if self.told.setdefault(key, page) != page:
            return True
        known = self.known.get(key)
        if not known:
            return document.kind == "plan-item" and self._is_planned_elsewhere(document, page)
        if known.withdrawn or known.missing:
            return False
        home = _page(known.scope)
        return home != page and home not in self.read and home.startswith(self.portal.base)

    def _is_planned_elsewhere(self, document: Document, page: str) -> bool:
        """Tell whether a plan tells this forthcoming decision: plan and register may link one decision by different
        numbers."""
        home = self._plans.setdefault(title_key(document.title), page)
        return home != page and page == forthcoming_scope(self.portal)

    def _key(self, document: Document) -> str:
        """Return the key under which it is remembered."""
        names = (document.key, *document.aliases)
        return next((self._aliases.get(name, name) for name in names if name in self._aliases), document.key)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        known = self.known.items()
        aliases = {alias: key for key, stored in known for alias in stored.document.aliases}
        return aliases | {key: key for key, _ in known}

    @cached_property
    def _plans(self) -> dict[str, str]:
        """Return the pages of planned decisions, by their titles."""
        return {title_key(stored.document.title): _page(stored.scope) for stored in planned(self.visit, self.portal)}


def _page(scope: str) -> str:
    return scope.partition("#")[0]
