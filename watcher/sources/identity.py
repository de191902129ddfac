"""What is watched at an address, whichever of its pages and spellings was pasted. Pure."""

from __future__ import annotations

from watcher.sources.kinds import recognise
from watcher.sources.moderngov.parse.links import link, portal_of
from watcher.sources.ofsted.provider_page import urn_of
from watcher.sources.public_page import public_page
from watcher.sources.urls import canon

_COMMITTEE = {"ielistmeetings": "cid", "mgcommitteedetails": "id"}
_ROOTS = ("", "mglistcommittees", "mgwebservice.asmx", "mgwhatsnew", "mgrss", "default", "index", "uucoverpage")


def identity_of(url: str, kind: str = "") -> str:
    """Return the same text for two addresses at which a source of this kind reads the same: both pages of a committee,
    a provider under an older type, a page of GOV.UK and its answer for programs."""
    kind = kind or recognise(url) or ""
    if kind == "moderngov":
        return _of_portal(url)
    if kind == "ofsted" and "/provider/" in url.lower() and (urn := urn_of(url)):
        return f"ofsted {urn}"
    return canon(public_page(kind, url) or url).lower() if kind == "govuk" else canon(url)


def _of_portal(url: str) -> str:
    where = link(url)
    portal = canon(portal_of(url).base).lower()
    if where.page in _ROOTS or "." not in url.rpartition("/")[2]:
        return portal
    if cid := where.id(_COMMITTEE.get(where.page, "")):
        return f"{portal} committee {cid}"
    return canon(url).lower()
