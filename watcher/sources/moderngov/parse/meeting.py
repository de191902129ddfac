"""PURE: the page of one meeting, in any template: when and where it is, its items and its papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise
from watcher.core.visits import Page
from watcher.sources.html import is_inside, text
from watcher.sources.moderngov.parse.card import Card, read_card
from watcher.sources.moderngov.parse.files import Paper, papers_in, title_and_size
from watcher.sources.moderngov.parse.heading import Heading, name_and_status, plain_status, read_heading
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.page import PortalPage, first_label, labels, links, open_page, reasons_href, tags

if TYPE_CHECKING:
    from bs4 import Tag

_STATE = re.compile(r"\b(agenda|decisions?|minutes|meeting)\b", re.IGNORECASE)
_SAYING = frozenset({"p", "h2", "h3", "strong"})
_SAID = re.compile(r"\bmeeting\b.{0,40}\b(cancelled|postponed|abandoned)\b", re.IGNORECASE)
_TO_FOLLOW = re.compile(r"\bto follow\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:item\s*)?\d{1,4}[a-z]?(?:[./]\w{1,3})*[.:)]?$|^[a-z][.)]$", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:for|of|details|attendance)\b[\s:-]*(?:meeting of\s+)?", re.IGNORECASE)
"""How a page's title begins: "Agenda for"."""
_SET_OFF = re.compile(r"\s[|-]\s")


_ISSUE = ("mgissuehistoryhome", "ieissuedetails")
SOMEHOW_RESTRICTED = "Restricted"
"""Said where it is not said how: by the web service, or by a bare link to the reasons."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda. `ai` is its id for ever; the number runs through the municipal year and is none."""

    ai: str
    number: str
    title: str
    words: str
    papers: tuple[Paper, ...] = ()
    restriction: str = ""
    reasons_at: str = ""
    """Where the portal says why it is restricted."""
    to_follow: bool = False
    decision: bool = False
    issue: str = ""
    """The number of the issue that is its background."""

    @property
    def named(self) -> dict[str, str]:
        """Return what its papers say of it."""
        return {"item": self.label} | ({"issue": f"i{self.issue}"} if self.issue else {})

    @property
    def label(self) -> str:
        """Name the item as a reader would look it up: "7. SEND Strategy"."""
        return " ".join(filter(None, (self.number, self.title)))


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a page says of its meeting; empty where it does not say. `complete` is false where packs are never told."""

    title: str = ""
    when: date | None = None
    clock: time | None = None
    state: str = ""
    status: str = ""
    venue: str = ""
    packs: tuple[Paper, ...] = ()
    items: tuple[Item, ...] = field(default_factory=tuple)
    complete: bool = True
    card: Card = field(default_factory=Card)
    published: date | None = None
    """The page's own day (`DC.date`), where that is not the meeting's."""


def parse(page: Page, portal: Portal) -> Meeting:
    """Read the page of one meeting. Raises NotUnderstood where it is none."""
    portal_page = open_page(page, "meeting")
    rows = list(_rows(portal_page.body))
    heading = _heading(portal_page)
    items = tuple(_item(row, portal) for row in rows)
    inside = {paper.key for item in items for paper in item.papers}
    packs = tuple(paper for paper in papers_in(portal_page.body, portal) if paper.key not in inside)
    if not heading.when and not items and not packs:
        raise NotUnderstood(f"{page.url} is not the page of a meeting: no date, no items, no papers")
    return Meeting(
        title=heading.name,
        when=heading.when,
        clock=heading.clock,
        state=portal_page.heading if _STATE.search(portal_page.heading) else "",
        status=heading.status or _status_said(portal_page, rows),
        venue=first_label(labels(portal_page.body), "venue").rstrip(". "),
        packs=packs,
        items=items,
        card=read_card(portal_page.body, rows, portal),
        published=portal_page.own_day if portal_page.own_day != heading.when else None,
    )


def _heading(portal_page: PortalPage) -> Heading:
    """Read name, date and status by the second heading; what it leaves out by the page's title ("Agenda for Cabinet on
    Tuesday ...")."""
    named = read_heading(portal_page.subtitle)
    if named.when:
        return named
    title, site = _without_site(normalise(portal_page.title))
    opening = _OPENING.search(title)
    found = read_heading(title[opening.end() :] if opening else title)
    if not found.when:
        return named
    beside = (title[: opening.start()] if opening else "", site)
    said = (named.status, found.status, *(name_and_status(words)[1] for words in beside))
    return replace(found, name=named.name or found.name, status=next(filter(None, said), ""))


def _without_site(title: str) -> tuple[str, str]:
    """Return a page's title up to its date and time, and what a dash or bar sets off behind: the name of the site."""
    ends = max((n for n, letter in enumerate(title) if letter.isdigit()), default=-1) + 1
    found = _SET_OFF.search(title, ends)
    return (title[: found.start()], title[found.end() :]) if found and ends else (title, "")


def _status_said(portal_page: PortalPage, rows: list[Tag]) -> str:
    """Return a status in the heading or said in a sentence above the items."""
    if status := plain_status(portal_page.heading):
        return status
    items = set(map(id, rows))
    for line in tags(portal_page.body, _SAYING):
        if is_inside(line, items):
            break
        if found := _SAID.search(text(line)):
            return found[1].lower()
    return ""


def _rows(body: Tag) -> Iterator[Tag]:
    """Yield the parts of the page that hold one item each: by its anchor, else by its title's class."""
    marks = [mark for mark in body.find_all("a") if _ai(mark)] or body.select("table .mgAiTitleLnk, td p.mgAiTitleTxt")
    seen: set[int] = set()
    for mark in marks:
        row = mark.find_parent(["tr", "li"]) or mark.parent
        if row and id(row) not in seen:
            seen.add(id(row))
            yield row


def _ai(mark: Tag) -> str:
    found = re.fullmatch(r"AI(\d+)", str(mark.get("name") or mark.get("id") or ""), re.IGNORECASE)
    return found[1] if found else ""


def _item(row: Tag, portal: Portal) -> Item:
    mark = next((ai for anchor in row.find_all("a") if (ai := _ai(anchor))), "")
    title, number = _title_of(row), _number_of(row)
    said = labels(row)
    words = text(row)
    reasons, leading = reasons_href(row), [link(href) for _, href in links(row)]
    return Item(
        ai=mark,
        number=number,
        title=title,
        words=words,
        papers=tuple(papers_in(row, portal)),
        restriction=first_label(said, "anticipated restriction", "restriction")
        or (SOMEHOW_RESTRICTED if reasons else ""),
        reasons_at=portal.reasons(reasons),
        to_follow=bool(_TO_FOLLOW.search(words)),
        decision=any(where.page == "iedecisiondetails" for where in leading),
        issue=next((number for where in leading if where.page in _ISSUE and (number := where.id("iid"))), ""),
    )


def _title_of(row: Tag) -> str:
    """Return the item's title: its own paragraph, not the number's, which may bear the same class."""
    titles = [tag for tag in row.select(".mgAiTitleTxt") if not _NUMBER.match(text(tag))]
    titles = titles or [tag for tag in row.find_all("p") if text(tag) and not _NUMBER.match(text(tag))]
    if not titles:
        return text(row)
    anchor = titles[0].find("a", href=True)
    return title_and_size(anchor)[0] if anchor and anchor.find_parent(titles[0].name) is titles[0] else text(titles[0])


def _number_of(row: Tag) -> str:
    cell = row.find(["td", "th"]) or row.select_one(".mgItemNumberCell")
    number = text(cell)
    return number if _NUMBER.match(number) else ""
