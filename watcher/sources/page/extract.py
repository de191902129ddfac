"""Takes out of a page the part that is watched: as paragraphs, or as links where links are selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cssselect2 import SelectorError
from lxml import etree

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.page.links import listed
from watcher.sources.page.paragraphs import written
from watcher.sources.page.rules import AROUND, BLOCK, MAIN, NEVER_SEEN, files_of, refuse_an_error_page
from watcher.sources.page.selector import SelectionTooLongError, select
from watcher.sources.page.tree import Element, drop, first_text, found, parsed, text


def watched(page: Page, visit: Visit, ignored: Sequence[str]) -> Iterator[Reading]:
    """Read the page: one Reading. Raises NotUnderstood with a plain reason."""
    tree = parsed(page)
    refuse_an_error_page(page, (first_text(tree, "h1"), first_text(tree, "title")))
    drop(tree, *NEVER_SEEN)
    parts = _selected(tree, page, visit.source)
    if all(part.tag == "a" for part in parts):
        yield from listed(parts, page, visit, ignored)
        return
    lines = [line for part in parts for line in _lines(part) if line]
    links = ((text(link), link.get("href") or "") for part in parts for link in part.iter("a"))
    heading = first_text(tree, "h1") or first_text(tree, "title")
    yield from written(lines, heading, page, visit, ignored, files_of(links, page))


def _selected(tree: Element, page: Page, source: Source) -> list[Element]:
    """Return the parts to watch, none inside another; none where they are links and their list is empty. Raises
    NotUnderstood where nothing matches."""
    wanted = str(source.options.get("select") or "")
    if not wanted:
        return _main(tree, page)
    try:
        parts = select(tree, wanted)
    except SelectorError as error:
        raise NotUnderstood(f"select: “{wanted}” is no CSS selector: {error.args[-1]}") from error
    except SelectionTooLongError as error:
        raise NotUnderstood(
            f"select: “{wanted}” is too much for {page.url}: {error}; select in plainer words"
        ) from error
    if not parts and not _is_empty_list(tree, wanted):
        raise NotUnderstood(f"nothing on {page.url} matches select: “{wanted}”; has the page changed its shape?")
    chosen = set(parts)
    return [part for part in parts if chosen.isdisjoint(part.iterancestors())]


def _main(tree: Element, page: Page) -> list[Element]:
    """Return the part in which the words of a page stand, without what stands around them."""
    for around in found(tree, AROUND):
        if around.getparent() is not None:
            around.drop_tree()
    for part in MAIN:
        if here := found(tree, part):
            return here[:1]
    raise NotUnderstood(f"{page.url} has no text at all; look at it in a browser")


def _is_empty_list(tree: Element, wanted: str) -> bool:
    """Tell whether links are selected (`ul.news a`), and what they should stand in is there (`ul.news`). A selector of
    several (with a comma) is not judged."""
    *around, last = wanted.replace(">", " > ").split() or [""]
    if "," in wanted or not around or last[:1] != "a" or last[1:2] not in ("", ".", "#", ":", "["):
        return False
    while around and around[-1] == ">":
        around.pop()
    try:
        return bool(around and select(tree, " ".join(around)))
    except (SelectorError, SelectionTooLongError):  # `ul >  > a`
        return False


@lru_cache(maxsize=1_000)
def _is_block(name: str) -> bool:
    return bool(BLOCK.fullmatch(name))


def _lines(part: Element) -> Iterator[str]:
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
