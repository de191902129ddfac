"""Parses a page for the kind `page`, within bounds, and answers small questions about its tree."""

from __future__ import annotations

from typing import TypeAlias, cast
from urllib.parse import urljoin

from lxml import etree, html

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.charset import decoded

MOST_NODES = 200_000
"""Tags and attributes; the longest pages there are have some 50,000."""
DEEPEST = 500
"""Tags inside tags; 17 on real pages, some hundreds where a careless one forgets to close them."""
MOST_ATTRIBUTES = 1_000
"""Of one tag: lxml's time for a tag grows with their square, 80 s for 160,000."""

Element: TypeAlias = html.HtmlElement


class _TooMuchError(Exception):
    """The page would keep a reader busy for long: it has more tags, or deeper ones, than any for people."""


class _Counter:
    """Counts what the parser finds, and stops it in time."""

    def __init__(self) -> None:
        self._nodes = self._depth = 0

    def start(self, _: str | bytes, attributes: dict[str | bytes, str | bytes]) -> None:
        self._nodes += 1 + len(attributes)
        self._depth += 1
        if self._nodes > MOST_NODES or self._depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise _TooMuchError

    def end(self, _: str | bytes) -> None:
        self._depth -= 1

    def data(self, _: str | bytes) -> None:
        """Text is not counted: the fetcher bounds its bytes."""

    def comment(self, _: str | bytes) -> None:
        """Comments are not counted either."""

    def close(self) -> None:
        """Nothing is kept."""


def parsed(page: Page) -> Element:
    """Parse the page; links are made absolute where it says `<base href>`. Raises NotUnderstood for an
    empty answer, and for one with more tags, or deeper ones, than a page for people has."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    body = decoded(page).replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        etree.fromstring(body, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Counter()))
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except _TooMuchError as error:
        raise NotUnderstood(f"{page.url} has too many tags, or too many inside each other, to be a page") from error
    except etree.LxmlError as error:  # nothing but a comment, say
        raise NotUnderstood(f"{page.url} has no text at all; look at it in a browser") from error
    _heed_base(tree, page.url)
    return tree


def _heed_base(tree: Element, url: str) -> None:
    """Make each link what it is seen from the page's own `<base href>` (HTML Standard, 4.2.3)."""
    base = next((element for element in tree.iter("base") if element.get("href")), None)
    if base is None:
        return
    start = _joined(url, base.get("href", ""))
    for link in tree.iter("a"):
        if "href" in link.attrib:
            link.set("href", _joined(start, link.get("href", "")))


def _joined(start: str, href: str) -> str:
    try:
        return urljoin(start, href.strip())
    except ValueError:  # no address
        return href


def drop(tree: Element, *names: str) -> None:
    """Take comments and the tags of these names out of the tree."""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *names, with_tail=False)


def found(tree: Element, xpath: str) -> list[Element]:
    """Return the elements on this path."""
    return cast("list[Element]", tree.xpath(xpath))


def text(element: Element | None) -> str:
    """Return the visible text on one line, blanks collapsed; "" for no element."""
    return "" if element is None else collapse_spaces(" ".join(element.xpath(".//text()")))


def first_text(tree: Element, name: str) -> str:
    """Return the text of the first element of this name."""
    return text(next(tree.iter(name), None))
