"""Turns the bytes of a page into text, as browsers do (Encoding Standard; HTML Standard, 13.2.3)."""

from __future__ import annotations

import re
from contextlib import suppress

import webencodings

from watcher.core.visits import Page

_HEADER = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)", re.I
)
_LOOKED_AT = 4_096
"""Bytes of a page in which its meta must stand; browsers look at 1,024, careless pages stay below this."""


def decoded(page: Page) -> str:
    """Return the page as text: by its byte order mark, its header, its meta, else as UTF-8 where it is that, else as
    windows-1252. What no character stands for becomes a replacement character."""
    named = _HEADER.search(page.content_type)
    encoding = (webencodings.lookup(named[1]) if named else None) or _of_meta(page.body[:_LOOKED_AT])
    if encoding is None:
        with suppress(UnicodeDecodeError):
            return page.body.decode("utf-8-sig")
    text, _ = webencodings.decode(page.body, encoding or "windows-1252")
    return text


def _of_meta(start: bytes) -> webencodings.Encoding | None:
    """Return what the page itself says; UTF-8 for one that calls itself UTF-16, since its meta could be read."""
    found = _META.search(start)
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace")
    return webencodings.lookup("utf-8" if name.lower().startswith("utf-16") else name)
