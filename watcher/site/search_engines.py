"""Writes what search engines read: which pages there are, and that they may be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias
from xml.sax.saxutils import escape

from watcher.core.site_paths import document_path
from watcher.core.site_records import DocumentId
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile, ready
from watcher.store.site_data import stamp_of

MOST_ALONE = 1_000
"""Pages of a site whose sitemap is one file. Of more there is one of the lists, and several of documents: a change
makes one of these anew."""
PARTS = 16
MOST_IN_ONE = 45_000
"""Addresses: the protocol allows 50,000, and 50 MB."""
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_Listed: TypeAlias = tuple[str, str]
"""The path of a page, and the day in ISO form on which it last had news; empty where it is of no document."""


def search_engine_files(context: SiteContext, paths: Iterable[str]) -> Iterator[SiteFile]:
    """Yields robots.txt and, of the pages among these paths of the site, the sitemap; in several files with one that
    names them where there are many. A sitemap needs whole addresses: without the site's there is none."""
    if not context.url:
        yield ready("robots.txt", b"User-agent: *\nAllow: /\n")
        return
    yield ready("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {context.absolute('sitemap.xml')}\n".encode())
    prints = context.data.prints
    lists = [(path, "") for path in sorted(paths) if _is_list(path)]
    if len(lists) + len(prints.ids) <= MOST_ALONE:
        (all_of_them,) = prints.shares(1)
        stamp = stamp_of("sitemap", lists, all_of_them.stamp)
        yield SiteFile("sitemap.xml", stamp, lambda: _urlset(context, sorted([*lists, *_pages(context, prints.ids)])))
        return
    several = [*_maps(context, "lists", stamp_of(lists), lambda: lists, len(lists))]
    for number, share in enumerate(prints.shares(PARTS)):
        pages = partial(_pages, context, share.ids)
        several += _maps(context, f"documents-{number}", share.stamp, pages, len(share.ids))
    yield from several
    named = (f"<sitemap><loc>{escape(context.absolute(file.path))}</loc></sitemap>\n" for file in several)
    yield ready("sitemap.xml", _wrapped("sitemapindex", named))


def _maps(
    context: SiteContext, name: str, stamp: str, pages: Callable[[], Sequence[_Listed]], count: int
) -> Iterator[SiteFile]:
    """Yields the sitemap of so many pages; in several files where it holds more than it may."""
    for number, at in enumerate(range(0, count, MOST_IN_ONE)):
        path = f"sitemap-{name}-{number}.xml" if number else f"sitemap-{name}.xml"
        make = partial(lambda at: _urlset(context, pages()[at : at + MOST_IN_ONE]), at)
        yield SiteFile(path, stamp_of("sitemap", stamp, at), make)


def _is_list(path: str) -> bool:
    """Tells whether it is a page, but of a document."""
    return not path.startswith("documents/") and path.endswith(".html") and not path.endswith("404.html")


def _pages(context: SiteContext, some: Collection[DocumentId]) -> list[_Listed]:
    """Returns the pages of these documents."""
    log, prints = context.data.log.of_documents, context.data.prints
    return sorted(
        (document_path(*mine), log[mine][-1].moment[: len("2026-11-29")] if mine in log else prints.first_day(mine))
        for mine in some
    )


def _urlset(context: SiteContext, pages: Iterable[_Listed]) -> bytes:
    root = escape(context.url)  # a path holds nothing to escape
    return _wrapped("urlset", (_url(root, path, day) for path, day in pages))


def _url(root: str, path: str, day: str) -> str:
    news = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{root}{path.removesuffix('index.html')}</loc>{news}</url>\n"


def _wrapped(tag: str, inner: Iterable[str]) -> bytes:
    return f"{_OPENING.format(tag=tag)}{''.join(inner)}</{tag}>\n".encode()
