"""PURE: what stands in front of the first tag of a page or feed: blanks, comments, an XML declaration (XML 1.0,
"Prolog"). It is read sign by sign: a pattern would take for ever on a page that is nothing but comments."""

from __future__ import annotations

import re

_BLANKS = re.compile(rb"\s*")
_NAME = re.compile(rb"<(!doctype\s+[a-z]{1,20}|[a-z][a-z0-9:]{0,20})(?![a-z0-9:_-])", re.IGNORECASE)


def first_tag(body: bytes) -> str:
    """Return the name of the first tag in small letters ("html", "rdf:rdf"), or "!doctype html" for a doctype; "" where
    something else comes first, or a comment never ends."""
    at = _after(_BLANKS, body, 0)
    while body.startswith((b"<!--", b"<?"), at):
        ending = b"-->" if body.startswith(b"<!--", at) else b">"
        end = body.find(ending, at + 2 + 2 * (ending == b"-->"))
        if end < 0:
            return ""
        at = _after(_BLANKS, body, end + len(ending))
    found = _NAME.match(body, at)
    return b" ".join(found[1].lower().split()).decode() if found else ""


def _after(pattern: re.Pattern[bytes], body: bytes, at: int) -> int:
    found = pattern.match(body, at)
    return found.end() if found else at
