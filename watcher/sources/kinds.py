"""The one table of the kinds of source, `KINDS`, and how a pasted URL finds its kind in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import combinations
from typing import Protocol, cast
from urllib.parse import urlsplit

from watcher.core.visits import FailedReading, Reading, Visit

NOTHING = r"(?!)"
"""A pattern that matches no address."""
_OF_A_PLACE = ("location", "lat", "lon", "radius", "rows")


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind before its module is imported. Patterns are searched for in an address's host, path and
    query, in any case, and compiled only then: most runs look up no address."""

    module: str
    """Where its `collect(visit)` is (Collector); imported when the first source of the kind is read."""
    looks: str = NOTHING
    """A pattern: the addresses that are of this kind, on any host (INTERFACE.md, "Config")."""
    options: tuple[str, ...] = ()
    """The keys of sources.yaml that only its sources may have."""
    reads: str = ""
    """A pattern: the addresses that it can read, where those are not all."""
    reads_what: str = ""
    """The same in words, for the administrator whose address is none of them."""
    notes_of_site: bool = False
    """It notes what is true of a whole site (OF_SITE): only then a visit looks what other sources have noted."""


# The first whose pattern matches an address has it.
KINDS: dict[str, Kind] = {
    "moderngov": Kind(
        "watcher.sources.moderngov",
        looks=(
            r"/(ie(ListMeetings|ListDocuments|IssueDetails|DecisionDetails)|mg(CommitteeDetails|ListCommittees|IssueHistory\w*"
            r"|DelegatedDecisions|ListOfficerDecisions|DecisionDetails|PlansHome|ListPlans|ListPlanItems|WhatsNew|Rss|Calendar\w+View)"
            r"|uuCoverPage)\.aspx|^(democracy|moderngov|modgov)\.[^/?]+/?$|^[^/?]+\.moderngov\.co\.uk/?$|/(moderngov|modgov|mgov)/?$"
        ),
        options=("committees", "questions"),
        reads=(
            r"^[^?]*/(ie(ListMeetings|ListDocuments)\.aspx\?([^#]*&)?(cid|committeeid|mid|meetingid)=[0-9]"
            r"|mgCommitteeDetails\.aspx\?([^#]*&)?id=[0-9]|ieDecisionDetails\.aspx\?([^#]*&)?id=[0-9]"
            r"|(ieIssueDetails|mgIssueHistory\w*)\.aspx\?([^#]*&)?iid=[0-9]"
            r"|(mg(DelegatedDecisions|ListOfficerDecisions|PlansHome|ListPlans|ListPlanItems|WhatsNew|Rss|ListCommittees"
            r"|Calendar\w+View)|uuCoverPage|default|index)\.aspx)|^[^?]*/[^/.?]*(\?|$)|^[^/?]+(\?|$)"
        ),
        reads_what=(
            "a portal's root, a committee (ieListMeetings.aspx?CId=, mgCommitteeDetails.aspx?ID=), a meeting "
            "(ieListDocuments.aspx?MId=), an issue (ieIssueDetails.aspx?IId=, mgIssueHistoryHome.aspx?IId=), a "
            "decision (ieDecisionDetails.aspx?ID=), decisions (mgDelegatedDecisions.aspx) and the forward plan "
            "(mgPlansHome.aspx, mgListPlans.aspx, mgListPlanItems.aspx?PlanId=)"
        ),
        notes_of_site=True,
    ),
    "ofsted": Kind(
        "watcher.sources.ofsted",
        # A search by type of provider, or by two of the parameters of a place: one of them alone is anybody's.
        looks=(
            r"/provider/\w+/\w+/?([?#]|$)|^reports\.ofsted\.gov\.uk/search/?\?|^[^?]*/search/?\?([^?]*&)?level_[12]_types|"
            + "|".join(
                rf"^[^?]*/search/?\?(?=([^?]*&)?{first}=)([^?]*&)?{second}="
                for first, second in combinations(_OF_A_PLACE, 2)
            )
        ),
        reads=r"/provider/\w+/\w+|/search/?(\?|$)",
        reads_what="a provider's page (reports.ofsted.gov.uk/provider/44/80500) and a search listing"
        " (reports.ofsted.gov.uk/search?...)",
    ),
    "govuk": Kind(
        "watcher.sources.govuk",
        looks=(
            r"^www\.gov\.uk/|^[^/]+(/api/content/|/api/search\.json|/search/all(\.atom)?([?]|$)"
            r"|/government/(collections|consultations|news|organisations|publications|speeches|statistics)\b)"
        ),
    ),
    "feed": Kind(
        "watcher.sources.feed",
        looks=(
            r"[/.](feed|rss|atom|rdf)(\.(xml|json))?(/|$|[?#])|\.xml$|/rss/|[?&](service|format|feed)=(rss|atom)|^feeds?\."
        ),
        options=("updated",),
    ),
    "ombudsman": Kind(
        "watcher.sources.ombudsman",
        looks=r"^[^?]*/decisions/searchresults/?\?|^(www\.)?lgo\.org\.uk/decisions/[\w-]+(/[\w-]+)?/?(\?|$)",
    ),
    "consultation": Kind(
        "watcher.sources.consultation",
        looks=(
            r"^[^?]*/(consultation_finder|we_asked_you_said)(/|\?|$)|/json_search_results(\?|$)"
            r"|^consultations?\.[^/?]+/?$|^consult\.[^/?]+/?$"
        ),
    ),
    "figures": Kind(
        "watcher.sources.figures",
        looks=r"^[^?]*\.(csv|xlsx|ods)(\?|$)|/data-sets?/[0-9a-f-]{36}/csv(\?|$)",
        options=("council", "neighbours", "value", "period", "where", "sheet", "file", "measure", "better", "scale"),
    ),
    # No address tells it: whoever wants a page watched says so.
    "page": Kind("watcher.sources.page", options=("select", "ignore")),
}


