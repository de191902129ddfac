"""PURE: links of a portal whatever their spelling, and the one canonical URL of each thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from watcher.core.text import normalise
from watcher.sources.urls import LONGEST_ADDRESS

# The same id under the names that different pages give it.
_SYNONYMS = {"committeeid": "cid", "meetingid": "mid", "rp": "rpid", "lcommitteeid": "cid", "lmeetingid": "mid"}
# The page and letter that files are served under: an item's report, a meeting's own pack, a supplement.
_FILE = re.compile(r"(?:^|/)documents/(?P<letter>[a-z])(?P<number>\d+)/(?P<name>[^?#]*)", re.IGNORECASE)
_OLD_FILE = re.compile(r"(?:^|/)olddocuments/(?P<name>[^?#]+)", re.IGNORECASE)
_DATE_IN_NAME = re.compile(
    r"(?<![\s_-])[\s_-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun|day)(?:day)?[\s_-]*)?\d{1,2}(?:st|nd|rd|th)?[\s-]+[a-z]{3,9}[\s-]+\d{4}"
    r"(?:\s+\d{1,2}[.:]\d{2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: the page's name in small letters without `.aspx`, and its parameters by folded name."""

    page: str
    ids: Mapping[str, str]

    def id(self, name: str) -> str:
        """Return a parameter's digits, or "" where it is missing or no number (`AIId` and `IId` are different
        names)."""
        value = self.ids.get(name, "")
        return value if value.isascii() and value.isdigit() else ""


def is_address(href: str) -> bool:
    """Tell whether a link can be read at all; people paste anything into pages."""
    if len(href) > LONGEST_ADDRESS:
        return False
    try:
        urlsplit(href.strip())
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4_096)  # the same links stand on all pages of a portal, and are asked about for several reasons
def link(href: str) -> Link:
    """Read a link without regard to case, order or noise; one that is no address leads nowhere."""
    if not is_address(href):
        return Link("", {})
    parts = urlsplit(href.strip())
    page = parts.path.rsplit("/", 1)[-1].lower().removesuffix(".aspx")
    ids = {name.lower().lstrip("?&"): value.strip() for name, value in parse_qsl(parts.query)}
    return Link(page, {_SYNONYMS.get(name, name): value for name, value in ids.items()})


@dataclass(frozen=True, slots=True)
class File:
    """A file of the portal: `key` is its identity, `name` what stands in its path."""

    key: str
    letter: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal; `base` is the folder all its pages lie in, with a slash at its end."""

    base: str

    def url(self, page: str, **ids: str) -> str:
        """Return the canonical URL of a page; parameters without a value are left out."""
        given = {name: value for name, value in ids.items() if value}
        return f"{self.base}{page}.aspx" + (f"?{urlencode(given, safe='/')}" if given else "")

    def meeting(self, mid: str, cid: str = "") -> str:
        """Return the address of a meeting's page, as the portal itself links it."""
        return self.url("ieListDocuments", CId=cid, MId=mid)

    def committee(self, cid: str) -> str:
        """Return the address that lists all meetings of a committee."""
        return self.url("ieListMeetings", CId=cid, Year="0")

    def decision(self, number: str) -> str:
        """Return the address of one decision's page."""
        return self.url("ieDecisionDetails", ID=number)

    def reasons(self, href: str) -> str:
        """Return the address that says why something is restricted, by a link to it; "" where that names nothing."""
        where = link(href)
        return self.url("mgReasonsRestricted", OID=oid, OT=where.id("ot")) if (oid := where.id("oid")) else ""

    def absolute(self, href: str) -> str:
        """Return a link made absolute, blanks escaped, its fragment dropped; http and https of the portal are one."""
        return _absolute(self.base, href)

    def file(self, href: str) -> File | None:
        """Return the file behind a link, or None where it leads to a page."""
        where = link(href)
        if where.page == "mgconvert2pdf" and (number := where.id("id")):
            url = self.url("mgConvert2PDF", ID=number, ISATT=where.id("isatt"))
            return File(f"a{number}", "a", "", url)
        if found := _FILE.search(href):
            letter, number = found["letter"].lower(), found["number"]
            name = unquote(found["name"]).strip()
            key = f"g{number}/{pack_name(name)}" if letter == "g" else f"{letter}{number}"
            return File(key, letter, name, self._file_url(href))
        if found := _OLD_FILE.search(href):
            name = unquote(found["name"])
            return File(f"o/{name.lower()}", "o", name, self.absolute(href))
        return None

    def _file_url(self, href: str) -> str:
        return self.absolute(href.partition("#")[0].partition("?")[0])


@lru_cache(maxsize=4_096)
def _absolute(base: str, href: str) -> str:
    parts = urlsplit(urljoin(base, href.strip()))
    home = urlsplit(base)
    if parts.hostname == home.hostname:
        parts = parts._replace(scheme=home.scheme, netloc=home.netloc)
    query = quote(parts.query, safe="%=&+/:,;@!*'()")
    return urlunsplit(parts._replace(path=_escaped(parts.path), query=query, fragment=""))


def portal_of(url: str) -> Portal:
    """Return the portal that a pasted URL belongs to: the folder of its page."""
    parts = urlsplit(url.strip())
    service = parts.path.lower().find("/mgwebservice.asmx")
    parts = parts._replace(path=parts.path[: service + 1]) if service >= 0 else parts
    folder, _, last = parts.path.rpartition("/")
    path = folder if "." in last or not last else parts.path
    return Portal(f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}/")


def keys_of(url: str) -> tuple[str, ...]:
    """Return the keys of what a pasted link of a portal may lead to: an issue, a decision, an item, a meeting, a file;
    none where it leads to none of these."""
    where, portal = link(url), portal_of(url) if is_address(url) else None
    if portal and (file := portal.file(url)):
        return (file.key,)
    if ai := where.id("aiid"):
        return (f"dai{ai}", f"ai{ai}")
    if where.page == "mgai" and (ai := where.id("id")):
        return (f"ai{ai}", f"dai{ai}")
    if where.page == "iedecisiondetails" and (number := where.id("id")):
        return (f"d{number}", f"pd{number}")
    if iid := where.id("iid"):
        return (f"i{iid}",)
    return (f"m{mid}",) if (mid := where.id("mid")) else ()


def pack_name(name: str) -> str:
    """Return the name of a meeting's pack without date, time and extension, in small letters ("printed minutes")."""
    stem = re.sub(r"\.[a-z]{3,4}$", "", normalise(name), flags=re.IGNORECASE)
    return _DATE_IN_NAME.sub("", stem).strip(" -_").lower()


def _escaped(path: str) -> str:
    return quote(unquote(path), safe="/!$&'()*+,;=:@~")
