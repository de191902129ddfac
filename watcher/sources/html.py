"""Parses HTML and XML: the one place that makes soup, and the small questions that every kind asks of it."""

from __future__ import annotations

import warnings
from collections.abc import Set
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder, LXMLTreeBuilderForXML
from bs4.element import PageElement
from bs4.exceptions import ParserRejectedMarkup

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.charset import decoded
from watcher.sources.urls import based

# Advice for programmers who choose what they parse; a page is what it is.
warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)

MOST_NODES = 200_000
"""Tags, attributes, comments and pieces of text; the longest pages there are have some 50,000."""
DEEPEST = 500
"""Tags inside tags; 17 on real pages, some hundreds where a careless one forgets to close them."""


class _TooMuchError(Exception):
    """The page would keep a parser busy for long: it has more tags, or deeper ones, than any for people."""


class _Bounded(LXMLTreeBuilderForXML):
    """Counts the tags of XML that the parser finds, and stops it in time: it promises a bound for the depth alone."""

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        super().initialize_soup(soup)
        self._nodes = 0

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes], nsmap: Any = None) -> None:
        self._count(1 + len(attrib))
        super().start(tag, attrib, nsmap or {})

    def data(self, data: str | bytes) -> None:
        self._count(1)
        super().data(data)

    def comment(self, text: str | bytes) -> None:
        self._count(1)
        super().comment(text)

    def _count(self, more: int) -> None:
        self._nodes += more
        if self._nodes > MOST_NODES or (self.soup and len(self.soup.tagStack) > DEEPEST):
            raise _TooMuchError


class _BoundedHTML(_Bounded, LXMLTreeBuilder):
    """Counts and stops the same for HTML."""


def soup(page: Page) -> BeautifulSoup:
    """Parse the page; links are made absolute wherever it says `<base href>`.

    Raises NotUnderstood for an empty answer, and for one with more tags, or deeper ones, than a page for people has."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    markup = decoded(page)
    tree = _parsed(page, markup, _BoundedHTML())
    if "<base" in markup.lower():  # few have one, and to look for it is to go through all of the tree
        _heed_base(tree, page.url)
    return tree


def _heed_base(tree: BeautifulSoup, url: str) -> None:
    """Make each link what it is seen from the page's own `<base href>` (HTML Standard, 4.2.3); without one each is left
    as it stands."""
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
    return _parsed(page, page.body, _Bounded())


def _parsed(page: Page, markup: str | bytes, builder: _Bounded) -> BeautifulSoup:
    try:
        return BeautifulSoup(markup, builder=builder)
    except _TooMuchError as error:
        raise NotUnderstood(f"{page.url} has too many tags, or too many inside each other, to be a page") from error
    except (ParserRejectedMarkup, ValueError) as error:  # the second for half a character
        raise NotUnderstood(f"{page.url} answered with markup that can't be read") from error


def is_inside(node: PageElement, ids: Set[int]) -> bool:
    """Tell whether one of these tags, each by its `id()`, holds the node. To compare tags with each other takes as long
    as they are."""
    return any(id(parent) in ids for parent in node.parents)


def text(tag: Tag | None) -> str:
    """Return the visible text on one line, blanks collapsed; "" for no tag."""
    return collapse_spaces(tag.get_text(" ")) if tag else ""
