"""PURE: tells which changes of several sources tell one event: the same notice, meeting, file or report by its number,
one story in several papers, and an article that links to the report it tells of (MESSAGES.md, "Seven rules", 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from watcher.core.documents import COUNCIL_KINDS, Change, Document, Json
from watcher.core.text import normalise
from watcher.rules.additions import adds, title_key, titles_added
from watcher.rules.headlines import Headline, headline_of, same_headline, words_of
from watcher.rules.report_identity import is_same_report, report_print

APART = timedelta(hours=48)
"""What is told later is another event, or worth hearing again."""
SAME_UPDATE = timedelta(minutes=10)
"""GOV.UK's search and its pages may name one update by moments of their own."""
_MOST_MENTIONED = 20
_LONGEST_TEXT = 6_000
_TOLD_OF = frozenset({"inspection", "publication", "report", "decision", "decisions", "minutes", "supplement"})
"""What an article that links to it tells of: papers and reports. One that links to a meeting may say anything."""
_LINK = re.compile(r"https?://[^\s<>\"')\]]{1,2000}", re.IGNORECASE)
_FILE = re.compile(r"/file/(\d{5,12})")
_NUMBER = re.compile(r"(?<!\d)\d{7,9}(?!\d)")
_FROM_WHERE = re.compile(r"(?:utm|at)_\w{0,40}=.*|fbclid=.*|gclid=.*", re.IGNORECASE)
"""A part of a query that says where a reader came from."""

_ON_A_DAY = "report of "
_TITLED = "titled "


@dataclass(frozen=True)
class Told:
    """Holds a change with all by which its event is found again. `outlet`: the name of its source."""

    change: Change
    outlet: str = ""

    @property
    def is_document(self) -> bool:
        """Tells whether the change is of more than news of something: a paper, a report, a page."""
        return self.change.document.kind != "article"

    @cached_property
    def names(self) -> frozenset[str]:
        """Returns what identifies its document in any source that holds it."""
        return frozenset(_names(self.change))

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Returns, of a new article, the addresses and numbers it names; of a collection, the title that it has
        added."""
        document = self.change.document
        if self.is_document or self.change.kind != "new":
            return frozenset(f"{_TITLED}{title}" for title in titles_added(self.change))
        return frozenset(_mentioned(document))

    @cached_property
    def headline(self) -> Headline | None:
        """Returns, of a new article, the words of its title; None for anything else."""
        document = self.change.document
        if self.is_document or self.change.kind != "new":
            return None
        return headline_of(document.title, (self.outlet,) if self.outlet else ())

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Returns the words of the title, the summary and the outlet's name, as headlines have them."""
        document = self.change.document
        return words_of(f"{document.title} {document.summary[:_LONGEST_TEXT]} {self.outlet}")


def event_number(change: Change) -> int:
    """Returns the number of the change that told its event first."""
    return change.same_as or change.id


def same_event(later: Told, earlier: Told) -> bool:
    """Tells whether the later change tells nothing that somebody does not know who was told of the earlier: by another
    source, within 48 hours; by the same only what a collection holds, and a report under two numbers."""
    if not _within(later.change.at, earlier.change.at):
        return False
    if later.change.source == earlier.change.source:
        return adds(later.change, earlier.change.document) or is_same_report(later.change, earlier.change)
    if _share_a_name(later, earlier) and _says_no_more(later.change, earlier.change):
        return True
    if _tells_of(later, earlier) or _tells_of(earlier, later):
        return True
    if not later.headline or not earlier.headline:
        return False
    return same_headline(later.headline, earlier.headline, later.known_words & earlier.known_words)


def is_same_document(first: Document, second: Document) -> bool:
    """Tells whether two sources hold one and the same document, so that to name both says nothing."""
    return bool(set(_own_names(first)) & set(_own_names(second)))


def _share_a_name(first: Told, second: Told) -> bool:
    """Tells whether two changes are of one document; the day of a report names it only to the row of a listing, for a
    provider may get two reports in a day."""
    shared = frozenset(name for name in first.names & second.names if not name.startswith(_TITLED))
    if _is_row(first.change.document) == _is_row(second.change.document):
        shared = frozenset(name for name in shared if not name.startswith(_ON_A_DAY))
    return bool(shared)


def _within(first: datetime | None, second: datetime | None) -> bool:
    return not first or not second or abs(first - second) <= APART


def _tells_of(article: Told, told: Told) -> bool:
    return told.change.document.kind in _TOLD_OF and bool(article.mentions & told.names)


