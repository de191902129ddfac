"""PURE: the lines of a report without what its pages carry at head and foot (facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from watcher.core.months import MONTH_NUMBERS

EDGE = 3
"""A running head or foot is among so many first or last lines of its page."""

_MONTH = f"(?:{'|'.join(MONTH_NUMBERS)})"
_DAY = rf"\d{{1,2}}(?: {_MONTH})?(?: \d{{4}})?"
_DATES = rf"{_DAY}(?: ?(?:to|and|-|–|&) ?{_DAY}){{0,3}}"
_FURNITURE = re.compile(
    r"^(?:\d{1,3}|Page \d{1,3}(?: of \d{1,3})?|Inspection of .*services(?: \d+)?"
    r"|(?i:(?:\d{1,3} )?(?:Area SEND )?inspection report:.*)"
    rf"|(?=.*\b\d{{4}}\b){_DAY} ?(?:to|and|-|–|&) ?{_DATES}(?: \d{{1,3}})?|\d{{1,2}} {_MONTH} \d{{4}} \d{{1,3}})"
)
_FOOT = re.compile(r"(?:\d{1,3} )?(?:Area SEND )?inspection report:", re.IGNORECASE)
_FOOT_ENDS = re.compile(r"\d{4}(?: \d{1,3})?$")
_REST_OF_FOOT = re.compile(
    rf"^(?:[\w' ,-]{{0,60}}\bPartnership,? ?)?(?:(?:to |and |- ?)?{_DATES}|{_MONTH} \d{{4}}|\d{{4}})?(?: ?\d{{1,3}})?"
)


def body_lines(pages: Sequence[str]) -> list[str]:
    """Return every line of the report's own text, page by page, blanks trimmed; no page numbers, heads and feet."""
    cut = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    repeated = _repeated(cut)
    return [line for lines in cut for line in _own(lines, repeated)]


def _own(lines: Sequence[str], repeated: frozenset[str]) -> list[str]:
    kept: list[str] = []
    is_foot_open = False
    for place, line in enumerate(lines):
        if is_foot_open and _REST_OF_FOOT.fullmatch(line):
            is_foot_open = False
            continue
        is_foot_open = bool(_FOOT.match(line)) and not _FOOT_ENDS.search(line)
        at_edge = place < EDGE or place >= len(lines) - EDGE
        if not (_FURNITURE.fullmatch(line) or (at_edge and _shape(line) in repeated)):
            kept.append(line)
    return kept


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return what stands at the edge of several pages and differs in its numbers alone: with a number on two, without
    on three."""
    seen = Counter(shape for lines in pages for shape in {_shape(line) for line in (*lines[:EDGE], *lines[-EDGE:])})
    return frozenset(
        shape for shape, times in seen.items() if _may_be_furniture(shape) and times >= 2 + ("#" not in shape)
    )


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _may_be_furniture(shape: str) -> bool:
    """Tell whether it may be a head or foot: neither a heading of a list, which a table repeats on every page, nor a
    piece of a sentence or list."""
    is_heading = re.match(r"(?:Responsible|Areas? for|What |Bod(?:y|ies)\b)", shape, re.IGNORECASE)
    return not is_heading and len(shape) > 3 and shape[0].isupper() and shape[-1] not in ".;:,?"
