"""The kind `feed`: an RSS 0.9-2.0, RDF, Atom or JSON feed. A window on articles, never complete."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.core.visits import Reading, Visit


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the feed: one Reading, oldest article first; before it, as `baseline`, articles that only got new names.
    Raises SourceError."""
    page = visit.get(visit.source.url)
    if page.unchanged:
        yield Reading(visit.source.url, unchanged=True, damaged=visit.notes.get("damaged", ""))
        return
    from watcher.sources.feed.read import readings_of  # its libraries: not while every feed is as it was

    yield from readings_of(page, visit)
