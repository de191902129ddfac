"""PURE: the lists of a portal's committees and of one committee's meetings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces, normalise
from watcher.core.visits import Page
from watcher.sources.html import text
from watcher.sources.moderngov.parse.heading import name_and_status, plain_status, read_heading
from watcher.sources.moderngov.parse.links import link
from watcher.sources.moderngov.parse.page import PortalPage, links, open_page, tags

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

_MEETINGS = re.compile(r"\bmeetings?\b", re.IGNORECASE)
_NAME = re.compile(r" ?(?:-|:|\bof\b|\bfor\b) ?(?:the )?(?P<name>\S.*)$", re.IGNORECASE)
_HEADINGS, _LINES = frozenset({"h2"}), frozenset({"p", "a"})
# A heading of a part of the list, not of the whole.
_SECTION = re.compile(
    r"\bmeetings?\b|^\W*(?:future|previous|past|earlier|later|forthcoming|upcoming)?\W*$|^\W*\d{4}", re.I
)
_SAID = re.compile(r"(?:lists the meetings (?:for|of)|^information about)\s+(?:the )?(?P<name>.+?)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting as a list shows it. `line` is what the list says of it beside the date: "Agenda", "CANCELLED"."""

    mid: str
    when: date
    clock: time | None = None
    status: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """A committee by its id; `meetings` are those listed where this was read."""

    cid: str
    name: str
    meetings: tuple[MeetingRow, ...] = ()


def parse_meetings(page: Page, cid: str) -> CommitteePage:
    """Return a committee's meetings, in the order of the page; none is a true answer inside the portal's own frame.
    Raises NotUnderstood where this is not such a list."""
    portal_page = open_page(page, "list")
    found: dict[str, MeetingRow] = {}
    linked = [(anchor, link(href)) for anchor, href in links(portal_page.body)]
    meetings = [(anchor, where.id("mid")) for anchor, where in linked if where.page == "ielistdocuments"]
    for anchor, mid in meetings:
        listed = _listed(anchor, mid)
        if mid and listed:
            found.setdefault(mid, listed)
    if meetings and not found:
        raise NotUnderstood(f"{page.url} lists meetings but none of their dates can be read")
    if not meetings and not (portal_page.framed and "meetings" in f"{portal_page.heading} {portal_page.title}".lower()):
        raise NotUnderstood(f"{page.url} is not a list of meetings")
    return CommitteePage(cid, _name_on(portal_page), tuple(found.values()))


def parse_committees(page: Page) -> list[CommitteePage]:
    """Return every committee that the page links. Raises NotUnderstood where there is none."""
    portal_page = open_page(page, "committees")
    found: dict[str, CommitteePage] = {}
    for anchor, href in links(portal_page.body):
        where = link(href)
        if where.page == "mgcommitteedetails" and (cid := where.id("id")) and text(anchor):
            found.setdefault(cid, CommitteePage(cid, text(anchor)))
    if not found:
        raise NotUnderstood(f"{page.url} lists no committees")
    return list(found.values())


def _listed(anchor: Tag, mid: str) -> MeetingRow | None:
    """Read the meeting behind a link; None where its text is no date ("Constitution")."""
    heading = read_heading(text(anchor))
    if not heading.when:
        return None
    behind = collapse_spaces(" ".join(_until_the_next(anchor.next_siblings)[0]))
    beside = [_before(anchor), *_other_cells(anchor)]
    line = " ".join(filter(None, [beside[0], behind, *beside[1:]])).strip(" -:()[]*")
    said = (plain_status(behind), heading.status, *(name_and_status(words)[1] for words in beside))
    return MeetingRow(mid, heading.when, heading.clock, next(filter(None, said), ""), line)


def _before(anchor: Tag) -> str:
    """Return the text before a link that is the first of its line."""
    words, ended = _until_the_next(anchor.previous_siblings)
    return "" if ended == "a" else collapse_spaces(" ".join(reversed(words)))


def _until_the_next(siblings: Iterable[PageElement]) -> tuple[list[str], str]:
    """Return the words up to the next link or line, and the tag there ("" at the end)."""
    from bs4.element import NavigableString, Tag  # loaded with the page

    words: list[str] = []
    for node in siblings:
        if isinstance(node, Tag):
            if node.name in ("a", "br", "li", "p", "div", "tr", "ul", "h1", "h2", "h3") or node.find("a"):
                return words, "a" if node.find("a") else node.name
            words.append(text(node))
        elif type(node) is NavigableString:
            words.append(str(node))
    return words, ""


def _other_cells(anchor: Tag) -> list[str]:
    """Return what the other cells say of a row that is about this meeting alone."""
    cell = anchor.find_parent("td")
    row = cell.find_parent("tr") if cell else None
    if not row or len(row.find_all("a", limit=2)) > 1:
        return []
    return [text(other) for other in row.find_all("td", recursive=False) if other is not cell]


def _name_on(portal_page: PortalPage) -> str:
    """Return the committee whose list this is; "" where the page does not say. The browser's title may name the site
    alone."""
    if name := _committee_name(portal_page.heading):
        return name
    for line in tags(portal_page.body, _HEADINGS):
        words = text(line)
        if name := _committee_name(words) if _SECTION.search(words) else words:
            return name
    lines = (_SAID.search(text(line)) for line in tags(portal_page.body, _LINES))
    return next((found["name"] for found in lines if found), "") or _committee_name(portal_page.own_title)


def _committee_name(heading: str) -> str:
    """Return the committee in "Browse meetings - Cabinet" or "Meetings of Cabinet"; "" where only the page is named."""
    words = normalise(heading)
    ends = [0, *(found.end() for found in _MEETINGS.finditer(words))]
    named = (_NAME.match(words, end) for end in reversed(ends))
    return next((found["name"] for found in named if found), "")
