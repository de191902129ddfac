"""The page of one meeting, in any template: when and where it is, its items and its papers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from bs4 import Tag

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.sources.dates import moment, strip_moment
from watcher.sources.markup import is_inside, text
from watcher.sources.moderngov.address import Portal, link
from watcher.sources.moderngov.papers import Paper, papers_in, title_and_size
from watcher.sources.moderngov.shell import Shell, first_label, labels, links, open_page, reasons_href, tags

_STATE = re.compile(r"\b(agenda|decisions?|minutes|meeting)\b", re.IGNORECASE)
_STATUS_WORDS = "cancelled|canceled|postponed|abandoned|adjourned|withdrawn|rescheduled|moved"
_STATUS = re.compile(rf"\b({_STATUS_WORDS})\b", re.IGNORECASE)
# A word in capitals at an end of a name, or one set off by a dash or brackets, is a status; "Moved traffic" is none.
_SHOUTED = re.compile(
    rf"^\W*\b({_STATUS_WORDS.upper()}|NEW)\b[\s:)\]*-]*|(?<![\s:(\[*-])[\s:(\[*-]*\b({_STATUS_WORDS.upper()})\b\W*$"
)
_SET_OFF = re.compile(rf"(?<!\s)\s*(?:[-:]\s+|[(\[]\s*)({_STATUS_WORDS})\b\W*$", re.IGNORECASE)
_SAYING = frozenset({"p", "h2", "h3", "strong"})
_SAID = re.compile(r"\bmeeting\b.{0,40}\b(cancelled|postponed|abandoned)\b", re.IGNORECASE)
_TO_FOLLOW = re.compile(r"\bto follow\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:item\s*)?\d{1,4}[a-z]?(?:[./]\w{1,3})*[.:)]?$|^[a-z][.)]$", re.IGNORECASE)
_NAMED_IN_TITLE = re.compile(r"\b(?:for|of|details|attendance)\b[\s:-]*(?:meeting of\s+)?(?P<name>.+)$", re.IGNORECASE)


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

    @property
    def label(self) -> str:
        """ "7. SEND Strategy", as a reader would look it up."""
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


def parse(page: Page, portal: Portal) -> Meeting:
    """Raises NotUnderstood where the page is not that of a meeting."""
    shell = open_page(page, "meeting")
    rows = list(_rows(shell.body))
    named = shell.subtitle if moment(shell.subtitle)[0] else _from_title(shell)
    when, clock = moment(named)
    items = tuple(_item(row, portal) for row in rows)
    inside = {paper.key for item in items for paper in item.papers}
    packs = tuple(paper for paper in papers_in(shell.body, portal) if paper.key not in inside)
    if not when and not items and not packs:
        raise NotUnderstood(f"{page.url} is not the page of a meeting: no date, no items, no papers")
    title, status = name_and_status(strip_moment(named))
    return Meeting(
        title=title,
        when=when,
        clock=clock,
        state=shell.heading if _STATE.search(shell.heading) else "",
        status=status or _status_said(shell, rows),
        venue=first_label(labels(shell.body), "venue").rstrip(". "),
        packs=packs,
        items=items,
    )


def name_and_status(words: str) -> tuple[str, str]:
    """A name without the status some councils write into it, and that status in small letters ("" where none)."""
    for shape in (_SHOUTED, _SET_OFF):
        if found := shape.search(words):
            status = plain_status(found[0])
            left = (words[: found.start()] + words[found.end() :]).strip(" -")
            return (left or words, status)
    return words, ""


def plain_status(words: str) -> str:
    """The status named anywhere in these words: "cancelled", "postponed", ..., else ""."""
    found = _STATUS.search(words)
    return found[1].lower().replace("canceled", "cancelled") if found else ""


def _from_title(shell: Shell) -> str:
    """Name and date out of the page's title, where its heading has none ("Agenda for Cabinet on Tuesday ...")."""
    if not moment(shell.title)[0]:
        return shell.subtitle
    found = _NAMED_IN_TITLE.search(shell.title)
    return re.sub(r"(\d{4}[^-]{0,80})\s-\s.*$", r"\1", found["name"]) if found else shell.title


def _status_said(shell: Shell, rows: list[Tag]) -> str:
    """A status in the heading or said in a sentence above the items."""
    if status := plain_status(shell.heading):
        return status
    items = set(map(id, rows))
    for line in tags(shell.body, _SAYING):
        if is_inside(line, items):
            break
        if found := _SAID.search(text(line)):
            return found[1].lower()
    return ""


def _rows(body: Tag) -> Iterator[Tag]:
    """The part of the page that holds one item each: by its anchor, else by its title's class."""
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
    reasons = reasons_href(row)
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
        decision=any(link(href).page == "iedecisiondetails" for _, href in links(row)),
    )


def _title_of(row: Tag) -> str:
    """The item's title: its own paragraph, not the number's, which may bear the same class."""
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
