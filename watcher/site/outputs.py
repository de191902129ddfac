"""Names everything that makes files of the site, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

from watcher.site.calendars import calendars
from watcher.site.context import SiteContext
from watcher.site.feeds import feeds
from watcher.site.files import FileGroup, SiteFile
from watcher.site.open_data import open_data
from watcher.site.pages import pages
from watcher.site.search_engines import search_engine_files
from watcher.site.writer import WriteResult, write_site

Maker: TypeAlias = Callable[[SiteContext], Iterable[SiteFile | FileGroup]]

MAKERS: Mapping[str, Maker] = {
    "pages": pages,
    "feeds": feeds,
    "calendars": calendars,
    "open data": open_data,
}


def files_of(context: SiteContext) -> Iterator[SiteFile | FileGroup]:
    """Yields every file that the site is to have but what names the others to search engines; each path once."""
    for make in MAKERS.values():
        yield from make(context)


def write_outputs(context: SiteContext, folder: Path, note: str = "") -> WriteResult:
    """Writes all that differs into the folder, and leaves a note there. Raises SiteError."""
    last = partial(search_engine_files, context)
    return write_site(folder, files_of(context), context.edition, note, last)
