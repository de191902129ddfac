"""PURE: whether the pages of a source still come from the site, and in the language, by which they are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from watcher.model import Page, Reading, Unread

_SAID = re.compile(
    rb"<(?:html|feed|rss|rdf:rdf)\b[^<>]*?\s(?:xml:)?lang\s*=\s*(?:[\"']\s*)?([a-z]{2,3})\b"
    rb"|<(?:dc:)?language>\s*([a-z]{2,3})\b",
    re.IGNORECASE,
)
_WITHIN = 5_000
"""Bytes from the start of a page in which it says what language it is in."""
_NAMES = {"cy": "Welsh", "en": "English"}
_SITES, _LANGUAGES = "sites", "languages"


@dataclass(frozen=True, slots=True)
class Look:
    """The site that a page came from in the end, and the language that it says it is in; empty where it says none."""

    site: str
    language: str


def look(page: Page) -> Look:
    said = _SAID.search(page.body[:_WITHIN])
    return Look(_site(page.url), (said[1] or said[2]).decode().lower() if said else "")


def doubted(
    read: Iterable[Reading | Unread], looks: Mapping[str, Look], url: str, notes: Mapping[str, str]
) -> list[Reading | Unread]:
    """The readings, those of a page that looks like another one marked as suspect; where such a page (by the URL that
    was asked for) is none of theirs, all of them, unless it is only what one of their documents leads to: a file may
    lie anywhere. A page that says no language, or lies on another site than the source's `url`, is not judged; nor is
    any while `notes` hold no look to go by."""
    read = list(read)
    strange = {asked: why for asked, one in _own(looks, url).items() if (why := _unlike(one, url, notes))}
    of_no_reading = strange.keys() - {one.scope for one in read} - set(_led_to(read))
    everywhere = next((why for asked, why in strange.items() if asked in of_no_reading), "")
    return [_marked(one, strange.get(one.scope, everywhere)) for one in read]


def _led_to(read: Iterable[Reading | Unread]) -> Iterator[str]:
    """The addresses that the documents of these readings name."""
    for document in (document for one in read if isinstance(one, Reading) for document in one.documents):
        yield document.url
        yield from (value for value in document.details.values() if isinstance(value, str))


def _marked(one: Reading | Unread, why: str) -> Reading | Unread:
    if isinstance(one, Unread) or one.unchanged or one.suspect:
        return one
    return replace(one, suspect=why)


def _unlike(one: Look, url: str, notes: Mapping[str, str]) -> str:
    """In words why it is not what it was; empty where it is."""
    if _SITES in notes and one.site not in {_site(url), *notes[_SITES].split()}:
        return f"it comes from {one.site} now, no longer from {_site(url)}"
    known = notes.get(_LANGUAGES, "").split()
    if known and one.language and one.language not in known:
        before = " or ".join(_NAMES.get(code, code) for code in known)
        return f"it is in another language now ({_NAMES.get(one.language, one.language)}, not {before})"
    return ""


def learned(looks: Mapping[str, Look], url: str, notes: Mapping[str, str]) -> dict[str, str]:
    """What the notes are to hold once all that was read is believed: every site and language that was ever right."""
    seen = _own(looks, url).values()
    sites = {*notes.get(_SITES, "").split(), *(one.site for one in seen)}
    languages = {*notes.get(_LANGUAGES, "").split(), *(one.language for one in seen if one.language)}
    return {_SITES: " ".join(sorted(sites)), _LANGUAGES: " ".join(sorted(languages))}


def _own(looks: Mapping[str, Look], url: str) -> dict[str, Look]:
    """Those of pages that were asked for on the source's own site."""
    return {asked: one for asked, one in looks.items() if _site(asked) == _site(url)}


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
