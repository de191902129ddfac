"""PURE: answers of a portal's web service that hold raw pieces of web pages, made well-formed.

Item texts should come as escaped Word HTML; some portals send them as they are, with tags that never close and entities
that XML does not know (facts/moderngov.md, 3)."""

from __future__ import annotations

import re
from html.entities import html5

_TAGS = (
    r"div|p|br|hr|span|font|center|b|i|u|s|strong|em|sub|sup|small|big|a|img|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|tt"
    r"|table|thead|tbody|tfoot|tr|td|th|col|colgroup|caption|style|(?:o|w|v|m|st1):\w{1,30}"
)
# The service has no elements of these names.
_TAG = re.compile(rf"<(?=/?(?:{_TAGS})(?:[\s/>]))", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:(?P<known>#\d{1,8}|#x[0-9a-f]{1,8}|amp|lt|gt|quot|apos);|(?P<name>[a-z][a-z0-9]{1,31};)?)", re.IGNORECASE
)


def well_formed(body: bytes) -> bytes:
    """Return the answer with the tags of pages escaped, so that they are text like those that came escaped, and with
    entities as numbers. Any other fault stays, to be found by who parses it."""
    words = body.decode("latin-1")  # every byte stays as it is, whatever its encoding
    if "&" in words:
        words = _ENTITY.sub(_as_number, words)
    return _TAG.sub("&lt;", words).encode("latin-1")


def holds_tags(words: str) -> bool:
    """Tell whether a text holds tags of pages."""
    return "<" in words and _TAG.search(words) is not None


def _as_number(found: re.Match[str]) -> str:
    if found["known"]:
        return found[0]
    name = found["name"] or ""
    return "".join(f"&#{ord(letter)};" for letter in html5[name]) if name in html5 else f"&amp;{name}"