class Collector(Protocol):
    """What the module of a kind offers."""

    def collect(self, visit: Visit) -> Iterator[Reading | FailedReading]:
        """Read the source: yield what each page of it holds, and a FailedReading for each that could not be read while
        others could. Raises SourceError where nothing could be read at all."""


def recognise(url: str) -> str | None:
    """Find the kind whose pages look like this URL; None where no kind's do, or where it is no web address."""
    shape = _shape(url)
    found = (name for name, kind in KINDS.items() if re.search(kind.looks, shape, re.IGNORECASE))
    return next(found, None) if shape else None


def _shape(url: str) -> str:
    """Cut an address to its host, path and query; "" where it is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return f"{host}{parts.path}" + (f"?{parts.query}" if parts.query else "") if host else ""


def unread(name: str, url: str) -> str:
    """Say what this kind reads instead, where it can read nothing at this address; "" where it can."""
    kind, shape = KINDS.get(name), _shape(url)
    if not kind or not shape or re.search(kind.reads, shape, re.IGNORECASE):
        return ""
    return f"leads to nothing that {name} reads, which is {kind.reads_what}"


_OF_A_PORTAL = re.compile(r"/(?:mg|ie|uu|ec)[A-Z]\w+\.aspx")


def unrecognised(url: str) -> str:
    """Say why no kind is found for this address: it is a page of a portal of which none is read, or may be anything."""
    if _OF_A_PORTAL.search(_shape(url)):
        reads = f"nothing that moderngov reads, which is {KINDS['moderngov'].reads_what}"
        return f"is missing, and this url leads to {reads}; kind: page watches any page"
    return f"is missing, and this url does not tell it; it must be one of {', '.join(sorted(KINDS))}"


def collect(visit: Visit) -> Iterator[Reading | FailedReading]:
    """Yield what the kind of a source understood, each document with the closing dates that its words speak of.
    Raises SourceError where nothing could be read at all."""
    for outcome in load(visit.source.kind).collect(visit):
        yield _with_closing_dates(outcome, visit) if isinstance(outcome, Reading) and outcome.documents else outcome


def _with_closing_dates(reading: Reading, visit: Visit) -> Reading:
    if not any(document.summary or document.words for document in reading.documents):
        return reading  # a page whose words are as they were
    from watcher.rules.deadlines import with_closing_dates  # its patterns: not while every page is as it was
    from watcher.sources.dates import london_day

    today = london_day(visit.now)
    return replace(reading, documents=tuple(with_closing_dates(document, today) for document in reading.documents))


def load(name: str) -> Collector:
    """Import the module of the kind of this name. Raises KeyError for a name that KINDS does not hold."""
    return cast(Collector, import_module(KINDS[name].module))
