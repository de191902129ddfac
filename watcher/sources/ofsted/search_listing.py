"""Reads an Ofsted search listing: each provider with its latest report, paged to the end (facts/ofsted.md, 4)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from watcher.core.documents import Document, Json
from watcher.core.errors import NotUnderstood
from watcher.core.grades import RATING, comparable
from watcher.core.text import normalise
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.dates import day
from watcher.sources.html import soup, text
from watcher.sources.ofsted.provider_page import urn_of
from watcher.sources.urls import joined

if TYPE_CHECKING:
    from bs4 import Tag

MOST_PAGES = 60
"""Of up to 100 providers each; England's largest kind of provider near one place is far below."""

_COUNT = "strong.results-count, .js-results-count"
_ROWS = "li.search-result"
_NO_REPORT = "none"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a listing. `total` is what the site says the whole listing holds."""

    total: int
    documents: tuple[Document, ...]
    next_url: str


def read_listing(visit: Visit, scope: str) -> Reading:
    """Read the whole listing. Raises NotUnderstood where fewer providers were read than the site counts: it once cut
    every listing to 100 rows, and 53 councils seemed to vanish."""
    documents: dict[str, Document] = {}
    seen: list[str] = []
    url, total, as_before = visit.source.url, 0, True
    while url and url not in seen and len(seen) < MOST_PAGES:
        seen.append(url)
        page = visit.get(url)
        as_before = as_before and page.unchanged
        listed = (_remembered(visit, url) if page.unchanged else None) or read_page(page)
        visit.notes[_note(url)] = _noted(listed)
        known = visit.documents.get_many(document.key for document in listed.documents)
        for document in listed.documents:
            documents.setdefault(document.key, _with_previous(document, known.get(document.key)))
        total = max(total, listed.total)
        url = listed.next_url if listed.documents else ""
    if len(documents) < total:
        raise NotUnderstood(f"{scope} counts {total} providers, but only {len(documents)} could be read")
    return Reading(scope, unchanged=True) if as_before else Reading(scope, tuple(documents.values()), complete=True)


def read_page(page: Page) -> Listed:
    """Read one page of a listing. Raises NotUnderstood where it does not say how many providers were found."""
    tree = soup(page)
    count = re.search(r"\d[\d,]{0,12}", text(tree.select_one(_COUNT)))
    if not count:
        raise NotUnderstood(
            f"{page.url} does not say how many were found; it is headed “{text(tree.select_one('h1'))}”"
        )
    documents = [_provider(row, page.url) for row in tree.select(_ROWS)]
    following = tree.select_one("a.pagination__next[href]")
    next_url = joined(page.url, str(following["href"])) if following else ""
    return Listed(int(count[0].replace(",", "")), tuple(document for document in documents if document), next_url)


def _provider(row: Tag, base: str) -> Document | None:
    """Make a document of one row, its fields found by their names: order and place moved over the years. None where it
    has no URN."""
    link = row.select_one("h3 a[href], .search-result__title a[href]")
    shown = " | ".join(normalise(string) for string in row.stripped_strings)
    url = (joined(base, str(link["href"])) or base) if link else base
    urn = _field("URN", shown) or urn_of(url)
    latest = day(_field("Latest report", shown))
    details: dict[str, Json] = {
        "urn": urn,
        "provider": normalise(text(link)),
        "category": _field("Category", shown),
        "rating": _field("Rating", shown) or normalise(text(row.select_one(".search-result__provider-rating strong"))),
        "address": normalise(text(row.select_one("address"))),
        "latest_report": latest.isoformat() if latest else _NO_REPORT,  # always known: the first report is a change
    }
    told = {name: value for name, value in details.items() if value}
    # Whose topic it is stands in its category, whose place in its address.
    words = "; ".join(str(told[name]) for name in ("category", "address") if name in told)
    return Document(urn, "inspection", normalise(text(link)), url, details=told, words=words) if urn else None


def _with_previous(document: Document, known: StoredDocument | None) -> Document:
    """Return the provider with `previous`, the rating it had before its latest report, where that is on the same scale.
    What the row no longer says is said empty: else what is remembered would stand beside it."""
    if known is None:
        return document
    now, before = document.details, known.document.details
    previous = before.get("previous")
    if _is_later(str(before.get("latest_report")), str(now.get("latest_report"))):
        was = str(before.get("rating", ""))
        previous = {RATING: was} if comparable(was, str(now.get("rating", ""))) else {}
    gone = {name: "" for name in ("rating",) if before.get(name) and name not in now}
    kept = {"previous": previous} if previous or before.get("previous") else {}
    return replace(document, details={**now, **gone, **kept})


def _is_later(before: str, now: str) -> bool:
    return now != _NO_REPORT and (before == _NO_REPORT or before < now)


def _field(name: str, shown: str) -> str:
    """Return what stands after "Name:", in the same piece of text or the next."""
    found = _shape(name).search(shown)
    return found[1].strip() if found else ""


@cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{name}\s*:[\s|]*([^|]+)", re.IGNORECASE)


def _note(url: str) -> str:
    return f"listed {url}"


def _noted(listed: Listed) -> str:
    return json.dumps(
        {"total": listed.total, "next": listed.next_url, "urns": [document.key for document in listed.documents]}
    )


def _remembered(visit: Visit, url: str) -> Listed | None:
    """Return what a page that is as it was held when it was last read; None where that is not remembered whole."""
    note = visit.notes.get(_note(url))
    if not note:
        return None
    held = json.loads(note)
    known = visit.documents.get_many(held["urns"])
    if not all(urn in known for urn in held["urns"]):
        return None
    return Listed(held["total"], tuple(known[urn].document for urn in held["urns"]), held["next"])
