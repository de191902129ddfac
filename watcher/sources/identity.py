"""What an address identifies, however it is spelled today (facts/news.md, "Identity"); shared by every kind that meets
articles. What is peculiar to one site stands in sites.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from watcher.wording import decoded

LONGEST_ADDRESS = 2_000

TRACKING = re.compile(
    r"(utm|mtm|at|ns|mc)_\w*|ito|ref|fbclid|gclid|msclkid|cmp|oc|traffic_source",
    re.IGNORECASE,
)
"""Names in a query that say where a reader came from, never what is read."""


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses of one sort, and what of them is the identity; each from its table in sites.toml."""

    name: str
    looks: re.Pattern[str]
    identity: str
    same: tuple[str, ...]
    other: str


@cache
def sites() -> tuple[Site, ...]:
    """Those of sites.toml, in its order."""
    tables = tomllib.loads(Path(__file__).with_name("sites.toml").read_text(encoding="utf-8"))["site"]
    return tuple(Site(**{**one, "looks": re.compile(one["looks"]), "same": tuple(one["same"])}) for one in tables)


def unesc(words: str) -> str:
    """Entities decoded twice: the strict and the forgiving XML reader disagree on how often that is due."""
    return decoded(decoded(words.strip()))


def joined(base: str, href: str) -> str:
    """The address that a link leads to, seen from its page; "" where it is none, or longer than any. Of a longer one
    nothing is looked at: the standard library composes its host, which takes the square of its length."""
    href = href.strip()
    try:
        return urljoin(base, href) if len(href) <= LONGEST_ADDRESS else ""
    except ValueError:  # brackets that are no IPv6 address
        return ""


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
    site = next((one for one in sites() if one.looks.match(spelled)), None)
    return site.looks.sub(site.identity, spelled) if site else spelled


def canon(url: str) -> str:
    """The identity of an address: what `place` says, without the fragment."""
    return place(url).partition("#")[0]
