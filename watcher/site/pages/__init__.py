"""The pages of the public site."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.site.context import SiteContext
from watcher.site.files import SiteFile


def pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields every page."""
    yield from ()
