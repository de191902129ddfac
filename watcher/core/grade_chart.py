"""PURE: the picture of a provider's grades over the years, as data: what stands in it, before anybody draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["best", "good", "weak", "worst", "mark"]
"""How good a grade is, for its colour; `mark` is a visit or a letter without a grade, and any grade we don't know."""

INK = "#1f2933"
# Blue to orange, each as light or dark as no other: apart for every kind of colour-blindness, and on grey paper.
COLOURS: dict[Tone, tuple[str, str]] = {
    "best": ("#08457e", "#ffffff"),
    "good": ("#8ecae6", INK),
    "weak": ("#ffc15e", INK),
    "worst": ("#9c2f0b", "#ffffff"),
    "mark": ("#dde2e8", INK),
}
"""Of each tone the ground and the words on it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one inspection said of one area, in words."""

    words: str
    tone: Tone = "mark"


@dataclass(frozen=True, slots=True)
class Row:
    """An area with its cells, each by the number of its column."""

    area: str
    cells: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows of one kind of inspection, whose grades are of one scale."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GradeChart:
    """The whole picture: columns from the oldest at the left to the newest, lanes from top to bottom."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    lanes: tuple[Lane, ...]
    foot: str = ""
    alt: str = ""
    """What the picture is, for who can't see it; plain words."""

    def words(self) -> Iterator[str]:
        """Yields all that can be read in it, from top to bottom."""
        yield from (self.title, self.subtitle, *self.columns)
        for lane in self.lanes:
            yield lane.name
            for row in lane.rows:
                yield row.area
                yield from (row.cells[number].words for number in sorted(row.cells))
        yield self.foot
