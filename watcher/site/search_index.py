"""The index by which the front page searches and filters in the reader's own browser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from watcher.core.site_paths import document_path
from watcher.core.site_records import DocumentId, moment_of
from watcher.messages.telegram_html import one_line
from watcher.site.context import SiteContext
from watcher.site.entries import named_as
from watcher.site.files import SiteFile, ready
from watcher.store.site_data import stamp_of

MOST_FOUND = 3_000
"""Documents: those in which something happened last. A megabyte would be too much for a telephone."""
MOST_TITLE = 140
PARTS = 16
"""Files in which the documents stand: a change makes one or two of them anew, not three thousand lines."""
FEW = 500
"""Documents that stand in one file."""


def search_index(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the parts of the index, and the file that names them, the sources and the topics. A part has of each of
    its documents the title, the source, the page, when something happened last, and its topics."""
    shares = context.data.prints.shares(PARTS if len(context.data.prints.ids) > FEW else 1)
    part_of = {mine: number for number, share in enumerate(shares) for mine in share.ids}
    found: list[list[tuple[str, DocumentId]]] = [[] for _ in shares]
    for moment, mine in _newest(context):
        found[part_of[mine]].append((moment, mine))
    paths = [f"data/search/{number}.json" for number in range(len(shares))]
    for path, share, some in zip(paths, shares, found, strict=True):
        yield SiteFile(path, stamp_of(share.stamp, some), partial(_part, context, some))
    said = {
        "sources": [[source, context.render.name(source)] for source in context.sources],
        "topics": [[topic.id, topic.name] for topic in context.topics.values()],
        "parts": paths,
    }
    yield ready("data/search.json", _written(said))


def _newest(context: SiteContext) -> Sequence[tuple[str, DocumentId]]:
    """Returns the documents in which something happened last, and when; the last one first."""
    last = context.data.prints.last_news
    return sorted(zip(last.values(), last, strict=True), reverse=True)[:MOST_FOUND]


def _part(context: SiteContext, some: Sequence[tuple[str, DocumentId]]) -> bytes:
    log, rows = context.data.log.of_documents, []
    for moment, mine in some:
        topics = {topic for change in log.get(mine, ()) for topic in change.topics}
        rows.append([
            one_line(named_as(*context.data.prints.named(mine)), MOST_TITLE),
            mine[0],
            document_path(*mine),
            _minute(moment, context.timezone),
            [topic for topic in context.topics if topic in topics],
        ])  # fmt: skip
    return _written(rows)


@lru_cache(maxsize=1_000)  # one run's documents have one moment
def _minute(moment: str, timezone: ZoneInfo) -> str:
    return f"{moment_of(moment).astimezone(timezone):%Y-%m-%dT%H:%M}"


def _written(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
