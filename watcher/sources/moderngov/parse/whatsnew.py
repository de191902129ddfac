"""PURE: what a portal says is new, on its page and in its feed: a reason to look sooner, never a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import text
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.page import links, open_page
from watcher.sources.moderngov.parse.webservice import xml_root

if TYPE_CHECKING:
    from bs4 import Tag

# The pages that news points at, and the id that says which.
_TARGETS = {
    "ielistdocuments": ("meeting", "mid"),
    "iedecisiondetails": ("decision", "id"),
    "mgissuehistoryhome": ("issue", "iid"),
    "ieissuedetails": ("issue", "iid"),
    "mglistplanitems": ("plan", "planid"),
}

_LONGEST_LINE = 100
"""Pieces of text; some ten in the news of real portals."""
_EVENT = re.compile(r"(?<![a-z() ])[a-z() ]+\bpublished\b|publication of \w+|meeting held", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One line of news: `what` (meeting, decision, issue, plan), its number, and the event ("minutes published").
    `line` is the line's own identity."""

    what: str
    number: str
    line: str
    event: str
    day: date | None = None
    """The day that the portal gives to it."""


def page_url(portal: Portal, first: date, last: date) -> str:
    """Return the address of the page that says what is new between two days."""
    return f"{portal.base}mgWhatsNew.aspx?ACT=Find&DR={first:%d/%m/%Y}-{last:%d/%m/%Y}&XXR=0"


def feed_url(portal: Portal) -> str:
    """Return the address of the newest few lines as RSS; on a busy day some fall out of it unseen."""
    return f"{portal.base}mgRss.aspx?XXR=0"


def parse_page(page: Page) -> list[NewsItem]:
    """Return every line once, whatever its mark-up. None is a true answer inside the portal's own frame. Raises
    NotUnderstood where this is no such page."""
    portal_page = open_page(page, "news")
    found, headings = [], {id(tag): heading for tag, heading in _headed(portal_page.body)}
    for anchor, href in links(portal_page.body):
        if link(href).page not in _TARGETS:
            continue
        words = _line(anchor)
        if not day(words.partition(":")[0]):
            words = f"{text(headings[id(anchor)])} - {words}"
        found += _pointers(href, words)
    if not found and not (portal_page.framed and "new" in f"{portal_page.heading} {portal_page.title}".lower()):
        raise NotUnderstood(f"{page.url} does not say what is new")
    return list(dict.fromkeys(found))


def _line(anchor: Tag) -> str:
    """Return the line that a link stands in; its own words where that is no line but a whole page."""
    line = anchor.find_parent("tr") or anchor.find_parent("li") or anchor
    words = list(islice(line.strings, _LONGEST_LINE + 1))
    return " ".join(words if len(words) <= _LONGEST_LINE else anchor.strings)


def _headed(body: Tag) -> Iterator[tuple[Tag, Tag | None]]:
    """Yield each tag with the last heading before it."""
    heading = None
    for tag in body.find_all(True):
        yield tag, heading
        heading = tag if tag.name in ("h2", "h3", "h4", "dt") else heading


def parse_feed(page: Page) -> list[NewsItem]:
    """Return every line once. Raises NotUnderstood where the portal answers with a page instead, as some do."""
    if b"<rss" not in page.body[:1000].lower() and b"<channel" not in page.body[:1000].lower():
        raise NotUnderstood(f"{page.url} is no feed")
    found = []
    root = xml_root(page)
    for entry in root.iter("item"):
        found += _pointers(entry.findtext("link") or "", f"{entry.findtext('pubDate')} - {entry.findtext('title')}")
    return list(dict.fromkeys(found))


def _pointers(href: str, words: str) -> list[NewsItem]:
    where = link(href)
    what, name = _TARGETS.get(where.page, ("", ""))
    number = where.id(name)
    found = _EVENT.search(words)
    if not number or not found:
        return []
    event, when = collapse_spaces(found[0]).lower(), day(words)
    return [NewsItem(what, number, f"{what} {number} {when} {event}", event, when)]
