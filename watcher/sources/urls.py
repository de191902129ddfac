"""PURE: what an address identifies, however it is spelled today (facts/news.md, "Identity"); shared by every kind that
meets articles. What is peculiar to one site stands in sites.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from watcher.core.text import decoded

LONGEST_ADDRESS = 2_000

TRACKING = re.compile(r"(utm|mtm|at)_\w*|mc_[ce]id|fbclid|gclid|msclkid", re.IGNORECASE)
"""Names in a query that say where a reader came from, never what is read."""
PERHAPS_TRACKING = re.compile(r"(ns|mc)_\w*|ito|ref|cmp|oc|traffic_source", re.IGNORECASE)
"""Names that mostly say the same, and on some sites what is read (`/planning?ref=P1`): what else is known of an article
decides (docs/adr/0025)."""
_SESSION = re.compile(
    r"(?:j|php|asp)?_?sess(?:ion)?_?id\w{0,40}=.*|(?:cfid|cftoken|oscsid|zenid)=.*|(?:s|sid|session)=(?=\D{0,40}\d)[0-9a-z]{16,}",
    re.IGNORECASE,
)
"""A part of a query that is another for every visitor."""
_SESSION_IN_PATH = re.compile(r";[a-z_]*sess[a-z_]*=[^/;]*|/\([a-z]\([0-9a-z]{16,}\)\)(?=/)", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"comments?|respond|disqus_thread|top|main|content|main-?content|skip\w*|:~:text=.*|(?:xtor|ref|cmp|(?:utm|at|ns)_\w{1,40})=.*",
    re.IGNORECASE,
)
"""A fragment that is no part of the page with a content of its own."""


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """Addresses of one shape, and what of them is the identity; each from its table in sites.toml."""

    name: str
    looks: re.Pattern[str]
    identity: str
    same: tuple[str, ...]
    other: str


@cache
def sites() -> tuple[SiteAddresses, ...]:
    """Return the tables of sites.toml, in its order."""
    tables = tomllib.loads(Path(__file__).with_name("sites.toml").read_text(encoding="utf-8"))["site"]
    return tuple(
        SiteAddresses(**{**table, "looks": re.compile(table["looks"]), "same": tuple(table["same"])})
        for table in tables
    )


def unesc(words: str) -> str:
    """Decode entities twice: the strict and the forgiving XML reader disagree on how often that is due."""
    return decoded(decoded(words.strip()))


def joined(base: str, href: str) -> str:
    """Return the address that a link leads to, seen from its page; "" where it is none, or longer than any. Of a longer
    one nothing is looked at: the standard library composes its host, which takes the square of its length."""
    href = href.strip()
    try:
        return urljoin(base, href) if len(href) <= LONGEST_ADDRESS else ""
    except ValueError:  # brackets that are no IPv6 address
        return ""


def based(base: str, href: str) -> str:
    """Return where a link leads by the page's `<base href>`; the link itself where that makes no address."""
    try:
        return urljoin(base, href.strip())
    except ValueError:  # brackets that are no IPv6 address
        return href


def is_url(words: str) -> bool:
    """Tell whether this is an absolute web address."""
    try:
        parts = urlsplit(words)
    except ValueError:  # brackets that are no IPv6 address
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


@lru_cache(maxsize=2_000)
def place(url: str) -> str:
    """Return the address without scheme, `www.`, trailing slash, session and tracking, its query sorted, its fragment
    kept."""
    return _spelled(url, keep_perhaps=False)


@lru_cache(maxsize=2_000)
def exact(url: str) -> str:
    """Return the address as `place` does, but keep what is only perhaps tracking."""
    return _spelled(url, keep_perhaps=True)


def canon(url: str) -> str:
    """Return the identity of an address: what `place` returns, without the fragment."""
    return place(url).partition("#")[0]


def _spelled(url: str, *, keep_perhaps: bool) -> str:
    try:
        parts = urlsplit(unesc(url))
    except ValueError:
        return unesc(url)
    host = re.sub(r"^www\.|:(80|443)$", "", parts.netloc.rpartition("@")[2].lower())
    query = sorted(part for part in parts.query.split("&") if part and not _is_noise(part, keep_perhaps))
    spelled = host + _SESSION_IN_PATH.sub("", unquote(parts.path)).rstrip("/")
    spelled += "?" + "&".join(query) if query else ""
    spelled += "#" + parts.fragment if parts.fragment and not _NO_PLACE.fullmatch(parts.fragment) else ""
    site = next((site for site in sites() if site.looks.match(spelled)), None)
    return site.looks.sub(site.identity, spelled) if site else spelled


def _is_noise(part: str, keep_perhaps: bool) -> bool:
    """Tell whether a part of a query (`name=value`) says nothing of what is read."""
    name = part.partition("=")[0]
    if TRACKING.fullmatch(name) or _SESSION.fullmatch(part):
        return True
    return not keep_perhaps and bool(PERHAPS_TRACKING.fullmatch(name))
