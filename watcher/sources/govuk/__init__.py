"""The kind `govuk`: a page of GOV.UK through its content API, or what one of its searches or feeds finds
(facts/ofsted.md, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from watcher.core.documents import Document
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.govuk.content_api import read_page
from watcher.sources.govuk.search_api import read_atom, read_results

_CONTENT = "/api/content"
_SEARCH = "/api/search.json"
# Without an order the newest may never be among the first; without a count there are ten.
_ASKED_OF_API = {"order": "-public_timestamp", "count": "100", "fields": "title,link,description,public_timestamp"}
_SHOWN = "shown"
_ASKED_OF_FINDER = {"order": "updated-newest"}


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the page, the search or the feed: one Reading; of a search or a feed before it, as `baseline`, what only
    slid into it. Raises SourceError where it could not be read."""
    parts = urlsplit(visit.source.url)
    site, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/") or "/"
    if path == _SEARCH:
        yield from _window(visit, _with(site + path, parts.query, _ASKED_OF_API), read_results)
    elif path.startswith("/search/"):
        feed = path if path.endswith(".atom") else f"{path}.atom"
        yield from _window(visit, _with(site + feed, parts.query, _ASKED_OF_FINDER), read_atom)
    elif path.endswith(".atom"):
        yield from _window(visit, _with(site + path, parts.query, {}), read_atom)
    else:
        yield read_page(visit, site, path.removeprefix(_CONTENT))


def _with(address: str, query: str, asked: Mapping[str, str]) -> str:
    """Return the address with its query, and with what should be asked besides where the administrator did not say
    it."""
    given = parse_qsl(query)
    names = {name for name, _ in given}
    whole = given + [(name, value) for name, value in asked.items() if name not in names]
    return f"{address}?{urlencode(whole)}" if whole else address


def _window(
    visit: Visit, url: str, read: Callable[[Page, Mapping[str, StoredDocument]], list[Document]]
) -> Iterator[Reading]:
    """Read what a search or a feed shows now, oldest first: never complete. Before it, as `baseline`, what only slid
    into it."""
    page = visit.get(url)
    if page.unchanged:
        yield Reading(url, unchanged=True)
        return
    shown = read(page, visit.documents.all())
    slid = _slid_in(visit, shown)
    visit.notes[_SHOWN] = str(len(shown))
    if slid:
        yield Reading(url, tuple(slid), baseline=True)
    if len(slid) < len(shown) or not slid:
        yield Reading(url, tuple(document for document in reversed(shown) if document not in slid))


def _slid_in(visit: Visit, shown: Sequence[Document]) -> list[Document]:
    """Unknown pages, older than every known one, in a window that holds no more than before: they stood below it, and
    something above them is gone."""
    known = visit.documents.all()
    if not known or len(shown) > int(visit.notes.get(_SHOWN, 0)):
        return []
    oldest = min(str(stored.document.details.get("updated") or "") for stored in known.values())
    return [
        document
        for document in shown
        if document.key not in known and str(document.details.get("updated") or "") < oldest
    ]
