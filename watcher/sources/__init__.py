"""The kinds of source, in one explicit table, and how a pasted URL finds its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import combinations
from typing import Protocol, cast
from urllib.parse import urlsplit

from watcher.core.sources import FailedReading, Reading, Visit

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
# Kind -> what the addresses look like that it reads, where not all of its pages are, and what they are in words.
READ: dict[str, tuple[str, str]] = {
    "moderngov": (
        r"^[^?]*/(ie(ListMeetings|ListDocuments)\.aspx\?([^#]*&)?(cid|committeeid|mid|meetingid)=[0-9]"
        r"|mgCommitteeDetails\.aspx\?([^#]*&)?id=[0-9]|ieDecisionDetails\.aspx\?([^#]*&)?id=[0-9]"
        r"|(ieIssueDetails|mgIssueHistory\w*)\.aspx\?([^#]*&)?iid=[0-9]"
        r"|(mg(DelegatedDecisions|ListOfficerDecisions|PlansHome|ListPlans|ListPlanItems|WhatsNew|Rss|ListCommittees"
        r"|Calendar\w+View)|uuCoverPage|default|index)\.aspx)|^[^?]*/[^/.?]*(\?|$)|^[^/?]+(\?|$)",
        "a portal's root, a committee (ieListMeetings.aspx?CId=, mgCommitteeDetails.aspx?ID=), a meeting "
        "(ieListDocuments.aspx?MId=), an issue (ieIssueDetails.aspx?IId=, mgIssueHistoryHome.aspx?IId=), a decision "
        "(ieDecisionDetails.aspx?ID=), decisions (mgDelegatedDecisions.aspx) and the forward plan (mgPlansHome.aspx, "
        "mgListPlans.aspx, mgListPlanItems.aspx?PlanId=)",
    ),
}
NOTING_OF_SITE = frozenset({"moderngov"})
"""The kinds that note what is true of a whole site (OF_SITE): their visits alone look what other sources have noted."""


class Kind(Protocol):
    """What the module of a kind offers."""

    def collect(self, visit: Visit) -> Iterator[Reading | FailedReading]:
        """What each page of the source was understood to hold, and the pages that could not be read while others could.
        Raises SourceError where nothing could be read at all."""


def recognise(url: str) -> str | None:
    """The kind whose pages look like this URL, or None where none does (or it is no web address)."""
    shape = _shape(url)
    found = (kind for kind, looks in KINDS.items() if re.search(looks, shape, re.IGNORECASE))
    return next(found, None) if shape else None


def _shape(url: str) -> str:
    """Host, path and query; "" where it is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return f"{host}{parts.path}" + (f"?{parts.query}" if parts.query else "") if host else ""


def unread(kind: str, url: str) -> str:
    """What is read of this kind instead, where nothing is at this address; "" where something is."""
    looks, read = READ.get(kind, ("", ""))
    shape = _shape(url)
    return f"leads to nothing that {kind} reads, which is {read}" if shape and not re.search(looks, shape, re.I) else ""


def collect(visit: Visit) -> Iterator[Reading | FailedReading]:
    """What the kind of a source understood, each document with the closing dates that its words speak of.
    Raises SourceError where nothing could be read at all."""
    for one in load(visit.source.kind).collect(visit):
        yield _with_closing_dates(one, visit) if isinstance(one, Reading) and one.documents else one


def _with_closing_dates(reading: Reading, visit: Visit) -> Reading:
    from watcher.rules.deadlines import with_closing_dates  # its patterns: not while every page is as it was
    from watcher.sources.dates import london_day

    today = london_day(visit.now)
    return replace(reading, documents=tuple(with_closing_dates(document, today) for document in reading.documents))


def load(kind: str) -> Kind:
    """The module of a kind named in KINDS."""
    return cast(Kind, import_module(f"watcher.sources.{kind}"))
