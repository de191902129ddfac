"""Reads an Ofsted provider page: each report of its timeline as a document (facts/ofsted.md, 3).

Knows the markup only; fetches nothing and opens no report."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from watcher.core.documents import Document, Json
from watcher.core.errors import NotUnderstood, Suspect
from watcher.core.text import normalise
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import is_inside, soup, text
from watcher.sources.urls import joined

if TYPE_CHECKING:
    from bs4 import Tag

_ADDRESS = re.compile(r"/provider/\w+/(\w+)/?$", re.IGNORECASE)
_FILE = re.compile(r"/file/(\d+)")
# What stands behind a label, which may hold ", " and " - " itself.
_HIDDEN = re.compile(r" ?, ?(?:pdf|docx?|html?) ?- ?(\d{1,2} \w{1,20} \d{4})$", re.IGNORECASE)
_REPORTS = "a.publication-link, a[href*='/v1/file/']"


def urn_of(url: str) -> str:
    """Return the provider's number in the address of its page; "" where there is none."""
    found = _ADDRESS.search(urlsplit(url).path)
    return found[1] if found else ""


def canonical(url: str) -> str:
    """Return the address by which a page is remembered: no fragment, no closing slash, the query in one order."""
    parts = urlsplit(url)
    query = urlencode(sorted(parse_qsl(parts.query)))
    return parts._replace(path=parts.path.rstrip("/"), query=query, fragment="").geturl()


def timeline(page: Page, urn: str) -> tuple[Document, ...]:
    """Read every report on the page, newest first as Ofsted lists them; empty for a provider that has none yet. Raises
    NotUnderstood for anything but a whole provider page, Suspect for the page of another provider."""
    tree = soup(page)
    timelines = tree.select("#main ol.timeline")
    heading = normalise(text(tree.select_one("h1")))
    if not timelines:
        raise NotUnderstood(f"{page.url} holds no timeline of reports; it is headed “{heading}”")
    if _is_cut_short(page.body):
        raise NotUnderstood(f"{page.url} ends in the middle of its timeline")
    shown = re.search(r"URN:\s*(\w+)", text(tree.select_one("#main .title-block__subheading")))
    if shown and shown[1].upper() != urn.upper():
        raise Suspect(f"{page.url} is the page of URN {shown[1]}, not of {urn}")
    about: dict[str, Json] = {"provider": heading, "urn": urn, "provider_url": page.url}
    found: dict[str, Document] = {}
    for section in timelines:
        dates = _Dates(section)
        for link in section.select(_REPORTS):
            document = _report(link, dates, page.url, about)
            found.setdefault(document.key, document)
    return tuple(found.values())


def _is_cut_short(body: bytes) -> bool:
    """Tell whether a list never ends: then it is not the whole listing, whatever a lenient parser makes of it."""
    started = max(body.rfind(b"publication-link"), body.rfind(b'"timeline"'))
    return b"</ol" not in body[started:].lower()


def _report(link: Tag, dates: _Dates, base: str, about: dict[str, Json]) -> Document:
    """Make a document of one row. Its identity is the file's number, whatever host the link wears (facts/ofsted.md,
    1)."""
    url = joined(base, str(link.get("href", ""))) or base
    number = _FILE.search(url)
    label, published = _label(link)
    inspected = dates.nearest(link, ".timeline__date")
    return Document(
        key=number[1] if number else urlsplit(url)._replace(scheme="", netloc="").geturl(),
        kind="inspection",
        title=label or "Inspection report",
        url=url,
        published=published or dates.nearest(link, "time[pubdate]"),
        details={**about, "inspection_start": inspected.isoformat()} if inspected else about,
    )


def _label(link: Tag) -> tuple[str, date | None]:
    """Return label and publication date from the words for screen readers; else the visible label alone."""
    hidden = link.select_one("span.nonvisual")
    said = normalise(text(hidden))
    if behind := _HIDDEN.search(said):
        return said[: behind.start()], day(behind[1])
    visible = [string for string in link.strings if not is_inside(string, {id(hidden)})]
    return normalise(" ".join(visible)), None


class _Dates:
    """The dates of one timeline; each of its boxes is looked through once, however many links it holds."""

    def __init__(self, timeline: Tag) -> None:
        self._timeline = timeline
        self._found: dict[tuple[int, str], Tag | None] = {}

    def nearest(self, link: Tag, selector: str) -> date | None:
        """Return the date in the smallest box round the link that holds one; never one from another row."""
        for box in link.parents:
            if box is self._timeline:
                return None
            if found := self._first(box, selector):
                return day(text(found))
        return None

    def _first(self, box: Tag, selector: str) -> Tag | None:
        place = id(box), selector
        if place not in self._found:
            self._found[place] = box.select_one(selector)
        return self._found[place]
