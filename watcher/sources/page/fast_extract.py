"""Takes the words out of an ordinary page the short way: it is UTF-8, and the part to watch is named by a plain
selector or not at all. Finds what the long way through soup finds, in a tenth of the time; any other page is left to
that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree, html

from watcher.core.sources import Page
from watcher.core.text import collapse_spaces
from watcher.sources.page.rules import AROUND, BLOCK, MAIN, NEVER_SEEN

MOST_NODES, DEEPEST, LONGEST_TAG = 20_000, 100, 10_000
"""Beyond these (of a tag, the bytes) a page is not ordinary."""
_TAG = re.compile(rb"<[a-zA-Z][^>]*")
_UTF8 = re.compile(rb"utf-?8", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)|\sencoding=[\"']([\w-]+)", re.IGNORECASE)
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*|)(?P<rest>(?:[#.][a-zA-Z_][\w-]*|\[role=[a-z]+\])*)")
_REST = re.compile(r"([#.])([\w-]+)|\[role=([a-z]+)\]")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the watched part, a line for each paragraph, and what the page calls itself: the first heading of
    what is read of it, else its title. `names` are both of the whole page, to know an error page by."""

    lines: Sequence[str]
    heading: str
    names: tuple[str, str]
    links: Sequence[tuple[str, str]]
    """Words and address of each link in it."""


def words_of(page: Page, select: str) -> Words | None:
    """Return the words of the page; None where it must go the long way."""
    path = _path(select) if select else ""
    if path is None or not _is_utf8(page) or max(map(len, _TAG.findall(page.body)), default=0) > LONGEST_TAG:
        return None
    try:
        tree = html.document_fromstring(page.body, parser=html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:  # nothing but a comment, say
        return None
    if not _is_ordinary(tree):
        return None
    names = (_first(tree, "//h1"), _first(tree, "//title"))
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *NEVER_SEEN.split(", "), with_tail=False)
    parts = _selected(tree, path) if select else _main(tree)
    if not parts or all(part.tag == "a" for part in parts) or tree.xpath("boolean(//base)"):
        return None
    lines = [line for part in parts for line in _lines(part) if line]
    links = [
        (collapse_spaces(" ".join(link.itertext())), link.get("href") or "")
        for part in parts
        for link in part.iter("a")
    ]
    return Words(lines, _first(tree, "//h1") or _first(tree, "//title"), names, links)


def _path(select: str) -> str | None:
    """Turn the selector into XPath, where it is one plain compound (`main`, `#content`, `div.news.latest`); else
    None."""
    found = _COMPOUND.fullmatch(select.strip())
    if not found or not found[0]:
        return None
    wanted = [
        f"[@role='{role}']"
        if role
        else f"[@id='{name}']"
        if sign == "#"
        else f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        for sign, name, role in _REST.findall(found["rest"])
    ]
    return f"//{found['tag'].lower() or '*'}{''.join(wanted)}"


def _is_utf8(page: Page) -> bool:
    """Tell whether the page is surely UTF-8: it says nothing else anywhere, and reads as such."""
    said = [page.content_type.encode("ascii", "replace"), page.body[:2_000]]
    named = [name for part in said for pair in _CHARSET.findall(part) for name in pair if name]
    try:
        return all(map(_UTF8.fullmatch, named)) and bool(page.body.decode("utf-8").strip()) and b"\0" not in page.body
    except UnicodeDecodeError:
        return False


def _is_ordinary(tree: html.HtmlElement) -> bool:
    if tree.xpath("count(//*) + count(//@*)") > MOST_NODES:
        return False
    return not tree.xpath(f"boolean({'/*' * (DEEPEST + 2)})")


def _first(tree: html.HtmlElement, path: str) -> str:
    """Return the words of the first element on this path."""
    found = tree.xpath(path)
    return collapse_spaces(" ".join(found[0].xpath(".//text()"))) if found else ""


def _main(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the part in which the words of a page stand, without what stands around them."""
    for around in AROUND.split(", "):
        for element in tree.xpath(str(_path(around))):
            if element.getparent() is not None:
                element.drop_tree()
    return next((found[:1] for part in MAIN if (found := tree.xpath(str(_path(part))))), [])


def _selected(tree: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """Return the parts to watch, none inside another."""
    found = tree.xpath(path)
    chosen = set(found)
    return [part for part in found if chosen.isdisjoint(part.iterancestors())]


@lru_cache(maxsize=1_000)
def _is_block(name: str) -> bool:
    return bool(BLOCK.fullmatch(name))


def _lines(part: html.HtmlElement) -> Iterator[str]:
    """Return the text by paragraph, list item and table row."""
    words: list[str] = []
    for event, element in etree.iterwalk(part, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if _is_block(name):
            yield collapse_spaces("".join(words))
            words.clear()
        elif name in ("td", "th") and event == "start":
            words.append(" ")
        if event == "start":
            words.append(element.text or "")
        elif element is not part:
            words.append(element.tail or "")
    yield collapse_spaces("".join(words))
