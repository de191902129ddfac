"""Draws each kind of chart on a canvas."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from watcher.core.charts import BarChart, ChartLine, LineChart
from watcher.core.grade_chart import COLOURS, Cell, GradeChart, Lane, Row
from watcher.site.charts.canvas import EDGE, PALETTES, WIDTH, Canvas, Theme, size_for, width_of, wrapped

_GAP, _PAD = 6, 4
_AREA, _CELL, _YEAR, _LANE, _FOOT = 16, 14, 17, 19, 14
"""Sizes of words, in units."""
_PLOT, _LEFT, _RIGHT = 230, 58, 24
"""The height of the plot of lines, and the room beside it."""
_DASHES = ("", "7 4", "2 4", "9 3 2 3", "4 4", "1 3")
_TICKS = 4
_TALL = 16
_SMALLEST = 9.0


def draw_grades(chart: GradeChart, theme: Theme = "light") -> bytes:
    """Returns the picture of a provider's grades over the years as SVG."""
    canvas = Canvas(PALETTES[theme])
    room = (WIDTH - 2 * EDGE + _GAP) / max(1, len(chart.columns))
    canvas.y += _YEAR
    for number, words in enumerate(chart.columns):
        for line, said in enumerate(wrapped(words, _YEAR, room - _GAP, 2, bold=True)):
            at = EDGE + number * room + (room - _GAP) / 2
            canvas.text(said, at, canvas.y + line * _YEAR, _YEAR, anchor="middle", bold=True)
    canvas.y += _YEAR * max(len(wrapped(words, _YEAR, room - _GAP, 2, bold=True)) for words in chart.columns)
    for lane in chart.lanes:
        _lane(canvas, lane, len(chart.columns), room)
    canvas.y += 8
    canvas.paragraph(chart.foot, _FOOT, ink=canvas.palette.faint)
    return canvas.svg(chart.title, chart.alt)


def _lane(canvas: Canvas, lane: Lane, columns: int, room: float) -> None:
    canvas.y += 8
    canvas.paragraph(lane.name, _LANE, bold=True, most=2)
    for row in lane.rows:
        if row.area:
            canvas.paragraph(row.area, _AREA, ink=canvas.palette.faint, most=2)
        canvas.y += 4
        _cells(canvas, row, columns, room)


def _cells(canvas: Canvas, row: Row, columns: int, room: float) -> None:
    inside = room - _GAP - 2 * _PAD
    size = min((size_for(cell.words, _CELL, inside, _SMALLEST) for cell in row.cells.values()), default=_CELL)
    said = {number: wrapped(cell.words, size, inside, 3) for number, cell in row.cells.items()}
    height = size * 1.25 * max(map(len, said.values()), default=1) + 2 * _PAD + 4
    for number in range(columns):
        left, cell = EDGE + number * room, row.cells.get(number)
        if cell:
            _cell(canvas, cell, said[number], size, (left, room - _GAP, height))
        else:
            canvas.box(left, canvas.y, room - _GAP, height, canvas.palette.empty)
    canvas.y += height + 4


def _cell(canvas: Canvas, cell: Cell, lines: Sequence[str], size: float, place: tuple[float, float, float]) -> None:
    (left, width, height), (ground, ink) = place, COLOURS[cell.tone]
    canvas.box(left, canvas.y, width, height, ground, line=canvas.palette.grid)
    top = canvas.y + (height - size * 1.25 * len(lines)) / 2
    for number, line in enumerate(lines):
        canvas.text(line, left + width / 2, top + size * (1.25 * number + 1), size, ink=ink, anchor="middle")


def draw_bars(chart: BarChart, theme: Theme = "light") -> bytes:
    """Returns shares as bars, one below the other, as SVG."""
    canvas = Canvas(PALETTES[theme])
    whole = WIDTH - 2 * EDGE
    for bar in chart.bars:
        canvas.paragraph(f"{bar.label}: {bar.said}", _AREA, most=2)
        canvas.y += 3
        canvas.box(EDGE, canvas.y, whole, _TALL, canvas.palette.empty)
        if bar.share > 0:
            canvas.box(EDGE, canvas.y, max(3.0, whole * min(1.0, bar.share)), _TALL, canvas.palette.bar)
        canvas.y += _TALL + 10
    return canvas.svg(chart.title, chart.description)


