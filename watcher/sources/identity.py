"""What an address identifies, however it is spelled today (facts/news.md, "Identity"); pure, shared by every kind that
meets articles."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urlsplit

TRACKING = re.compile(
    r"(utm|mtm|at|ns|mc)_\w*|ito|ref|fbclid|gclid|msclkid|cmp|oc|traffic_source",
    re.IGNORECASE,
)
"""Names in a query that say where a reader came from, never what is read."""

SITES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # whose addresses, what they look like (without scheme and www.), what of them is the identity
    ("BBC: a revision counter", re.compile(r"^(bbc\.(?:co\.uk|com)/[^#]*)#\d+$"), r"\1"),
    ("Jadu: the slug follows the title", re.compile(r"^[^/]+/news/article/(\d+)(?:[/?#].*)?$"), r"jadu:\1"),
    ("Newsquest: the same", re.compile(r"^[^/]+/(?:[\w-]+/)+(\d{7,})\.[\w%.]*-.*$"), r"newsquest:\1"),
    ("Archant, before Newsquest", re.compile(r"^[^/]+/[^?#]*-(\d{7})$"), r"archant:\1"),
)


def unesc(words: str) -> str:
    """Entities decoded twice: the strict and the forgiving XML reader disagree on how often that is due."""
    return unescape(unescape(words.strip()))


def is_url(words: str) -> bool:
    """Whether this is an absolute web address."""
    try:
        parts = urlsplit(words)
    except ValueError:  # brackets that are no IPv6 address
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


@lru_cache(maxsize=2_000)
def place(url: str) -> str:
    """The address without scheme, `www.`, trailing slash and tracking, its query sorted, its fragment kept."""
    try:
        parts = urlsplit(unesc(url))
    except ValueError:
        return unesc(url)
    host = re.sub(r"^www\.|:(80|443)$", "", parts.netloc.rpartition("@")[2].lower())
    kept = sorted(part for part in parts.query.split("&") if part and not TRACKING.fullmatch(part.partition("=")[0]))
    spelled = host + unquote(parts.path).rstrip("/")
    spelled += ("?" + "&".join(kept) if kept else "") + ("#" + parts.fragment if parts.fragment else "")
    for _, looks, identity in SITES:
        if looks.match(spelled):
            return looks.sub(identity, spelled)
    return spelled


def canon(url: str) -> str:
    """The identity of an address: what `place` says, without the fragment."""
    return place(url).partition("#")[0]
