"""Parses a page for the kind `page`, within bounds, and answers small questions about its tree."""

from __future__ import annotations

from typing import cast

from lxml import etree

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.charset import decoded
from watcher.sources.page.bounds import Element, TooMuchError, tree_of
from watcher.sources.urls import based

_TEXTS = etree.XPath(".//text()", smart_strings=False)


def parsed(page: Page) -> Element:
    """Parse the page; links are made absolute where it says `<base href>`. Raises NotUnderstood for an
    empty answer, and for one with more tags, or deeper ones, than a page for people has."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    body = decoded(page).replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        tree = tree_of(body)
    except TooMuchError as error:
        raise NotUnderstood(f"{page.url} has too many tags, or too many inside each other, to be a page") from error
    except etree.LxmlError:
        tree = None
    if tree is None:  # nothing but a comment, say
        raise NotUnderstood(f"{page.url} has no text at all; look at it in a browser")
    _heed_base(tree, page.url)
    return tree


def _heed_base(tree: Element, url: str) -> None:
    """Make each link what it is seen from the page's own `<base href>` (HTML Standard, 4.2.3)."""
    base = next((element for element in tree.iter("base") if element.get("href")), None)
    if base is None:
        return
    start = based(url, base.get("href", ""))
    for link in tree.iter("a"):
        if "href" in link.attrib:
            link.set("href", based(start, link.get("href", "")))


def drop(tree: Element, *names: str) -> None:
    """Take comments and the tags of these names out of the tree."""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *names, with_tail=False)


def drop_tree(element: Element) -> None:
    """Take the element out of its tree; the words behind it stay where they are."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and previous is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail and previous is not None:
        previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def found(tree: Element, xpath: str) -> list[Element]:
    """Return the elements on this path."""
    return cast("list[Element]", tree.xpath(xpath))


def text(element: Element | None) -> str:
    """Return the visible text on one line, blanks collapsed; "" for no element."""
    return "" if element is None else collapse_spaces(" ".join(cast("list[str]", _TEXTS(element))))


def first_text(tree: Element, name: str) -> str:
    """Return the text of the first element of this name."""
    return text(next(tree.iter(name), None))
