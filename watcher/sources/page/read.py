"""Reads a page that has changed: refuses what is no page, then takes its words or links."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.core.errors import NotUnderstood
from watcher.core.first_tag import first_tag
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.page.extract import watched
from watcher.sources.page.ignore import patterns

MOST_TAGS = 100_000
"""More would keep the parser busy for minutes."""


def readings(page: Page, visit: Visit) -> Iterator[Reading]:
    """Read the page: one Reading. Raises NotUnderstood with a plain reason."""
    _refuse_what_is_no_page(page)
    yield from watched(page, visit, patterns(visit.source))


def _refuse_what_is_no_page(page: Page) -> None:
    start = page.body[:2_000].lstrip()
    if first_tag(start) in ("rss", "feed", "rdf:rdf"):
        raise NotUnderstood(f"{page.url} is a feed: give this source `kind: feed`")
    if start.startswith(b"%PDF") or b"\0" in start:
        raise NotUnderstood(f"{page.url} is a file, not a web page; watch the page that links to it")
    if page.body.count(b"<") > MOST_TAGS:
        raise NotUnderstood(f"{page.url} has more than {MOST_TAGS:,} tags; no page that people read needs so many")
