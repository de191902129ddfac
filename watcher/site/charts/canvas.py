"""A canvas for charts: words that fit, shapes and colours, as SVG without script, style sheet or font of its own. All
that charts need of drawsvg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

import drawsvg

from watcher.messages.telegram_html import one_line

Theme: TypeAlias = Literal["light", "dark"]
WIDTH = 540
"""Units: on a telephone of 360 pixels a word of 17 units is about 11 pixels high, beside a page it is 19."""
EDGE = 16
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[] -"), frozenset("mwMW@%—…")
_MOST_WORDS = 200


class Palette(NamedTuple):
    """The colours of a theme. Words stand out from the paper by 4.5 to 1, lines and shapes by 3 to 1 (WCAG 2.2,
    1.4.3 and 1.4.11; a test holds it)."""

    paper: str
    ink: str
    faint: str
    grid: str
    empty: str
    bar: str
    lines: tuple[str, ...]


PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        "light": Palette(
            "#ffffff", "#1f2933", "#52606d", "#cbd2d9", "#e4e8ec", "#9c2f0b",
            ("#08457e", "#9c2f0b", "#3b6b1f", "#6b3fa0", "#7a5b00", "#52606d"),
        ),
        "dark": Palette(
            "#14191f", "#f0f2f5", "#b4bec8", "#3d4752", "#2a323b", "#ff9d6e",
            ("#8ecae6", "#ff9d6e", "#a5d884", "#cdb0ff", "#ffc15e", "#b4bec8"),
        ),
    }
)  # fmt: skip


@dataclass(slots=True)
class Canvas:
    """A page of charts that grows downwards: `y` is how far it is filled."""

    palette: Palette
    y: float = EDGE
    _shapes: list[Any] = field(default_factory=list)

    def text(
        self, words: str, x: float, y: float, size: float, *, ink: str = "", anchor: str = "start", bold: bool = False
    ) -> None:
        """Writes one line whose baseline is at `y`."""
        weight = {"font_weight": "bold"} if bold else {}
        said = one_line(words, _MOST_WORDS)
        fill = ink or self.palette.ink
        self._shapes.append(
            drawsvg.Text(said, size, _short(x), _short(y), fill=fill, text_anchor=anchor, font_family=_FONT, **weight)
        )

    def paragraph(self, words: str, size: float, *, ink: str = "", bold: bool = False, most: int = 3) -> None:
        """Writes words over the whole width, in at most so many lines, and moves down."""
        for line in wrapped(one_line(words, _MOST_WORDS), size, WIDTH - 2 * EDGE, most, bold=bold):
            self.y += size * 1.3
            self.text(line, EDGE, self.y - size * 0.3, size, ink=ink, bold=bold)

    def box(self, left: float, top: float, width: float, height: float, fill: str, *, line: str = "") -> None:
        """Draws a filled box; `line` is the colour of its edge."""
        edge = {"stroke": line, "stroke_width": 1} if line else {}
        self._shapes.append(
            drawsvg.Rectangle(_short(left), _short(top), _short(width), _short(height), fill=fill, rx=3, **edge)
        )

    def path(self, points: Sequence[tuple[float, float]], stroke: str, width: float = 1, dashes: str = "") -> None:
        """Draws a line through the points."""
        flat = [_short(value) for point in points for value in point]
        dashed = {"stroke_dasharray": dashes} if dashes else {}
        self._shapes.append(
            drawsvg.Lines(*flat, stroke=stroke, stroke_width=width, fill="none", stroke_linejoin="round", **dashed)
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draws a dot."""
        self._shapes.append(drawsvg.Circle(_short(x), _short(y), radius, fill=fill))

    def svg(self, title: str, description: str) -> bytes:
        """Returns all that was drawn; the same for the same calls."""
        height = int(self.y + EDGE)
        whole = drawsvg.Drawing(WIDTH, height, role="img")  # no words as attributes: the library does not escape those
        whole.append_title(one_line(title, _MOST_WORDS))
        whole.append(_Description(one_line(description, 1_000)))
        whole.append(drawsvg.Rectangle(0, 0, WIDTH, height, fill=self.palette.paper))
        for shape in self._shapes:
            whole.append(shape)
        return str(whole.as_svg()).encode()


class _Description(drawsvg.Title):  # type: ignore[misc]  # the library ships no types
    """SVG's own place for a longer text, which the library has no name for."""

    TAG_NAME = "desc"


def wrapped(words: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """Returns words in at most so many lines that fit the room; what does not fit ends in three dots."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [_cut(line, size, room, bold=bold) for line in lines]


def size_for(words: str, size: float, room: float, smallest: float) -> float:
    """Returns the size, not above `size`, in which the longest of the words fits into the room; not below
    `smallest`."""
    widest = max((width_of(word, 1) for word in words.split()), default=0.0)
    return max(smallest, min(size, round(room / widest - 0.05, 1) if widest else size))


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Returns about how wide words are in a font without serifs, by the widest that is common (DejaVu Sans)."""
    ems = sum(
        0.37 if sign in _NARROW else 0.98 if sign in _WIDE else 0.73 if sign.isupper() else 0.62 for sign in words
    )
    return ems * size * (1.07 if bold else 1)


def _cut(line: str, size: float, room: float, *, bold: bool) -> str:
    if width_of(line, size, bold=bold) <= room:
        return line
    kept = line.rstrip("…")
    while kept and width_of(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _short(number: float) -> float:
    """Returns a number with one place behind the point: no reader sees more, and it takes a third of the bytes."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
