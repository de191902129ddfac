"""Chooses which report files are opened at a visit, and says what becomes of the rows they belong to (facts/ofsted.md,
6 and 9): a new number at once, one that could not be read later again, the newest five once a week; a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from watcher.core.dates import office_opens
from watcher.core.defaults import LONDON
from watcher.core.documents import PAGE_BREAK, Details, Document
from watcher.core.errors import NotUnderstood, OutOfTime, Refused, SourceError
from watcher.core.papers import PaperRead
from watcher.core.text import collapse_spaces, normalise
from watcher.core.visits import FailedReading, Page, Visit
from watcher.papers.reader import pages
from watcher.sources.html import soup, text

NEWEST = 5
MOST_A_VISIT = 12
AGAIN = timedelta(days=7)
FRESH = timedelta(days=14)
"""A file this young may only not be there yet: it is tried at every visit, but less and less often where its host
refuses us or fails."""
FIRST_PAUSE, LONGEST_FILE_PAUSE = timedelta(minutes=15), timedelta(days=1)

AWAITED, READ = "awaited", "read"
_FAILURES_IN_A_ROW = 2
_IN_WORDS = ("priority_action", "responsible_bodies", "needs_to_improve", "headline", "visit", "since")
"""What a later reading of the same file replaces, even by nothing."""
_LOOKED = "looked at "


@dataclass(frozen=True, slots=True)
class Look:
    """When a file was last asked for, and how often in a row its host did not give it."""

    at: datetime
    failures: int = 0


def due(documents: Sequence[Document], looked_at: Mapping[str, Look], now: datetime) -> list[Document]:
    """Return the documents whose files are to be opened now, newest first. Only one never opened is opened at any
    hour."""
    newest_first = sorted(documents, key=lambda document: document.published or date.min, reverse=True)
    wanted = [
        document
        for place, document in enumerate(newest_first)
        if _is_due(document, place, looked_at.get(document.key), now)
    ]
    return wanted[:MOST_A_VISIT]


def _is_due(document: Document, place: int, looked: Look | None, now: datetime) -> bool:
    if not _has_file(document):
        return False
    if looked is None:
        return True
    if office_opens(now) != now:
        return False
    is_read = "text" in document.details
    if not is_read and document.published and now.astimezone(LONDON).date() - document.published <= FRESH:
        return now - looked.at >= _pause(looked.failures)
    return (place < NEWEST or not is_read) and now - looked.at >= AGAIN


def _pause(failures: int) -> timedelta:
    """Return how long a file is left alone that its host refused, or failed to give (facts/ofsted.md, 9)."""
    return min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_FILE_PAUSE) if failures else timedelta()


def _looked_at(visit: Visit, documents: Iterable[Document]) -> dict[str, Look]:
    """Return when the file of each of these documents, if it is remembered, was last opened, or tried."""
    known = visit.documents.get_many(document.key for document in documents)
    tried = {key: visit.notes[_LOOKED + key].partition(" ") for key in known if _LOOKED + key in visit.notes}
    return {key: Look(datetime.fromisoformat(at), int(failures or 0)) for key, (at, _, failures) in tried.items()}


@dataclass(slots=True)
class Opened:
    """The documents whose files were opened, by key, as they are now; and the files whose host refused us."""

    documents: dict[str, Document] = field(default_factory=dict)
    unread: list[FailedReading] = field(default_factory=list)


def open_files(visit: Visit, documents: Sequence[Document]) -> Opened:
    """Open the files that are due. A file that fails costs its document nothing but the report's details, and `unread`
    says why; after a refusal, or two failures in a row, the others wait for the next visit."""
    opened = Opened()
    failures = 0
    looked_at = _looked_at(visit, documents)
    for document in due(documents, looked_at, visit.now):
        if failures == _FAILURES_IN_A_ROW or opened.unread:
            break
        try:
            page = visit.get(document.url)
            failures = of_file = 0
            after = _with_report(visit, document, page)
        except OutOfTime as error:
            opened.unread.append(FailedReading(document.url, error))
            break
        except SourceError as error:
            failures += 1
            of_file = looked_at.get(document.key, Look(visit.now)).failures + 1
            after = _unread(document, collapse_spaces(str(error)))
            opened.unread += [FailedReading(document.url, error)] if isinstance(error, Refused) else []
        visit.notes[_LOOKED + document.key] = f"{visit.now.isoformat()} {of_file}"
        opened.documents[document.key] = after
    return opened


def awaited(visit: Visit, scope: str, document: Document) -> Document:
    """Return the document with where its report stands, if its row was told (or is now) before the report could be
    read: `report` is "awaited" until it is "read", which is told then. Of the rows of a baseline nobody waits for
    one."""
    is_read = "text" in document.details
    is_told = document.details.get("report") == AWAITED
    if is_told and is_read:
        return _with(document, {"report": READ})
    is_new = scope in visit.read_at and document.key not in visit.documents
    if is_read or not is_new or not _has_file(document):
        return document
    return _with(
        document, {"unread": document.details.get("unread") or "it waits for the next visit", "report": AWAITED}
    )


def _has_file(document: Document) -> bool:
    return "/file/" in document.url


def _with_report(visit: Visit, document: Document, page: Page) -> Document:
    """Return the document with what its file says. A file as it was says nothing more; one that is no report any more
    takes nothing away."""
    if page.unchanged and ("text" in document.details or not page.body):
        return document
    try:
        texts = pages(page.body)
    except NotUnderstood as error:
        return _unread(document, _instead(page, error))
    visit.keep(PaperRead(document.key, document.url, page.body, texts, page.last_modified))
    if not any(texts):
        return _unread(document, "the file holds pictures, no text")
    from watcher.sources.ofsted.report_text import read_report  # of most visits no file is read

    report = read_report(texts, document.title)
    if "framework" not in report and document.details.get("grades"):
        del report["unread"]  # the provider's page shows them
    outdated = [name for name in ("unread", "grades") if name in document.details and "unread" in (name, *report)]
    outdated += [name for name in _IN_WORDS if name in document.details]
    read = _with(document, {**dict.fromkeys(outdated), **report})
    return replace(read, words=PAGE_BREAK.join(texts))


def _unread(document: Document, why: str) -> Document:
    """Return the document with why its report was not read; one that was read before stays as it is."""
    return document if "text" in document.details else _with(document, {"unread": why})


def _instead(page: Page, error: NotUnderstood) -> str:
    """Say why there is no report to read; a web page in its place is named by its heading, whatever banner it wears."""
    if not page.body.lstrip().startswith(b"<"):
        return str(error)
    tree = soup(page)
    heading = normalise(text(tree.select_one("#main h1") or tree.select_one("h1")))
    return f"in its place stands a web page headed “{heading}”"


def _with(document: Document, more: Details) -> Document:
    return replace(document, details={**document.details, **more})
