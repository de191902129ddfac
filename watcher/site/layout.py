"""What every page of the site has around what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from watcher.core.site_paths import up_from
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.markup import fill, part
from watcher.site.shared_link import SharedLink, shared_page
from watcher.store.site_data import stamp_of

NAVIGATION: Sequence[tuple[str, str]] = (
    ("index.html", "What is new"),
    ("meetings/index.html", "Meetings"),
    ("topics/index.html", "Topics"),
    ("promises/index.html", "Promises"),
    ("plan/index.html", "Improvement plan"),
    ("ofsted/index.html", "Ofsted"),
    ("figures/index.html", "Figures"),
    ("late-papers/index.html", "Late papers"),
    ("sources/index.html", "Sources"),
    ("about.html", "About"),
)
_LED_TO = frozenset(path for path, _ in NAVIGATION)


class SitePage(NamedTuple):
    """A page of the public site before it is filled: where it lies, what stands in its head, and the part of the site
    it belongs to."""

    path: str
    title: str
    description: str = ""
    section: str = ""
    """The path of the entry of the navigation under which it is found."""
    feed: str = ""
    """The path of the Atom feed that tells of the same."""
    published: str = ""
    """In ISO form, where the page is of one thing."""
    shown_anywhere: str = ""
    """The root of the site as a web server has it, for a page that is shown in place of any other."""

    @property
    def root(self) -> str:
        """Returns what leads from the page to the root of the site."""
        return self.shown_anywhere or up_from(self.path)


def page_file(context: SiteContext, page: SitePage, template: str, /, **values: object) -> SiteFile:
    """Returns the file of a page whose values are data alone: it is made anew where one of them differs."""
    stamp = stamp_of(page, template, sorted(values.items(), key=lambda named: named[0]))
    return SiteFile(page.path, stamp, lambda: filled(context, page, template, **values))


def filled(
    context: SiteContext, page: SitePage, template: str, shared: SharedLink | None = None, /, **values: object
) -> bytes:
    """Returns the bytes of a page; `shared`: what a link to it shows, where that is more than its title."""
    return fill(
        template,
        page=page,
        shared=shared or shared_page(context, page.path, page.title, page.description),
        site=context,
        root=page.root,
        top=_top(context.title, page.root, page.section, page.path if page.path in _LED_TO else ""),
        foot=_foot(page.root, page.feed),
        **values,
    )


@lru_cache(maxsize=200)
def _top(title: str, root: str, section: str, path: str) -> Markup:
    """Returns what stands above a page: filled once for all pages that have the same there."""
    return part("top.html", title=title, root=root, section=section, path=path, navigation=NAVIGATION)


@lru_cache(maxsize=200)
def _foot(root: str, feed: str) -> Markup:
    return part("foot.html", root=root, feed=feed)
