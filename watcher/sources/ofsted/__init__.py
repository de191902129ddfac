"""The kind `ofsted`: what a provider's page says, told as documents keyed by the number of each report's file
(facts/ofsted.md, 1)."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.errors import NotUnderstood
from watcher.model import Reading, Unread, Visit
from watcher.sources.ofsted.provider import canonical, timeline, urn_of


def collect(visit: Visit) -> Iterator[Reading | Unread]:
    """The whole timeline of a provider. Raises SourceError where its page could not be read."""
    scope = canonical(visit.source.url)
    urn = urn_of(scope)
    if not urn:
        raise NotUnderstood(f"{scope} is no provider page of Ofsted; paste one like .../provider/44/80500")
    page = visit.get(visit.source.url)
    if page.unchanged:
        yield Reading(scope, unchanged=True)
    else:
        yield Reading(scope, timeline(page, urn), complete=True)
