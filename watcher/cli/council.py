"""A config for the portal of another council: its committees, chosen by their names, with what is unsure marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from watcher.cli.add import free_id
from watcher.cli.further_sources import further_text, is_schools_forum
from watcher.cli.preview import address_of
from watcher.cli.progress import waiting
from watcher.config import Settings
from watcher.config.append import scalar
from watcher.config.values import LONGEST_NAME
from watcher.core.errors import ConfigError, SourceError
from watcher.fetch import Fetcher
from watcher.jobs.setup import fetcher
from watcher.messages.telegram_html import one_line
from watcher.sources import recognise
from watcher.sources.moderngov.parse import committee, webservice
from watcher.sources.moderngov.parse.committee import CommitteePage
from watcher.sources.moderngov.parse.links import Portal, portal_of
from watcher.sources.page_marks import marks_of

MOST_COMMITTEES = 300
_OURS = re.compile(
    r"\b(cabinet|executive|child|children\w*|young|youth|education|schools?|learning|people|famil\w+|scrutiny|health|send"
    r"|safeguarding|improvement|corporate parent\w*)\b|^(full |county |borough |city |district )?council$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(decommissioned|disbanded|dissolved|former|formerly|archived?|until|pre[- ]?20\d\d|old)\b", re.IGNORECASE
)
_HOST_NOISE = re.compile(
    r"^(www\d?|democracy|moderngov|modgov|mgov|committees?|meetings|councillors|councilmeetings)\.|"
    r"(\.moderngov)?\.(gov|co|org)\.(uk|wales)$|\.gov\.wales$",
    re.IGNORECASE,
)
_PLACES = re.compile(r"^places:\n(?:[ #].*\n|\n(?=[ #]))*", re.MULTILINE)


def council_files(asked: str, settings: Settings, files: dict[str, str]) -> tuple[dict[str, str], str]:
    """Return the files of the config made for the portal at this address, and what was found in a line. Raises
    ConfigError where it is no portal, SourceError where it can't be read."""
    url = address_of(asked)
    with waiting(f"Reading {url}"), fetcher(settings, typed=url) as web:
        portal = portal_at(url, web)
        found = _committees(portal, web)[:MOST_COMMITTEES]
    chosen = chosen_of(found)
    council = council_name(url)
    head = files["sources.yaml"].partition("\nsources:")[0]
    has_forum = any(is_schools_forum(each.name) for each in found if each.cid in chosen)
    further = further_text(council, portal.base, {"all", "decisions", *_ids(found)}, has_forum=has_forum)
    said = f"{portal.base}: {len(found)} committees found, {len(chosen)} of them watched."
    made = {
        "sources.yaml": f"{head}\n{sources_text(portal, found, chosen, further)}",
        "topics.yaml": _PLACES.sub(lambda _: places_text(council), files["topics.yaml"], count=1),
    }
    return files | made, said


def chosen_of(committees: Sequence[CommitteePage]) -> set[str]:
    """Returns the numbers of the committees whose names speak of children, schools, scrutiny or the council itself;
    where none does, of all that still meet."""
    meeting = [each for each in committees if not _OVER.search(each.name)]
    return {each.cid for each in meeting if _OURS.search(each.name)} or {each.cid for each in meeting}


def portal_at(url: str, web: Fetcher) -> Portal:
    """Returns the portal whose page stands at the address, found by the address or by the page's own marks. Raises
    ConfigError where none does, SourceError where the page can't be fetched."""
    if recognise(url) == "moderngov":
        return portal_of(url)
    page = web.get(url)
    marks = marks_of(page)
    if recognise(page.url) == "moderngov":
        return portal_of(page.url)
    if marks.kind != "moderngov":
        what = marks.obstacle or f"{page.url} is no page of a ModernGov portal"
        raise ConfigError([f"{what}; open the council's list of committees in a browser, and give its address"])
    return portal_of(marks.url)


def _committees(portal: Portal, web: Fetcher) -> list[CommitteePage]:
    """Returns the portal's own list, else the answer of its service."""
    try:
        return committee.parse_committees(web.get(portal.url("mgListCommittees", bcr="1")))
    except SourceError as error:
        try:
            return webservice.parse_committees(web.get(webservice.committees_url(portal)))
        except SourceError:
            raise error from None  # the page is what a person can look at


def council_name(url: str) -> str:
    """Returns what the council is called, by its host: `democracy.kingston-upon-hull.gov.uk` is Kingston Upon Hull."""
    host, before = (urlsplit(url).hostname or ""), ""
    while host != before:
        host, before = _HOST_NOISE.sub("", host), host
    return host.partition(".")[0].replace("-", " ").title() or "Our place"


def _ids(committees: Sequence[CommitteePage]) -> set[str]:
    """Returns the ids that the committees get, and some that they don't: where two have one name."""
    names = [one_line(each.name, LONGEST_NAME) for each in committees]
    return {free_id(name, {"all", "decisions"}) for name in names}


def _entry(identity: str, name: str, url: str) -> list[str]:
    """Returns the lines of a committee; of the schools forum all that it has is about funding."""
    topics = ["  topics: [send-funding]"] if is_schools_forum(name) else []
    return [f"- id: {identity}", f"  name: {scalar(name)}", f"  url: {url}", "  every: 3h", *topics, ""]


def sources_text(portal: Portal, committees: Sequence[CommitteePage], chosen: set[str], further: str = "") -> str:
    """Returns the list of sources: the chosen committees, the decisions, the `further` ones, and as comments all other
    committees."""
    taken = {"all", "decisions"}
    lines = ["sources:", "  # Chosen by their names, not verified: `watcher preview ID` shows what one holds now.", ""]
    others = ["  # Not chosen by their names: take the # away from those that matter.", ""]
    for each in committees:
        name = one_line(each.name, LONGEST_NAME)
        taken.add(identity := free_id(name, taken))
        entry = _entry(identity, name, portal.committee(each.cid))
        if each.cid in chosen:
            lines += [f"  {line}".rstrip() for line in entry]
        else:
            others += [f"  # {line}".rstrip() for line in entry[:-1]] + [""]
    lines += [
        *(
            "  - id: decisions",
            "    name: Decisions",
            f"    url: {portal.url('mgDelegatedDecisions')}   # not verified",
        ),
        *("    every: 6h", ""),
        "  # Ofsted's page of the council, its news, a local paper: find them in a browser, and `watcher add` them.",
        "",
        *([further] if further else []),
    ]
    return "\n".join([*lines, *(others if len(chosen) < len(committees) else [])])


def places_text(council: str) -> str:
    """Returns the places by which a source with `local: false` is judged."""
    return (
        "places:\n"
        "  # By the portal's address, not verified: add the towns and villages of the council.\n"
        f"  ours: [{scalar(council)}]\n"
        "  # Other places that hold one of these names, such as Newcastle-under-Lyme beside Newcastle.\n"
        "  others: []\n\n"
    )
