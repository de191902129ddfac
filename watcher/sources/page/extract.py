"""Takes out of a page the part that is watched: as paragraphs, or as links where links are selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.page.bounds import Element
from watcher.sources.page.paragraphs import written
from watcher.sources.page.rules import AROUND, BLOCKS, CELLS, MAIN, NEVER_SEEN, files_of, refuse_an_error_page
from watcher.sources.page.tree import drop, drop_tree, first_text, found, parsed


def watched(page: Page, visit: Visit, ignored: Sequence[str]) -> Iterator[Reading]:
    """Read the page: one Reading. Raises NotUnderstood with a plain reason."""
    tree = parsed(page)
    refuse_an_error_page(page, (first_text(tree, "h1"), first_text(tree, "title")))
    drop(tree, *NEVER_SEEN)
    wanted = str(visit.source.options.get("select") or "")
    parts = _selected(tree, page, wanted) if wanted else _main(tree, page)
    if all(part.tag == "a" for part in parts):
        from watcher.sources.page.links import listed  # what knows articles again: not for a page of words

        yield from listed(parts, page, visit, ignored)
        return
    lines = [line for part in parts for line in _lines(part) if line]
    links = (link for part in parts for link in part.iter("a"))
    heading = first_text(tree, "h1") or first_text(tree, "title")
    yield from written(lines, heading, page, visit, ignored, files_of(links, page))


def _selected(tree: Element, page: Page, wanted: str) -> list[Element]:
    from watcher.sources.page.selector import selected  # a library of its own: not while every page is read whole

    return selected(tree, page, wanted)


def _main(tree: Element, page: Page) -> list[Element]:
    """Return the part in which the words of a page stand, without what stands around them."""
    for around in found(tree, AROUND):
        drop_tree(around)
    for part in MAIN:
        if here := found(tree, part):
            return here[:1]
    raise NotUnderstood(f"{page.url} has no text at all; look at it in a browser")


def _lines(part: Element) -> Iterator[str]:
    """Yield the text by paragraph, list item and table row."""
    words: list[str] = []
    for event, element in etree.iterwalk(part, events=("start", "end")):
        name, starts = element.tag, event == "start"
        if name in BLOCKS:
            yield collapse_spaces("".join(words))
            words.clear()
        elif starts and name in CELLS:
            words.append(" ")
        said = element.text if starts else element.tail
        if said and (starts or element is not part):
            words.append(said)
    yield collapse_spaces("".join(words))
