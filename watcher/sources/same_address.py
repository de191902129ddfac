"""PURE: tells whether two addresses of the config lead to what their kind reads as one and the same."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from watcher.sources.public_page import public_page
from watcher.sources.urls import canon

_OF_A_THING = {
    "ielistmeetings.aspx": ("committee", ("cid", "committeeid", "id")),
    "mgcommitteedetails.aspx": ("committee", ("id", "cid")),
    "ielistdocuments.aspx": ("meeting", ("mid", "meetingid")),
    "ieissuedetails.aspx": ("issue", ("iid",)),
    "mgissuehistoryhome.aspx": ("issue", ("iid",)),
    "iedecisiondetails.aspx": ("decision", ("id",)),
}
"""The pages of a portal that show one thing, in small letters, and the names that its number goes under."""
_NOISE = frozenset({"ver", "j", "lll", "bcr", "zts", "xxr", "now"})


def address_key(kind: str, url: str) -> str:
    """Returns one spelling for all addresses that a kind reads as the same: of a portal in any case and order of its
    parameters (facts/moderngov.md, "Page shell and text"), and by what it shows; of GOV.UK its page for people."""
    if kind == "govuk":
        return canon(public_page(kind, url) or url)
    return _of_portal(url) if kind == "moderngov" else canon(url)


def _of_portal(url: str) -> str:
    folder, _, last = canon(url).casefold().rpartition("/")
    parts = urlsplit(last)
    given = {name.lstrip("?&"): value for name, value in parse_qsl(parts.query)}
    thing, names = _OF_A_THING.get(parts.path, ("", ()))
    if number := next((given[name] for name in names if given.get(name)), ""):
        return f"{folder}/{thing} {number}"
    kept = sorted(f"{name}={value}" for name, value in given.items() if name not in _NOISE)
    return f"{folder}/{parts.path}?{'&'.join(kept)}"
