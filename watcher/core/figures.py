"""PURE: a figure of one council for one period, and a series of them, as frozen data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from watcher.core.documents import Document, Json


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as people read it (`41.2 %`, `kept back (c)`), and its number; None where the file gives none."""

    said: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """What the file says of one period: the council's figure, and those it can be compared with. `england` is None,
    and a neighbour absent, where the file has no such row for this period."""

    period: str
    """As people read it: `2025`, `2024/25`, `2025 Q3`."""
    council: Figure
    england: Figure | None = None
    neighbours: Mapping[str, Figure] = field(default_factory=dict)
    url: str = ""
    key: str = ""
    """Of its document, within its source."""


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """A council's figures over time, the oldest first: what a chart draws."""

    council: str
    measure: str
    """What is counted, in words: `of EHC plans within 20 weeks`."""
    unit: str
    """`%`, `£`, or empty for a number."""
    points: tuple[SeriesPoint, ...]
    better: str = ""
    """`higher` or `lower`, where it is sure which is the better; else empty."""


def is_figure(document: Document) -> bool:
    """Tells whether a document is a figure for one period."""
    return isinstance(document.details.get("figure"), str) and isinstance(document.details.get("period_order"), str)


def series_of(documents: Iterable[Document]) -> FigureSeries | None:
    """Returns the series that these documents of one source make, the oldest period first; None where none is a
    figure. The names and the unit are those of the newest."""
    found = sorted(filter(is_figure, documents), key=lambda document: str(document.details["period_order"]))
    if not found:
        return None
    newest = found[-1].details
    council, measure, unit, better = (str(newest.get(name) or "") for name in ("council", "measure", "unit", "better"))
    return FigureSeries(council, measure, unit, tuple(map(point_of, found)), better)


def point_of(document: Document) -> SeriesPoint:
    """Returns the point of the series that a figure's document holds."""
    details = document.details
    value, england, neighbours = (details.get(name) for name in ("value", "england", "neighbours"))
    others = neighbours if isinstance(neighbours, dict) else {}
    return SeriesPoint(
        str(details.get("period") or ""),
        Figure(str(details.get("figure") or ""), _number(value)),
        _figure(england),
        {name: figure for name, kept in others.items() if (figure := _figure(kept))},
        document.url,
        document.key,
    )


def _figure(kept: Json) -> Figure | None:
    return Figure(str(kept.get("said") or ""), _number(kept.get("value"))) if isinstance(kept, dict) else None


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
