"""PURE: takes the lines of a paper's pages as a plan is read from them. What stands round a text is left out only where
it stands on the same line of each page: what repeats near a page's edge may be a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.rules.plan_cells import is_a_cell
from watcher.rules.plan_columns import is_of_a_head
from watcher.rules.plan_states import STATE

EDGE = 3
"""So many lines at the top and at the bottom of a page may stand round its text."""
_LONGEST = 1_000
"""Characters of a line that are looked at; no row has so many in one."""
_FEWEST = 3
"""Pages on which the same line is no cell."""
_STATE = re.compile(STATE)
_SIGNS = {
    **dict.fromkeys(map(ord, "|\ufe0f↑↓→←↔⬆⬇➡⬅▲▼►◄"), " "),
    ord("🔴"): " Red\u200b ", ord("🟠"): " Amber\u200b ", ord("🟡"): " Amber\u200b ",
    ord("🟢"): " Green\u200b ", ord("🔵"): " Blue\u200b ",
}  # fmt: skip
"""Bars between cells and arrows; discs as the names of their colours, marked as such for a moment."""
_COLOUR = r"(?i:red|amber|green|blue)"
_TWICE = re.compile(r"(Red|Amber|Green|Blue)\u200b(?: (?i:\1)(?!\w))?")
_DISC = re.compile(rf"[●⬤○■◼] (?={_COLOUR}$)")
_BRACKETED = re.compile(rf"\(({_COLOUR}|[RAGB])\)$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page )?[-|\[( ]{0,4}(?!20\d\d$)\d{1,4}[-|\]) ]{0,4}(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line, its blanks collapsed, and its page, counted from 1."""

    text: str
    page: int


def plan_lines(pages: Sequence[str]) -> list[PlanLine]:
    """Returns the lines of all pages without what stands round them."""
    split = [[text for line in page.split("\n") if (text := _plain(line))] for page in pages]
    seen = Counter(place for lines in split for place in _places(lines))
    found: list[PlanLine] = []
    for number, lines in enumerate(split, 1):
        round_it = {at for place in _places(lines) if seen[place] >= _FEWEST for at in [_at(place, len(lines))]}
        round_it |= {at for at in (0, len(lines) - 1) if lines and _PAGE_NUMBER.fullmatch(lines[at])}
        found += [PlanLine(line, number) for at, line in enumerate(lines) if at not in round_it]
    return found


def _plain(line: str) -> str:
    """Returns the line without the bars that some programs draw between cells, and without arrows; a coloured disc as
    the colour, once where its name stands beside it, and a state at its end without its brackets."""
    plain = _DISC.sub("", " ".join(line[:_LONGEST].translate(_SIGNS).split()))
    return _BRACKETED.sub(r"\1", _TWICE.sub(r"\1", plain))


def _places(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yields the lines at the edges of a page, each with its place, counted from the top or (below 0) from the bottom;
    not a table's head, nor what holds a state or is a cell."""
    for at in (*range(min(EDGE, len(lines))), *range(-min(EDGE, len(lines)), 0)):
        if not (is_of_a_head(lines[at]) or is_a_cell(lines[at]) or _STATE.search(lines[at])):
            yield at, _DIGITS.sub("#", lines[at]).casefold()


def _at(place: tuple[int, str], count: int) -> int:
    return place[0] if place[0] >= 0 else count + place[0]
