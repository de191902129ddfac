"""The pages of the site, with what they are drawn and searched with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from watcher.site.context import SiteContext
from watcher.site.document import document_pages
from watcher.site.files import FileGroup, SiteFile, ready
from watcher.site.groups import seldom
from watcher.site.listing import listings
from watcher.site.meetings import meeting_pages
from watcher.site.search_index import search_index
from watcher.site.sources import source_pages

_ASSETS = Path(__file__).parent / "assets"
_Maker: TypeAlias = Callable[[SiteContext], Iterable[SiteFile | FileGroup]]
_KINDS: Sequence[_Maker] = (
    document_pages, listings, meeting_pages, source_pages, seldom, search_index,
)  # fmt: skip


def pages(context: SiteContext) -> Iterator[SiteFile | FileGroup]:
    """Yields every page, the style sheet, the script and the index that is searched."""
    for asset in sorted(_ASSETS.iterdir()):
        yield ready(f"assets/{asset.name}", asset.read_bytes())
    for kind in _KINDS:
        yield from kind(context)
