"""pictures.py: a chart as PNG; judged by its size and its pixels, never by its bytes."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from tests.tools.examples import every_example
from watcher.bot.pictures import MOST_HEIGHT, WIDTH, draw, drawable, fitted
from watcher.core.grade_chart import COLOURS, Cell, GradeChart, Lane, Row

OVERALL = Row("Overall effectiveness", {0: Cell("Good", "good"), 1: Cell("Inadequate", "worst")})
CHART = GradeChart("Ofsted: Anytown", "Newest inspection: 1 May 2024", ("2018", "2024"), (Lane("Care", (OVERALL,)),))


def seen(chart: GradeChart) -> Image.Image:
    return Image.open(BytesIO(draw(chart))).convert("RGB")


def light(colour: str) -> float:
    """How light a colour is on grey paper, as WCAG reckons it: 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def colour_at(picture: Image.Image, x: int) -> set[str]:
    """The colours that stand anywhere in one column of pixels."""
    pixels = (picture.getpixel((x, y)) for y in range(picture.height))
    return {"#{:02x}{:02x}{:02x}".format(*pixel) for pixel in pixels if isinstance(pixel, tuple)}


def test_a_picture_is_a_png_of_the_width_of_a_telephone() -> None:
    picture = seen(CHART)
    assert picture.width == WIDTH == 1080
    assert 300 < picture.height < 1080


def test_the_older_grade_is_at_the_left_in_its_colour_and_the_newer_at_the_right() -> None:
    picture = seen(CHART)
    left, right = colour_at(picture, WIDTH // 10), colour_at(picture, WIDTH * 9 // 10)
    assert (COLOURS["good"][0] in left, COLOURS["worst"][0] in left) == (True, False)
    assert (COLOURS["good"][0] in right, COLOURS["worst"][0] in right) == (False, True)


def test_the_same_chart_is_the_same_picture() -> None:
    assert seen(CHART).tobytes() == seen(CHART).tobytes()


@every_example("tone", COLOURS)
def test_words_stand_out_from_their_ground(tone: str) -> None:
    ground, ink = next(pair for name, pair in COLOURS.items() if name == tone)
    assert contrast(ground, ink) >= 4.5


def test_no_two_neighbouring_grades_are_alike_even_without_colour() -> None:
    better, worse = (("best", "good"), ("weak", "worst"))
    for one, other in (better, worse):
        assert contrast(COLOURS[one][0], COLOURS[other][0]) > 3  # type: ignore[index]
    assert len({ground for ground, _ in COLOURS.values()}) == len(COLOURS)
    assert all(one != other for one, other in combinations([ground for ground, _ in COLOURS.values()], 2))


def test_a_long_grade_is_made_smaller_and_never_cut() -> None:
    font, lines = fitted("Requires improvement", 36, 160)
    assert lines == ["Requires", "improvement"]
    assert max(font.getlength(line) for line in lines) <= 160


def test_letters_that_the_font_does_not_have_are_spelt_with_those_it_has() -> None:
    assert drawable("Ynys Môn – Café’s ŵ") == "Ynys Mon - Cafe’s w"
    assert drawable("日本") == "??"


@pytest.mark.soak
def test_very_much_makes_no_endless_picture() -> None:
    lanes = tuple(Lane("Care " * 60, (OVERALL,) * 12) for _ in range(6))
    chart = GradeChart("Anytown " * 60, "", ("2018", "2024"), lanes)
    assert Image.open(BytesIO(draw(chart))).height <= MOST_HEIGHT


@pytest.mark.soak
def test_the_library_is_loaded_with_the_first_picture_and_not_before() -> None:
    listing = "import sys, watcher.bot.telegram; print('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", listing], capture_output=True, check=True).stdout == b"False\n"
