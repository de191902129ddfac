"""A council's figure in an alert: beside the one before, England's and the neighbours', better or worse only where that
is sure; and a series as text."""

from __future__ import annotations

from dataclasses import replace

from tests.tools.examples import every_example
from tests.unit.messages.example_figures import PLANS as FIGURE
from tests.unit.messages.example_figures import having
from watcher.core.documents import Change, Document, Json
from watcher.core.figures import series_of
from watcher.messages.change import event_label, render_change
from watcher.messages.figures import as_text, extra_lines, remarks
from watcher.messages.texts import figures as texts


def lines(document: Document, **fields: tuple[Json, Json]) -> list[str]:
    change = Change("changed" if fields else "new", document, fields)
    return [line for line in render_change(change).html.splitlines() if line]


def test_the_first_line_is_the_figure_the_one_before_englands_and_the_neighbours() -> None:
    first, second = lines(FIGURE)
    assert first == (
        f'<b>New</b>: <a href="{FIGURE.url}">{FIGURE.title}</a> (2024: 38.0 %). England 50.3 %; Redbridge 62.0 %, '
        "Barking and Dagenham 55.1 %"
    )
    assert second == "Better than in 2024, worse than England."


@every_example(
    ("better", "said"),
    [
        ("higher", "Better than in 2024, worse than England."),
        ("lower", "Worse than in 2024, better than England."),
        ("", "Higher than in 2024, lower than England."),
    ],
)
def test_better_or_worse_is_said_only_where_it_is_sure(better: str, said: str) -> None:
    assert lines(having(better=better))[1] == said


def test_nothing_is_compared_with_what_is_no_number() -> None:
    before: Json = {"period": "2024", "said": "kept back (c)"}
    (only,) = lines(having(previous=before, england={"said": "not available (x)"}))
    assert "(2024: kept back (c)). England not available (x)" in only


def test_no_figure_is_not_nought() -> None:
    shown = lines(having(figure="kept back (c)", value=None))
    assert shown[1] == texts.NO_FIGURE


def test_equal_figures_are_neither_better_nor_worse() -> None:
    before: Json = {"period": "2024", "said": "41.2 %", "value": 41.21}
    assert lines(having(previous=before))[1] == "Worse than England."


def test_a_revised_figure_is_told_old_and_new_once() -> None:
    shown = lines(having(value=40.8, figure="40.8 %"), figure=("41.2 %", "40.8 %"))
    assert event_label(Change("changed", FIGURE)) == "Changed"
    assert shown[0].endswith("</a>: revised: 41.2 % → 40.8 %")
    assert "".join(shown).count("→") == 1


def test_many_neighbours_stand_under_the_first_line_and_those_without_a_row_are_named() -> None:
    many: dict[str, Json] = {
        name: {"said": "1 %", "value": 1} for name in ("Bexley", "Newham", "Redbridge", "Thurrock")
    }
    first, second = lines(having(neighbours=many, not_in_file=["Essex"]))
    assert "Bexley 1 %, Newham 1 %, Redbridge 1 %, and 1 more" in first
    assert "Neighbours: Bexley 1 %, Newham 1 %, Redbridge 1 %, Thurrock 1 %. Not in the file: Essex." in second


def test_an_article_that_is_no_figure_says_nothing_of_figures() -> None:
    assert lines(Document("1", "article", "News", "https://n.example/1")) == [
        '<b>New</b>: <a href="https://n.example/1">News</a>'
    ]
    assert extra_lines(Document("1", "article", "News", "https://n.example/1")) == []
    assert series_of([Document("1", "article", "News", "https://n.example/1")]) is None


def test_a_series_reads_as_text_the_newest_first() -> None:
    earlier = replace(FIGURE, key="2024", details={**FIGURE.details, "period": "2024", "period_order": "2024-2024-99",
        "figure": "38.0 %", "value": 38.0, "england": None, "neighbours": {}})  # fmt: skip
    series = series_of([FIGURE, earlier])
    assert series
    assert [(point.period, point.council.value, point.url) for point in series.points] == [
        ("2024", 38.0, earlier.url), ("2025", 41.2, FIGURE.url)
    ]  # fmt: skip
    assert as_text(series).splitlines() == [
        "Havering: per cent of EHC plans within 20 weeks",
        "2025: 41.2 % (England 50.3 %; Redbridge 62.0 %, Barking and Dagenham 55.1 %)",
        "2024: 38.0 %",
    ]


def test_an_administrator_is_told_of_neighbours_that_are_missing() -> None:
    assert remarks([FIGURE]) == []
    assert remarks([having(neighbours={})]) == [texts.NOTED_NONE_NAMED]
    assert remarks([having(not_in_file=["Essex"])]) == [texts.NOTED_ALL_MISSING.format(names="Essex")]
    assert extra_lines(FIGURE)[1] == "column: “pc_issued”"