def _names(change: Change) -> Iterator[str]:
    """Yields what identifies a change's document in any source, and the day of a report that it tells of."""
    document = change.document
    yield from (*_own_names(document), *filter(None, [report_print(change)]))
    if document.kind == "publication" and change.kind == "new":
        yield _TITLED + title_key(document.title)
    if document.kind == "inspection" and (urn := document.details.get("urn")):
        listed = "latest_report" in change.fields or (change.kind == "new" and "latest_report" in document.details)
        day = document.details.get("latest_report") if listed else None
        if "latest_report" not in document.details and change.kind == "new" and document.published:
            day = document.published.isoformat()
        yield from (f"{_ON_A_DAY}{urn} {day}" for _ in filter(None, [day]))


def _own_names(document: Document) -> Iterator[str]:
    """Yields what identifies a document by itself: its address, a portal's or a report's number, GOV.UK's id."""
    host = _host(document.url)
    if document.kind in COUNCIL_KINDS:
        yield from (f"{host} {key}" for key in (document.key, *document.aliases))
    elif document.kind == "publication":
        yield from (f"content {alias}" for alias in document.aliases if not alias.startswith("/"))
        paths = (document.key, *document.aliases, _path(document.url))  # its base path, wherever GOV.UK is read
        yield from (f"publication {path}" for path in paths if path.startswith("/"))
    elif document.kind == "inspection":
        if "latest_report" in document.details:  # a row of a listing: the provider, whose address names no report
            yield f"provider {document.key}"
            return
        yield from (f"report {number}" for number in _report_numbers(document))
    if document.kind in _TOLD_OF or document.kind == "article":  # one file has many figures
        yield address_of(document.url) + str(document.details.get("measure", ""))


def _report_numbers(document: Document) -> set[str]:
    return {*filter(str.isdigit, (document.key, *document.aliases)), *_FILE.findall(document.url)}


def _mentioned(document: Document) -> Iterator[str]:
    """Yields the addresses and the numbers of reports in the words of an article, where its links lead, and its own."""
    yield address_of(document.url)
    words = f"{document.title} {document.summary}"[:_LONGEST_TEXT]
    linked = document.details.get("links")
    links = [link.rstrip(".,;:!?") for link in _LINK.findall(words)]
    links += [str(link) for link in linked] if isinstance(linked, list) else []
    for link in links[:_MOST_MENTIONED]:
        yield address_of(link)
        yield from (f"report {number}" for number in _FILE.findall(link))
    yield from (f"report {number}" for number in _NUMBER.findall(_LINK.sub(" ", words))[:_MOST_MENTIONED])


def address_of(url: str) -> str:
    """Returns an address without scheme, `www.`, fragment, closing slash and what says where a reader came from."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address
        return url
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _FROM_WHERE.fullmatch(part)))
    return _host(url) + parts.path.rstrip("/") + (f"?{query}" if query else "")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].casefold().removeprefix("www.")
    except ValueError:
        return ""


def _says_no_more(later: Change, earlier: Change) -> bool:
    """Tells whether all that the later change of one document says stands in the earlier one."""
    updated, known_update = _updates(later), _updates(earlier)
    if updated and known_update:
        return _is_same_update(updated, known_update)
    if later.document.kind == "inspection" and _is_row(later.document) != _is_row(earlier.document):
        return True  # they are named alike by one report only: the row of the listing, and the report
    if earlier.kind == later.kind != "changed":
        return True
    if later.kind != "changed" or earlier.kind not in ("new", "changed"):
        return False
    known = _as_it_is(earlier.document) if earlier.kind == "new" else {k: new for k, (_, new) in earlier.fields.items()}
    return all(name in known and _reads_alike(known[name], new) for name, (_, new) in later.fields.items())


def _is_row(document: Document) -> bool:
    return "latest_report" in document.details


def _updates(change: Change) -> str:
    """Returns when GOV.UK made the update that a change tells, as GOV.UK writes it; empty where it tells of something
    else."""
    if change.document.kind != "publication":
        return ""
    if change.kind == "new" or (change.kind == "changed" and "updated" in change.fields):
        return str(change.document.details.get("updated") or "")
    return ""


def _is_same_update(first: str, second: str) -> bool:
    try:
        return abs(datetime.fromisoformat(first) - datetime.fromisoformat(second)) <= SAME_UPDATE
    except (ValueError, TypeError):  # a day alone, or a moment without a zone
        return first[:10] == second[:10]


def _as_it_is(document: Document) -> Mapping[str, Json]:
    published = document.published.isoformat() if document.published else None
    return {**document.details, "title": document.title, "summary": document.summary, "published": published}


def _reads_alike(first: Json, second: Json) -> bool:
    return (
        normalise(first) == normalise(second) if isinstance(first, str) and isinstance(second, str) else first == second
    )
