"""ModernGov, the software of more than 300 councils' portals: what each URL an administrator may paste is read as.

Everything is found by the shape of its links; facts/moderngov.md says how sure each shape is.
"""

from __future__ import annotations

from collections.abc import Iterator

from watcher.errors import NotUnderstood
from watcher.model import Reading, Unread, Visit
from watcher.sources.moderngov.address import link, portal_of
from watcher.sources.moderngov.meetings import Meetings, read_committee, read_meeting


def collect(visit: Visit) -> Iterator[Reading | Unread]:
    """What the pages behind the source's URL hold. Raises SourceError where nothing could be read at all."""
    portal, where = portal_of(visit.source.url), link(visit.source.url)
    if where.page == "ielistdocuments" and (mid := where.id("mid")):
        yield from read_meeting(visit, portal, mid, where.id("cid"))
    elif cid := where.id("cid") or (where.id("id") if where.page == "mgcommitteedetails" else ""):
        yield from Meetings(visit, portal).follow([read_committee(visit, portal, cid)])
    else:
        raise NotUnderstood(f"{visit.source.url} is no page of a portal that can be watched; paste that of a committee")
