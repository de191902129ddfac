"""Reads the lists of all committees that a portal source watches: which those are, and which lists are read in this
visit."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping
from datetime import timedelta

from watcher.core.errors import NotUnderstood, Refused, SourceError
from watcher.core.text import normalise
from watcher.core.visits import FailedReading, Visit
from watcher.sources.moderngov import notes
from watcher.sources.moderngov.access import CommitteeList, has_service, read_all, read_committee, service_failed
from watcher.sources.moderngov.parse import committee, webservice
from watcher.sources.moderngov.parse.committee import CommitteePage
from watcher.sources.moderngov.parse.links import Portal, link

_AGAIN = timedelta(hours=4)
_APART = timedelta(minutes=10)
_MOST_COMPARED, _LONGEST_NAME = 1_000, 100
"""Committees, and the signs of a name, that are compared with a name that was not found."""
"""Where each committee's list is a page of its own, no more than one is read in so long a time."""
_UNKNOWN_AGAIN = timedelta(days=1)
_UNKNOWN, _THERE = "unknown committees", "all committees"
_SERVICE, _RESOLVED, _WATCHED, _ALL = "all lists", "committees", "watched", "all"


def watched_committees(visit: Visit, portal: Portal) -> tuple[dict[str, str] | None, list[FailedReading]]:
    """Return the committees that the options name, by number the name as written there (None where they name none: all
    of them), and those that the portal does not have. A number is taken as it is. A name is resolved once and
    remembered. Raises NotUnderstood where none of them is the portal's, with the names that come nearest."""
    named = visit.source.options.get("committees")
    if not named:
        return None, []
    wanted = [str(name).strip() for name in named] if isinstance(named, list) else [str(named)]
    resolved, unknown = _resolved(visit, portal, [name for name in wanted if not name.isdigit()])
    troubles = [NotUnderstood(why) for why in unknown.values()]
    watched = {(name if name.isdigit() else resolved[name]): name for name in wanted if name not in unknown}
    if not watched:
        raise troubles[0]
    return watched, [FailedReading(f"{portal.base}#committees", trouble) for trouble in troubles]


