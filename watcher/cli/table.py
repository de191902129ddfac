"""A table of words: in colour and fitted to its width on a terminal, plain lines as wide as they need to be anywhere
else, where nothing is loaded for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from watcher.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.table import Table

Cell: TypeAlias = Sequence[tuple[str, str]]
"""Words and how they look (a style of rich's, or none), one after another; they may be several lines."""
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """`whole` is never wrapped, `wide` takes the room that is left, `right` stands at the right."""

    heading: str
    whole: bool = False
    wide: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows, not yet drawn."""

    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def add(self, *cells: Cell | str) -> None:
        """Whatever strangers wrote in them is made harmless for a terminal."""
        parts = ([(cell, "")] if isinstance(cell, str) else cell for cell in cells)
        self.rows.append(tuple([(harmless(words), style) for words, style in cell] for cell in parts))

    def show(self) -> None:
        """Prints the table."""
        if sys.stdout.isatty():
            _draw(self)
            return
        for line in self.lines():
            print(line)

    def lines(self) -> Iterator[str]:
        """Yields the table as lines without a blank at their ends."""
        # Not left to rich: over a log of 5,000 changes that takes 4.7 s of CPU, this 0.1 s, and `changes` and `status`
        # are read by scripts too.
        rows = [[[column.heading] for column in self.columns]]
        rows += [["".join(words for words, _ in cell).split("\n") for cell in row] for row in self.rows]
        widths = [max(len(line) for row in rows for line in row[number]) for number in range(len(self.columns))]
        for row in rows:
            for line in zip_longest(*row, fillvalue=""):
                put = zip(line, widths, self.columns, strict=True)
                yield _GAP.join(
                    said.rjust(wide) if column.right else said.ljust(wide) for said, wide, column in put
                ).rstrip()


def _draw(grid: Grid) -> None:
    from rich.console import Console
    from rich.text import Text

    table = _empty(grid)
    for row in grid.rows:
        table.add_row(*(Text.assemble(*cell) for cell in row))
    Console(highlight=False).print(table)


def _empty(grid: Grid) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in grid.columns:
        justify, ratio = "right" if column.right else "left", 1 if column.wide else None
        table.add_column(column.heading, no_wrap=column.whole, ratio=ratio, justify=justify, overflow="fold")  # type: ignore[arg-type]  # one of its words
    return table
