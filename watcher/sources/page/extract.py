"""Takes the words out of a page the long way, through soup: any encoding, any CSS selector, and links as articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Page, Reading, Source, Visit
from watcher.sources.html import soup, text
from watcher.sources.page.links import listed
from watcher.sources.page.paragraphs import written
from watcher.sources.page.rules import AROUND, BLOCK, MAIN, NEVER_SEEN, files_of, refuse_an_error_page


def long_way(page: Page, visit: Visit, ignored: Sequence[str]) -> Iterator[Reading]:
    """Read the page: one Reading. Raises NotUnderstood with a plain reason."""
    tree = soup(page)
    refuse_an_error_page(page, (text(tree.h1), text(tree.title)))
    for unseen in tree.select(NEVER_SEEN):
        unseen.decompose()
    parts = _selected(tree, page, visit.source)
    if not parts and not visit.source.options.get("select"):
        raise NotUnderstood(f"{page.url} has no text at all; look at it in a browser")
    if all(part.name == "a" for part in parts):
        yield from listed(parts, page, visit, ignored)
    else:
        links = ((text(link), str(link.get("href") or "")) for part in parts for link in part.find_all("a"))
        heading = text(tree.h1) or text(tree.title)
        yield from written(_paragraphs(parts), heading, page, visit, ignored, files_of(links, page))


def _selected(tree: BeautifulSoup, page: Page, source: Source) -> list[Tag]:
    """Return the parts to watch, none inside another; none where they are links and their list is empty. Raises
    NotUnderstood where nothing matches."""
    select = str(source.options.get("select") or "")
    if not select:
        for around in tree.select(AROUND):
            around.decompose()
        return next(found for part in MAIN if (found := tree.select(part, limit=1)) or part == MAIN[-1])
    try:
        found = tree.select(select)
    except Exception as error:  # whatever the selector's own parser raises
        raise NotUnderstood(f"select: “{select}” is no CSS selector: {str(error).splitlines()[0]}") from error
    if not found and not _is_empty_list(tree, select):
        raise NotUnderstood(f"nothing on {page.url} matches select: “{select}”; has the page changed its shape?")
    chosen = set(map(id, found))
    return [part for part in found if not any(id(parent) in chosen for parent in part.parents)]


def _is_empty_list(tree: BeautifulSoup, select: str) -> bool:
    """Tell whether links are selected (`ul.news a`), and what they should stand in is there (`ul.news`). A selector of
    several (with a comma) is not judged."""
    *around, last = select.replace(">", " > ").split() or [""]
    if "," in select or not around or last[:1] != "a" or last[1:2] not in ("", ".", "#", ":", "["):
        return False
    while around and around[-1] == ">":
        around.pop()
    try:
        return bool(around and tree.select(" ".join(around), limit=1))
    except Exception:  # `ul >  > a`: whatever the selector's own parser raises
        return False


def _paragraphs(parts: Iterable[Tag]) -> Iterator[str]:
    """Return the text by paragraph, list item and table row."""
    for part in parts:
        strings = (node for node in part.descendants if isinstance(node, NavigableString | Tag))
        for _, line in groupby(_in_blocks(strings), key=lambda pair: pair[0]):
            yield "".join(words for _, words in line)


def _in_blocks(nodes: Iterable[NavigableString | Tag]) -> Iterator[tuple[int, str]]:
    """Yield every piece of text with a number that is the same only inside one paragraph."""
    number, block = 0, 0
    for node in nodes:
        if isinstance(node, Tag):
            number += bool(BLOCK.fullmatch(node.name))
            if node.name in ("td", "th"):
                yield number, " "
            continue
        if isinstance(node, PreformattedString):  # a comment, a declaration
            continue
        around = next((id(parent) for parent in node.parents if BLOCK.fullmatch(parent.name)), 0)
        number += around != block  # text after a block inside this one has ended
        block = around
        yield number, str(node)
