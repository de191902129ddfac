"""The kind `ofsted`: a provider's reports, keyed by the number of each file, with what the files say; or the providers
of a search listing, keyed by URN (facts/ofsted.md, 1 and 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher.core.documents import Document
from watcher.core.visits import FailedReading, Reading, Visit
from watcher.sources.ofsted.history import with_previous, with_row_date
from watcher.sources.ofsted.provider_page import canonical, timeline, urn_of
from watcher.sources.ofsted.report_files import awaited, open_files
from watcher.sources.ofsted.school_page import with_shown_grades
from watcher.sources.ofsted.search_listing import read_listing


def collect(visit: Visit) -> Iterator[Reading | FailedReading]:
    """Read the whole timeline, oldest report first, or the whole listing. Raises SourceError where it was not read
    whole."""
    scope = canonical(visit.source.url)
    if not urn_of(scope):
        yield read_listing(visit, scope)
        return
    page = visit.get(visit.source.url)
    if page.unchanged:
        yield Reading(scope, unchanged=True)
        rows: Sequence[Document] = _standing(visit, scope)
    else:
        rows = with_shown_grades([_remembered(visit, row) for row in timeline(page, urn_of(scope))], page)
    opened = open_files(visit, rows)
    known = (awaited(visit, scope, opened.documents.get(row.key, row)) for row in rows)
    documents = with_previous([with_row_date(document) for document in known])
    if not page.unchanged:
        yield Reading(scope, tuple(reversed(documents)), complete=True)
    elif learned := tuple(document for document in documents if document != visit.documents[document.key].document):
        yield Reading(scope, learned)
    yield from opened.unread


def _standing(visit: Visit, scope: str) -> list[Document]:
    """Return what the page held when it was last read."""
    known = visit.documents.on_page(scope)
    return [stored.document for stored in known if not stored.missing and not stored.withdrawn]


def _remembered(visit: Visit, row: Document) -> Document:
    """Return the row as it stands now, with what its file said when it was opened."""
    known = visit.documents.get_many([row.key]).get(row.key)
    return replace(row, details={**known.document.details, **row.details}, words=known.document.words) if known else row
