"""PURE: tells whether a reading can be true: it holds neither too little nor too much."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from watcher.core.documents import Document
from watcher.core.text import collapse_spaces, pluralise
from watcher.core.visits import Reading, StoredDocument, StoredDocuments
from watcher.rules.compare import COMPARED, field_value

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
