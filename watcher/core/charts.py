"""PURE: charts of figures as data: what stands in them, before anybody draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line of a chart: a value for each of its periods, None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values over time. `description` says in words what is to be seen, for who can't see it."""

    title: str
    description: str
    unit: str
    """`%` or `£`; empty for a number."""
    periods: Sequence[str]
    """As people read them, the oldest first."""
    lines: Sequence[ChartLine]
    """The first is the one that matters."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its share of the whole from 0 to 1, and that in words (`4 of 23`)."""

    label: str
    share: float
    said: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Shares side by side, each of a whole of its own."""

    title: str
    description: str
    bars: Sequence[Bar]
