"""Follows the meetings of committees: reads lists and pages, and tells each document in one place.

A meeting stands in the scope of its committee's list, its papers in the scope of its own page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from watcher.core.documents import Document
from watcher.core.errors import OutOfTime, SourceError
from watcher.core.visits import FailedReading, Reading, StoredDocument, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov import documents, notes, reconcile
from watcher.sources.moderngov.access import CommitteeList, list_span, read_meeting_page, refuses_pages
from watcher.sources.moderngov.backfill import most_left
from watcher.sources.moderngov.parse.committee import MeetingRow
from watcher.sources.moderngov.parse.heading import plain_status
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.meeting import Meeting
from watcher.sources.moderngov.reading_plan import BEFORE, MeetingPage, is_old_unread, pages_to_read, predates_watching

_ENOUGH_FAILURES = 3
"""So many pages in a row that fail, and the rest waits for the next visit: the site has trouble of its own."""
_PAPERS_WAIT = "not finished: papers of further meetings are read at the next visits"


@dataclass(slots=True)
class Meetings:
    """Follows the lists it is given. `pointed` are numbers of meetings that something else (What's New) points at, each
    with what that says is new ("minutes published")."""

    visit: Visit
    portal: Portal
    pointed: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, date] = field(default_factory=dict)
    """Of some of those (by number), the day on which their papers were published, as the portal says."""
    reserved: int = 1
    """So many requests of this visit are for what is no meeting: What's New, lists, registers."""
    with_decisions: bool = True
    """Tell the decisions linked from an agenda; false where a register of decisions tells them."""
    pages: dict[str, Meeting | SourceError | None] = field(default_factory=dict)
    """What reading each page gave, by scope; None for one that is as it was."""
    lines: dict[str, str] = field(init=False)
    """Of each coming meeting (by number), its line as it was when first seen or when its page was last read."""
    failed: dict[str, str] = field(init=False)
    """When a page (by the meeting's number) could not be read, of those that still stand so."""
    cut: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines, self.failed = notes.recall(self.visit, "lines"), notes.recall(self.visit, "failed")
        self.cut = notes.recall(self.visit, notes.CUT)

    def follow(self, listings: Sequence[CommitteeList]) -> Iterator[Reading | FailedReading]:
        """Yield the lists, each meeting with what its page says, then the papers of every page that was read."""
        cases = {listing.scope: self._cases(listing) for listing in listings}
        every = [case for group in cases.values() for case in group]
        last = max(self.visit.read_at.values(), default=None)
        left = most_left(self.visit, self.reserved)
        self._read(pages_to_read(every, self.visit.now, last, {*self.pointed, *self.cut}, left))
        for listing in listings:
            yield from self._list(listing, cases[listing.scope])
        for case in every:
            if case.scope in self.pages:
                yield from self._papers(case)
        self._keep_lines(every)

    def unread(self) -> frozenset[str]:
        """Return the numbers of the meetings whose page was wanted and could not be read."""
        return frozenset(link(scope).id("mid") for scope, page in self.pages.items() if isinstance(page, SourceError))

    def _cases(self, listing: CommitteeList) -> list[MeetingPage]:
        if listing.committee is None:
            return [
                self._case(stored.document, stored, None, False) for stored in known_meetings(self.visit, listing.scope)
            ]
        named = listing.committee.name or self.visit.source.name
        known = self.visit.documents.get_many(f"m{listed.mid}" for listed in listing.committee.meetings)
        cases = [self._case(stored.document, stored, None, listing.silent) for stored in self._beyond(listing)]
        for listed in listing.committee.meetings:
            stored = known.get(f"m{listed.mid}")
            meeting = documents.listed_meeting(listed, replace(listing.committee, name=named), self.portal, stored)
            cases.append(self._case(meeting, stored, listed, listing.silent))
        return cases

    def _beyond(self, listing: CommitteeList) -> list[StoredDocument]:
        """Return known meetings that the list read now does not show: those it need not show any more, and those that
        something points at all the same."""
        listed = {f"m{row.mid}" for row in listing.committee.meetings} if listing.committee else set()
        known = [stored for stored in known_meetings(self.visit, listing.scope) if stored.document.key not in listed]
        first, last = list_span(self.visit)
        return [
            stored
            for stored in known
            if not reconcile.is_within(stored.document, first, last) or self._is_pointed(stored.document)
        ]

    def _is_pointed(self, meeting: Document) -> bool:
        return meeting.key.removeprefix("m") in self.pointed

    def _case(
        self, meeting: Document, known: StoredDocument | None, listed: MeetingRow | None, silent: bool
    ) -> MeetingPage:
        mid = meeting.key.removeprefix("m")
        scope = meeting.url
        return MeetingPage(
            meeting=meeting,
            scope=scope,
            listed=listed,
            known=known,
            line=self.lines.get(mid),
            read=None if mid in self.cut else self.visit.read_at.get(scope),
            failed=notes.moment(self.failed.get(mid, "")),
            silent=silent,
        )

    def _read(self, cases: Sequence[MeetingPage]) -> None:
        """Read the pages; once pages are refused, or after enough failures in a row, the rest is as unread as the
        last."""
        failures: list[SourceError] = []
        # Of pages whose papers wait one a visit, so that time is left for these.
        later = [case for case in cases if case.mid in self.cut][1:]
        self.pages |= {case.scope: OutOfTime(_PAPERS_WAIT) for case in later}
        for case in (case for case in cases if case not in later):
            try:
                if len(failures) == _ENOUGH_FAILURES or (failures and refuses_pages(self.visit, failures[-1])):
                    raise failures[-1]
                self.pages[case.scope] = read_meeting_page(self.visit, self.portal, case.meeting.url)
                self.failed.pop(case.mid, None)
                self.cut.pop(case.mid, None)
                failures = []
            except SourceError as error:
                self.pages[case.scope] = error
                if case.read or not isinstance(error, OutOfTime):  # what was never read comes first in any case
                    self.failed[case.mid] = self.visit.now.isoformat()
                failures = [*failures, error][-_ENOUGH_FAILURES:]
        notes.remember(self.visit, "failed", self.failed)
        notes.remember(self.visit, notes.CUT, self.cut)

    def _whole(self, case: MeetingPage) -> Document:
        """Return the meeting with what its page says, where that was read."""
        page = self.pages.get(case.scope)
        if page is None and case.scope in self.pages and case.listed:
            return documents.with_same_page(case.meeting, case.listed, case.line or "")
        if not isinstance(page, Meeting):
            return case.meeting
        return documents.with_page(case.meeting, page, _listed_status(case), case.known)

    def _list(self, listing: CommitteeList, cases: Sequence[MeetingPage]) -> Iterator[Reading]:
        if listing.committee is None:
            read = tuple(self._whole(case) for case in cases if isinstance(self.pages.get(case.scope), Meeting))
            if read or listing.asked:
                yield Reading(listing.scope, read, unchanged=not read)
            return
        first, last = list_span(self.visit)
        silent = self.visit.first or listing.silent
        known, today = known_meetings(self.visit, listing.scope), london_day(self.visit.now)
        new = reconcile.beyond([c.meeting for c in cases if not silent and not c.known], known, first, last, today)
        whole = {case.meeting.key: self._whole(case) for case in cases}
        listed = [c.meeting.key for c in cases if c.listed or self._is_pointed(c.meeting)]
        found = [whole[key] for key in listed if key not in new]
        gone = reconcile.carried(found, known, first, last, today)
        carried = [whole.get(document.key, document) for document in gone]
        yield Reading(listing.scope, (*found, *carried), complete=True, baseline=listing.silent)
        if new:
            yield Reading(f"{listing.scope}#beyond", tuple(whole[key] for key in new), baseline=True)

    def _papers(self, case: MeetingPage) -> Iterator[Reading | FailedReading]:
        page = self.pages[case.scope]
        today = london_day(self.visit.now)
        if page is None:
            yield Reading(case.scope, unchanged=True)
        elif isinstance(page, Meeting):
            yield from self._told(case, page, silent=predates_watching(case, today))
        elif not isinstance(page, OutOfTime) and is_old_unread(case, today) and not refuses_pages(self.visit, page):
            yield Reading(f"{case.scope}#old", damaged=f"the page of an older meeting can't be read: {page}")
        else:
            yield FailedReading(case.scope, page)

    def _told(self, case: MeetingPage, page: Meeting, *, silent: bool) -> Iterator[Reading]:
        papers = self._documents(case, page)
        news = reconcile.announced(papers, self.pointed.get(case.mid, "")) if silent and not case.silent else []
        before = tuple(paper for paper in papers if paper not in news)
        if renamed := reconcile.renamed_alike(before, _remembered(self.visit, before)):
            yield Reading(case.scope, renamed, baseline=True)
        yield Reading(case.scope, before, complete=page.complete, baseline=silent)
        if news:
            yield Reading(case.scope, tuple(news))

    def _documents(self, case: MeetingPage, page: Meeting) -> list[Document]:
        """Return the papers on the page, and those whose place there was taken by others."""
        meeting, today = self._whole(case), london_day(self.visit.now)
        papers = documents.papers_of(meeting, page, self.portal)
        if not self.with_decisions:
            papers = [paper for paper in papers if paper.kind != "decision"]
        known = known_papers(self.visit, case.scope)
        papers = reconcile.renumbered(papers, known)
        if not predates_watching(case, today) and not self.visit.first and (case.read or not case.known):
            day = self.published.get(case.mid) or _day_on(self.visit, page, case.scope)
            papers = _with_publication(self.visit, papers, meeting, day)
        return papers + reconcile.superseded(papers, page, known)

    def _keep_lines(self, cases: Sequence[MeetingPage]) -> None:
        recent = london_day(self.visit.now) - BEFORE
        for case in cases:
            when = documents.date_of(case.meeting)
            if when and when < recent:
                self.lines.pop(case.mid, None)
            elif case.listed and (case.mid not in self.lines or self._was_read(case)):
                self.lines[case.mid] = case.listed.line
        notes.remember(self.visit, "lines", self.lines)

    def _was_read(self, case: MeetingPage) -> bool:
        return case.scope in self.pages and not isinstance(self.pages[case.scope], SourceError)


def _with_publication(visit: Visit, papers: Sequence[Document], meeting: Document, day: date | None) -> list[Document]:
    when, today, known = documents.date_of(meeting), london_day(visit.now), _remembered(visit, papers)
    return [reconcile.with_publication(paper, when, day, today, known) for paper in papers]


def _remembered(visit: Visit, papers: Iterable[Document]) -> Mapping[str, StoredDocument]:
    """Return what is known under any of their names."""
    return visit.documents.get_many(name for paper in papers for name in (paper.key, *paper.aliases))


def _day_on(visit: Visit, page: Meeting, scope: str) -> date | None:
    """Return the day that a page gives to what is new on it."""
    read = visit.read_at.get(scope)
    return reconcile.day_on_page(page.published, london_day(read) if read else None, london_day(visit.now))


def _listed_status(case: MeetingPage) -> str:
    """Return the status in the meeting's line, read now or as it was; of a line no longer kept, what it led to."""
    if case.listed:
        return case.listed.status
    if case.line is None and case.known:
        return plain_status(str(case.known.document.details.get("status", "")))
    return plain_status(case.line or "")


def read_meeting(visit: Visit, portal: Portal, mid: str, cid: str) -> Iterator[Reading]:
    """Read one meeting that is watched alone: itself and its papers stand on its page. Raises SourceError."""
    scope = portal.meeting(mid, cid)
    page = read_meeting_page(visit, portal, scope)
    if page is None:
        yield Reading(scope, unchanged=True)
        return
    bare = Document(f"m{mid}", "meeting", visit.source.name, scope)
    meeting = documents.with_page(bare, page, "", visit.documents.get_many([bare.key]).get(bare.key))
    papers = documents.papers_of(meeting, page, portal)
    known = known_papers(visit, scope)
    papers = reconcile.renumbered(papers, known)
    if not visit.first:
        papers = _with_publication(visit, papers, meeting, _day_on(visit, page, scope))
    papers += reconcile.superseded(papers, page, known)
    if renamed := reconcile.renamed_alike(papers, _remembered(visit, papers)):
        yield Reading(scope, renamed, baseline=True)
    yield Reading(scope, (meeting, *papers), complete=page.complete)


def known_meetings(visit: Visit, scope: str) -> list[StoredDocument]:
    """Return the meetings remembered on a list and not withdrawn."""
    return [stored for stored in _standing(visit, scope) if stored.document.kind == "meeting"]


def known_papers(visit: Visit, scope: str) -> list[StoredDocument]:
    """Return the papers remembered on a meeting's page and not withdrawn."""
    return [stored for stored in _standing(visit, scope) if stored.document.kind != "meeting"]


def _standing(visit: Visit, scope: str) -> Iterator[StoredDocument]:
    return (stored for stored in visit.documents.on_page(scope, f"{scope}#beyond") if not stored.withdrawn)
