"""Names everything that makes files of the site, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.pages import pages

Maker: TypeAlias = Callable[[SiteContext], Iterator[SiteFile]]

MAKERS: Mapping[str, Maker] = {
    "pages": pages,
    # "feeds": feeds, "calendars": calendars, "open_data": open_data
}


def files_of(context: SiteContext) -> Iterator[SiteFile]:
    """Yields every file that the site is to have; each path once."""
    for make in MAKERS.values():
        yield from make(context)
