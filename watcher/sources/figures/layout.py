"""Finds what is what in a table of councils: the rows of its head, the column of the places, the words above. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from watcher.core.text import collapse_spaces
from watcher.sources.figures.cells import is_value, place
from watcher.sources.figures.periods import period_in

MOST_ROWS, MOST_COLUMNS = 2_000_000, 1_000
"""Of one sheet; what lies beyond is not looked at."""
_HEAD = 120
"""Rows among which the head of a table is looked for: titles and notes above it are some dozens at most."""
_MOST_OF_HEAD, _MOST_BLANK = 4, 2
Rows = Callable[[], Iterator[list[str]]]
"""Reads the rows of a sheet anew."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has what. `columns`: their names, of several rows of its head together."""

    columns: tuple[str, ...]
    places: int
    """The number of the column in which the council stands."""
    first: int
    """The number of the first row of figures."""
    titles: tuple[str, ...] = ()
    """What stands above the head."""


def layout_of(rows: Rows, councils: Collection[str]) -> Layout | None:
    """Returns the layout of the table in which a council of one of these names (as `place` has them) has a row with
    figures; None where none has."""
    head = list(islice(bounded(rows()), _HEAD))
    column = _column_of(rows, councils)
    first = next((at for at, row in enumerate(head) if _has_figures(row)), None)
    if column is None or first is None:
        return None
    top = _top_of_head(head, first)
    titles = tuple(cell for row in head[:top] for cell in map(collapse_spaces, row) if cell)
    return Layout(_named(head[top:first]), column, first, titles)


def bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yields the rows as far as MOST_ROWS, each as far as MOST_COLUMNS."""
    return (row[:MOST_COLUMNS] for row in islice(rows, MOST_ROWS))


def cell(row: Sequence[str], column: int | None) -> str:
    """Returns a cell without the blanks round it; empty beyond the row's end."""
    return row[column].strip() if column is not None and column < len(row) else ""


def _column_of(rows: Rows, councils: Collection[str]) -> int | None:
    spelled: dict[str, bool] = {}
    for row in bounded(rows()):
        for at, said in enumerate(row):
            if said not in spelled:
                if len(spelled) > 100_000:
                    spelled.clear()
                spelled[said] = bool(said) and said[0].isalpha() and place(said) in councils
            if spelled[said] and _has_figures(row):
                return at
    return None


def _has_figures(row: Sequence[str]) -> bool:
    """Tells whether a row is one of figures: words, and a number that is not a year."""
    filled = [said for said in row if said.strip()]
    return len(filled) > 1 and any(map(_is_figure, filled)) and not all(map(_is_figure, filled))


def _is_figure(said: str) -> bool:
    return is_value(said) and period_in(said) is None and said.strip() != "-"


def _top_of_head(head: Sequence[Sequence[str]], first: int) -> int:
    """Returns the number of the first row of the head: upwards as far as rows have more than a title in their first
    column."""
    top, blank = first, 0
    while top and first - top < _MOST_OF_HEAD + blank:
        above = [at for at, said in enumerate(head[top - 1]) if said.strip()]
        if not above and (top < first - blank or blank == _MOST_BLANK):
            break
        if above == [0] and top < first - blank:
            break
        blank += not above
        top -= 1
    return top


def _named(head: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Returns the names of the columns. A cell of an upper row that is merged over several columns stands in the first
    of them alone, and names them all."""
    width = max(map(len, head), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(head):
        is_last, said = number == len(head) - 1, ""
        for at in range(width):
            own = collapse_spaces(cell(row, at))
            said = own or ("" if is_last else said)
            if said and said not in parts[at]:
                parts[at].append(said)
    return tuple(" ".join(each) for each in parts)
