"""PURE: tells in which order sites come to their turn, so that those that keep us waiting hold up none that answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from watcher.core.sources import Source
from watcher.core.visits import Health, VisitPlan

MOST_HOSTS = 32
"""Sites that are read side by side; each of them gets one request at a time."""
MOST_SLOW = 8
"""Of these, sites that kept us waiting in vain when they were asked last: the others always find a place."""


def by_host(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Returns the sources of each site by its host, in the order in which they come."""
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault(urlsplit(source.url).netloc, []).append(source)
    return hosts


def longest_ago_first(due: Iterable[Source], known: Mapping[str, Health] | Mapping[str, VisitPlan]) -> list[Source]:
    """Returns the sources in the order in which they come to their turn: what never was visited first, then what was
    visited longest ago. `known` is what there is of each by its id."""
    return sorted(due, key=lambda source: _last_visit(known.get(source.id)))


def is_slow(sources: Iterable[Source], plans: Mapping[str, VisitPlan]) -> bool:
    """Tells whether the site of all these sources kept us waiting in vain when any of them was visited last."""
    last = max((plans[source.id] for source in sources if source.id in plans), key=_last_visit, default=None)
    return last is not None and last.timed_out


def _last_visit(plan: Health | VisitPlan | None) -> float:
    return plan.last_visit.timestamp() if plan and plan.last_visit else 0.0


def next_host(waiting: Mapping[str, bool], under_way: Mapping[str, bool]) -> str | None:
    """Returns the host to begin with now, of those that wait the first that may; None where each has to wait on. Both
    are hosts in the order in which they came, each with whether it is slow."""
    if len(under_way) >= MOST_HOSTS:
        return None
    no_more_slow = sum(under_way.values()) >= MOST_SLOW
    return next((host for host, slow in waiting.items() if not (slow and no_more_slow)), None)
