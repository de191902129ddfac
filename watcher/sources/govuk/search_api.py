"""Reads what a search or a feed of GOV.UK found: the same pages from the search API and from Atom (facts/ofsted.md,
10)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page, StoredDocument
from watcher.sources.dates import instant
from watcher.sources.govuk.fields import answer, key_of, latest, listed, plain, publication, words
from watcher.sources.html import text, xml
from watcher.sources.urls import joined

if TYPE_CHECKING:
    from bs4 import Tag

_TAGGED = re.compile(r"^tag:[^:]*:(/[^#?]*)")


def read_results(page: Page, known: Mapping[str, StoredDocument]) -> list[Document]:
    """Read the results of `/api/search.json`, in their order. Raises NotUnderstood for another answer."""
    found = answer(page)
    if not isinstance(found.get("results"), list):
        raise NotUnderstood(f"{page.url} answered without results")
    documents = []
    for result in listed(found["results"]):
        link = words(result.get("link"))
        key = key_of(link)
        if key and words(result.get("title")):
            updated = latest(key, instant(result.get("public_timestamp")), known)
            kind = words(result.get("document_type")) or words(result.get("format"))
            title, summary = words(result["title"]), words(result.get("description"))
            documents.append(publication(key, joined(page.url, link), title, summary, updated, document_type=kind))
    return documents


def read_atom(page: Page, known: Mapping[str, StoredDocument]) -> list[Document]:
    """Read the entries of an Atom feed, in their order. Raises NotUnderstood for anything but a whole one."""
    tree = xml(page)
    if tree.find("feed", recursive=False) is None:
        raise NotUnderstood(f"{page.url} is no Atom feed; look at it in a browser")
    if not re.search(rb"</feed\s*>\s*$", page.body):
        raise NotUnderstood(f"{page.url} is a feed that ends in the middle")
    return [document for entry in tree.find_all("entry") if (document := _entry(entry, page.url, known))]


def _entry(entry: Tag, base: str, known: Mapping[str, StoredDocument]) -> Document | None:
    """Make a document of one page. Its path is its identity: the id was once made of address and time, a new one for
    every update."""
    link = entry.find("link", href=True, rel=lambda rel: rel in (None, "alternate"))
    tagged = _TAGGED.match(text(entry.find("id")))
    href = str(link["href"]) if link else tagged[1] if tagged else ""
    title = plain(text(entry.find("title")))
    if not href or not title:
        return None
    key = key_of(href)
    updated = latest(key, instant(text(entry.find("updated"))), known)
    return publication(key, joined(base, href), title, plain(text(entry.find("summary"))), updated)
