"""Reads an issue with all that hangs on it: what it is, its papers, and the decisions, meetings, consultations and
other issues that its tabs link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from watcher.core.documents import Document, DocumentKind, Json
from watcher.core.errors import NotUnderstood, SourceError
from watcher.core.visits import FailedReading, Page, Reading, Visit
from watcher.sources.dates import day
from watcher.sources.html import text
from watcher.sources.moderngov.decisions import attached
from watcher.sources.moderngov.issue_meetings import (
    ItemOfMeeting,
    meeting_from,
    meetings_of_papers,
    with_plain_titles,
    without_item,
)
from watcher.sources.moderngov.parse.files import Paper, papers_in, title_and_size
from watcher.sources.moderngov.parse.forward_plan import due
from watcher.sources.moderngov.parse.heading import read_heading
from watcher.sources.moderngov.parse.links import Link, Portal, link
from watcher.sources.moderngov.parse.page import PortalPage, first_label, labels, links, open_page, reasons_href, tags

if TYPE_CHECKING:
    from bs4 import Tag

_PAGES = {
    "mgissuehistoryhome": "mgIssueHistoryHome",
    "ieissuedetails": "ieIssueDetails",
    "mgdecisiondetails": "mgDecisionDetails",
    "mgissuehistorychronology": "mgIssueHistoryChronology",
}
"""The pages an issue may have; which of them one has is seen from its tabs."""
_RUNNING = re.compile(r"running until [\d/]+", re.IGNORECASE)
_SECOND = frozenset({"h2"})
_TABS_AGAIN = timedelta(hours=6)
# Tabs and signposts are named so; what hangs on an issue has a name of its own.
_SIGNPOSTS = (
    "issue details",
    "issue history",
    "related",
    "webcast",
    "find out more",
    "view ",
    "hide ",
    "show ",
    "link to",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A decision, meeting, consultation or other issue that an issue links; `note` is what stands behind the link."""

    key: str
    kind: DocumentKind
    title: str
    url: str
    when: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What one page of an issue says; what it does not say is empty."""

    title: str
    details: dict[str, str]
    published: date | None
    words: str
    papers: tuple[Paper, ...]
    linked: tuple[Linked, ...]
    tabs: tuple[str, ...]
    meetings: Mapping[str, ItemOfMeeting]
    """By the key of a paper, the meeting it is for."""


def is_issue(where: Link) -> bool:
    """Tell whether a link leads to a page of an issue."""
    return where.page in _PAGES and bool(where.id("iid"))


def page_of(portal: Portal, where: Link) -> str:
    """Return the canonical URL of this page of an issue."""
    first = "0" if where.page == "mgissuehistoryhome" else ""
    return portal.url(_PAGES[where.page], IId=where.id("iid"), Opt=where.id("opt") or where.id("optionid") or first)


def parse(page: Page, portal: Portal, number: str) -> Issue:
    """Read a page of an issue, loosely: labels, and every link that leads to a paper, a decision or a meeting. Raises
    NotUnderstood where the page is not that of an issue."""
    portal_page = open_page(page, "issue")
    said = labels(portal_page.body)
    title = _title(portal_page)
    meetings = meetings_of_papers(portal_page.body, portal)
    papers = with_plain_titles(papers_in(portal_page.body, portal), meetings, title)
    linked = _linked(portal_page.body, portal, number)
    leading = [link(href) for _, href in links(portal_page.body)]
    tabs = [page_of(portal, where) for where in leading if is_issue(where) and where.id("iid") == number]
    if not title or not (said or papers or linked or tabs):
        raise NotUnderstood(f"{page.url} is not the page of an issue")
    prose = " ".join(map(text, portal_page.body.select(".mgWordPara"))) or text(portal_page.body)
    published = day(first_label(said, "first published"))
    details = _details(said, portal.reasons(reasons_href(portal_page.body)))
    return Issue(title, details, published, prose, tuple(papers), linked, tuple(dict.fromkeys(tabs)), meetings)


def read_issue(visit: Visit, portal: Portal, where: Link) -> Iterator[Reading | FailedReading]:
    """Read the page that was pasted, then the issue's other tabs now and then. Raises SourceError where that page
    fails."""
    number, scope = where.id("iid"), page_of(portal, where)
    page = visit.get(scope)
    tabs: tuple[str, ...]
    if page.unchanged:
        yield Reading(scope, unchanged=True)
        tabs = tuple(tab for tab in visit.read_at if is_issue(link(tab)))
    else:
        issue = parse(page, portal, number)
        tabs = issue.tabs
    due = [tab for tab in tabs if tab != scope and (not page.unchanged or _is_due(visit, tab))]
    others = [_tab(visit, portal, tab, number) for tab in due]
    if not page.unchanged:
        own = _document(issue, number, scope)
        papers = _with_meetings([*_papers(issue, own.key), *_hanging(issue, own.key)], others)
        yield Reading(scope, (own, *papers), complete=True)
    yield from others


def _is_due(visit: Visit, tab: str) -> bool:
    last = visit.read_at.get(tab)
    return not last or abs(visit.now - last) >= _TABS_AGAIN


def _with_meetings(documents: Iterable[Document], others: Iterable[Reading | FailedReading]) -> list[Document]:
    """Return the documents of one page with the meetings that the issue's other pages tell of the same papers."""
    there = [document for other in others if isinstance(other, Reading) for document in other.documents]
    said = {document.key: document.details for document in there if "for_meeting" in document.details}
    return [replace(document, details={**said.get(document.key, {}), **document.details}) for document in documents]


