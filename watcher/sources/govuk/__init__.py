"""The kind `govuk`: a page of GOV.UK through its content API, or what one of its searches or feeds finds
(facts/ofsted.md, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from watcher.model import Document, Known, Page, Reading, Visit
from watcher.sources.govuk.content import read_page
from watcher.sources.govuk.found import read_atom, read_results

_CONTENT = "/api/content"
_SEARCH = "/api/search.json"
# Without an order the newest may never be among the first; without a count there are ten.
_ASKED_OF_API = {"order": "-public_timestamp", "count": "100", "fields": "title,link,description,public_timestamp"}
_ASKED_OF_FINDER = {"order": "updated-newest"}


def collect(visit: Visit) -> Iterator[Reading]:
    """One reading. Raises SourceError where the page, the search or the feed could not be read."""
    parts = urlsplit(visit.source.url)
    site, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/") or "/"
    if path == _SEARCH:
        yield _window(visit, _with(site + path, parts.query, _ASKED_OF_API), read_results)
    elif path.startswith("/search/"):
        feed = path if path.endswith(".atom") else f"{path}.atom"
        yield _window(visit, _with(site + feed, parts.query, _ASKED_OF_FINDER), read_atom)
    elif path.endswith(".atom"):
        yield _window(visit, _with(site + path, parts.query, {}), read_atom)
    else:
        yield read_page(visit, site, path.removeprefix(_CONTENT))


def _with(address: str, query: str, asked: Mapping[str, str]) -> str:
    """The address with its query, and what should be asked besides where the administrator did not say it."""
    given = parse_qsl(query)
    names = {name for name, _ in given}
    whole = given + [(name, value) for name, value in asked.items() if name not in names]
    return f"{address}?{urlencode(whole)}" if whole else address


def _window(visit: Visit, url: str, read: Callable[[Page, Mapping[str, Known]], list[Document]]) -> Reading:
    """What a search or a feed shows now, oldest first: never complete."""
    page = visit.get(url)
    if page.unchanged:
        return Reading(url, unchanged=True)
    return Reading(url, tuple(reversed(read(page, visit.known))))
