"""Parses a page that no reader would be busy with for long: one with more tags, or deeper ones, than any for people is
refused, before a parser has spent its time on it."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

MOST_NODES = 200_000
"""Tags and attributes; the longest pages there are have some 50,000."""
DEEPEST = 500
"""Tags inside tags; 17 on real pages, some hundreds where a careless one forgets to close them."""
MOST_ATTRIBUTES = 1_000
"""Of one tag: lxml's time for a tag grows with their square, 80 s for 160,000."""

Element: TypeAlias = etree._Element
_TAG = re.compile(rb"<[a-zA-Z]")
_QUOTED_END = re.compile(rb"=\s*(?:\"[^\">]*>|'[^'>]*>)")
"""A value in quotes with a `>`, which does not end its tag."""
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")


class TooMuchError(Exception):
    """The page would keep a reader busy for long: it has more tags, or deeper ones, than any for people."""


class _Counter:
    """Counts what the parser finds, and stops it in time."""

    def __init__(self) -> None:
        self._nodes = self._depth = 0

    def start(self, _: str | bytes, attributes: dict[str | bytes, str | bytes]) -> None:
        self._nodes += 1 + len(attributes)
        self._depth += 1
        if self._nodes > MOST_NODES or self._depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise TooMuchError

    def end(self, _: str | bytes) -> None:
        self._depth -= 1

    def data(self, _: str | bytes) -> None:
        """Text is not counted: the fetcher bounds its bytes."""

    def comment(self, _: str | bytes) -> None:
        """Comments are not counted either."""

    def close(self) -> None:
        """Keep nothing."""


def tree_of(body: bytes) -> Element | None:
    """Parse the page, in UTF-8; None where there is nothing in it. Raises TooMuchError, and etree.LxmlError."""
    few = _has_few(body)
    if not few:
        _count(body)
    tree: Element | None = etree.fromstring(body, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if few and tree is not None and _TOO_DEEP(tree):  # libxml2 goes no deeper than some 2,000 of them
        _count(body)
    return tree


def _has_few(body: bytes, attributes: int = MOST_ATTRIBUTES) -> bool:
    """Tell by its bytes alone, which takes a third of counting, that a page has few enough nodes, and each tag no more
    than so many attributes: none is shorter than two bytes. Where that is in doubt they are counted."""
    if len(body) > 2 * MOST_NODES or _QUOTED_END.search(body):
        return False
    longest = 2 * attributes
    runs = [run for run in body.split(b">") if len(run) > longest]  # from one `>` to the next: a long tag, or much text
    return all(len(run) - tag.start() <= longest for run in runs if (tag := _TAG.search(run)))


def _count(body: bytes) -> None:
    etree.fromstring(body, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Counter()))