def _papers(issue: Issue, owner: str) -> list[Document]:
    return [
        replace(document, details={**document.details, **_of_meeting(issue.meetings.get(document.key))})
        for document in attached(issue.papers, owner, issue.title)
    ]


def _of_meeting(of: ItemOfMeeting | None) -> dict[str, Json]:
    """Return what a paper says of the meeting it is for. It belongs to the issue all the same: `meeting` is that of
    papers which belong to one."""
    if not of or not of.when:
        return {}
    said = {"for_meeting": ", ".join(filter(None, (of.meeting, f"{of.when.day} {of.when:%B %Y}"))), "item": of.item}
    return {name: value for name, value in said.items() if value}


def _tab(visit: Visit, portal: Portal, tab: str, number: str) -> Reading | FailedReading:
    try:
        page = visit.get(tab)
        if page.unchanged:
            return Reading(tab, unchanged=True)
        issue = parse(page, portal, number)
    except SourceError as error:
        return FailedReading(tab, error)
    owner = f"i{number}"
    return Reading(tab, (*_papers(issue, owner), *_hanging(issue, owner)), complete=True)


def _title(portal_page: PortalPage) -> str:
    """Return the issue's own title: the second heading, which a page of its meetings may follow with theirs."""
    headings = (text(line) for line in tags(portal_page.body, _SECOND))
    named = next(
        (words for words in headings if words and not words.lower().startswith("meeting:")), portal_page.subtitle
    )
    return named or (
        portal_page.title.rpartition(" - ")[2]
        if portal_page.heading.lower().startswith("issue ")
        else portal_page.heading
    )


def _details(said: dict[str, str], reasons_at: str) -> dict[str, str]:
    found = {
        "status": first_label(said, "status", "decision status"),
        "due": due(first_label(said, "decision due", "decision due date", "due date")),
        "restriction": first_label(said, "anticipated restriction", "restriction"),
        "reasons_at": reasons_at,
        "type": first_label(said, "business type", "decision type", "type"),
        "wards": first_label(said, "wards affected").rstrip("; "),
        "reason": first_label(said, "reason considered"),
    }
    return {name: value for name, value in found.items() if value}


def _document(issue: Issue, number: str, url: str) -> Document:
    details: dict[str, Json] = dict(issue.details)
    return Document(f"i{number}", "issue", issue.title, url, issue.published, details=details, words=issue.words)


def _linked(body: Tag, portal: Portal, number: str) -> tuple[Linked, ...]:
    """Return the decisions, meetings, consultations and other issues with a name of their own, each once."""
    from bs4.element import NavigableString  # loaded with the page

    found: dict[str, Linked] = {}
    for anchor, href in links(body):
        title = without_item(title_and_size(anchor)[0])
        before = anchor.find_previous(string=True)
        line = meeting_from(before) if isinstance(before, NavigableString) else None
        hanging = None if title.lower().startswith(_SIGNPOSTS) else _of(portal, link(href), title, text(anchor.parent))
        if hanging and hanging.kind == "meeting" and not hanging.when and line:
            hanging = replace(hanging, when=line.when)
        if title and hanging and hanging.key != f"i{number}":
            found.setdefault(hanging.key, hanging)
    return tuple(found.values())


def _of(portal: Portal, where: Link, title: str, line: str) -> Linked | None:
    """Return what a link of this title, in this line, leads to; None where that is nothing that hangs on an issue."""
    mid, number, ai, iid = where.id("mid"), where.id("id"), where.id("aiid"), where.id("iid")
    if where.page == "ielistdocuments" and mid:
        return Linked(f"m{mid}", "meeting", title, portal.meeting(mid, where.id("cid")), read_heading(title).when)
    if where.page == "iedecisiondetails" and (number or ai):
        url = portal.decision(number) if number else portal.url("ieDecisionDetails", AIId=ai)
        return Linked(f"d{number}" if number else f"dai{ai}", "decision", title, url)
    if where.page == "mgconsultationdisplay" and number:
        url = portal.url("mgConsultationDisplay", ID=number)
        return Linked(
            f"c{number}", "publication", title, url, note=found[0] if (found := _RUNNING.search(line)) else ""
        )
    if where.page in ("mgissuehistoryhome", "ieissuedetails") and iid:
        return Linked(f"i{iid}", "issue", title, portal.url("mgIssueHistoryHome", IId=iid, Opt="0"))
    return None


def _hanging(issue: Issue, owner: str) -> Iterator[Document]:
    """Make documents, which belong to the issue, of what it links."""
    for linked in issue.linked:
        details: dict[str, Json] = {}
        name, summary = linked.title, ""
        if linked.kind == "meeting":
            details = {"date": linked.when.isoformat()} if linked.when else {}
            name = read_heading(linked.title).name or linked.title
        elif linked.kind == "publication":
            details, summary = {"document_type": "consultation"}, linked.note
        yield Document(
            linked.key,
            linked.kind,
            name,
            linked.url,
            summary=summary,
            details=details,
            part_of=owner,
            words=issue.title,
        )
