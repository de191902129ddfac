"""PURE: finds the rows of tables in a paper's text, as far as it shows them: lines in a run that each end in a figure,
or in the state of an action."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STATE = r"(?:RED|AMBER|GREEN|BLUE|Red|Amber|Green|Complete|Completed|Overdue|Ongoing|On track|Not started)"
_FIGURE = r"[(£$€+-]{0,3}\d[\d,./:%]{0,30}[mk%)]{0,3}"
_CELL = re.compile(rf"(?<!\S)(?:{_FIGURE}|{_STATE}|n/a|-)(?!\S)")
_LAST_WORDS = 12
"""Signs at the end of a line in which its last cell stands: enough for a figure or a state."""


def is_row(line: str) -> bool:
    """Tells whether a line may be a table's row: it ends with a cell that is a figure or a state, and holds two at
    least."""
    return _ends_in_cell(line) and len(_CELL.findall(line)) > 1


def _ends_in_cell(line: str) -> bool:
    """Tells whether a line ends with a figure or a state, as rows of a table and lines of a list of contents do."""
    line = line.rstrip()
    start = max(line.rfind(" ", 0, len(line) - _LAST_WORDS), 0)
    return any(cell.end() == len(line) for cell in _CELL.finditer(line, start))


def rows_apart(page: str) -> str:
    """Returns the page with a blank line before and after each row of a table, and each line of a list of contents, so
    that no two are read as one paragraph. One that stands alone is left as it is: it is a line of a paragraph."""
    lines = page.splitlines()
    written = [place for place, line in enumerate(lines) if line.strip()]
    rows = set(_in_runs([(place, _ends_in_cell(lines[place])) for place in written]))
    return "\n".join(f"\n{line}\n" if place in rows else line for place, line in enumerate(lines))


def _in_runs(found: Sequence[tuple[int, bool]]) -> list[int]:
    """Returns the places that are rows beside another row."""
    last = len(found) - 1
    return [
        place
        for at, (place, row) in enumerate(found)
        if row and ((at > 0 and found[at - 1][1]) or (at < last and found[at + 1][1]))
    ]
