"""Which report files are opened at a visit, and what becomes of the rows they belong to (facts/ofsted.md, 6 and 9):
a new number at once, one that could not be read later again, the newest five once a week; a few at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from watcher.errors import NotUnderstood, Refused, SourceError
from watcher.model import Details, Document, Page, Unread, Visit
from watcher.papers import pages
from watcher.sources.dates import LONDON
from watcher.sources.markup import soup, text
from watcher.sources.ofsted.reports import read_report
from watcher.wording import fold, squeeze
from watcher.workdays import office_opens

NEWEST = 5
MOST_A_VISIT = 12
AGAIN = timedelta(days=7)
FRESH = timedelta(days=14)
"""A file this young may only not be there yet: it is tried at every visit."""

AWAITED, READ = "awaited", "read"
_FAILURES_IN_A_ROW = 2
_LOOKED = "looked at "


def due(documents: Sequence[Document], looked_at: Mapping[str, datetime], now: datetime) -> list[Document]:
    """The documents whose files are to be opened now, newest first. Only one never opened is opened at any hour."""
    newest_first = sorted(documents, key=lambda one: one.published or date.min, reverse=True)
    wanted = [one for place, one in enumerate(newest_first) if _is_due(one, place, looked_at.get(one.key), now)]
    return wanted[:MOST_A_VISIT]


def _is_due(document: Document, place: int, looked: datetime | None, now: datetime) -> bool:
    if not _has_file(document):
        return False
    if looked is None:
        return True
    if office_opens(now) != now:
        return False
    is_read = "text" in document.details
    if not is_read and document.published and now.astimezone(LONDON).date() - document.published <= FRESH:
        return True
    return (place < NEWEST or not is_read) and now - looked >= AGAIN


def _looked_at(visit: Visit) -> dict[str, datetime]:
    """When the file of each remembered document was last opened, or tried."""
    tried = {key: visit.notes.get(_LOOKED + key) for key in visit.known}
    return {key: datetime.fromisoformat(when) for key, when in tried.items() if when}


@dataclass(slots=True)
class Opened:
    """The documents whose files were opened, by key, as they are now; and the files whose host refused us."""

    documents: dict[str, Document] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)


def open_files(visit: Visit, documents: Sequence[Document]) -> Opened:
    """Opens the files that are due. A file that fails costs its document nothing but the report's details, and `unread`
    says why; after a refusal, or two failures in a row, the others wait for the next visit."""
    opened = Opened()
    failures = 0
    for document in due(documents, _looked_at(visit), visit.now):
        if failures == _FAILURES_IN_A_ROW or opened.unread:
            break
        try:
            page = visit.get(document.url)
            failures = 0
            after = _with_report(document, page)
        except SourceError as error:
            failures += 1
            after = _with(document, {"unread": squeeze(str(error))})
            opened.unread += [Unread(document.url, error)] if isinstance(error, Refused) else []
        visit.notes[_LOOKED + document.key] = visit.now.isoformat()
        opened.documents[document.key] = after
    return opened


def awaited(visit: Visit, scope: str, document: Document) -> Document:
    """The document with where its report stands, if its row was told (or is now) before the report could be read:
    `report` is "awaited" until it is "read", which is told then. Of the rows of a baseline nobody waits for one."""
    is_read = "text" in document.details
    is_told = document.details.get("report") == AWAITED
    if is_told and is_read:
        return _with(document, {"report": READ})
    is_new = scope in visit.read_at and document.key not in visit.known
    if is_read or not is_new or not _has_file(document):
        return document
    return _with(
        document, {"unread": document.details.get("unread") or "it waits for the next visit", "report": AWAITED}
    )


def _has_file(document: Document) -> bool:
    return "/file/" in document.url


def _with_report(document: Document, page: Page) -> Document:
    """The document with what its file says. A file as it was says nothing more; one that is no report any more takes
    nothing away."""
    if page.unchanged and ("text" in document.details or not page.body):
        return document
    try:
        texts = pages(page.body)
    except NotUnderstood as error:
        return document if "text" in document.details else _with(document, {"unread": _instead(page, error)})
    if not any(texts):
        return _with(document, {"unread": "the file holds pictures, no text"})
    report = read_report(texts, document.title)
    outdated = [name for name in ("unread", "grades") if name in document.details and "unread" in (name, *report)]
    read = _with(document, {**dict.fromkeys(outdated), **report})
    return replace(read, words=squeeze(" ".join(texts)))


def _instead(page: Page, error: NotUnderstood) -> str:
    """Why there is no report to read; a web page in its place is named by its heading, whatever banner it wears."""
    if not page.body.lstrip().startswith(b"<"):
        return str(error)
    tree = soup(page)
    heading = fold(text(tree.select_one("#main h1") or tree.select_one("h1")))
    return f"in its place stands a web page headed “{heading}”"


def _with(document: Document, more: Details) -> Document:
    return replace(document, details={**document.details, **more})
