"""The page for people behind an address that programs read: where "Source" leads. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_API_CONTENT, _API_SEARCH = "/api/content/", "/api/search.json"
_IN_THE_FINDER = {
    "q": "keywords",
    "filter_organisations": "organisations[]",
    "filter_organisations[]": "organisations[]",
}
"""The parameters of GOV.UK's search for programs -> those of its page."""
_SERVICE = re.compile(r"mgWebService\.asmx.*", re.IGNORECASE)
_NEWS = re.compile(r"mgRss\.aspx$", re.IGNORECASE)


def public_page(kind: str, url: str) -> str:
    """Return the page for people of a source; "" where its address is one, and for a feed, which names its own
    (`home`)."""
    found = _PAGES[kind](url) if kind in _PAGES else url
    return "" if found == url else found


def _govuk(url: str) -> str:
    parts = urlsplit(url)
    if parts.path == _API_SEARCH:
        asked = [(_IN_THE_FINDER[name], value) for name, value in parse_qsl(parts.query) if name in _IN_THE_FINDER]
        return urlunsplit(parts._replace(path="/search/all", query=urlencode(asked, safe="[]")))
    path = parts.path.removesuffix(".atom")
    path = f"/{path.removeprefix(_API_CONTENT)}" if path.startswith(_API_CONTENT) else path
    return urlunsplit(parts._replace(path=path))


def _moderngov(url: str) -> str:
    """Return the news of a portal in place of its feed, its root in place of its web service."""
    parts = urlsplit(url)
    if _NEWS.search(parts.path):
        return urlunsplit(parts._replace(path=_NEWS.sub("mgWhatsNew.aspx", parts.path), query="bcr=1"))
    if _SERVICE.search(parts.path):
        return urlunsplit(parts._replace(path=_SERVICE.sub("", parts.path), query=""))
    return url


_PAGES: Mapping[str, Callable[[str], str]] = {"govuk": _govuk, "moderngov": _moderngov}
