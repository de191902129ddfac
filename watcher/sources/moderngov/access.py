"""Chooses between the two ways to a portal's meetings, its pages and its web service, and remembers what of them
answered.

Pages show packs and supplements, so they are taken first; the service gives all committees in one answer, and may
answer where pages are refused (facts/moderngov.md, 3 and 7). What answers is found out once for all sources of a
site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from watcher.core.errors import Challenged, NotUnderstood, OutOfTime, Refused, SourceError
from watcher.core.visits import OF_SITE, Reading, Visit
from watcher.sources.dates import london_day
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.parse import committee, meeting, webservice
from watcher.sources.moderngov.parse.committee import CommitteePage
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.meeting import Meeting
from watcher.sources.moderngov.reading_plan import OLDEST

LISTED_BEFORE, LISTED_AHEAD = timedelta(days=120), timedelta(days=400)
"""The days in which a list is believed to be whole. A meeting first seen outside them was there before: nobody is told
of it; one that is known and no longer listed is not gone."""
_ASK_PAGES_AGAIN = timedelta(days=1)
_ASK_SERVICE_AGAIN = timedelta(days=7)
_REFUSED, _SILENT, _ALL = f"{OF_SITE}pages refused", f"{OF_SITE}service silent", f"{OF_SITE}all meetings"
_ANSWERED = "pages answered"
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class CommitteeList:
    """One committee's list. Without a `committee` there is nothing new on it: memory knows its meetings."""

    scope: str
    committee: CommitteePage | None = None
    asked: bool = True
    """It was looked at now; else its meetings are only followed."""
    silent: bool = False
    """This committee is watched for the first time: what it holds was there before."""


def list_span(visit: Visit) -> tuple[date, date]:
    """Return the first and last day in which lists are whole."""
    today = london_day(visit.now)
    return today - LISTED_BEFORE, today + LISTED_AHEAD


def _asked_span(visit: Visit) -> tuple[date, date]:
    """Return the first and last day that the service is asked for: as far back as pages are read."""
    today = london_day(visit.now)
    return today - OLDEST, today + LISTED_AHEAD


def read_meeting_page(visit: Visit, portal: Portal, url: str) -> Meeting | None:
    """Read what is said of a meeting; None where that is as it was. Raises SourceError."""

    def from_page() -> Meeting | None:
        page = visit.get(url)
        return None if page.unchanged else meeting.parse(page, portal)

    def from_service() -> Meeting | None:
        page = visit.get(webservice.meeting_url(portal, link(url).id("mid")))
        return None if page.unchanged else webservice.parse_meeting(page)

    return _either(visit, from_page, from_service)


def read_committee(visit: Visit, portal: Portal, cid: str) -> CommitteeList:
    """Read one committee's list. Raises SourceError."""
    scope = portal.committee(cid)

    def from_page() -> CommitteeList:
        page = visit.get(scope)
        return CommitteeList(scope, None if page.unchanged else committee.parse_meetings(page, cid))

    def from_service() -> CommitteeList:
        first, last = _asked_span(visit)
        page = visit.get(webservice.meetings_url(portal, "GetMeetings", cid, first, last))
        found = [] if page.unchanged else webservice.parse_meetings(page, first, last)
        if not page.unchanged and not any(committee.cid == cid for committee in found):
            raise NotUnderstood(f"{page.url} does not tell of committee {cid}")
        return CommitteeList(scope, next((committee for committee in found if committee.cid == cid), None))

    return _either(visit, from_page, from_service)


def _either(visit: Visit, from_page: Callable[[], _Answer], from_service: Callable[[], _Answer]) -> _Answer:
    """Read the page, or where pages are refused ask the service; for a day after that the service is asked first."""
    if takes_service(visit):
        return from_service()
    try:
        answer = from_page()
    except Refused as refused:
        if not has_service(visit) or not refuses_pages(visit, refused):
            raise
        try:
            answer = from_service()
        except SourceError as error:
            if not notes.was_stamped(visit, _REFUSED):
                service_failed(visit, error)
            raise refused from error
        notes.stamp(visit, _REFUSED)
        return answer
    page_answered(visit)
    return answer


def page_answered(visit: Visit) -> None:
    """Note that a page of the portal was had in this visit."""
    notes.stamp(visit, _ANSWERED)


def refuses_pages(visit: Visit, error: SourceError) -> bool:
    """Tell whether a refusal is one of all pages: by a guard, or before any page was had. Any other is one of that
    page."""
    return isinstance(error, Challenged) or (isinstance(error, Refused) and notes.last(visit, _ANSWERED) != visit.now)


def refusal(visit: Visit, portal: Portal) -> list[Reading]:
    """Say what an administrator should know while pages are refused and the service stands in for them."""
    if not takes_service(visit):
        return []
    said = "its pages are refused; read through the web service, which shows no agenda packs and no minutes"
    return [Reading(f"{portal.base}#refused", damaged=said)]


def read_all(visit: Visit, portal: Portal) -> list[CommitteePage] | None:
    """Read the meetings of every committee in one answer of the service, None where it is as it was; which call gives
    them is found out once. Raises NotUnderstood where none does, and for an empty answer where there were meetings."""
    first, last = _asked_span(visit)
    remembered = notes.recall(visit, _ALL)
    calls = [(remembered["method"], remembered["cid"])] if remembered else list(webservice.ALL_MEETINGS)
    for method, cid in calls:
        page = visit.get(webservice.meetings_url(portal, method, cid, first, last))
        if page.unchanged:
            return None
        found = webservice.parse_meetings(page, first, last)
        if any(committee.meetings for committee in found):
            notes.remember(visit, _ALL, {"method": method, "cid": cid})
            return found
    raise NotUnderstood(f"{portal.base}mgWebService.asmx lists no meetings at all")


def takes_service(visit: Visit) -> bool:
    """Tell whether the service stands in for pages that were refused a short while ago."""
    return not notes.is_due(visit, _REFUSED, _ASK_PAGES_AGAIN)


def has_service(visit: Visit) -> bool:
    """Tell whether the service is worth asking: it has not failed lately."""
    return notes.is_due(visit, _SILENT, _ASK_SERVICE_AGAIN)


def service_failed(visit: Visit, error: SourceError) -> None:
    """Remember that the service gave no true answer, unless it was not asked for want of time; it is asked again in a
    week."""
    if not isinstance(error, OutOfTime):
        notes.stamp(visit, _SILENT)
