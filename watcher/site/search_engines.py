"""Writes what search engines read: which pages there are, and that they may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from xml.sax.saxutils import escape

from watcher.core.site_paths import document_path
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile, ready
from watcher.store.site_data import stamp_of

MOST_IN_ONE = 45_000
"""Addresses: the protocol allows 50,000, and 50 MB."""
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def search_engine_files(context: SiteContext, paths: Iterable[str]) -> Iterator[SiteFile]:
    """Yields robots.txt and, of the pages among these paths of the site, the sitemap; in several files with one that
    names them where there are very many. A sitemap needs whole addresses: without the site's there is none."""
    if not context.url:
        yield ready("robots.txt", b"User-agent: *\nAllow: /\n")
        return
    yield ready("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {context.absolute('sitemap.xml')}\n".encode())
    pages = [path for path in sorted(paths) if _is_page(path)]
    stamp = stamp_of("sitemap", pages, [change.id for change in context.data.changes[-1:]])
    changed = cache(partial(_changed, context))
    if len(pages) <= MOST_IN_ONE:
        yield SiteFile("sitemap.xml", stamp, lambda: _urlset(context, pages, changed()))
        return
    names: list[str] = []
    for at in range(0, len(pages), MOST_IN_ONE):
        names.append(f"sitemap-{len(names) + 1}.xml")
        some = pages[at : at + MOST_IN_ONE]
        yield SiteFile(names[-1], stamp, partial(lambda some: _urlset(context, some, changed()), some))
    named = (f"<sitemap><loc>{escape(context.absolute(name))}</loc></sitemap>\n" for name in names)
    yield ready("sitemap.xml", _wrapped("sitemapindex", named))


def _urlset(context: SiteContext, pages: Iterable[str], changed: Mapping[str, str]) -> bytes:
    root = escape(context.url)  # a path holds nothing to escape
    return _wrapped("urlset", (_url(root, path, changed.get(path, "")) for path in pages))


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.endswith("404.html")


def _changed(context: SiteContext) -> dict[str, str]:
    """Returns the day on which the page of each document last had news, in ISO form."""
    log, prints = context.data.log, context.data.prints
    return {
        document_path(*mine): log[mine][-1].moment[: len("2026-11-29")] if mine in log else prints.first_day(mine)
        for mine in prints.ids
    }


def _url(root: str, path: str, day: str) -> str:
    news = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{root}{path.removesuffix('index.html')}</loc>{news}</url>\n"


def _wrapped(tag: str, inner: Iterable[str]) -> bytes:
    return f"{_OPENING.format(tag=tag)}{''.join(inner)}</{tag}>\n".encode()
