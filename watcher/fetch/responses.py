"""PURE: what an answer means: a page, nothing new, or which of our errors.

The rules are those of facts/news.md, HTTP, and facts/moderngov.md, Quirks, 2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from watcher.core.errors import Challenged, Gone, NotFound, Refused, SourceError, Unreachable
from watcher.core.first_tag import first_tag

LONGEST_RETRY_AFTER = 24 * 3600
"""Seconds; a site that asks for more is asked again after a day."""

PAGE_STATUSES = (200, 203)
"""What carries a page; 203 is one that a cache on the way has touched."""

LONGEST_HEADER = 1_000
_OVERLOADED = (502, 503, 504)
_REFUSALS = (401, 403, 451)
_HTML = {"!doctype html", "html", "head", "script", "title", "meta"}
_TITLE = re.compile(rb"<title[^<>]*>([^<]{0,300})</title>", re.IGNORECASE)
# Titles that guards give their own page. "Just a moment" alone, so that an article of that name is none.
_GUARD_TITLES = re.compile(
    rb"just a moment\.*|attention required! \| cloudflare|azure waf\b.*|sucuri website firewall\b.*|ddos-guard",
    re.IGNORECASE,
)
_INCAPSULA_TEXT = b"Incapsula incident ID"
_INCAPSULA_SCRIPT = re.compile(rb"/_Incapsula_Resource\b")
_INCAPSULA_SHELL = 2_000
"""Bytes. A real page may load the same script too; the bare shell around it is about 212 long."""


class TransientError(Unreachable):
    """An Unreachable that may be over in seconds: worth another try in the same visit."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """One answer of one host; `body` is whole for a 200, the beginning for an error, empty for a redirect."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in any case."""
    body: bytes = b""
    location: str = ""
    """Where a redirect leads, as it was sent."""

    @property
    def host(self) -> str:
        """Return the host as it stands in the URL, with a port where there is one."""
        return urlsplit(self.url).netloc

    @property
    def wait(self) -> float | None:
        """Return the seconds it asks us to wait, where it is too busy and says how long; else None."""
        busy = self.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
        return retry_after(self.headers) if busy else None

    def header(self, name: str) -> str:
        """Return a header to the letter, since it may be sent back; "" where it is missing or no database could keep
        it."""
        value = self.headers.get(name, "")
        return value if value.isprintable() and len(value) <= LONGEST_HEADER else ""


def is_page(reply: HttpResponse) -> bool:
    """Tell whether this is a whole page, and not one that a guard put in its place."""
    return reply.status in PAGE_STATUSES and not guard(reply)


def may_pass(reply: HttpResponse) -> bool:
    """Tell whether the site is overloaded for a moment only, as far as it says: worth another try in seconds."""
    return reply.status in _OVERLOADED and not reply.wait and not guard(reply)


def guard(reply: HttpResponse) -> str:
    """Name the guard that answered in the site's place ("Cloudflare"); "" where none did."""
    if reply.headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare"
    if reply.headers.get("x-amzn-waf-action"):
        return "AWS WAF"
    start = reply.body[:20_000]
    if first_tag(start) not in _HTML:
        return ""
    if _INCAPSULA_TEXT in start or (len(reply.body) < _INCAPSULA_SHELL and _INCAPSULA_SCRIPT.search(start)):
        return "Incapsula"
    if len(reply.body) < _INCAPSULA_SHELL and b"/.well-known/sgcaptcha" in start:
        return "SiteGround"
    title = _TITLE.search(start)
    if title and _GUARD_TITLES.fullmatch(named := title[1].strip()):
        return f"“{named.decode('utf-8', 'replace')}”"
    return ""


def failure(reply: HttpResponse) -> SourceError:
    """Make the error for an answer that is no page."""
    said = f"{reply.status} {_phrase(reply.status)}".strip()
    if who := guard(reply):
        return Challenged(f"{reply.host} refused us: its guard ({who}) answered with a challenge ({said})")
    if reply.status in _REFUSALS:
        return Refused(f"{reply.host} refused us ({said})")
    if reply.status == HTTPStatus.GONE:
        return Gone(f"{reply.host} says that this page is gone for good (410)")
    if reply.status == HTTPStatus.NOT_FOUND:
        return NotFound(f"{reply.host} has no such page (404): has it moved?")
    if reply.location:
        return Unreachable(f"{reply.host} sends us on and on ({said})")
    return Unreachable(f"{reply.host} answered {said}", reply.wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the wait that a site asks for, in seconds, at most a day; None where it asks for none that can be read."""
    asked = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return float(min(int(asked), LONGEST_RETRY_AFTER))
    then = _moment(asked)
    if then is None:
        return None
    # By the site's own clock where it shows one: ours may differ.
    now = _moment(headers.get("Date", "")) or datetime.now(UTC)
    return min(max((then - now).total_seconds(), 0.0), float(LONGEST_RETRY_AFTER))


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _phrase(status: int) -> str:
    """Say in our own words what a status means: the site's may be anything."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
