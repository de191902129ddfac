"""Reads, once, the page behind a new document for what its own page leaves out: why something is kept from the public,
who made a decision and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from watcher.core.documents import Details, Document
from watcher.core.errors import Refused, SourceError
from watcher.core.visits import FailedReading, Page, Reading, Visit
from watcher.sources.html import text
from watcher.sources.moderngov.decisions import decision_document
from watcher.sources.moderngov.parse import decision
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.page import open_page

MOST_A_VISIT = 5


def with_explanations(
    visit: Visit, portal: Portal, outcomes: Iterable[Reading | FailedReading]
) -> Iterator[Reading | FailedReading]:
    """Yield the outcomes: what is restricted since now with its `reasons`, a new decision of an agenda with its maker
    and its dates. One whose page can't be read is told without."""
    left = 0 if visit.first else MOST_A_VISIT
    for outcome in outcomes:
        if isinstance(outcome, FailedReading) or outcome.baseline:
            yield outcome
            continue
        documents = []
        for document in outcome.documents:
            url = _page_behind(visit, document) if left else ""
            try:
                documents.append(_explained(portal, document, visit.get(url)) if url else document)
            except SourceError as error:
                documents.append(document)
                left = 1 if isinstance(error, Refused) else left  # this one; no further page is asked for
            left -= bool(url)
        yield replace(outcome, documents=tuple(documents))


def parse_reasons(page: Page) -> str:
    """Return what the page says, without its headings. Raises NotUnderstood where it is no page of words."""
    portal_page = open_page(page, "reasons")
    lines = [text(line) for line in portal_page.body.find_all(["p", "li", "td"]) if not line.find(["p", "li", "td"])]
    return " ".join(filter(None, lines)) or text(portal_page.body)


def _page_behind(visit: Visit, document: Document) -> str:
    """Return the page to read; "" where there is none, or what it says was there before."""
    known = visit.documents.get_many([document.key]).get(document.key)
    if document.kind == "decision":
        return document.url if known is None and link(document.url).id("aiid") else ""
    before = known.document.details.get("restriction") if known else None
    new = known is None or (before is not None and before != document.details.get("restriction"))
    return str(document.details.get("reasons_at", "")) if new else ""


def _explained(portal: Portal, document: Document, page: Page) -> Document:
    """Return the document with what the page behind it says. Raises NotUnderstood where that is not what it should
    be."""
    if document.kind != "decision":
        return replace(document, details={**document.details, "reasons": parse_reasons(page)})
    whole = decision_document(decision.parse(page, portal, ""), portal)
    details: Details = {**whole.details, **document.details}
    words = f"{document.words} {whole.words}".strip()
    return replace(document, published=whole.published, details=details, words=words)
