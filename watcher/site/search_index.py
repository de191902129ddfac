"""The index by which the front page searches and filters in the reader's own browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from watcher.core.site_paths import document_path
from watcher.messages.telegram_html import one_line
from watcher.site.context import SiteContext
from watcher.site.entries import named_as
from watcher.site.files import SiteFile

MOST_FOUND = 3_000
"""Documents: those in which something happened last. A megabyte would be too much for a telephone."""
MOST_TITLE = 140


def search_index(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the index: for each document its title, its source, its page, the day and its topics."""
    yield SiteFile("data/search.json", context.data.prints.whole, lambda: _index(context))


def _index(context: SiteContext) -> bytes:
    sources, named = list(context.sources), list(context.topics)
    log = context.data.log
    day = cache(lambda last: f"{last.astimezone(context.timezone):%Y-%m-%d}")  # one run's documents have one moment
    rows = []
    for source, key, title, url, last in context.data.prints.newest(MOST_FOUND):
        topics = {topic for change in log.get((source, key), ()) for topic in change.topics}
        rows.append([
            one_line(named_as(title, url), MOST_TITLE),
            sources.index(source),
            document_path(source, key),
            day(last),
            [number for number, topic in enumerate(named) if topic in topics],
        ])  # fmt: skip
    said = {
        "sources": [[source, context.render.name(source)] for source in sources],
        "topics": [[topic, context.topics[topic].name] for topic in named],
        "documents": rows,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
