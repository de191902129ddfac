"""What an administrator selects of a page: `select:`, a CSS selector (Selectors Level 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import monotonic, thread_time
from typing import cast

from cssselect2 import ElementWrapper, SelectorError, compile_selector_list
from cssselect2.compiler import CompiledSelector

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.page.bounds import Element
from watcher.sources.page.tree import found

MOST_SECONDS = 10.0
"""Of processor time for one page: what a selector costs on a stranger's page can't be told beforehand."""
MOST_SIBLINGS = 2_000
"""Elements in a row, for a selector that compares siblings: its time and memory grow with their square."""
_SIBLINGS = re.compile(r"~(?!=)|of-type|nth-last")
_TAG, _NAME = re.compile(r"[a-z][a-z0-9-]*"), re.compile(r"[\w-]+")


class SelectionTooLongError(Exception):
    """To look for the selector on this page would take too long; the words say why."""


def problem(text: str) -> str:
    """Say in a line what is wrong with the selector; "" where nothing is."""
    try:
        _compiled(text)
    except SelectorError as error:
        return ": ".join(map(str, error.args[-1:])) or type(error).__name__
    return ""


def selected(tree: Element, page: Page, wanted: str) -> list[Element]:
    """Return the parts to watch, none inside another; none where they are links and their list is empty. Raises
    NotUnderstood where nothing matches."""
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


def select(tree: Element, text: str, seconds: float = MOST_SECONDS) -> list[Element]:
    """Return the elements that the selector matches, in the order of the page. Raises SelectorError for what is none,
    and SelectionTooLongError."""
    wanted = _compiled(text)
    if _SIBLINGS.search(text) and any(len(element) > MOST_SIBLINGS for element in tree.iter()):
        raise SelectionTooLongError(f"it compares siblings, and more than {MOST_SIBLINGS:,} stand in a row")
    until, at_the_soonest = thread_time() + seconds, monotonic() + seconds
    wrappers = _Wrappers(tree)
    chosen = []
    for element in found(tree, _candidates(text)):
        wrapper = wrappers.of(element)
        if any(selector.test(wrapper) for selector in wanted):
            chosen.append(element)
        if monotonic() > at_the_soonest and thread_time() > until:  # the first takes a thirtieth of the second
            raise SelectionTooLongError(f"it takes longer than {seconds:g} s")
    return chosen


class _Wrappers:
    """What cssselect2 tests in place of each element, made for those alone that stand beside or above a candidate: to
    make them for a whole page takes longer than all else that is done with it."""

    def __init__(self, tree: Element) -> None:
        self._known = {tree: ElementWrapper.from_html_root(tree)}

    def of(self, element: Element) -> ElementWrapper:
        """Return that of this element; as many parents as a page may have lie above it (tree.py)."""
        unknown = []
        while element not in self._known:
            unknown.append(element)
            element = cast(Element, element.getparent())
        wrapper = self._known[element]
        for child in reversed(unknown):
            self._known |= {each.etree_element: each for each in wrapper.iter_children()}
            wrapper = self._known[child]
        return wrapper


@lru_cache(maxsize=1_000)
def _candidates(text: str) -> str:
    """Return the XPath of all elements that the selector can match, by the name, id and class that it asks of them."""
    wanted = _compiled(text)
    if len(wanted) == 1:
        conditions = "".join(f"[{condition}]" for condition in _necessary(wanted[0]))
        return f"descendant-or-self::{_name(wanted[0]) or '*'}{conditions}"
    ways = (" and ".join([f"self::{_name(each) or '*'}", *_necessary(each)]) for each in wanted)
    return f"descendant-or-self::*[{' or '.join(ways)}]"


def _name(selector: CompiledSelector) -> str:
    """Return the name of the elements that it matches, where that is plain; "" where they may have any."""
    name = selector.lower_local_name or ""
    return name if _TAG.fullmatch(name) else ""


def _necessary(selector: CompiledSelector) -> Iterator[str]:
    """Yield what holds in XPath of every element that the selector matches."""
    if selector.id and _NAME.fullmatch(selector.id):
        yield f"@id='{selector.id}'"
    if selector.class_name and _NAME.fullmatch(selector.class_name):
        yield f"contains(@class, '{selector.class_name}')"


@lru_cache(maxsize=1_000)
def _compiled(text: str) -> Sequence[CompiledSelector]:
    """Compile the selector. Raises SelectorError, also for a part that no element is (`a::before`)."""
    compiled: Sequence[CompiledSelector] = compile_selector_list(text)
    for selector in compiled:
        if selector.pseudo_element:
            raise SelectorError(f"“::{selector.pseudo_element}” is no element of a page")
    return compiled
