"""What is watched at an address, whichever of its pages and spellings was pasted. Pure; loads no kind, for each reading
of the config asks."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from watcher.sources.kinds import recognise
from watcher.sources.public_page import public_page
from watcher.sources.urls import canon

_ROOTS = ("", "mglistcommittees", "mgwhatsnew", "mgrss", "default", "index", "uucoverpage")
_SERVICE = "/mgwebservice.asmx"
_SHOWS = {
    "ielistmeetings": ("committee", ("cid", "committeeid")),
    "mgcommitteedetails": ("committee", ("id",)),
    "ielistdocuments": ("meeting", ("mid", "meetingid")),
    "ieissuedetails": ("issue", ("iid",)),
    "mgissuehistoryhome": ("issue", ("iid",)),
    "iedecisiondetails": ("decision", ("id",)),
}
"""The pages of a portal that show one thing, and the names that its number goes under, in small letters."""
_NOISE = frozenset({"ver", "j", "lll", "bcr", "zts", "xxr", "now"})
"""Parameters that say nothing (facts/moderngov.md, "Page shell and text")."""
_PROVIDER = re.compile(r"/provider/\w+/(\w+)", re.IGNORECASE)
_OFSTED = re.compile(r"(?:^|\.)ofsted\.gov\.uk(?::\d+)?$", re.IGNORECASE)


def identity_of(url: str, kind: str = "") -> str:
    """Return the same text for two addresses at which a source of this kind reads the same: both pages of a committee,
    a provider under an older type, a page of GOV.UK and its answer for programs."""
    kind = kind or recognise(url) or ""
    if kind == "moderngov":
        return _of_portal(url)
    if kind == "ofsted" and (provider := _PROVIDER.search(url)):
        own = _OFSTED.search(urlsplit(url).netloc)  # it has several hosts, and older addresses of another form
        return f"{'ofsted' if own else canon(url[: provider.start()])} provider {provider[1]}"
    return canon(public_page(kind, url) or url).lower() if kind == "govuk" else canon(url)


def _of_portal(url: str) -> str:
    parts = urlsplit(url.strip())
    folder, _, page = parts.path.lower().partition(_SERVICE)[0].rpartition("/")
    if "." not in page:
        folder, page = f"{folder}/{page}", ""
    page = page.removesuffix(".aspx")
    portal = canon(f"{parts.scheme}://{parts.netloc}{folder}").lower()
    given = {name.lower().lstrip("?&"): value for name, value in parse_qsl(parts.query)}
    if page in _ROOTS:
        return portal
    thing, names = _SHOWS.get(page, ("", ()))
    if number := next((given[name] for name in names if given.get(name)), ""):
        return f"{portal} {thing} {number}"
    kept = sorted(f"{name}={value}" for name, value in given.items() if name not in _NOISE)
    return f"{portal}/{page}?{'&'.join(kept)}"
