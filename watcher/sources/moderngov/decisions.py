"""Follows the registers of decisions: each decision stands in its register, its papers on its own page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from watcher.core.documents import Document, Json
from watcher.core.errors import Refused, SourceError
from watcher.core.visits import FailedReading, Reading, StoredDocument, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov.parse.decision import (
    Decision,
    forthcoming_url,
    made_url,
    parse,
    parse_forthcoming,
    parse_made,
)
from watcher.sources.moderngov.parse.files import Paper
from watcher.sources.moderngov.parse.forward_plan import PlanItem
from watcher.sources.moderngov.parse.links import Portal

_ASKED = timedelta(days=60)
"""A decision can be published weeks after it was made, so the register is asked for so long a time."""
_SETTLED = timedelta(days=92)
_AGAIN, _APART = timedelta(days=1), timedelta(minutes=15)
"""The page of an unsettled decision is read again daily, but never more than one in so long a time."""
_MOST_AT_ONCE = 15


def made_scope(portal: Portal) -> str:
    """Return the address under which decisions are remembered, whatever range was asked for."""
    return portal.url("mgDelegatedDecisions", DS="2")


def forthcoming_scope(portal: Portal) -> str:
    """Return the address under which forthcoming decisions are remembered."""
    return portal.url("mgDelegatedDecisions", DS="1")


def planned(visit: Visit, portal: Portal) -> list[StoredDocument]:
    """Return the planned decisions that are known and not withdrawn: they stand in the plans or among the
    forthcoming."""
    plans = portal.url("mgListPlans")
    pages = (forthcoming_scope(portal), *(scope for scope in visit.read_at if scope.startswith(plans)))
    return [
        stored
        for stored in visit.documents.on_page(*pages)
        if stored.document.kind == "plan-item" and not stored.withdrawn
    ]


def read_made(visit: Visit, portal: Portal) -> Iterator[Reading | FailedReading]:
    """Read the decisions published lately, the pages of new ones, and again those of some that may still change. Raises
    SourceError where the register itself can't be read."""
    scope, today = made_scope(portal), london_day(visit.now)
    page = visit.get(made_url(portal, today - _ASKED, today + timedelta(days=1)))
    listed = [] if page.unchanged else parse_made(page)
    documents = {f"d{row.number}": decision_document(row, portal) for row in listed}
    known = visit.documents.get_many(documents)
    fresh = [key for key in documents if key not in known] if scope in visit.read_at else []
    pages: list[Reading | FailedReading] = []
    again = _unsettled(visit, scope) if listed or page.unchanged else []
    for key in (fresh + again)[:_MOST_AT_ONCE]:
        try:
            whole, reading = _page(visit, portal, key, told_new=key in fresh)
        except SourceError as error:
            pages.append(FailedReading(portal.decision(key.removeprefix("d")), error))
            if isinstance(error, Refused):
                break
            continue
        pages.append(reading)
        if whole:
            listed_one = documents.get(key) or visit.documents[key].document
            documents[key] = _both(listed_one, decision_document(whole, portal))
    yield _register(visit, scope, list(documents.values()), page.unchanged)
    yield from pages


def read_forthcoming(visit: Visit, portal: Portal) -> Iterator[Reading]:
    """Read what is due. It is no whole listing: what was decided leaves it. Raises SourceError."""
    scope = forthcoming_scope(portal)
    page = visit.get(forthcoming_url(portal))
    documents = [] if page.unchanged else [plan_document(item, portal, scope) for item in parse_forthcoming(page)]
    yield _register(visit, scope, documents, page.unchanged)


def read_decision(visit: Visit, portal: Portal, number: str) -> Iterator[Reading]:
    """Read one decision that is watched alone, with its papers. Raises SourceError."""
    scope = portal.decision(number)
    page = visit.get(scope)
    if page.unchanged:
        yield Reading(scope, unchanged=True)
        return
    decision = parse(page, portal, number)
    papers = attached(decision.papers, f"d{number}", decision.title)
    yield Reading(scope, (decision_document(decision, portal), *papers), complete=True)


def decision_document(decision: Decision, portal: Portal) -> Document:
    """Make a document of a decision, as lists and its page tell it."""
    said: dict[str, Json] = {
        "status": decision.status,
        "maker": decision.maker,
        "key": decision.is_key,
        "decided": decision.decided.isoformat() if decision.decided else "",
        "effective": decision.effective.isoformat() if decision.effective else "",
        "call_in": decision.call_in,
        "call_ins": decision.call_ins,
        "called_in": _whether_called_in(decision.call_ins),
        "call_in_until": decision.call_in_until.isoformat() if decision.call_in_until else "",
        "call_in_basis": decision.call_in_basis,
        "issue": f"i{decision.issue}" if decision.issue else "",
        "made_at": f"m{decision.meeting}" if decision.meeting else "",
    }
    return Document(
        key=f"d{decision.number}",
        kind="decision",
        title=decision.title,
        url=portal.decision(decision.number),
        published=decision.published,
        details={name: value for name, value in said.items() if value},
        words=decision.words,
    )


