"""Gathers meetings with what is logged of each, for calendars and open data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from watcher.core.deadlines import Deadline
from watcher.core.documents import Document, DocumentKind
from watcher.core.meetings import committee_of, meeting_day
from watcher.core.site_records import DocumentId
from watcher.rules.deadlines import deadlines_of
from watcher.rules.meeting_status import called_off, is_off
from watcher.site.context import SiteContext
from watcher.store.site_data import stamp_of

_SAYS_WHEN: tuple[DocumentKind, ...] = ("agenda", "supplement")
"""The papers of a meeting that may say until when questions can be put."""


class SiteMeeting(NamedTuple):
    """A meeting as it stands, and what is logged of it."""

    source: str
    document: Document
    withdrawn: bool
    committee: str
    """The `what` of a subscription to its committee; the source's id where that reads one alone."""
    name: str
    """The committee's, as people read it."""
    first_seen: datetime
    stamp: str
    """Differs when it, its log or one of its agendas does."""
    logged: tuple[datetime, ...] = ()
    """When it changed, was withdrawn or came back, the oldest first."""
    agendas_logged: tuple[datetime, ...] = ()
    """When a paper came or changed that may say until when questions can be put."""

    @property
    def id(self) -> DocumentId:
        """Returns its source and its key there."""
        return self.source, self.document.key

    @property
    def uid(self) -> str:
        """Returns what names it for ever: its portal and its number there, so that two sources agree."""
        return f"{urlsplit(self.document.url).hostname or self.source} {self.document.key}"

    @property
    def is_off(self) -> bool:
        """Tells whether it does not take place on its day."""
        return self.withdrawn or is_off(self.document.details.get("status"))

    @property
    def is_postponed(self) -> bool:
        """Tells whether it is off because it is to be held another day."""
        return not self.withdrawn and called_off(self.document.details.get("status")) == "Postponed"


def site_meetings(context: SiteContext, first: date) -> list[SiteMeeting]:
    """Returns the meetings from a day on, the earliest first. One that two sources read stands here twice."""
    log, prints, agendas = context.data.log.of_documents, context.data.prints, _agendas(context)
    first_seen = context.data.first_seen("meeting")
    found = []
    for source, stored in context.data.of_kind("meeting"):
        document, mine = stored.document, (source, stored.document.key)
        when = meeting_day(document)
        if when and when >= first:
            papers = agendas.get(mine, ())
            committee = committee_of(source, document)
            found.append(
                SiteMeeting(
                    source, document, stored.withdrawn, committee.what if committee else source,
                    committee.name if committee else context.render.name(source), first_seen[mine],
                    stamp_of(*map(prints.stamp, (mine, *papers))),
                    tuple(change.at for change in log.get(mine, ()) if change.kind != "new"),
                    tuple(change.at for paper in papers for change in log.get(paper, ())),
                )
            )  # fmt: skip
    return sorted(found, key=lambda meeting: (str(meeting.document.details.get("date")), meeting.uid, meeting.source))


def said_once(meetings: Iterable[SiteMeeting]) -> list[SiteMeeting]:
    """Returns each meeting once, in their order: of one in two sources that which stands, and of these the one of which
    more is logged."""
    best: dict[str, SiteMeeting] = {}
    for meeting in meetings:
        other = best.get(meeting.uid)
        if not other or (meeting.withdrawn, -len(meeting.logged)) < (other.withdrawn, -len(other.logged)):
            best[meeting.uid] = meeting
    return list(best.values())


def with_deadlines(
    context: SiteContext, meetings: Iterable[SiteMeeting], agendas: Mapping[DocumentId, list[Document]]
) -> Iterator[tuple[SiteMeeting, list[Deadline]]]:
    """Yields each meeting with itself and its deadline for questions, as if it took place: who marked a day must hear
    that it is off. `agendas`: what `read_agendas` returns."""
    for meeting in meetings:
        options = context.sources[meeting.source].options
        document = replace(meeting.document, details={**meeting.document.details, "status": None})
        yield meeting, deadlines_of(document, options, agendas.get(meeting.id, ()))


def read_agendas(context: SiteContext) -> Mapping[DocumentId, list[Document]]:
    """Returns, by meeting, the papers that may say until when questions can be put, with their details."""
    found: dict[DocumentId, list[Document]] = defaultdict(list)
    for source, stored in context.data.of_kind(*_SAYS_WHEN):
        if not stored.withdrawn:
            found[source, stored.document.part_of].append(stored.document)
    return found


def meetings_stamp(context: SiteContext) -> str:
    """Returns what differs when a meeting does, what says until when questions can be put, or the day."""
    return stamp_of(context.today, context.data.prints.of_kinds("meeting", *_SAYS_WHEN))


def _agendas(context: SiteContext) -> Mapping[DocumentId, Sequence[DocumentId]]:
    """Returns, by meeting, the papers that may say until when questions can be put."""
    prints, found = context.data.prints, defaultdict(list)
    for paper in prints.ids_of(_SAYS_WHEN):
        if meeting := prints.meeting_of(paper):
            found[meeting].append(paper)
    return found
