"""PURE: takes the lines of a paper's pages without what stands round its text: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

EDGE = 4
"""So many lines at the top and at the bottom of a page may be furniture."""
FEW_PAGES = 4
"""In a paper of so many, what stands at the edge of two is furniture; in a longer one it takes three."""
LONGEST_LINE = 200
"""Characters; no page is so wide: a longer line is a paragraph."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+|#")
"""What becomes `#` in a line's shape, or is one."""
_PAGE_NUMBER = re.compile(r"(?:page )?[-–—|\[( ]{0,4}\d{1,4}[-–—|\]) ]{0,4}(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_FILE = re.compile(r"(?: pdf icon)? PDF \d{1,6} [KM]B$")
"""What a portal writes after the name of a file."""
_SHORT_LINE = 0.7
"""Of a page's usual full line: what is shorter ends a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text proper. `short` is how long a line of its page is at least where text runs on; a blank line
    (`after_gap`) or a page's end (`new_page`) may lie before it."""

    text: str
    page: int
    short: float
    after_gap: bool = False
    new_page: bool = False


def body_lines(pages: Sequence[str]) -> list[Line]:
    """Returns the lines of all pages, page 1 first, blanks collapsed, without furniture."""
    split = [[" ".join(line.split()) for line in page.replace("\r", "\n").split("\n")] for page in pages]
    repeated = _repeated(split)
    return [line for number, lines in enumerate(split, 1) for line in _body(lines, number, repeated)]


def repeated_lines(pages: Sequence[str]) -> tuple[list[str], list[str]]:
    """Returns the lines that stand again and again at the top of pages, and those at their foot; each once."""
    split = [list(filter(None, map(str.strip, page.splitlines()))) for page in pages]
    repeated = _repeated(split)
    edges = [min(EDGE, len(lines) // 2) for lines in split]
    tops = (line for lines, edge in zip(split, edges, strict=True) for line in lines[:edge] if _shape(line) in repeated)
    feet = (line for lines in split for line in lines[-EDGE:] if _shape(line) in repeated)
    return list(dict.fromkeys(tops)), list(dict.fromkeys(feet))


def _body(lines: Sequence[str], page: int, repeated: frozenset[str]) -> Iterator[Line]:
    """Yields the lines of one page that are no furniture. `repeated`: the shapes of lines that are."""
    written = [place for place, line in enumerate(lines) if line]
    edge = {*written[:EDGE], *written[-EDGE:]}
    short = _SHORT_LINE * _full_line(lines)
    gap, first = False, True
    for place, line in enumerate(lines):
        if not line:
            gap = not first
        elif not (place in edge and ((repeated and _shape(line) in repeated) or _PAGE_NUMBER.fullmatch(line))):
            text = _FILE.sub("", line) if line.endswith("B") else line
            yield Line(text, page, short, after_gap=gap, new_page=first)
            gap = first = False


def _full_line(lines: Sequence[str]) -> int:
    """Returns how long a line of this page is where text runs on: nine of ten are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[ceil(0.9 * (len(lengths) - 1))] if lengths else 0


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Returns the shapes of lines that stand at the edges of several pages, whatever numbers they hold."""
    edges = [{*written[:EDGE], *written[-EDGE:]} for written in ([line for line in lines if line] for lines in pages)]
    least = 2 if len(pages) <= FEW_PAGES else 3
    if any(len(line) > LONGEST_LINE for lines in edges for line in lines):
        begun = Counter(begins for lines in edges for begins in set(map(_beginning, lines)))
        edges = [{line for line in lines if begun[_beginning(line)] >= least} for lines in edges]
    seen: Counter[str] = Counter()
    for lines in edges:
        seen.update(set(map(_shape, lines)))
    return frozenset(shape for shape, count in seen.items() if count >= least)


def _beginning(line: str) -> tuple[str, ...]:
    """Returns how a line's shape begins: lines of one shape begin alike, and most others do not. So a paragraph that
    stands on one line need not be looked at to its end."""
    return tuple(map(str.casefold, _NUMBER.split(line, 3)[:3]))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()
