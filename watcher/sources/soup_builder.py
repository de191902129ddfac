"""Makes soup of HTML and XML, of no more tags than a page for people has. Loaded with the first page that is parsed:
the library takes a sixth of a run in which nothing is new, and that parses none."""

from __future__ import annotations

import warnings
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder, LXMLTreeBuilderForXML
from bs4.exceptions import ParserRejectedMarkup

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page

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


def parse_html(page: Page, markup: str) -> BeautifulSoup:
    """Parse HTML. Raises NotUnderstood for more tags, or deeper ones, than a page for people has, and for what can't be
    read as markup."""
    return _parsed(page, markup, _BoundedHTML())


def parse_xml(page: Page) -> BeautifulSoup:
    """Parse the page as XML. Raises NotUnderstood as `parse_html`."""
    return _parsed(page, page.body, _Bounded())


def _parsed(page: Page, markup: str | bytes, builder: _Bounded) -> BeautifulSoup:
    try:
        return BeautifulSoup(markup, builder=builder)
    except _TooMuchError as error:
        raise NotUnderstood(f"{page.url} has too many tags, or too many inside each other, to be a page") from error
    except (ParserRejectedMarkup, ValueError) as error:  # the second for half a character
        raise NotUnderstood(f"{page.url} answered with markup that can't be read") from error
