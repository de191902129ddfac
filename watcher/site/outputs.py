"""Names everything that makes files of the site, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from watcher.site.calendars import calendars
from watcher.site.charts.files import charts
from watcher.site.context import SiteContext
from watcher.site.feeds import feeds
from watcher.site.files import SiteFile
from watcher.site.open_data import open_data
from watcher.site.pages import pages
from watcher.site.search_engines import search_engine_files

Maker: TypeAlias = Callable[[SiteContext], Iterator[SiteFile]]

MAKERS: Mapping[str, Maker] = {
    "pages": pages,
    "feeds": feeds,
    "calendars": calendars,
    "open data": open_data,
    "charts": charts,
}


def files_of(context: SiteContext) -> Iterator[SiteFile]:
    """Yields every file that the site is to have; each path once."""
    paths = []
    for make in MAKERS.values():
        for file in make(context):
            paths.append(file.path)
            yield file
    yield from search_engine_files(context, paths)