def _whether_called_in(register: str) -> str:
    """Say what a register's column of call-ins says of it ("For call-in", "Called in", "Call-in expired"); a change of
    its other words is none for readers."""
    return "" if not register else "yes" if re.search(r"\bcalled[ -]in\b", register, re.IGNORECASE) else "no"


def plan_document(item: PlanItem, portal: Portal, page: str) -> Document:
    """Make a document of a planned decision; one without a page of its own is found on the page that lists it."""
    said = {
        "due": item.due,
        "status": item.status,
        "maker": item.maker,
        "officer": item.officer,
        "restriction": item.restriction,
        "reasons_at": portal.reasons(item.reasons),
        "due_by": item.due_by.isoformat() if item.due_by else "",
    }
    number = item.key.removeprefix("i")
    issue = portal.url("mgIssueHistoryHome", IId=number, Opt="0") if number.isdigit() else ""
    return Document(
        key=item.key,
        kind="plan-item",
        title=item.title,
        url=issue or (portal.absolute(item.href) if item.href else page),
        published=item.published,
        details={name: value for name, value in said.items() if value},
        words=item.words,
    )


def attached(papers: Sequence[Paper], owner: str, title: str) -> list[Document]:
    """Return the papers of a decision or an issue as documents, told together with it."""
    return [
        Document(
            key=paper.key,
            kind=paper.kind,
            title=paper.title,
            url=paper.url,
            summary=title if title.casefold() != paper.title.casefold() else "",
            details={"size": paper.size} if paper.size else {},
            part_of=owner,
            words=title,
        )
        for paper in papers
    ]


def _register(visit: Visit, scope: str, documents: Sequence[Document], unchanged: bool) -> Reading:
    """Make the reading of a register, which is a window. An empty one is as good as unchanged, unless what it should
    still show is remembered."""
    if not documents and (unchanged or not _expected(visit, scope)):
        return Reading(scope, unchanged=scope in visit.read_at)
    return Reading(scope, tuple(documents), baseline=scope not in visit.read_at)


def _expected(visit: Visit, scope: str) -> list[Document]:
    """Return what a register should still show."""
    recent = london_day(visit.now) - _ASKED
    standing = [stored.document for stored in visit.documents.on_page(scope)]
    return [
        document
        for document in standing
        if document.kind == "decision" and document.published and document.published > recent
    ]


def _page(visit: Visit, portal: Portal, key: str, *, told_new: bool) -> tuple[Decision | None, Reading]:
    number = key.removeprefix("d")
    scope = portal.decision(number)
    page = visit.get(scope)
    if page.unchanged:
        return None, Reading(scope, unchanged=True)
    decision = parse(page, portal, number)
    silent = not told_new and scope not in visit.read_at
    papers = attached(decision.papers, key, decision.title)
    return decision, Reading(scope, tuple(papers), complete=True, baseline=silent)


def _unsettled(visit: Visit, scope: str) -> list[str]:
    """Return known decisions whose page is due to be read again, the longest unread first, as many as keep the pace."""
    since = london_day(visit.now) - _SETTLED
    known = [stored.document for stored in visit.documents.on_page(scope)]
    young = [document for document in known if document.published and document.published >= since]
    last = {document.key: visit.read_at.get(document.url) for document in young}
    every = max(_AGAIN, len(young) * _APART)
    aged = [key for key, read in last.items() if read is None or abs(visit.now - read) >= every]
    aged.sort(key=lambda key: (read.isoformat() if (read := last[key]) else "", key))
    before = visit.read_at.get(scope)
    share = min(1.0, abs(visit.now - before) / every) if before else 0
    return aged[: math.ceil(len(young) * share)]


def _both(listed: Document, whole: Document) -> Document:
    """Return what the page says, and beside it what only the register knows (its title there, effective from,
    call-ins)."""
    details = {**listed.details, **whole.details}
    if whole.details.get("call_in") == "No":
        details = {name: value for name, value in details.items() if name not in ("call_in_until", "call_in_basis")}
    published = listed.published or whole.published
    return replace(whole, title=listed.title or whole.title, published=published, details=details)
