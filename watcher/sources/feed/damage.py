"""PURE: why a feed is not well-formed, in words for people."""

from __future__ import annotations

from typing import Any

HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
"""A wrong charset or content type is no damage (facts/news.md, "feedparser")."""

# What the parser says -> what that means; the first that it begins with.
_IN_WORDS = {
    "undefined entity": "the name of a sign that XML does not know, such as &nbsp;",
    "not well-formed": "a sign or a tag that XML does not allow there",
    "mismatched tag": "a tag that is closed and was not open",
    "reference to invalid character number": "the number of a sign that does not exist",
    "junk after document element": "something that stands after its end",
    "no element found": "its end is missing",
    "unclosed": "its end is missing",
    "xml or text declaration not at start": "something that stands before its beginning",
    "xml declaration": "a first line that is none",
    "unbound prefix": "a tag whose prefix means nothing",
    "duplicate attribute": "a tag that says one thing twice",
    "document declared as": "another charset than it says",
    "unknown encoding": "a charset that does not exist",
    "encoding specified": "another charset than it says",
}
_OTHERWISE = "it is not well-formed"


def in_words(parsed: Any) -> str:
    """Say why what feedparser parsed is damaged, with the line where that is known; "" where it is not."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None or type(error).__name__ in HARMLESS:
        return ""
    said = str(getattr(error, "getMessage", lambda: error)()).lower()
    what = next((words for start, words in _IN_WORDS.items() if said.startswith(start)), _OTHERWISE)
    where = getattr(error, "getLineNumber", lambda: None)()
    return f"{what}, line {where}" if where else what
