"""The index by which the front page searches and filters in the reader's own browser."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from watcher.core.site_records import DocumentId
from watcher.messages.telegram_html import one_line
from watcher.site.context import SiteContext
from watcher.site.entries import name_of
from watcher.site.files import SiteFile
from watcher.store.site_data import stamp_of

MOST_FOUND = 3_000
"""Documents: those in which something happened last. A megabyte would be too much for a telephone."""
MOST_TITLE = 140


def search_index(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the index: for each document its title, its source, its page, the day and its topics."""
    documents = context.data.documents
    stamp = stamp_of([document.stamp for document in documents.values()])
    yield SiteFile("data/search.json", stamp, lambda: _index(context))


def _index(context: SiteContext) -> bytes:
    topics: dict[DocumentId, set[str]] = defaultdict(set)
    last = {mine: document.first_seen for mine, document in context.data.documents.items()}
    for change in context.data.changes:
        mine = (change.source, change.key)
        topics[mine].update(change.topics)
        if mine in last and not change.minor:
            last[mine] = max(last[mine], change.at)
    newest = sorted(last, key=lambda mine: (last[mine], mine), reverse=True)[:MOST_FOUND]
    sources, named = list(context.sources), list(context.topics)
    rows = [
        [
            one_line(name_of(context.data.documents[mine]), MOST_TITLE),
            sources.index(mine[0]),
            context.data.documents[mine].path,
            f"{last[mine].astimezone(context.timezone):%Y-%m-%d}",
            [number for number, topic in enumerate(named) if topic in topics[mine]],
        ]
        for mine in newest
    ]
    said = {
        "sources": [[source, context.render.name(source)] for source in sources],
        "topics": [[topic, context.topics[topic].name] for topic in named],
        "documents": rows,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
