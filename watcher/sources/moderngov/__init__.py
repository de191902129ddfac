"""The kind `moderngov`: the portals of more than 300 councils; what each URL that an administrator may paste is read
as.

Everything is found by the shape of its links; facts/moderngov.md says how sure each shape is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from watcher.core.errors import OutOfTime
from watcher.core.visits import FailedReading, Page, Reading, Visit
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.access import read_committee, refusal
from watcher.sources.moderngov.decisions import read_decision, read_forthcoming, read_made
from watcher.sources.moderngov.dedupe import only_once
from watcher.sources.moderngov.follow_ups import with_explanations
from watcher.sources.moderngov.forward_plans import read_plans
from watcher.sources.moderngov.issue import is_issue, read_issue
from watcher.sources.moderngov.meetings import Meetings, read_meeting
from watcher.sources.moderngov.paper_text import with_text
from watcher.sources.moderngov.parse.links import Link, Portal, link, portal_of
from watcher.sources.moderngov.portal import read_root

_MEETING = ("ielistdocuments", "getmeeting")
_COMMITTEE = {"getmeetings": "cid", "ielistmeetings": "cid", "ielistdocuments": "cid", "mgcommitteedetails": "id"}
_PLANS = ("mgplanshome", "mglistplans", "mglistplanitems")
_REGISTERS = ("mgdelegateddecisions", "mglistofficerdecisions")


def collect(visit: Visit) -> Iterator[Reading | FailedReading]:
    """Read what the pages behind the source's URL hold, each document on one page. Raises SourceError where nothing
    could be read at all."""
    portal, where = portal_of(visit.source.url), link(visit.source.url)
    asked: list[str] = []

    def get(url: str) -> Page:
        asked.append(url)
        return visit.get(url)

    outcomes = _gathered(_read(replace(visit, get=get), portal, where), portal)
    troubles = [outcome.error for outcome in outcomes if isinstance(outcome, FailedReading)]
    if troubles and len(troubles) == len(outcomes):
        raise troubles[0]
    told = with_explanations(visit, portal, only_once(visit, portal, outcomes))
    return _counted(visit, asked, with_text(replace(visit, get=get), portal, told, asked))


def _counted(
    visit: Visit, asked: list[str], outcomes: Iterator[Reading | FailedReading]
) -> Iterator[Reading | FailedReading]:
    """Yield the outcomes; once all are read, note how many requests they took."""
    yield from outcomes
    notes.spend(visit, len(asked))


def _gathered(outcomes: Iterator[Reading | FailedReading], portal: Portal) -> list[Reading | FailedReading]:
    """Return what was read before the visit's time was over, where it is over between two pages."""
    found: list[Reading | FailedReading] = []
    try:
        found.extend(outcomes)
    except OutOfTime as error:
        found.append(FailedReading(f"{portal.base}#rest", error))
    return found


def _read(visit: Visit, portal: Portal, where: Link) -> Iterator[Reading | FailedReading]:
    if where.page in _MEETING and (mid := where.id("mid")):
        yield from read_meeting(visit, portal, mid, where.id("cid"))
    elif where.page == "iedecisiondetails" and (number := where.id("id")):
        yield from read_decision(visit, portal, number)
    elif is_issue(where):
        yield from read_issue(visit, portal, where)
    elif where.page in _PLANS:
        yield from read_plans(visit, portal, where)
    elif where.page in _REGISTERS:
        yield from _registers(visit, portal, where.id("ds"))
    elif cid := where.id(_COMMITTEE.get(where.page, "")):
        yield from Meetings(visit, portal).follow([read_committee(visit, portal, cid)])
    else:
        yield from read_root(visit, portal)
    yield from refusal(visit, portal) if where.page.startswith("ielist") else []


def _registers(visit: Visit, portal: Portal, which: str) -> Iterator[Reading | FailedReading]:
    """Read the decisions made (2), those forthcoming (1), or both where the URL does not say."""
    if which != "1":
        yield from read_made(visit, portal)
    if which != "2":
        yield from read_forthcoming(visit, portal)
