"""The page that explains the open data, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.site import texts
from watcher.site.context import SiteContext
from watcher.site.data_dictionary import FILES
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file


def open_data_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the page."""
    about = "All changes and meetings as files for programs and spreadsheets, with a dictionary of their fields."
    page = SitePage("data/index.html", "Open data", about, "about.html")
    yield page_file(context, page, "open_data.html", files=FILES, rights=texts.RIGHTS)
