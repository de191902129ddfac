"""What an administrator selects of a page: `select:`, a CSS selector (Selectors Level 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import thread_time

from cssselect2 import ElementWrapper, SelectorError, compile_selector_list
from cssselect2.compiler import CompiledSelector
from lxml import html

MOST_SECONDS = 10.0
"""Of processor time for one page: what a selector costs on a stranger's page can't be told beforehand."""
MOST_SIBLINGS = 2_000
"""Elements in a row, for a selector that compares siblings: its time and memory grow with their square."""
_SIBLINGS = re.compile(r"~(?!=)|of-type|nth-last")


class SelectionTooLongError(Exception):
    """To look for the selector on this page would take too long; the words say why."""


def problem(text: str) -> str:
    """Say in a line what is wrong with the selector; "" where nothing is."""
    try:
        _compiled(text)
    except SelectorError as error:
        return ": ".join(map(str, error.args[-1:])) or type(error).__name__
    return ""


def select(tree: html.HtmlElement, text: str, seconds: float = MOST_SECONDS) -> list[html.HtmlElement]:
    """Return the elements that the selector matches, in the order of the page. Raises SelectorError for what is none,
    and SelectionTooLongError."""
    wanted = _compiled(text)
    if _SIBLINGS.search(text) and any(len(element) > MOST_SIBLINGS for element in tree.iter()):
        raise SelectionTooLongError(f"it compares siblings, and more than {MOST_SIBLINGS:,} stand in a row")
    until = thread_time() + seconds
    chosen = []
    for element in ElementWrapper.from_html_root(tree).iter_subtree():
        if any(selector.test(element) for selector in wanted):
            chosen.append(element.etree_element)
        if thread_time() > until:
            raise SelectionTooLongError(f"it takes longer than {seconds:g} s")
    return chosen


def _compiled(text: str) -> Sequence[CompiledSelector]:
    """Compile the selector. Raises SelectorError, also for a part that no element is (`a::before`)."""
    compiled: Sequence[CompiledSelector] = compile_selector_list(text)
    for selector in compiled:
        if selector.pseudo_element:
            raise SelectorError(f"“::{selector.pseudo_element}” is no element of a page")
    return compiled
