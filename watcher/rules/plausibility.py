"""PURE: tells whether a reading can be true: it holds neither too little nor too much, and comes from the site, and in
the language, by which the source is known."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from watcher.core.documents import Document
from watcher.core.text import collapse_spaces, pluralise
from watcher.core.visits import FailedReading, Page, Reading, StoredDocument
from watcher.rules.compare import COMPARED, StoredDocuments, field_value

AGREEING_VISITS = 3
LONG, SWOLLEN = 10, 4
"""A listing of so many documents that swells by so many times their number is hardly the same listing: a search that
no longer heeds what is searched for finds the whole of England."""


def implausibility(reading: Reading, memory: StoredDocuments) -> str:
    """Returns in one plain line why this reading is too little or too much to be true; empty where it is not. A window
    may be nearly all new after a quiet week; it is never empty where there was something."""
    if reading.unchanged or reading.baseline or reading.suspect:
        return reading.suspect
    standing = memory.standing(reading.scope)
    if standing and not reading.documents:
        return f"empty, where {pluralise(len(standing), 'document')} stood before"
    if not reading.complete or not standing:
        return ""
    found = {known.document.key for known in map(memory.find, reading.documents) if known}
    gone = [known for known in standing if known.document.key not in found]
    if rekeyed := _rekeyed(reading.documents, gone, memory):
        return f"{pluralise(rekeyed, 'document')} of {len(standing)} came back under another number"
    if 2 * len(gone) > len(standing):
        return f"{len(gone)} of {pluralise(len(standing), 'document')} are gone at once"
    new = sum(memory.find(document) is None for document in reading.documents)
    if len(standing) >= LONG and new >= SWOLLEN * len(standing):
        return f"{pluralise(new, 'document')} are new at once, where {len(standing)} stood before"
    return ""


def _rekeyed(documents: Iterable[Document], gone: Sequence[StoredDocument], memory: StoredDocuments) -> int:
    """Returns how many lost titles stand there again under keys never seen; 0 unless that is most of a listing of three
    or more."""
    lost = {collapse_spaces(known.document.title).casefold() for known in gone}
    back = {collapse_spaces(document.title).casefold() for document in documents if not memory.find(document)} & lost
    return len(back) if len(back) >= 3 and 2 * len(back) > len(gone) else 0


def fingerprint(reading: Reading, why: str) -> str:
    """Returns a short hash, equal for two readings that hold the same documents, in all that is compared of them: three
    held visits in a row that agree are believed. A window on articles hardly ever holds the same ones twice: there
    `why` must agree."""
    window = not reading.complete and all(document.kind == "article" for document in reading.documents)
    said = [why] if window else sorted(map(_document_fingerprint, reading.documents))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _document_fingerprint(document: Document) -> str:
    compared = [field_value(document, name) for name in COMPARED[document.kind]]
    return json.dumps([document.key, *compared], sort_keys=True, default=str)


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
class PageOrigin:
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
