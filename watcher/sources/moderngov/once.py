"""One document, one place: what several pages of a portal show is told by one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher.model import Document, Reading, Unread, Visit
from watcher.sources.moderngov.address import Portal


def only_once(visit: Visit, portal: Portal, outcomes: Sequence[Reading | Unread]) -> Iterator[Reading | Unread]:
    """The outcomes, each document only in the first reading that holds it, and not in another than remembered while
    that page was not read in this visit."""
    read = {_page(one.scope) for one in outcomes if isinstance(one, Reading) and not one.unchanged}
    told: dict[str, str] = {}

    def is_elsewhere(document: Document, page: str) -> bool:
        if told.setdefault(document.key, page) != page:
            return True
        known = visit.known.get(document.key)
        if not known or known.withdrawn or known.missing:
            return False
        home = _page(known.scope)
        return home != page and home not in read and home.startswith(portal.base)

    for one in outcomes:
        if isinstance(one, Unread):
            yield one
            continue
        page = _page(one.scope)
        yield replace(one, documents=tuple(d for d in one.documents if not is_elsewhere(d, page)))


def _page(scope: str) -> str:
    return scope.partition("#")[0]
