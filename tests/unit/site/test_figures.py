"""The page and the picture of a council's figures over time."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.messages.example_figures import PLANS, having
from watcher.core.documents import Json
from watcher.core.figures import FigureSeries, series_of
from watcher.core.site_paths import document_path
from watcher.site.charts.drawing import draw_lines
from watcher.site.charts.figures import figure_chart
from watcher.site.figures import figure_table


def series(*figures: str | None) -> FigureSeries:
    """One with these figures for years from 2020 on, the neighbours' in the last year alone."""
    made = []
    for year, said in enumerate(figures, 2020):
        value = float(said.rstrip(" %")) if said else None
        more: dict[str, Json] = {} if year == 2019 + len(figures) else {"neighbours": {}}
        made.append(
            having(period=str(year), period_order=f"{year}", figure=said or "kept back (c)", value=value, **more)
        )
    found = series_of(made)
    assert found
    return found


def test_a_chart_has_a_line_for_the_council_england_and_each_neighbour_and_a_gap_for_what_is_kept_back() -> None:
    chart = figure_chart(series("38.0 %", None, "41.2 %"), "EHC plans")
    assert [(line.name, list(line.values)) for line in chart.lines] == [
        ("Havering", [38.0, None, 41.2]),
        ("England", [50.3, 50.3, 50.3]),
        ("Redbridge", [None, None, 62.0]),
        ("Barking and Dagenham", [None, None, 55.1]),
    ]
    assert (chart.unit, list(chart.periods)) == ("%", ["2020", "2021", "2022"])
    assert "2021: kept back (c)" in chart.description
    assert b"Barking and Dagenham" in draw_lines(chart)


def test_the_table_says_the_same_the_newest_first() -> None:
    columns, rows = figure_table("ehc-plans", series("38.0 %", None))
    assert columns == ["Havering", "England", "Redbridge", "Barking and Dagenham"]
    assert [(row.period, list(row.cells)) for row in rows] == [
        ("2021", ["kept back (c)", "50.3 %", "62.0 %", "55.1 %"]),
        ("2020", ["38.0 %", "50.3 %", "", ""]),
    ]


def test_each_row_leads_to_the_page_of_its_own_figure() -> None:
    """Most figures were there at the first visit: no list of what is new leads to them."""
    found = series_of([replace(having(period=year, period_order=year), key=f"f{year}") for year in ("2020", "2021")])
    assert found
    _, rows = figure_table("ehc-plans", found)
    assert [row.path for row in rows] == [document_path("ehc-plans", key) for key in ("f2021", "f2020")]


def test_a_series_of_one_figure_can_be_drawn() -> None:
    only = series_of([PLANS])
    assert only
    assert b"<svg" in draw_lines(figure_chart(only, "EHC plans"))
