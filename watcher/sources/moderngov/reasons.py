"""Why something is kept from the public: the page that says it is read once, for what is newly restricted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from watcher.errors import SourceError
from watcher.model import Document, Page, Reading, Unread, Visit
from watcher.sources.markup import text
from watcher.sources.moderngov.shell import open_page

MOST_A_VISIT = 5


def with_reasons(visit: Visit, outcomes: Iterable[Reading | Unread]) -> Iterator[Reading | Unread]:
    """The outcomes, each document that is restricted since now with its `reasons`. One whose reasons can't be read is
    told without."""
    asked: list[str] = []
    for one in outcomes:
        if isinstance(one, Unread) or one.baseline or visit.first:
            yield one
            continue
        documents = []
        for document in one.documents:
            url = _wanted(visit, document)
            if url and len(asked) < MOST_A_VISIT:
                asked.append(url)
                document = _explained(visit, document, url)
            documents.append(document)
        yield replace(one, documents=tuple(documents))


def parse(page: Page) -> str:
    """What the page says, without its headings. Raises NotUnderstood where it is no page of words."""
    shell = open_page(page, "reasons")
    lines = [text(line) for line in shell.body.find_all(["p", "li", "td"]) if not line.find(["p", "li", "td"])]
    return " ".join(filter(None, lines)) or text(shell.body)


def _wanted(visit: Visit, document: Document) -> str:
    """Where the reasons of a new restriction are given; "" for one that was there before."""
    known = visit.known.get(document.key)
    before = known.document.details.get("restriction") if known else None
    new = known is None or (before is not None and before != document.details.get("restriction"))
    return str(document.details.get("reasons_at", "")) if new else ""


def _explained(visit: Visit, document: Document, url: str) -> Document:
    try:
        said = parse(visit.get(url))
    except SourceError:
        return document
    return replace(document, details={**document.details, "reasons": said})
