"""Reads HTML and XML: the small questions that every kind asks of a page."""

from __future__ import annotations

from collections.abc import Set
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.charset import decoded
from watcher.sources.urls import based

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement


def soup(page: Page) -> BeautifulSoup:
    """Parse the page; links are made absolute wherever it says `<base href>`.

    Raises NotUnderstood for an empty answer, and for one with more tags, or deeper ones, than a page for people has."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    from watcher.sources.soup_builder import parse_html

    markup = decoded(page)
    tree = parse_html(page, markup)
    if "<base" in markup.lower():  # few have one, and to look for it is to go through all of the tree
        _heed_base(tree, page.url)
    return tree


def _heed_base(tree: BeautifulSoup, url: str) -> None:
    """Make each link what it is seen from the page's own `<base href>` (HTML Standard, 4.2.3); without one each is left
    as it stands."""
    from bs4 import Tag

    base = tree.find("base", href=True)
    if not isinstance(base, Tag):
        return
    with suppress(ValueError):  # no address
        start = urljoin(url, str(base["href"]).strip())
        for link in tree.find_all(href=True):
            if link is not base and isinstance(link, Tag):
                link["href"] = based(start, str(link["href"]))


def xml(page: Page) -> BeautifulSoup:
    """Parse the XML. Raises NotUnderstood for an empty answer, for one that declares entities of its own, and for one
    that refers to half a character."""
    if not page.body.strip() or b"<!ENTITY" in page.body:
        raise NotUnderstood(f"{page.url} answered with an empty page, or with XML that we do not open")
    from watcher.sources.soup_builder import parse_xml

    return parse_xml(page)


def is_inside(node: PageElement, ids: Set[int]) -> bool:
    """Tell whether one of these tags, each by its `id()`, holds the node. To compare tags with each other takes as long
    as they are."""
    return any(id(parent) in ids for parent in node.parents)


def text(tag: Tag | None) -> str:
    """Return the visible text on one line, blanks collapsed; "" for no tag."""
    return collapse_spaces(tag.get_text(" ")) if tag else ""
