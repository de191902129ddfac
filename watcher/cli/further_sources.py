"""The places other than its portal where a council's failings come to light, for any council: those of the program's
own config, with what is unsure marked. Asks no site."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import quote, quote_plus, urlsplit

from watcher.cli.add import free_id

_FORUM = re.compile(r"\bschools?\b.{0,40}\bforum\b", re.IGNORECASE)
_PORTAL = re.compile(r"^(www\d?|democracy|moderngov|modgov|mgov|committees?|meetings|councillors|councilmeetings)\.")
_UNSURE = "   # not verified"
_OMBUDSMAN = (
    "https://www.lgo.org.uk/Decisions/SearchResults?aname={name}&dc=c%2Bnu%2Bu%2B&fd=0001-01-01&page=1"
    "&sortOrder=descending&td=2099-12-31"
)
_CALLS = "https://www.gov.uk/government/publications/local-area-send-inspections-information-for-families"
_PARLIAMENT = "https://www.theyworkforyou.com/search/rss/?s=%22{name}%22&o=d"
_PLANS = "https://explore-education-statistics.service.gov.uk/find-statistics/education-health-and-care-plans"


def is_schools_forum(name: str) -> bool:
    """Tells whether a committee is the schools forum, by its name: it speaks of the high needs deficit before others
    do."""
    return bool(_FORUM.search(name))


def further_text(council: str, url: str, taken: Set[str], *, has_forum: bool) -> str:
    """Returns the lines of sources.yaml for these places; `url` is the portal's, `taken` are the ids that others
    have."""
    host = _PORTAL.sub("", (urlsplit(url).hostname or "").lower())
    in_wales = host.endswith(".wales")
    lines = ["  # Other places where failings come to light: by the council's name and host, none of them verified."]
    if not has_forum:
        lines.append(
            "  # No schools forum stands among the committees: look for it, it speaks of the high needs deficit."
        )
    lines.append("")
    for entry in [*([] if in_wales else _of_england(council)), *_of_host(host), _parliament(council)]:
        identity = free_id(entry.pop("id"), taken)
        taken = taken | {identity}
        lines += [f"  - id: {identity}", *(f"    {key}: {said}" for key, said in entry.items()), ""]
    if in_wales:
        lines += [
            "  # The Ombudsman's decisions, area SEND inspections and EHC plans are of England, and left out.",
            "",
        ]
    return "\n".join(lines)


def _of_england(council: str) -> list[dict[str, str]]:
    calls = {
        "id": "area-send-calls",
        "name": '"Ofsted and CQC: area SEND inspections under way"',
        "url": _CALLS + _UNSURE,
        "kind": "page",
        "every": "3h",
        "topics": "[send, ofsted]",
        "local": "false   # it names every area that is inspected",
    }
    ombudsman = {
        "id": "ombudsman",
        "name": f'"Ombudsman: {council}"',
        "url": f"{_OMBUDSMAN.format(name=quote_plus(council))}{_UNSURE}: the name as the Ombudsman writes it",
        "every": "12h",
    }
    plans = {
        "id": "ehc-plans",
        "name": "EHC plans within 20 weeks",
        "url": _PLANS + _UNSURE,
        "kind": "figures",
        "every": "1d",
        "enabled": "false   # first say which column is meant as `value:`; watcher preview names them",
        "topics": "[send]",
        "measure": "of EHC plans within 20 weeks   # and as `neighbours:` the councils that yours is compared with",
    }
    return [calls, ombudsman, plans]


def _of_host(host: str) -> list[dict[str, str]]:
    """Returns the site on which the council consults, where the portal's host tells its own."""
    if not re.search(r"\.gov\.(uk|wales)$", host):
        return []
    url = f"https://consultation.{host}/consultation_finder/?st=open{_UNSURE}: guessed from the portal's host"
    return [{"id": "consultations", "name": "Consultations", "url": url, "kind": "consultation", "every": "6h"}]


def _parliament(council: str) -> dict[str, str]:
    url = _PARLIAMENT.format(name=quote(council)) + _UNSURE
    return {"id": "parliament", "name": f'"Parliament: {council}"', "url": url, "kind": "feed", "every": "12h"}