def draw_lines(chart: LineChart, theme: Theme = "light") -> bytes:
    """Returns values over time as lines, each with dashes of its own beside its colour, as SVG."""
    canvas = Canvas(PALETTES[theme])
    lines = chart.lines[: len(_DASHES)]
    values = [value for line in lines for value in line.values if value is not None]
    low, step, high = _scale(min(values, default=0.0), max(values, default=1.0), from_zero=chart.unit == "%")
    _legend(canvas, lines)
    bottom = canvas.y + 22 + _PLOT
    steps = round((high - low) / step)
    for number in range(steps + 1):
        tick, y = low + number * step, bottom - _PLOT * number / steps
        canvas.path([(_LEFT, y), (WIDTH - _RIGHT, y)], canvas.palette.grid)
        canvas.text(spelt(tick, chart.unit), _LEFT - 8, y + 5, _FOOT, ink=canvas.palette.faint, anchor="end")
    _periods(canvas, chart.periods, bottom)
    for number, line in reversed(list(enumerate(lines))):  # the first is drawn last, over the others
        points = [
            (_x(at, len(chart.periods)), bottom - _PLOT * (value - low) / (high - low)) if value is not None else None
            for at, value in enumerate(line.values)
        ]
        _line(canvas, points, number)
    canvas.y = bottom + 28
    return canvas.svg(chart.title, chart.description)


def _line(canvas: Canvas, points: Sequence[tuple[float, float] | None], number: int) -> None:
    """Draws a line; where a value is missing it is broken."""
    colour, width = canvas.palette.lines[number], 3.0 if number == 0 else 2.0
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point:
            run.append(point)
            canvas.dot(*point, 4.5 if number == 0 else 3, colour)
        else:
            if len(run) > 1:
                canvas.path(run, colour, width, _DASHES[number])
            run = []


def _legend(canvas: Canvas, lines: Sequence[ChartLine]) -> None:
    x: float = EDGE
    canvas.y += _AREA
    for number, line in enumerate(lines):
        said = wrapped(line.name, _AREA, WIDTH - 2 * EDGE - 40, 1)[0]
        room = 40 + width_of(said, _AREA) + 14
        if x > EDGE and x + room > WIDTH - EDGE:
            x, canvas.y = EDGE, canvas.y + _AREA * 1.5
        y = canvas.y - 5
        canvas.path([(x, y), (x + 32, y)], canvas.palette.lines[number], 3.0 if number == 0 else 2.0, _DASHES[number])
        canvas.text(said, x + 40, canvas.y, _AREA)
        x += room


def _periods(canvas: Canvas, periods: Sequence[str], bottom: float) -> None:
    """Writes as many periods below the plot as there is room for, the newest always."""
    widest = max((width_of(period, _FOOT) for period in periods), default=0) + 12
    fit = max(1, floor((WIDTH - _LEFT - _RIGHT) / max(widest, 1)))
    every = ceil(len(periods) / fit)
    for at, period in enumerate(periods):
        if (len(periods) - 1 - at) % every == 0:
            half = width_of(period, _FOOT) / 2
            x = min(_x(at, len(periods)), WIDTH - 4 - half)
            canvas.text(period, x, bottom + 22, _FOOT, anchor="middle")


def _x(at: int, count: int) -> float:
    room = WIDTH - _LEFT - _RIGHT - 16
    return _LEFT + 8 + (room * at / (count - 1) if count > 1 else room / 2)


def _scale(low: float, high: float, *, from_zero: bool = False) -> tuple[float, float, float]:
    """Returns from where to where the axis goes, in round steps, and the step: from 0 where that is asked for or the
    values come near it, so that a small change does not look like a large one."""
    if low >= 0 and (from_zero or low < high * 0.75):
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    raw = span / _TICKS
    unit = 10.0 ** floor(log10(raw))
    step = unit * next(factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= raw * 0.999)
    first, last = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return first, step, last if last > first else first + step


def spelt(value: float, unit: str) -> str:
    """Returns a value as people read it: `41.2%`, `£1.5m`, `12,300`."""
    for size, letter in ((1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return _with_unit(f"{value / size:,.2f}".rstrip("0").rstrip("."), unit, letter)
    return _with_unit(f"{value:,.2f}".rstrip("0").rstrip(".") or "0", unit)


def _with_unit(number: str, unit: str, letter: str = "") -> str:
    return f"£{number}{letter}" if unit == "£" else f"{number}{letter}{'%' if unit == '%' else ''}"
