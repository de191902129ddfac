"""The pages that say what this is, what becomes of who reads it, and that there is no such page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from watcher.messages.telegram_html import bold, web_address
from watcher.messages.texts import conversation as texts
from watcher.messages.texts.format import fill
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.markup import web


def about_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the page about the site, that about privacy, and that which a web server shows where it has none."""
    contact = web_address(context.contact)
    about = SitePage("about.html", "About", "What this is, where it comes from, and how it is made.", "about.html")
    yield page_file(context, about, "about.html", contact=contact)
    privacy = SitePage("privacy.html", "Privacy", "No cookies, no accounts, nobody is counted.", "about.html")
    stored = web(fill(texts.PRIVACY, title=bold(texts.PRIVACY_TITLE)))
    yield page_file(context, privacy, "privacy.html", contact=contact, stored=stored)
    root = urlsplit(context.url).path or "/"
    missing = SitePage("404.html", "This page is not here", "There is no page at this address.", shown_anywhere=root)
    yield page_file(context, missing, "missing.html")
