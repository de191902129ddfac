"""What a fetched page is by its own marks, whatever its address: a feed, a portal's page, one of Ofsted's or GOV.UK's,
or why none of them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.feed.read import FEED_TYPE, read
from watcher.sources.html import soup, text
from watcher.sources.kinds import recognise
from watcher.sources.moderngov.parse.links import link, portal_of
from watcher.sources.urls import canon, is_url, joined

MOST_FEEDS = 20
"""So many feeds of one page are offered."""
_SEEN_OF_PAGE = 1_000_000
"""Bytes of a page that are looked at."""
_LOGIN = re.compile(r"\b(log|sign)[ _-]?(in|on)\b|\blogin\b|\bsignin\b|\bpassword\b", re.IGNORECASE)
_PORTAL_PAGES = ("ielist", "mglist", "mgcalendar", "mgwhatsnew", "mgdelegated", "mgplanshome", "iedocsearch")
_LEAST_PORTAL_LINKS = 3
_COMMENT = b"Modern.gov Reverse CMS"
_CHANNEL = re.compile(r"/channel/(UC[\w-]{22})(?![\w-])")
_YOUTUBE = re.compile(r"(^|\.)youtube\.com$", re.IGNORECASE)
_SITE_AFTER = re.compile(r" [|\u2013\u2014-] ")


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A feed that a page names."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What a page is: of a `kind`, or a web page that names `feeds`; `title` is what it calls itself. `obstacle` says
    in one line why nothing can be watched at its address as it is; "" where something can."""

    kind: str = ""
    title: str = ""
    url: str = ""
    """Where the kind finds what this page belongs to: a portal's root; "" where that is the page itself."""
    feeds: tuple[NamedFeed, ...] = ()
    obstacle: str = ""


def marks_of(page: Page) -> PageMarks:
    """Tell what this page is. Raises NotUnderstood for an empty answer and for markup that no parser opens."""
    if page.body.lstrip()[:5] == b"%PDF-" or "application/pdf" in page.content_type.lower():
        said = f"{page.url} is a PDF, one document and no list of them; give the page that links to it"
        return PageMarks(obstacle=said)
    try:
        return PageMarks("feed", collapse_spaces(read(page).title))
    except NotUnderstood:
        if page.body.lstrip()[:1] == b"{":
            return PageMarks(title=_json_title(page.body))
    return _of_web_page(page, soup(replace(page, body=page.body[:_SEEN_OF_PAGE])))


def _json_title(body: bytes) -> str:
    """Return the title in an answer for programs, such as GOV.UK gives; "" where it has none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    title = found.get("title") if isinstance(found, dict) else ""
    return collapse_spaces(title) if isinstance(title, str) else ""


def _of_web_page(page: Page, tree: BeautifulSoup) -> PageMarks:
    title = _title(tree, page.url)
    if root := _portal_of(tree, page):
        return PageMarks("moderngov", title, root)
    if kind := _kind_by_marks(tree):
        return PageMarks(kind, title)
    feeds = tuple(_feeds(tree, page.url))[:MOST_FEEDS]
    if _is_login(tree, page.url, title):
        said = f"{page.url} is a page to log in at (“{title}”): only what is public can be watched"
        return PageMarks(title=title, obstacle=said)
    return PageMarks(title=title, feeds=feeds)


def _kind_by_marks(tree: BeautifulSoup) -> str:
    if tree.select_one('meta[name^="govuk:"]'):
        return "govuk"
    return "ofsted" if tree.select_one("ol.timeline a.publication-link, li.search-result .search-result__title") else ""


def _portal_of(tree: BeautifulSoup, page: Page) -> str:
    """Return the root of the portal whose own page this is (facts/moderngov.md, 1): its frame or comment, and links to
    its pages on this host; "" for any other page. A council's home page links to a portal too, on another host."""
    host = urlsplit(page.url).netloc
    pages: dict[str, str] = {}
    for anchor in tree.select('a[href*=".aspx"]'):
        address = joined(page.url, str(anchor["href"]))
        if urlsplit(address).netloc == host and (name := link(address).page).startswith(_PORTAL_PAGES):
            pages.setdefault(name, portal_of(address).base)
    is_marked = tree.find(id="modgov") or _COMMENT in page.body
    least = 1 if is_marked else _LEAST_PORTAL_LINKS
    return next(iter(pages.values())) if len(pages) >= least else ""


def _feeds(tree: BeautifulSoup, url: str) -> Iterator[NamedFeed]:
    """Yield the feeds that a page names in its head, each once; else those that its links lead to by their address."""
    seen = {canon(url)}
    named = [tag for tag in tree.select("link[rel~=alternate][href]") if FEED_TYPE.search(str(tag.get("type", "")))]
    linked = [] if named else [tag for tag in tree.select("a[href]") if _leads_to_feed(url, tag)]
    for tag in [*named, *linked]:
        address = joined(url, str(tag["href"]))
        if is_url(address) and canon(address) not in seen:
            seen.add(canon(address))
            yield NamedFeed(address, collapse_spaces(str(tag.get("title") or text(tag)))[:80])
    if len(seen) == 1 and (channel := _youtube_channel(tree, url)):
        parts = urlsplit(url)
        yield NamedFeed(f"{parts.scheme}://{parts.netloc}/feeds/videos.xml?channel_id={channel}")


def _leads_to_feed(url: str, tag: Tag) -> bool:
    address = joined(url, str(tag["href"]))
    return bool(address) and recognise(address) == "feed"


def _youtube_channel(tree: BeautifulSoup, url: str) -> str:
    """Return the id of the channel whose page this is; "" where it is none of YouTube's."""
    if not _YOUTUBE.search(urlsplit(url).hostname or ""):
        return ""
    canonical = tree.select_one("link[rel~=canonical][href]")
    places = (url, str(canonical["href"]) if canonical else "")
    return next((found[1] for place in places if (found := _CHANNEL.search(place))), "")


def _is_login(tree: BeautifulSoup, url: str, title: str) -> bool:
    """Tell whether a password is what this page is about: many a page has a place for one in its corner."""
    if not tree.select_one('input[type="password" i]'):
        return False
    parts = urlsplit(url)
    return bool(_LOGIN.search(f"{title} {text(tree.title)} {parts.path}"))


def _title(tree: BeautifulSoup, url: str) -> str:
    """Return a committee's name where the heading only names the kind of page, else the heading, else the title
    without the site's name behind it."""
    body = tree.find(id="modgov") or tree.body or tree
    heading = text(body.find("h1"))
    page = link(url).page
    if page in ("ielistmeetings", "mgcommitteedetails") and (second := text(body.find("h2"))):
        return second
    return heading or _SITE_AFTER.split(text(tree.title))[0].strip()
