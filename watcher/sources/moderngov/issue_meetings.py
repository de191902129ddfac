"""PURE: which meeting each paper of an issue is for, where a page lists it meeting by meeting ("Issue - meetings").

A line `Meeting: 21/02/2022 - Overview & Scrutiny Committee (Item 8)` stands above the papers of that meeting
(facts/moderngov.md, "Issue")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.text import collapse_spaces
from watcher.sources.moderngov.parse.files import Paper
from watcher.sources.moderngov.parse.heading import read_heading
from watcher.sources.moderngov.parse.links import File, Portal, is_address

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import NavigableString

_LABEL = re.compile(r"^meeting\s*:\s*", re.IGNORECASE)
_ITEM = re.compile(r"\s?\(item\s(?P<item>[^()]{1,20})\)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:item\s+)?(?P<number>\d{1,4}[a-z]?(?:/\d{1,4})?)[.:)]?\s+(?P<rest>\S.*)$", re.IGNORECASE)
_ENDS = frozenset({"p", "li", "ul", "ol", "h2", "h3", "h4", "dt", "dd", "td", "tr", "table", "div", "br"})
_MOST = 500
"""So many letters of a line are looked at."""


@dataclass(frozen=True, slots=True)
class ItemOfMeeting:
    """A meeting at which an issue was, or will be, and under which item ("" where that is not said)."""

    meeting: str
    item: str
    when: date | None


def meetings_of_papers(body: Tag, portal: Portal) -> dict[str, ItemOfMeeting]:
    """Return, by the key of each paper that stands below the line of a meeting, that meeting."""
    from bs4.element import NavigableString, Tag  # loaded with the page

    found: dict[str, ItemOfMeeting] = {}
    current: ItemOfMeeting | None = None
    for node in body.descendants:
        if type(node) is NavigableString:
            current = meeting_from(node) or current
        elif current and isinstance(node, Tag) and (file := _file(node, portal)):
            found.setdefault(file.key, current)
    return found


def with_plain_titles(papers: Iterable[Paper], of: dict[str, ItemOfMeeting], issue: str) -> list[Paper]:
    """Return the papers with titles without the number of their item, which some portals write into the link."""
    return [replace(paper, title=_plain(paper.title, of.get(paper.key), issue)) for paper in papers]


def without_item(title: str) -> str:
    """Return a meeting's name without the item that stands behind it."""
    found = _ITEM.search(title)
    return title[: found.start()] if found and found.end() == len(title.rstrip()) else title


def meeting_from(words: NavigableString) -> ItemOfMeeting | None:
    """Return the meeting that a line names which begins with these words; None where it is no such line."""
    if not _LABEL.match(words.lstrip()):
        return None
    said = _LABEL.sub("", collapse_spaces(_line(words)))
    item = _ITEM.search(said)
    heading = read_heading(said[: item.start()] if item else said)
    return ItemOfMeeting(heading.name, item["item"].strip() if item else "", heading.when) if heading.when else None


def _line(words: NavigableString) -> str:
    """Return the text from these words to the end of their line."""
    from bs4.element import NavigableString, Tag  # loaded with the page

    line = str(words)
    for node in words.next_elements:
        if len(line) > _MOST or (isinstance(node, Tag) and node.name in _ENDS):
            break
        if type(node) is NavigableString:
            line += str(node)
            if node.parent is not None and node.find_parent(list(_ENDS)) is not words.find_parent(list(_ENDS)):
                return line[: -len(node)]
    return line[:_MOST]


def _file(node: Tag, portal: Portal) -> File | None:
    href = str(node.get("href", "")) if node.name == "a" else ""
    return portal.file(href) if href and is_address(href) else None


def _plain(title: str, of: ItemOfMeeting | None, issue: str) -> str:
    found = _NUMBERED.match(title)
    if not found:
        return title
    is_item = of is not None and found["number"].lower() == of.item.strip(". ").lower()
    return found["rest"] if is_item or found["rest"].casefold() == issue.casefold() else title
