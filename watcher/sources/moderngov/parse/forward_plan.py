"""PURE: the forward plan: its editions, and what each says will be decided, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces, normalise
from watcher.core.visits import Page
from watcher.sources.dates import day, month
from watcher.sources.html import text
from watcher.sources.moderngov.parse.files import title_and_size
from watcher.sources.moderngov.parse.links import link
from watcher.sources.moderngov.parse.page import (
    PortalPage,
    first_label,
    label_of,
    labels,
    links,
    open_page,
    reasons_href,
)

if TYPE_CHECKING:
    from bs4 import Tag

_DUE = ("decision due date", "decision due", "decision date", "due date", "decision")
_NOTICE = ("notice of proposed decision first published", "notice of decision", "first published", "date")
_LABELS = {
    *_DUE,
    *_NOTICE,
    "decision maker",
    "lead officer",
    "decision status",
    "anticipated restriction",
    "decision type",
}
_LINES = ["p", "h2", "h3", "h4"]
_NUMBERED = re.compile(r"^(?:item\s*)?\d{1,3}[.)]\s+(?P<title>\S.*)$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^\d{1,3}[.)]?$")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One planned decision. `due` reads "2027-03-12", "not before 4 February 2027", "December 2026" or as written."""

    key: str
    title: str
    href: str = ""
    due: str = ""
    due_by: date | None = None
    """The last day that can be read from `due`; for sorting out what has passed."""
    status: str = ""
    maker: str = ""
    officer: str = ""
    restriction: str = ""
    reasons: str = ""
    """The link to why it is restricted."""
    published: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One monthly plan, as the list of them names it."""

    plan: str
    starts: date


def parse_editions(page: Page) -> list[Edition]:
    """Return the plans that a page links. Raises NotUnderstood where it is no page about plans."""
    found = []
    portal_page = _about_plans(page)
    for anchor, href in links(portal_page.body):
        where = link(href)
        if where.page == "mglistplanitems" and (plan := where.id("planid")):
            words = text(anchor)
            found.append(Edition(plan, day(words) or month(words) or date.min))
    return list(dict.fromkeys(found))


def parse_registers(page: Page) -> list[str]:
    """Return the numbers (RPId) of the series of plans that a portal keeps; most have one. Raises NotUnderstood where
    this is no page about plans."""
    found = [
        where.id("rpid") for _, href in links(_about_plans(page).body) if (where := link(href)).page == "mglistplans"
    ]
    return list(dict.fromkeys(filter(None, found)))


def newest(editions: list[Edition]) -> Edition:
    """Return the edition that begins last; of two that begin together the one made last."""
    return max(editions, key=lambda edition: (edition.starts, int(edition.plan)))


def parse_items(page: Page) -> list[PlanItem]:
    """Return what one plan holds, in its order; an empty plan is a true answer. Raises NotUnderstood where this is no
    plan."""
    body = _about_plans(page).body
    found = [_in_block(block) for block in _blocks(body)] or [_in_lines(lines) for lines in _numbered(body)]
    return list({item.key: item for item in reversed(found) if item.title}.values())[::-1]


def planned(title: str, href: str, said: Mapping[str, str], words: str = "", reasons: str = "") -> PlanItem:
    """Make a planned decision, known by its issue, else by a decision's number, else by its title."""
    issue, decision = link(href).id("iid"), link(href).id("id")
    written = first_label(dict(said), *_DUE)
    return PlanItem(
        key=f"i{issue}" if issue else f"pd{decision}" if decision else title_key(title),
        title=title,
        href=href,
        due=due(written),
        due_by=day(written) or month(written),
        status=said.get("decision status", ""),
        maker=said.get("decision maker", ""),
        officer=said.get("lead officer", ""),
        restriction=said.get("anticipated restriction", ""),
        reasons=reasons,
        published=day(first_label(dict(said), *_NOTICE)),
        words=words,
    )


def title_key(title: str) -> str:
    """Return a key made of the words of a title, for what has no number of its own."""
    return "t-" + "-".join(re.findall(r"[a-z0-9]+", normalise(title).lower()))[:100]


def due(written: str) -> str:
    """Write a due date in one form, however a page writes it, so that two ways of writing it are no change."""
    exact, rough = day(written), month(written)
    if exact and "not before" in written.lower():
        return f"not before {exact.day} {exact:%B %Y}"
    if exact:
        return exact.isoformat()
    return f"{rough:%B %Y}" if rough else collapse_spaces(written)


def _about_plans(page: Page) -> PortalPage:
    portal_page = open_page(page, "plan")
    about = f"{portal_page.heading} {portal_page.subtitle} {portal_page.title}".lower()
    linked = any(link(href).page in ("mglistplans", "mglistplanitems") for _, href in links(portal_page.body))
    if not linked and not (portal_page.framed and ("plan" in about or "decision" in about)):
        raise NotUnderstood(f"{page.url} is no page of a forward plan")
    return portal_page


def _is_issue(href: str) -> bool:
    return link(href).page in ("mgissuehistoryhome", "ieissuedetails")


def _blocks(body: Tag) -> list[Tag]:
    """Return the rows or lines of the page that hold one planned decision each."""
    fitting = [tag for tag in body.find_all(["tr", "li"]) if tag.find(["td", "p"]) and _is_planned(tag)]
    holding = {id(parent) for tag in fitting for parent in tag.parents}
    return [tag for tag in fitting if id(tag) not in holding]


def _is_planned(tag: Tag) -> bool:
    return any(_is_issue(href) for _, href in links(tag)) or len(_LABELS & labels(tag).keys()) >= 2


def _in_block(block: Tag) -> PlanItem:
    if anchor := _issue_link(block):
        return planned(title_and_size(anchor)[0], str(anchor["href"]), labels(block), text(block), reasons_href(block))
    return _in_lines([line for line in block.find_all(_LINES) if not _BARE_NUMBER.match(text(line))])


def _numbered(body: Tag) -> list[list[Tag]]:
    """Yield the paragraphs of each planned decision, gathered from one that begins with a number up to the next
    such."""
    groups: list[list[Tag]] = []
    for line in body.find_all(_LINES):
        if _NUMBERED.match(text(line)):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return [group for group in groups if any(label_of(line)[0] in _LABELS for line in group)]


def _in_lines(lines: list[Tag]) -> PlanItem:
    """Read a planned decision from lines: the first that bears no label is the title; its number belongs to this
    edition alone."""
    said = {label: value for line in reversed(lines) for label, value in [label_of(line)] if label and value}
    named = next((text(line) for line in lines if text(line) and label_of(line)[0] not in _LABELS), "")
    anchor = next(filter(None, map(_issue_link, lines)), None)
    title = title_and_size(anchor)[0] if anchor else _NUMBERED.sub(r"\g<title>", named)
    reasons = next(filter(None, map(reasons_href, lines)), "")
    return planned(title, str(anchor["href"]) if anchor else "", said, " ".join(map(text, lines)), reasons)


def _issue_link(tag: Tag) -> Tag | None:
    return next((anchor for anchor, href in links(tag) if _is_issue(href)), None)
