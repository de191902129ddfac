"""Draws pictures: data to PNG, for a telephone. The only module that knows Pillow, which is loaded with the first
picture that is asked for (docs/adr/0041)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from watcher.core.grade_chart import COLOURS, INK, Cell, GradeChart, Lane, Row

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH = 1080
MOST_HEIGHT = 5_000
"""Pixels: Telegram takes a photo whose two sides are no more than 10,000 together, and none 20 times the other."""
_EDGE, _GAP, _MARGIN = 32, 8, 8
_NARROWER = 0.78
"""The width of a year without a grade, beside one with some: its words are about visits alone."""
_CELL_HEIGHT, _AREA_HEIGHT, _YEARS_HEIGHT, _LANE_HEIGHT = 92, 52, 72, 78
_FAINT, _PAPER, _EMPTY, _LINE = "#52606d", "#ffffff", "#f0f2f5", "#cbd2d9"
_PLAIN = str.maketrans({"–": "-", "—": "-", "‑": "-", "£": "GBP ", "•": "-", "×": "x"})


def draw(chart: GradeChart) -> bytes:
    """Returns the picture as PNG, WIDTH pixels wide; the same for the same chart. What lies below MOST_HEIGHT is left
    out."""
    from PIL import Image, ImageDraw

    sketch = Image.new("L", (1, 1))  # on which only the height is found, so that no larger page is held than is sent
    height = min(MOST_HEIGHT, _Page(ImageDraw.Draw(sketch), _widths(chart)).paint(chart) + _EDGE)
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    _Page(ImageDraw.Draw(image), _widths(chart)).paint(chart)
    png = BytesIO()
    image.quantize(64).save(png, "PNG", optimize=True)
    return png.getvalue()


def drawable(words: str) -> str:
    """Returns words in the signs that Pillow's own font has: letters without their accents, a hyphen for a dash; what
    is not left then is shown as a question mark."""
    spelt = "".join(sign for sign in normalize("NFKD", words.translate(_PLAIN)) if not combining(sign))
    return "".join(sign if " " <= sign <= "~" or sign in "‘’“”…" else "?" for sign in spelt)


@dataclass(slots=True)
class _Page:
    """Paints the page of a picture, from `y` downwards."""

    on: ImageDraw
    widths: Sequence[float]
    """Of the columns, each as its share of the page."""
    y: int = _EDGE

    def paint(self, chart: GradeChart) -> int:
        """Paints the whole chart; returns how far down it reaches, in pixels."""
        self._lines(chart.title, 56, 2, bold=True)
        self._lines(chart.subtitle, 34, 2, ink=_FAINT)
        self._years(chart.columns)
        for lane in chart.lanes:
            self._lane(lane)
        self.y += 24
        self._lines(chart.foot, 28, 3, ink=_FAINT)
        return self.y

    def _lines(self, words: str, size: int, most: int, *, ink: str = INK, bold: bool = False) -> None:
        font = _font(size)
        for line in wrapped(words, font, WIDTH - 2 * _EDGE, most):
            self.on.text((_EDGE, self.y), line, ink, font, stroke_width=int(bold), stroke_fill=ink)
            self.y += int(size * 1.3)

    def _years(self, columns: Sequence[str]) -> None:
        self.y += 20
        for number, words in enumerate(columns):
            left, right = self._sides(number)
            self._centred(words, (left, self.y, right, self.y + _YEARS_HEIGHT), 40, INK, bold=True)
        self.y += _YEARS_HEIGHT

    def _lane(self, lane: Lane) -> None:
        self.on.line((_EDGE, self.y, WIDTH - _EDGE, self.y), _LINE, 3)
        self.y += 22
        self._lines(lane.name, 38, 2, bold=True)
        self.y += 8
        for row in lane.rows:
            self._row(row)
        self.y += 18

    def _row(self, row: Row) -> None:
        if row.area:
            self._lines(row.area, 32, 2)
            self.y += 4
        for number in range(len(self.widths)):
            left, right = self._sides(number)
            box = (left, self.y, right, self.y + _CELL_HEIGHT)
            self._cell(row.cells.get(number), box)
        self.y += _CELL_HEIGHT + 18

    def _cell(self, cell: Cell | None, box: tuple[int, int, int, int]) -> None:
        ground, ink = COLOURS[cell.tone] if cell else (_EMPTY, _FAINT)
        self.on.rounded_rectangle(box, 14, ground)
        if cell:
            self._centred(cell.words, box, 36, ink)

    def _centred(self, words: str, box: tuple[int, int, int, int], size: int, ink: str, *, bold: bool = False) -> None:
        """Puts words into the middle of a box, as large as they fit on two lines."""
        font, lines = fitted(words, size, box[2] - box[0] - 2 * _MARGIN)
        step = int(font.size * 1.15)
        top = (box[1] + box[3]) / 2 - step * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            at = ((box[0] + box[2]) / 2, top + number * step)
            self.on.text(at, line, ink, font, anchor="mm", stroke_width=int(bold), stroke_fill=ink)

    def _sides(self, number: int) -> tuple[int, int]:
        """Returns where a column begins and ends."""
        whole = WIDTH - 2 * _EDGE + _GAP
        before, after = sum(self.widths[:number]), sum(self.widths[: number + 1])
        return int(_EDGE + before * whole), int(_EDGE + after * whole) - _GAP


def _widths(chart: GradeChart) -> list[float]:
    graded = {
        number for lane in chart.lanes for row in lane.rows for number, cell in row.cells.items() if cell.tone != "mark"
    }
    wide = [1.0 if number in graded else _NARROWER for number in range(len(chart.columns))]
    return [width / sum(wide) for width in wide]


def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    found = ImageFont.load_default(size)
    if not isinstance(found, ImageFont.FreeTypeFont):
        raise OSError("this Pillow was built without FreeType, so it has no letters of every size")
    return found


def fitted(words: str, size: int, width: int) -> tuple[FreeTypeFont, list[str]]:
    """Returns the words on at most two lines of this width, and the largest font in which they fit whole; in the
    smallest, cut."""
    for smaller in range(size, 20, -2):
        font = _font(smaller)
        lines = wrapped(words, font, width, 3)
        if len(lines) < 3 and all(font.getlength(line) <= width for line in lines):
            return font, lines
    return _font(20), wrapped(words, _font(20), width, 2)


def wrapped(words: str, font: FreeTypeFont, width: int, most: int) -> list[str]:
    """Returns the words on lines of at most this width, but for a word that is longer; what is beyond so many lines is
    cut, and the cut shown."""
    lines: list[str] = []
    for word in drawable(words).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] += " …"
            break
        else:
            lines.append(word)
    return lines
