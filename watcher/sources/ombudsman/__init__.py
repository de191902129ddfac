"""The kind `ombudsman`: decisions of the Local Government and Social Care Ombudsman, from its search by council or its
list of a category (facts/further.md, 3). A decision is known by its reference for ever. What leaves the list is
withdrawn only where that is sure (missing.py): statements are kept for some years only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from watcher.core.documents import Document
from watcher.core.errors import Gone, NotUnderstood, Refused, Unreachable
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.ombudsman.missing import missing, withdrawn

MOST_PAGES = 10
"""Ten decisions each: at a first visit two years of a large council, later more than any week brings."""
MOST_READ = 10
"""Decisions whose own page is read at one visit, the newest first; the others follow at later visits."""
_READ = "read"
"""A detail: what became of reading the decision's own page: `yes`, `gone`, or how often it held nothing."""
_LISTED = "listed"
"""A note: the references on the list when it was last read."""
_GIVEN_UP = frozenset({"yes", "gone", "3"})


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the list and the pages of decisions not read yet: one Reading, the oldest first. Raises NotUnderstood for a
    list that names none: the site gives programs an empty shell at times."""
    known = visit.documents.all()
    first = visit.get(visit.source.url)
    listed = [] if first.unchanged else _listed(visit, first, known)
    shown = {document.key: _with_what_was_read(document, known) for document in listed}
    gone = {} if first.unchanged else _withdrawn(visit, shown, known)
    rest = (stored.document for key, stored in known.items() if key not in {**shown, **gone} and not stored.withdrawn)
    unread = [document for document in (*shown.values(), *rest) if document.details.get(_READ) not in _GIVEN_UP]
    found = shown | gone | _read_their_pages(visit, unread)
    if not found and first.unchanged:
        yield Reading(visit.source.url, unchanged=True)
        return
    yield Reading(
        visit.source.url, tuple(sorted(found.values(), key=lambda decision: (str(decision.published), decision.key)))
    )


def _withdrawn(visit: Visit, shown: Mapping[str, Document], known: Mapping[str, StoredDocument]) -> dict[str, Document]:
    """Return, by key, the decisions that are withdrawn since the list was last read; notes what it holds now."""
    listed = visit.notes.get(_LISTED, "").split()
    missed = missing([stored for key in listed if (stored := known.get(key)) and key not in shown], shown, known)
    gone = withdrawn(visit, missed[:MOST_READ])
    # What is gone stays noted until it is remembered as withdrawn: this reading may be held back.
    visit.notes[_LISTED] = " ".join((*shown, *gone, *(document.key for document in missed[MOST_READ:])))
    return gone


def _listed(visit: Visit, first: Page, known: Mapping[str, StoredDocument]) -> list[Document]:
    """Return the decisions on the first page of the list, and on those behind it as far as all before were new."""
    from watcher.sources.ombudsman.listing import results  # its parser: not while the page is as it was

    found, count = results(first)
    if not found and (known or count != 0):
        raise NotUnderstood(
            f"{first.url} names no decision, though there are some; the site gives programs an empty page at times"
        )
    page, latest = 1, found
    while page < MOST_PAGES and latest and _goes_on(visit, latest, found, count, known):
        page += 1
        answer = visit.get(_page(visit.source.url, page))
        latest = [] if answer.unchanged else results(answer)[0]
        if not latest and not answer.unchanged and count:
            raise NotUnderstood(f"{answer.url} names no decision, though {count} are said to be found")
        found += [document for document in latest if document.key not in {decision.key for decision in found}]
    return found


def _goes_on(
    visit: Visit,
    latest: Iterable[Document],
    found: list[Document],
    count: int | None,
    known: Mapping[str, StoredDocument],
) -> bool:
    """Tell whether the next page may hold what is not known: this is a search, and nothing on this page was."""
    is_search = "page" in dict(parse_qsl(urlsplit(visit.source.url).query))
    return is_search and (count is None or len(found) < count) and not any(decision.key in known for decision in latest)


def _page(url: str, number: int) -> str:
    parts = urlsplit(url)
    asked = [(name, str(number) if name == "page" else value) for name, value in parse_qsl(parts.query)]
    return urlunsplit(parts._replace(query=urlencode(asked)))


def _with_what_was_read(document: Document, known: Mapping[str, StoredDocument]) -> Document:
    """Keep what the decision's own page said; what the list says counts before it. What is back is not withdrawn."""
    if document.key not in known:
        return document
    before = known[document.key].document
    back = {"withdrawn": False} if "withdrawn" in before.details else {}
    return replace(document, details={**before.details, **document.details, **back}, words=before.words)


def _read_their_pages(visit: Visit, unread: Iterable[Document]) -> dict[str, Document]:
    """Return, by key, the decisions with what their own pages say. One that can't be read now is told by its row and
    tried again; one that is gone is not; a refusal ends the asking."""
    from watcher.sources.ombudsman.decision import with_its_page

    found: dict[str, Document] = {}
    newest = sorted(unread, key=lambda decision: (str(decision.published), decision.key), reverse=True)
    for document in newest[:MOST_READ]:
        try:
            page = visit.get(document.url)
            read = document if page.unchanged else with_its_page(document, page)
        except Refused:
            break
        except Unreachable:
            continue
        except Gone:
            found[document.key] = _marked(document, "gone")
        except NotUnderstood:
            found[document.key] = _marked(document, str(int(str(document.details.get(_READ) or 0)) + 1))
        else:
            found[document.key] = _marked(read, "yes")
    return found


def _marked(document: Document, read: str) -> Document:
    return replace(document, details={**document.details, _READ: read})
