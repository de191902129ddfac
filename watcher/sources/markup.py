"""Reading HTML: the one place that makes soup, and the small questions every kind asks of it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Set
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder, LXMLTreeBuilderForXML
from bs4.element import PageElement
from bs4.exceptions import ParserRejectedMarkup

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.wording import squeeze

# Advice for programmers who choose what they parse; a page is what it is.
warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)

MOST_NODES = 200_000
"""Tags, attributes, comments and pieces of text; the longest pages there are have some 50,000."""
DEEPEST = 500
"""Tags inside tags; 17 on real pages, some hundreds where a careless one forgets to close them."""


class _TooMuchError(Exception):
    """Made to keep a parser busy: a page with more tags, or deeper ones, than any for people."""


class _Bounded(LXMLTreeBuilderForXML):
    """Counts what the parser finds and stops it in time: it promises bounds for XML alone, and only of the depth."""

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
    """The same for HTML."""


def soup(page: Page) -> BeautifulSoup:
    """The parsed page, decoded by header, then meta, then cp1252. Raises NotUnderstood for an empty answer, and for one
    with more tags, or deeper ones, than a page for people has."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    charset = re.search(r"charset=[\"']?([\w-]+)", page.content_type, re.IGNORECASE)
    return _parsed(page, _BoundedHTML(), charset[1] if charset else None)


def xml(page: Page) -> BeautifulSoup:
    """The parsed XML. Raises NotUnderstood for an empty answer, for one that declares entities of its own, and for one
    that refers to half a character."""
    if not page.body.strip() or b"<!ENTITY" in page.body:
        raise NotUnderstood(f"{page.url} answered with an empty page, or with XML that we do not open")
    return _parsed(page, _Bounded())


def _parsed(page: Page, builder: _Bounded, charset: str | None = None) -> BeautifulSoup:
    try:
        return BeautifulSoup(page.body, builder=builder, from_encoding=charset)
    except _TooMuchError as error:
        raise NotUnderstood(f"{page.url} has too many tags, or too many inside each other, to be a page") from error
    except (ParserRejectedMarkup, ValueError) as error:  # the second for a charset whose name is no name
        raise NotUnderstood(f"{page.url} answered with markup that can't be read") from error


def is_inside(node: PageElement, ids: Set[int]) -> bool:
    """Whether one of these tags, each by its `id()`, holds the node. To compare tags with each other takes as long as
    they are."""
    return any(id(parent) in ids for parent in node.parents)


def text(tag: Tag | None) -> str:
    """The visible text on one line, blanks collapsed; empty for no tag."""
    return squeeze(tag.get_text(" ")) if tag else ""
