"""The kinds of source, in one explicit table, and how a pasted URL finds its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import combinations
from typing import Protocol, cast
from urllib.parse import urlsplit

from watcher.model import Reading, Unread, Visit

_OF_A_PLACE = ("location", "lat", "lon", "radius", "rows")
# Kind -> what host, path and query of its pages look like, whatever the host (INTERFACE.md, "Config").
# The first that matches wins. The module of a kind bears its name and is imported only when a source of it is read.
# They are compiled when something is looked up, since most runs look up nothing.
KINDS: dict[str, str] = {
    "moderngov": (
        r"/(ie(ListMeetings|ListDocuments|IssueDetails|DecisionDetails)|mg(CommitteeDetails|ListCommittees|IssueHistory\w*"
        r"|DelegatedDecisions|ListOfficerDecisions|DecisionDetails|PlansHome|ListPlans|ListPlanItems|WhatsNew|Rss|Calendar\w+View)"
        r"|uuCoverPage)\.aspx|^(democracy|moderngov|modgov)\.[^/?]+/?$|^[^/?]+\.moderngov\.co\.uk/?$|/(moderngov|modgov|mgov)/?$"
    ),
    # A search by type of provider, or by two of the parameters of a place: one of them alone is anybody's.
    "ofsted": (
        r"/provider/\w+/\w+/?([?#]|$)|^reports\.ofsted\.gov\.uk/search/?\?|^[^?]*/search/?\?([^?]*&)?level_[12]_types|"
        + "|".join(
            rf"^[^?]*/search/?\?(?=([^?]*&)?{one}=)([^?]*&)?{other}=" for one, other in combinations(_OF_A_PLACE, 2)
        )
    ),
    "govuk": (
        r"^www\.gov\.uk/|^[^/]+(/api/content/|/api/search\.json|/search/all(\.atom)?([?]|$)"
        r"|/government/(collections|consultations|news|organisations|publications|speeches|statistics)\b)"
    ),
    "feed": (
        r"[/.](feed|rss|atom|rdf)(\.(xml|json))?(/|$|[?#])|\.xml$|/rss/|[?&](service|format|feed)=(rss|atom)|^feeds?\."
    ),
    "page": r"(?!)",  # no address tells: whoever wants a page watched says so
}
NOTING_OF_SITE = frozenset({"moderngov"})
"""The kinds that note what is true of a whole site (OF_SITE): their visits alone look what other sources have noted."""


class Kind(Protocol):
    """What the module of a kind offers."""

    def collect(self, visit: Visit) -> Iterator[Reading | Unread]:
        """What each page of the source was understood to hold, and the pages that could not be read while others could.
        Raises SourceError where nothing could be read at all."""


def recognise(url: str) -> str | None:
    """The kind whose pages look like this URL, or None where none does (or it is no web address)."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    shape = f"{parts.hostname}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return next((kind for kind, looks in KINDS.items() if re.search(looks, shape, re.IGNORECASE)), None)


def load(kind: str) -> Kind:
    """The module of a kind named in KINDS."""
    return cast(Kind, import_module(f"watcher.sources.{kind}"))
