"""site/charts: pictures that hold no script, that everybody can read in light and dark, and that no title breaks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from xml.etree import ElementTree

import pytest

from tests.tools.examples import every_example
from tests.unit.bot.test_pictures import CHART, contrast
from tests.unit.rules.test_late_papers import MEETING, TODAY, paper
from tests.unit.site.contexts import HOSTILE, files_of, opened, remember, standing
from watcher.core.charts import Bar, BarChart, ChartLine, LineChart
from watcher.core.documents import Document
from watcher.core.grade_chart import COLOURS, Cell, GradeChart, Lane, Row
from watcher.rules.late_papers import lateness
from watcher.site.charts.canvas import PALETTES, WIDTH, Palette, Theme, width_of, wrapped
from watcher.site.charts.drawing import draw_bars, draw_grades, draw_lines, spelt
from watcher.site.charts.files import chart_path
from watcher.site.charts.lateness import late_by_committee, late_by_year
from watcher.store import Store

LINES = LineChart(
    "Plans within 20 weeks", "From 60% in 2022 to 44% in 2025.", "%", ["2022", "2023", "2024", "2025"],
    [ChartLine("Havering", [60.0, None, 41.2, 44.0]), ChartLine("England", [49.0, 50.3, 46.4, 48.0])],
)  # fmt: skip
BARS = BarChart("Late", "Cabinet: 4 of 23", [Bar("Cabinet", 4 / 23, "4 of 23"), Bar("Council", 0.0, "0 of 9")])
EVIL = (
    LineChart(HOSTILE, HOSTILE, "", [HOSTILE], [ChartLine(HOSTILE, [1.0])]),
    BarChart(HOSTILE, HOSTILE, [Bar(HOSTILE, 7.0, HOSTILE)]),
    GradeChart(HOSTILE, HOSTILE, (HOSTILE,), (Lane(HOSTILE, (Row(HOSTILE, {0: Cell(HOSTILE)}),)),), HOSTILE, HOSTILE),
)
ALLOWED = {"svg", "defs", "title", "desc", "rect", "text", "path", "circle"}


def drawn(chart: object, theme: Theme = "light") -> bytes:
    match chart:
        case LineChart():
            return draw_lines(chart, theme)
        case BarChart():
            return draw_bars(chart, theme)
        case GradeChart():
            return draw_grades(chart, theme)
    raise AssertionError


def parsed(chart: object, theme: Theme = "light") -> ElementTree.Element:
    return ElementTree.fromstring(drawn(chart, theme))


def words(root: ElementTree.Element) -> list[str]:
    return [str(element.text) for element in root.iter() if element.tag.endswith("}text")]


@every_example(("chart", "theme"), list(product([LINES, BARS, CHART, *EVIL], PALETTES)))
def test_a_chart_holds_nothing_but_shapes_and_words(chart: object, theme: Theme) -> None:
    root = parsed(chart, theme)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= ALLOWED
    named = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in named if name.startswith("on") or "href" in name or name in ("style", "id", "class")]
    assert b"url(" not in drawn(chart, theme)
    assert b"@import" not in drawn(chart, theme)


@every_example("chart", [LINES, BARS, CHART])
def test_a_chart_says_what_it_is_to_who_cannot_see_it(chart: LineChart | BarChart | GradeChart) -> None:
    root = parsed(chart)
    described = chart.alt if isinstance(chart, GradeChart) else chart.description
    assert [(element.tag.rpartition("}")[2], element.text or "") for element in list(root)[1:3]] == [
        ("title", chart.title), ("desc", described)
    ]  # fmt: skip
    assert root.get("role") == "img"


@every_example("chart", [LINES, BARS, CHART])
def test_the_same_chart_is_the_same_picture(chart: object) -> None:
    assert drawn(chart) == drawn(chart)
    assert drawn(chart) != drawn(chart, "dark")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_words_and_shapes_stand_out_in_light_and_dark(palette: Palette) -> None:
    assert min(contrast(palette.paper, ink) for ink in (palette.ink, palette.faint)) >= 4.5
    assert min(contrast(palette.paper, line) for line in (*palette.lines, palette.bar)) >= 3
    assert contrast(palette.empty, palette.bar) >= 3
    assert len(set(palette.lines)) == len(palette.lines)


def test_grades_stand_in_their_colours_and_in_words() -> None:
    root = parsed(CHART)
    assert {"2018", "2024", "Good", "Inadequate"} <= set(words(root))
    assert {COLOURS["good"][0], COLOURS["worst"][0]} <= {element.get("fill") for element in root.iter()}


def test_a_line_is_broken_where_a_value_is_missing_and_told_by_its_dashes_too() -> None:
    lines = [element for element in parsed(LINES).iter() if element.get("stroke") in PALETTES["light"].lines]
    own = [line for line in lines if not line.get("stroke-dasharray")]
    assert [len(re.findall("[ML]", str(line.get("d")))) for line in own] == [2, 2]  # the legend's, and 2024 to 2025
    assert any(line.get("stroke-dasharray") for line in lines)


@every_example(
    ("values", "unit", "ticks"),
    [
        ([60.0, 41.2], "%", {"0%", "20%", "40%", "60%"}),
        ([1_500_000.0, 3_000_000.0], "£", {"£0", "£1m", "£2m", "£3m"}),
        ([100.0, 104.0], "", {"100", "101", "104"}),
        ([-5.0, 5.0], "", {"-5", "0", "5"}),
        ([0.0], "", {"0"}), ([], "", set()), ([7.0], "", {"6", "8"}), ([None], "%", set()),
    ],
)  # fmt: skip
def test_the_axis_has_round_steps(values: list[float | None], unit: str, ticks: set[str]) -> None:
    periods = [str(2020 + number) for number in range(len(values))]
    assert ticks <= set(words(parsed(LineChart("A", "B", unit, periods, [ChartLine("Us", values)]))))


def test_many_periods_are_thinned_out_and_the_newest_stays() -> None:
    periods = [f"{2000 + number}/{number + 1:02}" for number in range(26)]
    said = words(parsed(LineChart("A", "B", "", periods, [ChartLine("Us", [1.0] * 26)])))
    shown = [period for period in periods if period in said]
    assert shown[-1] == periods[-1]
    assert 2 <= len(shown) <= 9


@every_example(
    ("value", "unit", "said"),
    [(41.2, "%", "41.2%"), (12300.0, "", "12,300"), (1.5e6, "£", "£1.5m"), (-2e9, "£", "£-2bn"), (0.0, "", "0")],
)
def test_a_value_is_spelt_as_people_read_it(value: float, unit: str, said: str) -> None:
    assert spelt(value, unit) == said


def test_no_word_leaves_the_picture_however_long_it_is() -> None:
    assert wrapped("Requires improvement", 12, 90, 3) == ["Requires", "improvement"]
    (line,) = wrapped("W" * 300, 14, 90, 1)
    assert line.endswith("…")
    assert width_of(line, 14) <= 90
    assert all(float(str(element.get("x"))) <= WIDTH for element in parsed(EVIL[2]).iter() if element.get("x"))


def test_a_long_grade_is_made_smaller_and_never_cut() -> None:
    columns = tuple(map(str, range(2018, 2024)))
    row = Row("Overall effectiveness", {number: Cell("Requires improvement", "weak") for number in range(6)})
    said = words(parsed(GradeChart("A", "B", columns, (Lane("C", (row,)),))))
    assert (said.count("Requires"), said.count("improvement")) == (6, 6)


def test_lateness_is_charted_by_committee_of_the_newest_year_and_by_year() -> None:
    board = replace(MEETING, key="m9", details={"date": "2025-03-05", "committee": "Board"})
    rows = lateness(
        [
            paper(date(2025, 3, 3), 4, meeting=board),
            paper(date(2026, 11, 17)),
            paper(date(2026, 11, 2), 2),
            paper(None, 3),
        ],
        TODAY,
    )
    assert late_by_committee(rows).title == "How late papers were in 2026, by committee"
    assert late_by_committee(rows).bars == [Bar("Cabinet", 0.5, "1 of 2 papers late (50%)")]
    assert [(bar.label, bar.share) for bar in late_by_year(rows).bars] == [("2026", 0.5), ("2025", 1.0)]
    assert late_by_year([]).description == "No paper has a date of the portal’s own yet."


def test_charts_lie_where_pages_look_for_them(store: Store) -> None:
    graded = Document(
        "r1", "inspection", "Report", "https://o.example/1", date(2024, 2, 1),
        details={"provider": "Us", "framework": "ILACS", "grades": {"Overall effectiveness": "Good"}},
    )  # fmt: skip
    held = replace(MEETING, details={**MEETING.details, "date": "2026-11-18"})
    late = paper(date(2026, 11, 17)).paper
    secret = replace(late, key="ai1", url="https://p.example/ai1", details={"withheld": True})
    remember(store, [*standing(graded, source="press"), *standing(held, late, secret)])
    with opened(store) as context:
        found = {file.path: file.make() for file in files_of(context) if file.path.startswith("charts/")}
    assert set(found) == {
        chart_path(name, theme)
        for name, theme in product(["ofsted-press", "late-by-committee", "late-by-year"], PALETTES)
    }  # fmt: skip
    assert b"1 of 1 papers late (100%)" in found["charts/late-by-committee.svg"]
    assert b"Good" in found["charts/ofsted-press-dark.svg"]
