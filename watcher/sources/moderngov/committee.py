"""The lists of a portal's committees and of one committee's meetings. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from bs4 import Tag
from bs4.element import NavigableString

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.sources.dates import moment
from watcher.sources.markup import text
from watcher.sources.moderngov.address import link
from watcher.sources.moderngov.meeting import name_and_status, plain_status
from watcher.sources.moderngov.shell import links, open_page
from watcher.wording import fold, squeeze

_MEETINGS = re.compile(r"\bmeetings?\b", re.IGNORECASE)
_NAME = re.compile(r" ?(?:-|:|\bof\b|\bfor\b) ?(?:the )?(?P<name>\S.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One meeting as a list shows it. `line` is what the list says of it beside the date: "Agenda", "CANCELLED"."""

    mid: str
    when: date
    clock: time | None = None
    status: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee by its id; `meetings` are those listed where this was read."""

    cid: str
    name: str
    meetings: tuple[Listed, ...] = ()


def parse_meetings(page: Page, cid: str) -> Committee:
    """A committee's meetings, in the order of the page; none is a true answer inside the portal's own frame.
    Raises NotUnderstood where this is not such a list."""
    shell = open_page(page, "list")
    found: dict[str, Listed] = {}
    linked = [(anchor, link(href)) for anchor, href in links(shell.body)]
    meetings = [(anchor, where.id("mid")) for anchor, where in linked if where.page == "ielistdocuments"]
    for anchor, mid in meetings:
        listed = _listed(anchor, mid)
        if mid and listed:
            found.setdefault(mid, listed)
    if meetings and not found:
        raise NotUnderstood(f"{page.url} lists meetings but none of their dates can be read")
    if not meetings and not (shell.framed and "meetings" in f"{shell.heading} {shell.title}".lower()):
        raise NotUnderstood(f"{page.url} is not a list of meetings")
    return Committee(cid, _committee_name(shell.heading) or _committee_name(shell.title), tuple(found.values()))


def parse_committees(page: Page) -> list[Committee]:
    """Every committee that the page links. Raises NotUnderstood where there is none."""
    shell = open_page(page, "committees")
    found: dict[str, Committee] = {}
    for anchor, href in links(shell.body):
        where = link(href)
        if where.page == "mgcommitteedetails" and (cid := where.id("id")) and text(anchor):
            found.setdefault(cid, Committee(cid, text(anchor)))
    if not found:
        raise NotUnderstood(f"{page.url} lists no committees")
    return list(found.values())


def _listed(anchor: Tag, mid: str) -> Listed | None:
    """A link whose text is no date ("Constitution") is no meeting."""
    words, behind = text(anchor), _behind(anchor)
    when, clock = moment(words)
    if not when:
        return None
    line = behind.strip(" -:()")
    return Listed(mid, when, clock, plain_status(line) or name_and_status(words)[1], line)


def _behind(anchor: Tag) -> str:
    """The text between this link and the next, or the end of its line."""
    words: list[str] = []
    for node in anchor.next_siblings:
        if isinstance(node, Tag):
            if node.name in ("a", "br", "li", "p", "div", "tr") or node.find("a"):
                break
            words.append(text(node))
        elif type(node) is NavigableString:
            words.append(str(node))
    return squeeze(" ".join(words))


def _committee_name(heading: str) -> str:
    """The committee in "Browse meetings - Cabinet" or "Meetings of Cabinet"; "" where only the page is named."""
    words = fold(heading)
    ends = [0, *(found.end() for found in _MEETINGS.finditer(words))]
    named = (_NAME.match(words, end) for end in reversed(ends))
    return next((found["name"] for found in named if found), "")
