"""Reads a page as a list: every link that was selected is an article, known again as those of a feed are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.feed.entry import LONGEST_SUMMARY, Entry, Feed, absolute, ends_of
from watcher.sources.feed.identify import readings, remark, settled_with
from watcher.sources.feed.keys import normal
from watcher.sources.page.beside import Rows
from watcher.sources.page.bounds import Element
from watcher.sources.page.ignore import without
from watcher.sources.page.tree import text
from watcher.sources.urls import canon, exact

_NO_TITLE = re.compile(
    r"(read|find out|see|learn|show|view) (more|all|full)\b.*|continue reading.*|(more|all|here|link)?\W*",
    re.IGNORECASE,
)


def listed(links: Sequence[Element], page: Page, visit: Visit, ignored: Sequence[str]) -> Iterator[Reading]:
    """Read the articles, the last of the page first. A listing is a window: what leaves it is not withdrawn. Raises
    NotUnderstood where no link leads anywhere."""
    looked_at, unread = ends_of(links)
    entries = _entries(looked_at, page, ignored)
    if links and not entries:
        raise NotUnderstood(f"none of the {len(links)} links selected on {page.url} leads to a page with a title")
    settled = settled_with(visit, Feed(page.url, tuple(entries), unread=unread, undated=True), page.url)
    visit.notes["damaged"] = remark(settled)
    yield from readings(settled, visit.source.url)


def _entries(links: Sequence[Element], page: Page, ignored: Sequence[str]) -> list[Entry]:
    """Return an entry for each address: of several links to it (picture, title, "read more") the one with the most
    words. Links that differ in what may be tracking are one where their titles are, too."""
    best: dict[str, Entry] = {}
    rows = Rows(frozenset(links))
    for entry in _without([_entry(link, page, rows) for link in links], ignored):
        address = exact(entry.link) if entry.link else ""
        if entry.title and address and len(entry.title) > len(best.get(address, Entry()).title):
            best[address] = entry
    by_title = {(canon(entry.link), normal(entry.title)): entry for entry in reversed(best.values())}
    first = [entry for entry in best.values() if by_title[canon(entry.link), normal(entry.title)] is entry]
    parts = {exact(entry.link) for entry in first if _is_part_of(page, entry)}
    return [
        entry
        for entry in first
        if canon(entry.link) != canon(page.url) or (exact(entry.link) in parts and _says_what(entry, parts))
    ]


def _is_part_of(page: Page, entry: Entry) -> bool:
    """Tell whether it leads to a part of the very page it stands on: to a notice by its anchor, say."""
    return canon(entry.link) == canon(page.url) and exact(entry.link) != exact(page.url)


def _says_what(entry: Entry, parts: set[str]) -> bool:
    """Tell whether a link to this very page is more than a signpost ("Up"): it says more than a word, or is one of
    several."""
    return len(parts) > 1 or " " in entry.title


def _without(entries: Sequence[Entry], ignored: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries in the words that are left by `ignore:`; a title that says nothing of the article is none."""
    left = without([words for entry in entries for words in (entry.title, entry.summary)], ignored)
    for entry, title, summary in zip(entries, left[::2], left[1::2], strict=True):
        yield replace(entry, title="" if _NO_TITLE.fullmatch(title) else title, summary=summary[:LONGEST_SUMMARY])


def _entry(link: Element, page: Page, rows: Rows) -> Entry:
    beside = rows.beside(link)
    return Entry(
        link=absolute(page.url, str(link.get("href") or "")),
        title=text(link),
        summary=beside.summary,
        published=beside.published,
    )
