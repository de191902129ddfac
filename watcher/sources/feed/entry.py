"""PURE: an article as its feed gives it, in clean words and before it has a key; the same for every format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlsplit

from watcher.core.text import collapse_spaces, decoded
from watcher.sources.urls import LONGEST_ADDRESS, is_url, joined

LONGEST_FEED = 500
"""Articles of one feed that are compared at a visit, so that none takes for ever (facts/news.md, "HTTP")."""
MOST_LOOKED_AT = 5_000
"""Articles among which those are found: half of them at the beginning, half at the end of a longer feed."""
LONGEST_SUMMARY = 5_000
LONGEST_TITLE = 500
LONGEST_DATE = 100
MOST_LINKS = 10
_LONGEST_MARKUP = 50_000
_LONGEST_TRAILER = 800

_TAG = re.compile(r"(<[a-zA-Z/!][^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]*)")
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "u", "var", "wbr",
}  # fmt: skip
_UNSEEN = ("script", "style")
_HREF = re.compile(r"""<a\s[^<>]{0,500}?href\s?=\s?["']?(https?://[^\s"'<>]{1,2000})""", re.IGNORECASE)
# What WordPress and others add after an excerpt, in the words of the outlet and not of the article.
_TRAILER = re.compile(
    r"(?:(?<!\s)\s*\bThe post .{1,500}? (?:first appeared|appeared first) on .{1,200}"
    r"|(?:^|(?<=[.!?…»\]]))\s*(?:Continue reading\b.{0,300}|Read (?:more|the full (?:story|article))[\s.…:»>→]*)"
    r"|(?<!\s)\s*\[(?:…|\.\.\.)\]\s*)$",
    re.IGNORECASE,
)
_OF_A_TRAILER = ("the po", "cont", "read ", "[")
"""What stands in each, in small letters; without s, i and k, which may be written by other letters too. Where none of
them stands no trailer is tried at each of 800 letters, which took longer than all else of an excerpt."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as its feed gives it; what the feed does not say is empty. `link` is absolute; `published` is a day in
    London, `updated` an instant (dates.py)."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: date | None = None
    words: str = ""
    updated: str = ""
    links: tuple[str, ...] = ()
    """Where its text leads: pages of other hosts than its own."""

    def __bool__(self) -> bool:
        """Tell whether it says anything at all."""
        return bool(self.guid or self.link or self.title or self.summary)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: its entries in its order, and what it calls itself. `home` is the address of the site it
    belongs to, where it says so."""

    home: str
    entries: tuple[Entry, ...]
    title: str = ""
    damaged: str = ""
    """Why it is not well-formed."""
    cut: bool = False
    """Its end is missing, so articles may be missing too."""
    unread: int = 0
    """So many articles were not looked at."""
    dated: bool = False
    """A later `updated` is what its publisher means by a change, as on GOV.UK."""
    undated: bool = False
    """An article that says no day has none, as the row of a page; one of a feed bears that on which it was seen."""


def ends_of(articles: Sequence[T], most: int = MOST_LOOKED_AT) -> tuple[list[T], int]:
    """Return the first and the last of very many, wherever a publisher puts the newest, and how many lie between
    them."""
    if len(articles) <= most:
        return list(articles), 0
    half = most // 2
    return [*articles[:half], *articles[-half:]], len(articles) - 2 * half


def kept(words: str) -> str:
    """Return the words without what no database keeps: halves of characters, and the character 0."""
    return words.replace("\0", "").encode("utf-8", "replace").decode()


def plain(markup: str) -> str:
    """Return the words of a piece of HTML on one line: no tags, no entities, no script."""
    words: list[str] = []
    unseen = ""
    for number, part in enumerate(_TAG.split(markup) if "<" in markup else [markup]):
        if number % 2 == 0:  # each second part is a tag
            words.append("" if unseen else part)
            continue
        found = _NAME.match(part)
        name = found[1].lower() if found else ""
        if name in _UNSEEN:
            unseen = "" if part.startswith("</") else name
        elif name not in _INLINE:
            words.append(" ")
    return collapse_spaces(decoded("".join(words)))


def titled(markup: str) -> str:
    """Return the words of a title, whatever stands there no longer than one."""
    return plain(markup[:_LONGEST_MARKUP])[:LONGEST_TITLE].rstrip()


def summarised(markup: str) -> str:
    """Return the words of an excerpt, without the trailers that outlets add to it."""
    words = plain(markup[:_LONGEST_MARKUP])[:LONGEST_SUMMARY]
    while found := _trailer(words):
        words = words[: found.start()]
    return words


def _trailer(words: str) -> re.Match[str] | None:
    start = max(0, len(words) - _LONGEST_TRAILER)
    end = words[start:].lower()
    return _TRAILER.search(words, start) if any(sign in end for sign in _OF_A_TRAILER) else None


def linked(markup: str, link: str) -> tuple[str, ...]:
    """Return where the links of an article's text lead: to other hosts than that of its own address, each once."""
    links = (decoded(kept(found)) for found in _HREF.findall(markup[:_LONGEST_MARKUP]))
    elsewhere = dict.fromkeys(each for each in links if is_url(each) and _host(each) != _host(link))
    return tuple(elsewhere)[:MOST_LINKS]


def named(guid: str) -> str:
    """Return the guid; of one that is too long for a name what tells it from others."""
    guid = guid.strip()
    return guid if len(guid) <= LONGEST_ADDRESS else f"sha256:{sha256(guid.encode()).hexdigest()}"


def link_base(feed: str, home: str) -> str:
    """Return the address that relative links of articles start from: the feed's own, or that of the site where it names
    another host (docs/adr/0025)."""
    there, here = _host(home), _host(feed)
    return home if "." in there and there != here and not there.replace(".", "").isdigit() else feed


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def absolute(base: str, link: str) -> str:
    """Return the link as a web address; "" where it is none, or longer than any."""
    url = joined(base, link.replace("&amp;", "&")) if link.strip() else ""
    return url if is_url(url) and len(url) <= LONGEST_ADDRESS else ""