def _resolved(visit: Visit, portal: Portal, names: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return by name the committee's number, and by name why it has none. A name that was not found is looked for again
    a day later."""
    resolved, unknown = notes.recall(visit, _RESOLVED), notes.recall(visit, _UNKNOWN)
    if notes.is_due(visit, _UNKNOWN, _UNKNOWN_AGAIN):
        unknown = {}
    missing = [name for name in names if name not in resolved and name not in unknown]
    if missing:
        there = _committees(visit, portal)
        for name in missing:
            if cid := _found(name, there):
                resolved[name] = cid
            else:
                unknown[name] = _not_found(name, there, portal)
                notes.stamp(visit, _UNKNOWN)
    resolved = {name: cid for name, cid in resolved.items() if name in names}
    unknown = {name: why for name, why in unknown.items() if name in names}
    notes.remember(visit, _RESOLVED, resolved)
    notes.remember(visit, _UNKNOWN, unknown)
    return resolved, unknown


def read_lists(
    visit: Visit, portal: Portal, watched: Mapping[str, str] | None, pointed: Collection[str]
) -> tuple[list[CommitteeList], list[FailedReading]]:
    """Read the list of every watched committee, now or only followed, and return those that could not be read beside
    them.

    One answer of the service tells them all; where it does not answer truly, each is a page of its own."""
    failed: list[FailedReading] = []
    meetings = [f"m{mid}" for mid in pointed]
    known = visit.documents.get_many(meetings)
    newly = _newly_watched(visit, portal, watched)
    listings = _by_page(visit, portal, newly, failed) if newly else []
    others = {cid: name for cid, name in watched.items() if cid not in newly} if watched else watched
    if not has_service(visit):
        listings += _by_page(visit, portal, others, failed)
    elif notes.is_due(visit, _SERVICE, _AGAIN) or any(key not in known for key in meetings):
        try:
            listings += _by_service(visit, portal, others)
            notes.stamp(visit, _SERVICE)
        except SourceError as error:
            listings += _by_page(visit, portal, others, failed)
            service_failed(visit, error)
    else:
        listings += [CommitteeList(scope, asked=False) for scope in _followed(visit, portal, others)]
    notes.remember(visit, _WATCHED, {_ALL: ""} if watched is None else {})
    return listings, failed


def _newly_watched(visit: Visit, portal: Portal, watched: Mapping[str, str] | None) -> dict[str, str]:
    """Return the committees added to those that were watched before: the service's answer may be as it was, and tell
    nothing of them."""
    before = notes.was_stamped(visit, _SERVICE)
    return {c: name for c, name in (watched or {}).items() if before and portal.committee(c) not in visit.read_at}


def _by_service(visit: Visit, portal: Portal, watched: Mapping[str, str] | None) -> list[CommitteeList]:
    found = read_all(visit, portal)
    if found is None:
        return [CommitteeList(scope) for scope in _followed(visit, portal, watched)]
    told = {portal.committee(committee.cid): committee for committee in found}
    names = {portal.committee(cid): name for cid, name in (watched or {}).items()}
    scopes = names if watched is not None else dict.fromkeys([*told, *_followed(visit, portal, watched)])
    # A committee that the answer leaves out has no meetings in these days: its list is empty, not unread.
    return [
        CommitteeList(
            scope, told.get(scope) or CommitteePage(link(scope).id("cid"), ""), silent=_is_silent(visit, scope, watched)
        )
        for scope in scopes
    ]


def _by_page(
    visit: Visit, portal: Portal, watched: Mapping[str, str] | None, failed: list[FailedReading]
) -> list[CommitteeList]:
    """Read the lists that were longest unread, as many as keep the pace; the others are only followed."""
    cids = list(watched) if watched is not None else [committee.cid for committee in _committees(visit, portal)]
    scopes = sorted((portal.committee(cid) for cid in cids), key=lambda scope: str(visit.read_at.get(scope, "")))
    now = _due(visit, scopes)
    listings = [CommitteeList(scope, asked=False) for scope in scopes if scope not in now]
    for scope in now:
        try:
            listing = read_committee(visit, portal, link(scope).id("cid"))
        except SourceError as error:
            failed.append(FailedReading(scope, error))
            listings.append(CommitteeList(scope, asked=False))
            if isinstance(error, Refused):
                break
            continue
        silent = _is_silent(visit, scope, watched)
        listings.append(CommitteeList(scope, listing.committee, silent=silent))
    return listings


def _due(visit: Visit, scopes: list[str]) -> list[str]:
    every = max(_AGAIN, len(scopes) * _APART)
    unread = [scope for scope in scopes if scope not in visit.read_at]
    aged = [s for s in scopes if s in visit.read_at and abs(visit.now - visit.read_at[s]) >= every]
    last = max(visit.read_at.values(), default=None)
    share = min(1.0, abs(visit.now - last) / every) if last else 1.0
    return unread + aged[: math.ceil(len(scopes) * share)]


def _followed(visit: Visit, portal: Portal, watched: Mapping[str, str] | None) -> list[str]:
    """Return the lists that were read before and are still watched."""
    lists = portal.committee("").partition("?")[0]
    read = [scope for scope in visit.read_at if scope.startswith(lists) and "#" not in scope]
    return [scope for scope in read if watched is None or link(scope).id("cid") in watched]


def _is_silent(visit: Visit, scope: str, watched: Mapping[str, str] | None) -> bool:
    """Tell whether the committee is one that the administrator has just begun to watch: its meetings are no news. One
    that is new on the portal is."""
    newly_named = watched is not None or _ALL not in notes.recall(visit, _WATCHED)
    return scope not in visit.read_at and newly_named


def _committees(visit: Visit, portal: Portal) -> list[CommitteePage]:
    """Return all committees of the portal, as they were a few hours ago at most. Raises SourceError."""
    known = [CommitteePage(cid, name) for cid, name in notes.recall(visit, _THERE).items()]
    if known and not notes.is_due(visit, _THERE, _AGAIN):
        return known
    found = _asked_committees(visit, portal) or known
    notes.remember(visit, _THERE, {committee.cid: committee.name for committee in found})
    notes.stamp(visit, _THERE)
    return found


def _asked_committees(visit: Visit, portal: Portal) -> list[CommitteePage]:
    """Ask the service or the page for all committees; none where the answer is as it was."""
    if has_service(visit):
        try:
            page = visit.get(webservice.committees_url(portal))
            return [] if page.unchanged else webservice.parse_committees(page)
        except SourceError as error:
            service_failed(visit, error)
    page = visit.get(portal.url("mgListCommittees"))
    return [] if page.unchanged else committee.parse_committees(page)


def _found(name: str, there: list[CommitteePage]) -> str:
    """Return the number of the committee of this name; "" where there is none."""
    return next((committee.cid for committee in there if _plain(committee.name) == _plain(name)), "")


def _not_found(name: str, there: list[CommitteePage], portal: Portal) -> str:
    by_name = {_plain(committee.name) for committee in there[:_MOST_COMPARED] if len(committee.name) <= _LONGEST_NAME}
    alike = difflib.get_close_matches(_plain(name), by_name, n=3, cutoff=0.4)
    alike += [known for known in by_name if _plain(name) in known and known not in alike]
    names = [f"{committee.name} ({committee.cid})" for committee in there if _plain(committee.name) in alike[:4]]
    hint = f"; nearest are {', '.join(names)}" if names else ""
    return f"committees in sources.yaml: {portal.base} has no committee called {name!r}{hint}"


def _plain(name: str) -> str:
    return normalise(name).casefold().replace("&", "and")
