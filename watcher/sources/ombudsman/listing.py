"""Reads a list of the Ombudsman's decisions: a search by council, or the newest of a category (facts/further.md, 3)."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from watcher.core.documents import Document
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.dates import dates_in
from watcher.sources.feed.entry import absolute
from watcher.sources.html import soup, text

_REFERENCE = re.compile(r"/(\d\d-\d{3}-\d{3}[a-z]?)/?$", re.IGNORECASE)
_IN_TITLE = re.compile(r"\((\d\d) (\d{3}) (\d{3}[a-z]?)\)")
_COUNT = re.compile(r"\bhas ([\d,]{1,9}|no) results?\b", re.IGNORECASE)
_SORT = re.compile(r"(Statement|Report)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(closed after initial enquiries|not upheld|upheld|not investigated|discontinued?|advice given)\b", re.IGNORECASE
)
_SUMMARY = re.compile(r"\bSummary:", re.IGNORECASE)
_HIGHEST = 8
"""So many tags above its link a row ends at most."""
LONGEST_SUMMARY = 2_000


def results(page: Page) -> tuple[list[Document], int | None]:
    """Return the decisions listed, and how many the page says were found; None where it does not say."""
    tree = soup(page)
    links: dict[str, Tag] = {}
    for link in tree.select("a[href]"):
        if (key := reference(absolute(page.url, str(link["href"])))) and text(link):
            links.setdefault(key, link)
    inside = Counter(id(parent) for link in links.values() for parent in link.parents)
    found = [_decision(key, link, page, inside) for key, link in links.items()]
    said = _COUNT.search(text(tree.body))
    count = None if not said else 0 if said[1].lower() == "no" else int(said[1].replace(",", "") or 0)
    return [document for document in found if document], count


def reference(url: str) -> str:
    """Return the reference of a decision by its address (`25-002-039`), whatever its path; "" where it has none."""
    path = unquote(urlsplit(url).path)
    found = _REFERENCE.search(path) if "/decisions/" in path.lower() else None
    return found[1].lower() if found else ""


def _decision(key: str, link: Tag, page: Page, inside: Counter[int]) -> Document | None:
    """Make a document of a row; None where it says no outcome and no day, so that it is a mere mention."""
    title = text(link)
    said = collapse_spaces(_row(link, inside).replace(title, " ", 1))
    head, summary = [*_SUMMARY.split(said, maxsplit=1), ""][:2]
    days = dates_in(head)
    if not days:
        return None
    when, start, _ = days[0]
    sort = _SORT.match(head)
    words = head[sort.end() if sort else 0 : start].strip(" -–|,:")
    outcome = _OUTCOME.match(words)
    council = _IN_TITLE.sub("", title).strip()
    details = {
        "reference": key,
        "council": council,
        "outcome": outcome[1] if outcome else words,
        "category": words[outcome.end() :].strip(" -–|,:") if outcome else "",
        "decided": when.isoformat(),
        "sort": sort[1] if sort else "",
    }
    return Document(
        key,
        "article",
        titled(details["outcome"], details["category"], council, key),
        absolute(page.url, str(link["href"])),
        when,
        collapse_spaces(summary)[:LONGEST_SUMMARY],
        {name: value for name, value in details.items() if value},
    )


def titled(outcome: str, category: str, council: str, key: str) -> str:
    """Return the headline of a decision: the outcome as it stands, of what, about whom."""
    about = ", ".join(filter(None, (category, council)))
    return f"{outcome}: {about} ({key.replace('-', ' ')})" if outcome else f"{about} ({key.replace('-', ' ')})"


def _row(link: Tag, inside: Counter[int]) -> str:
    """Return the words of the largest part of the page around the link that names no other decision."""
    row = link
    for parent in list(link.parents)[:_HIGHEST]:
        if inside[id(parent)] > 1 or parent.name in ("body", "main", "html", "[document]"):
            break
        row = parent
    return text(row)
