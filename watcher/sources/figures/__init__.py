"""The kind `figures`: one council's figure in a file for all councils, by period, beside England's and its neighbours'
(facts/further.md, 7). Read is a CSV, XLSX or ODS file, or the page that names it. A figure is known by its period, for
ever; one that leaves the file is never withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.figures.asked import Asked

MOST_FILES = 6
"""Files of one page that are looked at until one has figures of the council."""
_FILE, _ASKED = "file", "asked"
"""Notes: the file that was read last, and a print of what sources.yaml says of it."""
LEAST_REVISED, PART_REVISED = 4, 0.5
"""Where more than this part of the known figures reads otherwise, at least so many, it may be another column."""


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the file: one Reading of its figures, the oldest first, and before it, told to nobody, those of periods
    before the newest that is known. Raises NotUnderstood, with what is to be said in sources.yaml, where the file has
    no figure of the council or it is not plain which."""
    scope, known = visit.source.url, visit.documents.all()
    asked = Asked.of(visit.source)
    page = _file(visit, asked)
    if page is None:
        yield Reading(scope, unchanged=True)
        return
    found = _documents(page, visit, asked)
    newest = max((_order(stored.document) for stored in known.values()), default="")
    earlier = tuple(document for document in found if document.key not in known and _order(document) < newest)
    if earlier:
        yield Reading(scope, earlier, baseline=True)
    told = tuple(document for document in found if document not in earlier)
    yield Reading(scope, told, suspect=_doubt(told, known))


def _file(visit: Visit, asked: Asked) -> Page | None:
    """Return the file of figures; None where all is as it was."""
    from watcher.sources.figures.files import is_page

    said = hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
    is_new, visit.notes[_ASKED] = visit.notes.get(_ASKED) != said, said
    page = visit.get(visit.source.url)
    if page.unchanged and not (is_new and page.body):
        known = visit.notes.get(_FILE)
        file = visit.get(known) if known else page
        return None if file.unchanged and not (is_new and file.body) else file
    if not is_page(page):
        visit.notes.pop(_FILE, None)
        return page
    return _file_on(page, visit, asked)


def _file_on(page: Page, visit: Visit, asked: Asked) -> Page | None:
    """Return the first file on this page, or on the page of the newest release that it links to, that has figures of
    the council. Raises NotUnderstood where none has."""
    from watcher.sources.figures.files import files_on, is_page, newest_release_on

    urls = files_on(page, asked.file)
    if not urls and (release := newest_release_on(page)):
        page = visit.get(release)
        urls = files_on(page, asked.file) if not page.unchanged or page.body else [visit.notes.get(_FILE, "")]
    if not any(urls):
        which = f" with “{asked.file}” in its name" if asked.file else ""
        raise NotUnderstood(f"{page.url} links to no CSV, XLSX or ODS file{which}: give the address of the file itself")
    trouble: list[str] = []
    for url in filter(None, urls[:MOST_FILES]):
        file = visit.get(url)
        if file.unchanged and not file.body:
            return None if url == visit.notes.get(_FILE) else file
        try:
            if is_page(file):
                raise NotUnderstood("a web page came in its place")
            _documents(file, visit, asked)
            visit.notes[_FILE] = url
            return file
        except NotUnderstood as error:
            trouble.append(f"{_name(url)}: {error}")
    told = trouble if len(trouble) == 1 else [f"none of {len(trouble)} files gives the figure", *trouble]
    raise NotUnderstood("; ".join(told)[:2_000])


def _documents(page: Page, visit: Visit, asked: Asked) -> tuple[Document, ...]:
    from watcher.papers.spreadsheets import sheets_of
    from watcher.sources.figures.documents import documents_of
    from watcher.sources.figures.series import read_series

    found = read_series(sheets_of(page.body), asked, f"{_name(page.url)} {visit.source.url}")
    return documents_of(found, asked, visit.source.site or visit.source.url)


def _doubt(told: tuple[Document, ...], known: Mapping[str, StoredDocument]) -> str:
    """Return why the figures may be those of another column; empty where nothing speaks for it."""
    before = {key: stored.document.details.get("figure") for key, stored in known.items()}
    again = [document for document in told if before.get(document.key)]
    revised = [document for document in again if before[document.key] != document.details["figure"]]
    if len(revised) < LEAST_REVISED or len(revised) <= PART_REVISED * len(again):
        return ""
    return (
        f"{len(revised)} of {len(again)} figures that were known read otherwise: is it another column, or another unit?"
    )


def _order(document: Document) -> str:
    return str(document.details.get("period_order") or "")


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]) or url
