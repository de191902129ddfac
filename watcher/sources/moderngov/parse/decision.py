"""PURE: the register of decisions, made and forthcoming, and the page of one decision."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.dates import working_days_before
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import text
from watcher.sources.moderngov.parse.files import Paper, papers_in, title_and_size
from watcher.sources.moderngov.parse.forward_plan import PlanItem, planned
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.page import PortalPage, first_label, labels, links, open_page, reasons_href

if TYPE_CHECKING:
    from bs4 import Tag

_DATE_FIRST = re.compile(r"^\s*(\d{2}/\d{2}/\d{4})\s*-")
_ISSUE = ("mgissuehistoryhome", "ieissuedetails")
_PLANNED = (*_ISSUE, "iedecisiondetails")
_LAST_DAY = (
    "call-in deadline",
    "call in deadline",
    "last date for call-in",
    "last date for call in",
    "deadline for call in",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision by its number; what a list or page does not say is empty. `words` hold its purpose and text."""

    number: str
    title: str
    published: date | None = None
    decided: date | None = None
    effective: date | None = None
    maker: str = ""
    status: str = ""
    is_key: str = ""
    call_in: str = ""
    """Whether it can be called in, as its page says."""
    call_ins: str = ""
    """Whether it was, or can't be, as the register says."""
    call_in_until: date | None = None
    call_in_basis: str = ""
    """Whether that day is "printed", or "worked out" from the day it takes effect."""
    words: str = ""
    papers: tuple[Paper, ...] = ()
    issue: str = ""
    """The number of the issue that its page links."""
    meeting: str = ""
    """The number of the meeting at which its page says it was made."""


def made_url(portal: Portal, first: date, last: date) -> str:
    """Return the address that lists the decisions published between two days, as a table."""
    return (
        f"{portal.base}mgDelegatedDecisions.aspx?XXR=0&DR={first:%d/%m/%Y}-{last:%d/%m/%Y}&ACT=Find"
        "&RP=0&K=0&V=0&DM=0&HD=0&DS=2&Next=true&META=mgdelegateddecisions"
    )


def forthcoming_url(portal: Portal) -> str:
    """Return the address that lists the decisions that are due, as a table."""
    return f"{portal.base}mgDelegatedDecisions.aspx?RP=0&K=0&V=0&DM=0&HD=0&DS=1&Next=true&META=mgforthcomingdecisions"


def parse_made(page: Page) -> list[Decision]:
    """Return the decisions of a register, as a table or as long text; an empty range is normal. Raises NotUnderstood
    where this is no register."""
    found: dict[str, Decision] = {}
    columns = _Columns()
    for anchor, href in links(_register(page)):
        where = link(href)
        if where.page == "iedecisiondetails" and (number := where.id("id")):
            title = title_and_size(anchor)[0]
            found.setdefault(number, _labelled(Decision(number, title), columns.of(anchor)))
    return list(found.values())


def parse_forthcoming(page: Page) -> list[PlanItem]:
    """Return the decisions that are due; a line may link an issue, a decision, or nothing. Raises NotUnderstood where
    this is no register."""
    found: dict[str, PlanItem] = {}
    body, columns = _register(page), _Columns()
    for line in body.select("table tr:has(td), li:has(p)"):
        anchor = next((anchor for anchor, href in links(line) if link(href).page in _PLANNED), None)
        cell = anchor or line.find(["td", "p"]) or line
        title = _DATE_FIRST.sub("", title_and_size(cell)[0]).strip()
        item = planned(title, str(cell.get("href", "")), columns.of(cell), text(line), reasons_href(line))
        if item.title and not item.title.lower().startswith("no "):
            found.setdefault(item.key, item)
    return list(found.values())


def parse(page: Page, portal: Portal, number: str) -> Decision:
    """Read one decision's page. Raises NotUnderstood where it is none."""
    portal_page = open_page(page, "decision")
    said = labels(portal_page.body)
    known = {"publication date", "date of decision", "decision status", "decision maker", "is key decision"}
    if not portal_page.subtitle or not known & said.keys():
        raise NotUnderstood(f"{page.url} is not the page of a decision")
    issue, meeting = _first_linked(portal_page, "iid", *_ISSUE), _first_linked(portal_page, "mid", "ielistdocuments")
    papers = tuple(papers_in(portal_page.body, portal))
    return _labelled(
        Decision(number, portal_page.subtitle, words=_prose(portal_page), papers=papers, issue=issue, meeting=meeting),
        said,
    )


def _register(page: Page) -> Tag:
    portal_page = open_page(page, "register")
    framed = portal_page.framed and "decision" in portal_page.heading.lower()
    if not framed and not portal_page.body.select_one("table.mgTabTable"):
        raise NotUnderstood(f"{page.url} is no register of decisions")
    return portal_page.body


class _Columns:
    """What a register says of its decisions; each table and each block is read once, however many it holds."""

    def __init__(self) -> None:
        self._names: dict[int, list[str]] = {}
        self._blocks: dict[int, dict[str, str]] = {}

    def of(self, anchor: Tag) -> dict[str, str]:
        """Return what it says of one decision: by column in a table, by label in long text."""
        row, table = anchor.find_parent("tr"), anchor.find_parent("table")
        if row and table:
            if id(table) not in self._names:
                self._names[id(table)] = [text(head).lower() for head in table.find_all("th")]
            return dict(zip(self._names[id(table)], map(text, row.find_all("td", recursive=False)), strict=False))
        block = anchor.find_parent("li") or anchor.find_parent("div")
        if not block:
            return {}
        if id(block) not in self._blocks:
            first = _DATE_FIRST.match(text(block))
            self._blocks[id(block)] = {**({"date": first[1]} if first else {}), **labels(block)}
        return self._blocks[id(block)]


def _labelled(bare: Decision, said: dict[str, str]) -> Decision:
    effective = day(first_label(said, "effective from", "date effective", "effective date"))
    call_in, call_ins = first_label(said, "is subject to call in", "is subject to call-in"), said.get("call-ins", "")
    printed = day(first_label(said, *_LAST_DAY))
    worked_out = _day_before(effective, said, call_in or call_ins)
    return replace(
        bare,
        published=day(first_label(said, "publication date", "decision published", "date")),
        decided=day(first_label(said, "date of decision", "decision date")),
        effective=effective,
        maker=first_label(said, "decision maker", "decided at meeting", "made at meeting"),
        status=first_label(said, "decision status"),
        is_key=first_label(said, "is key decision"),
        call_in=call_in,
        call_ins=call_ins,
        call_in_until=printed or worked_out,
        call_in_basis="printed" if printed else "worked out" if worked_out else "",
    )


def _day_before(effective: date | None, said: dict[str, str], call_in: str) -> date | None:
    """Return the last day on which a decision can be called in: it takes effect when that is over, so the working day
    before."""
    published = day(first_label(said, "publication date", "decision published", "date"))
    if not effective or call_in.lower().startswith(("no", "expired")) or (published and effective <= published):
        return None
    return working_days_before(effective, 1)


def _first_linked(portal_page: PortalPage, name: str, *pages: str) -> str:
    """Return the number under this name in the first link to one of these pages; "" where there is none."""
    leading = (link(href) for _, href in links(portal_page.body))
    return next((where.id(name) for where in leading if where.page in pages and where.id(name)), "")


def _prose(portal_page: PortalPage) -> str:
    return " ".join(map(text, portal_page.body.select(".mgWordPara")))
