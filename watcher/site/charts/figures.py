"""Lays out a council's figures over time as a chart: its own line, England's and the neighbours'."""

from __future__ import annotations

from watcher.core.charts import ChartLine, LineChart
from watcher.core.figures import Figure, FigureSeries
from watcher.messages.figures import as_text

MOST_NEIGHBOURS, MOST_PERIODS = 4, 24
ENGLAND = "England"


def figure_chart(series: FigureSeries, name: str) -> LineChart:
    """Returns the chart of a series, the newest MOST_PERIODS periods of it. What the file keeps back is a gap, never
    nought."""
    points = series.points[-MOST_PERIODS:]
    named = list(dict.fromkeys(neighbour for point in points for neighbour in point.neighbours))[:MOST_NEIGHBOURS]
    lines = [ChartLine(series.council, [point.council.value for point in points])]
    if any(point.england for point in points):
        lines.append(ChartLine(ENGLAND, [_value(point.england) for point in points]))
    lines += [ChartLine(each, [_value(point.neighbours.get(each)) for point in points]) for each in named]
    return LineChart(name, as_text(series), series.unit, [point.period for point in points], lines)


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None
