"""The lists of all committees a portal source watches: which those are, and which lists are read in this visit."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping
from datetime import timedelta

from watcher.errors import NotUnderstood, Refused, SourceError
from watcher.model import Unread, Visit
from watcher.sources.moderngov import committee, memory, webservice
from watcher.sources.moderngov.address import Portal, link
from watcher.sources.moderngov.committee import Committee
from watcher.sources.moderngov.ways import Listing, has_service, read_all, read_committee, service_failed
from watcher.wording import fold

_AGAIN = timedelta(hours=4)
_APART = timedelta(minutes=10)
"""Where each committee's list is a page of its own, no more than one is read in so long a time."""
_SERVICE, _RESOLVED, _WATCHED, _ALL = "all lists", "committees", "watched", "all"


def watched_committees(visit: Visit, portal: Portal) -> dict[str, str] | None:
    """The committees that the options name, number -> name as written there; None where they name none: all of them.

    A number is taken as it is. A name is resolved once and remembered.
    Raises NotUnderstood where a name is none of the portal's, with the names that come nearest.
    """
    named = visit.source.options.get("committees")
    if not named:
        return None
    wanted = [str(one).strip() for one in named] if isinstance(named, list) else [str(named)]
    resolved = memory.recall(visit, _RESOLVED)
    unknown = [name for name in wanted if not name.isdigit() and name not in resolved]
    if unknown:
        there = _committees(visit, portal)
        resolved |= {name: _resolve(name, there, portal) for name in unknown}
        memory.remember(visit, _RESOLVED, {name: cid for name, cid in resolved.items() if name in wanted})
    return {(name if name.isdigit() else resolved[name]): name for name in wanted}


def read_lists(
    visit: Visit, portal: Portal, watched: Mapping[str, str] | None, pointed: Collection[str]
) -> tuple[list[Listing], list[Unread]]:
    """The list of every watched committee, read now or only followed, and those that could not be read.

    One answer of the service tells them all; where it does not answer truly, each is a page of its own.
    """
    failed: list[Unread] = []
    if not has_service(visit):
        listings = _by_page(visit, portal, watched, failed)
    elif memory.is_due(visit, _SERVICE, _AGAIN) or any(f"m{mid}" not in visit.known for mid in pointed):
        try:
            listings = _by_service(visit, portal, watched)
            memory.stamp(visit, _SERVICE)
        except SourceError:
            listings = _by_page(visit, portal, watched, failed)
            service_failed(visit)
    else:
        listings = [Listing(scope, asked=False) for scope in _followed(visit, portal, watched)]
    memory.remember(visit, _WATCHED, {_ALL: ""} if watched is None else {})
    return listings, failed


def _by_service(visit: Visit, portal: Portal, watched: Mapping[str, str] | None) -> list[Listing]:
    found = read_all(visit, portal)
    if found is None:
        return [Listing(scope) for scope in _followed(visit, portal, watched)]
    told = {portal.committee(one.cid): one for one in found}
    names = {portal.committee(cid): name for cid, name in (watched or {}).items()}
    scopes = names if watched is not None else dict.fromkeys([*told, *_followed(visit, portal, watched)])
    # A committee that the answer leaves out has no meetings in these days: its list is empty, not unread.
    return [
        Listing(
            scope, told.get(scope) or Committee(link(scope).id("cid"), ""), silent=_is_silent(visit, scope, watched)
        )
        for scope in scopes
    ]


def _by_page(visit: Visit, portal: Portal, watched: Mapping[str, str] | None, failed: list[Unread]) -> list[Listing]:
    """The lists that were longest unread, as many as keep the pace; the others are only followed."""
    cids = list(watched) if watched is not None else [one.cid for one in _committees(visit, portal)]
    scopes = sorted((portal.committee(cid) for cid in cids), key=lambda scope: str(visit.read_at.get(scope, "")))
    now = _due(visit, scopes)
    listings = [Listing(scope, asked=False) for scope in scopes if scope not in now]
    for scope in now:
        try:
            listing = read_committee(visit, portal, link(scope).id("cid"))
        except SourceError as error:
            failed.append(Unread(scope, error))
            listings.append(Listing(scope, asked=False))
            if isinstance(error, Refused):
                break
            continue
        silent = _is_silent(visit, scope, watched)
        listings.append(Listing(scope, listing.committee, silent=silent))
    return listings


def _due(visit: Visit, scopes: list[str]) -> list[str]:
    every = max(_AGAIN, len(scopes) * _APART)
    unread = [scope for scope in scopes if scope not in visit.read_at]
    aged = [s for s in scopes if s in visit.read_at and abs(visit.now - visit.read_at[s]) >= every]
    last = max(visit.read_at.values(), default=None)
    share = min(1.0, abs(visit.now - last) / every) if last else 1.0
    return unread + aged[: math.ceil(len(scopes) * share)]


def _followed(visit: Visit, portal: Portal, watched: Mapping[str, str] | None) -> list[str]:
    """The lists that were read before and are still watched."""
    read = [
        scope
        for scope in visit.read_at
        if scope.startswith(portal.committee("").partition("?")[0]) and "#" not in scope
    ]
    return [scope for scope in read if watched is None or link(scope).id("cid") in watched]


def _is_silent(visit: Visit, scope: str, watched: Mapping[str, str] | None) -> bool:
    """A committee that the administrator has just begun to watch; one that is new on the portal is news."""
    newly_named = watched is not None or _ALL not in memory.recall(visit, _WATCHED)
    return scope not in visit.read_at and newly_named


def _committees(visit: Visit, portal: Portal) -> list[Committee]:
    """All committees of the portal, by its service or its page. Raises SourceError."""
    if has_service(visit):
        try:
            return webservice.parse_committees(visit.get(webservice.committees_url(portal)))
        except SourceError:
            service_failed(visit)
    return committee.parse_committees(visit.get(portal.url("mgListCommittees")))


def _resolve(name: str, there: list[Committee], portal: Portal) -> str:
    by_name = {_plain(one.name): one.cid for one in there}
    if cid := by_name.get(_plain(name)):
        return cid
    near = difflib.get_close_matches(_plain(name), by_name, n=3, cutoff=0.4)
    near += [known for known in by_name if _plain(name) in known and known not in near]
    names = [f"{one.name} ({one.cid})" for one in there if _plain(one.name) in near[:4]]
    hint = f"; nearest are {', '.join(names)}" if names else ""
    raise NotUnderstood(f"committees: {portal.base} has no committee called {name!r}{hint}")


def _plain(name: str) -> str:
    return fold(name).casefold().replace("&", "and")
