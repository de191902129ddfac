"""PURE: tells whether a page comes from the site, and is in the language, by which its source is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from watcher.core.visits import FailedReading, Page, Reading

_SAID = re.compile(
    rb"<(?:html|feed|rss|rdf:rdf)\b[^<>]*?\s(?:xml:)?lang\s*=\s*(?:[\"']\s*)?([a-z]{2,3})\b"
    rb"|<(?:dc:)?language>\s*([a-z]{2,3})\b",
    re.IGNORECASE,
)
_WITHIN = 5_000
"""Bytes from the start of a page in which it says what language it is in."""
_NAMES = {"cy": "Welsh", "en": "English"}
_SITES, _LANGUAGES = "sites", "languages"


class PageOrigin(NamedTuple):
    """The site that a page came from in the end, and the language that it says it is in; empty where it says none."""

    site: str
    language: str


def origin_of(page: Page) -> PageOrigin:
    """Returns the site that the page came from in the end, and the language it says it is in."""
    said = _SAID.search(page.body[:_WITHIN])
    return PageOrigin(_site(page.url), (said[1] or said[2]).decode().lower() if said else "")


def flag_foreign_pages(
    read: Iterable[Reading | FailedReading], looks: Mapping[str, PageOrigin], url: str, notes: Mapping[str, str]
) -> list[Reading | FailedReading]:
    """Returns the readings, those of a page that looks like another one marked as suspect; where such a page (by the
    URL that was asked for) is none of theirs, all of them, unless it is only what one of their documents leads to: a
    file may lie anywhere. A page that says no language, or lies on another site than the source's `url`, is not judged;
    nor is any while `notes` name no origin to go by."""
    read = list(read)
    strange = {asked: why for asked, origin in _own(looks, url).items() if (why := _unlike(origin, url, notes))}
    of_no_reading = strange.keys() - {reading.scope for reading in read} - set(_led_to(read))
    everywhere = next((why for asked, why in strange.items() if asked in of_no_reading), "")
    return [_marked(reading, strange.get(reading.scope, everywhere)) for reading in read]


def _led_to(read: Iterable[Reading | FailedReading]) -> Iterator[str]:
    """Yields the addresses that the documents of these readings name."""
    for document in (document for reading in read if isinstance(reading, Reading) for document in reading.documents):
        yield document.url
        yield from (value for value in document.details.values() if isinstance(value, str))


def _marked(reading: Reading | FailedReading, why: str) -> Reading | FailedReading:
    if isinstance(reading, FailedReading) or reading.unchanged or reading.suspect:
        return reading
    return replace(reading, suspect=why)


def _unlike(origin: PageOrigin, url: str, notes: Mapping[str, str]) -> str:
    """Returns in words why a page is not what it was; empty where it is."""
    if _SITES in notes and origin.site not in {_site(url), *notes[_SITES].split()}:
        return f"it comes from {origin.site} now, no longer from {_site(url)}"
    known = notes.get(_LANGUAGES, "").split()
    if known and origin.language and origin.language not in known:
        before = " or ".join(_NAMES.get(code, code) for code in known)
        return f"it is in another language now ({_NAMES.get(origin.language, origin.language)}, not {before})"
    return ""


def known_origins(looks: Mapping[str, PageOrigin], url: str, notes: Mapping[str, str]) -> dict[str, str]:
    """Returns what the notes are to hold once all that was read is believed: every site and language that was ever
    right."""
    seen = _own(looks, url).values()
    sites = {*notes.get(_SITES, "").split(), *(origin.site for origin in seen)}
    languages = {*notes.get(_LANGUAGES, "").split(), *(origin.language for origin in seen if origin.language)}
    return {_SITES: " ".join(sorted(sites)), _LANGUAGES: " ".join(sorted(languages))}


def _own(looks: Mapping[str, PageOrigin], url: str) -> dict[str, PageOrigin]:
    """Returns the origins of pages that were asked for on the source's own site."""
    return {asked: origin for asked, origin in looks.items() if _site(asked) == _site(url)}


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
