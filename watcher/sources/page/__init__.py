"""The kind `page`: any other web page. The part that `select:` picks is compared by paragraph; where it picks links,
each link is an article of its own, as in a feed."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.core.visits import Reading, Visit


def collect(visit: Visit) -> Iterator[Reading]:
    """Read the page: one Reading, of its text as one document or of each link as one. Raises NotUnderstood with a plain
    reason."""
    page = visit.get(visit.source.url)
    if page.unchanged:
        yield Reading(visit.source.url, unchanged=True, damaged=visit.notes.get("damaged", ""))
        return
    from watcher.sources.page.read import readings  # its libraries: not while every page is as it was

    yield from readings(page, visit)
