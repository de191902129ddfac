"""The kind `figures`: one council's figure in files for all councils, in the shapes of departments' files."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from tests.tools.workbooks import ods, xlsx
from tests.unit.sources.figures_files import OF_2024, OF_2025, URL, WORKBOOK, row, tidy
from tests.unit.sources.visits import Answer, Watched
from watcher.core.documents import Json
from watcher.core.errors import NotUnderstood, Refused, Unreachable
from watcher.core.figures import series_of
from watcher.core.visits import Reading
from watcher.sources import recognise
from watcher.sources.figures import collect

OPTIONS: dict[str, Json] = {"council": "Havering", "neighbours": ["Redbridge", "Barking and Dagenham"]}
PAGE = "https://www.gov.uk/government/statistics/ehc-plans-2025"
ODS = "https://assets.example.gov.uk/media/ehc-plans.ods"


def watching(web: dict[str, Answer], url: str = URL, **options: Json) -> Watched:
    return Watched(collect, url, web, kind="figures", options={**OPTIONS, **options})


@pytest.fixture
def watched() -> Watched:
    """A data set of one year, visited once."""
    watched = watching({URL: tidy(*OF_2024)})
    watched.visit()
    return watched


def test_found_a_figure_is_told_with_the_one_before_englands_and_the_neighbours(watched: Watched) -> None:
    watched.web[URL] = tidy(*OF_2024, *OF_2025)
    (change,) = watched.visit()
    found = change.document
    assert (change.kind, found.key, found.kind) == ("new", "2025", "article")
    assert found.title == "Havering: 41.2 %, pc issued 20 weeks, 2025"
    assert found.details["previous"] == {"period": "2024", "said": "38.0 %", "value": 38.0}
    assert found.details["england"] == {"said": "50.3 %", "value": 50.3}
    assert found.details["neighbours"] == {
        "Redbridge": {"said": "62.0 %", "value": 62.0},
        "Barking and Dagenham": {"said": "55.1 %", "value": 55.1},
    }


def test_what_an_administrator_calls_the_figure_is_said_behind_it(watched: Watched) -> None:
    watched.options["measure"] = "of EHC plans within 20 weeks"
    watched.web[URL] = tidy(*OF_2024, *OF_2025)
    assert [change.document.title for change in watched.visit()] == [
        "Havering: 41.2 % of EHC plans within 20 weeks in 2025"
    ]


def test_another_name_for_the_figure_is_no_change_of_what_is_known(watched: Watched) -> None:
    watched.options["measure"] = "of EHC plans within 20 weeks"
    watched.web[URL] = tidy(*OF_2024) + "\n"
    assert watched.visit() == []
    assert watched.documents()["2024"].title == "Havering: 38.0 % of EHC plans within 20 weeks in 2024"


def test_a_revised_figure_is_changed_and_a_revised_neighbour_is_not(watched: Watched) -> None:
    watched.web[URL] = tidy(*OF_2024, *OF_2025)
    watched.visit()
    watched.web[URL] = tidy(*OF_2024, *OF_2025).replace("62.0", "61.0")
    assert watched.visit() == []
    watched.web[URL] = tidy(*OF_2024, *OF_2025).replace("41.2", "40.8")
    (change,) = watched.visit()
    assert (change.kind, change.fields) == ("changed", {"figure": ("41.2 %", "40.8 %")})


def test_the_same_figure_with_more_decimals_is_no_change(watched: Watched) -> None:
    watched.web[URL] = tidy(*OF_2024).replace("38.0", "38.0123")
    assert watched.visit() == []


def test_a_figure_that_leaves_the_file_is_kept_and_not_withdrawn(watched: Watched) -> None:
    for _ in range(3):
        watched.web[URL] = tidy(*OF_2025) + " \n" * watched.visits
        assert [change.kind for change in watched.visit()] in (["new"], [])
    series = series_of(watched.documents().values())
    assert series
    assert [(point.period, point.council.value) for point in series.points] == [("2024", 38.0), ("2025", 41.2)]
    assert series.points[1].england
    assert series.points[1].england.value == 50.3


def test_years_before_the_newest_that_is_known_are_remembered_and_told_to_nobody() -> None:
    watched = watching({URL: tidy(*OF_2025)})
    watched.visit()
    watched.web[URL] = tidy(*OF_2024, *OF_2025)
    readings = [reading for reading in watched.read() if isinstance(reading, Reading)]
    assert [(reading.baseline, [one.key for one in reading.documents]) for reading in readings] == [
        (True, ["2024"]),
        (False, ["2025"]),
    ]


def test_unchanged_a_file_that_is_as_it_was_is_not_read_again(watched: Watched) -> None:
    assert watched.read() == [Reading(URL, unchanged=True)]


@pytest.mark.parametrize(
    ("sign", "said"), [("c", "kept back (c)"), ("..", "not available (..)"), ("low", "rounds to nought (low)")]
)
def test_what_stands_for_no_number_is_said_and_never_nought(watched: Watched, sign: str, said: str) -> None:
    watched.web[URL] = tidy(*OF_2024, (2025, "Havering", sign), (2025, "England", "50.3"))
    (change,) = watched.visit()
    assert change.document.details["figure"] == said
    assert "value" not in change.document.details
    assert change.document.title == f"Havering: no figure, {said}, pc issued 20 weeks in 2025"


def test_suspect_most_known_figures_reading_otherwise_may_be_another_column() -> None:
    years = [(year, "Havering", f"{year - 1980}.5") for year in range(2016, 2026)]
    watched = watching({URL: tidy(*years)})
    watched.visit()
    watched.web[URL] = tidy(*((year, who, f"9{value}") for year, who, value in years))
    (reading,) = watched.read()
    assert isinstance(reading, Reading)
    assert reading.suspect == "10 of 10 figures that were known read otherwise: is it another column, or another unit?"


def test_not_suspect_two_revised_years_of_many() -> None:
    years = [(year, "Havering", f"{year - 1980}.5") for year in range(2016, 2026)]
    watched = watching({URL: tidy(*years)})
    watched.visit()
    watched.web[URL] = tidy(*years).replace("45.5", "45.1").replace("44.5", "44.1")
    assert [change.kind for change in watched.visit()] == ["changed", "changed"]


def test_refused_is_let_pass(watched: Watched) -> None:
    watched.web[URL] = Refused("robots.txt")
    with pytest.raises(Refused):
        watched.read()


@every_example(
    ("file", "options", "why"),
    [
        (tidy((2025, "England", "50.3")), {}, "no row of figures for Havering in the file: say `council:`"),
        (tidy(*OF_2025), {"value": "appeals"}, "`value: appeals` fits no column of the file: “num_issued”"),
        (tidy(*OF_2025), {"where": ["sex = Total"]}, "`where` names no column of the file: “sex”"),
        (tidy(*OF_2025), {"where": ["breakdown = Boys"]}, "Havering has no row where breakdown = Boys"),
        ("Local authority,Upheld,Rate\nHavering,7,3.1\n", {}, "say `value:` with one of “Upheld”, “Rate”"),
        ("Local authority,Upheld\nHavering,7\n", {}, "which year are these figures of?"),
        ("Year,Local authority,% upheld\n2025,Havering,0.31\n", {}, "say `scale: 100`"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), {}, "Excel before 2007 (.xls)"),
        (b"PK\x03\x04" + bytes(600), {}, "the file is no workbook that can be opened"),
        (bytes(600), {}, "neither CSV nor XLSX nor ODS"),
        ("", {}, "no row of figures for Havering"),
        ('"' + "x" * 200_000, {}, "the file is no table"),
    ],
)
def test_not_understood_says_what_to_say_in_the_config(file: Answer, options: dict[str, Json], why: str) -> None:
    watched = watching({URL: file})
    watched.options |= options
    with pytest.raises(NotUnderstood) as error:
        watched.read()
    assert why in str(error.value)


@pytest.mark.parametrize(("scale", "said"), [(100, "31.0 %"), (1, "0.3 %")])
def test_what_0_31_means_is_said_where_it_can_not_be_told(scale: int, said: str) -> None:
    watched = watching({URL: "Year,Local authority,% upheld\n2025,Havering,0.31\n"}, scale=scale)
    watched.visit()
    assert watched.documents()["2025"].details["figure"] == said


def test_several_rows_for_a_year_are_told_apart_by_their_total_or_by_the_config() -> None:
    boys = row(2025, "Havering", "35.0", "Boys")
    girls = row(2025, "Havering", "47.0", "Girls")
    with_total = watching({URL: f"{tidy(*OF_2025)}{boys}\n{girls}\n"})
    with_total.visit()
    assert with_total.documents()["2025"].details["figure"] == "41.2 %"
    without = watching({URL: f"{tidy(OF_2025[0])}{boys}\n{girls}\n"})
    with pytest.raises(NotUnderstood, match=r"Havering has 2 rows for 2025; .*“breakdown”: “Boys”, “Girls”"):
        without.read()
    chosen = watching({URL: f"{tidy(OF_2025[0])}{boys}\n{girls}\n"}, where=["breakdown = girls"])
    chosen.visit()
    assert chosen.documents()["2025"].details["figure"] == "47.0 %"


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_with_title_rows_merged_heads_and_notes_is_read(make: object) -> None:
    assert callable(make)
    watched = watching({ODS: make(WORKBOOK)}, ODS)
    watched.visit()
    found = watched.documents()
    assert [(key, found[key].details["figure"]) for key in found] == [
        ("2023", "kept back (c)"),
        ("2024", "38.0 %"),
        ("2025", "41.2 %"),
    ]
    assert found["2025"].title == "Havering: 41.2 % of plans issued within 20 weeks in 2025"
    assert found["2025"].details["england"] == {"said": "50.0 %", "value": 50.0}
    assert found["2025"].details["not_in_file"] == ["Redbridge"]
    assert found["2025"].details["better"] == "higher"


def test_another_column_of_the_workbook_can_be_asked_for() -> None:
    watched = watching({ODS: xlsx(WORKBOOK)}, ODS, value="number of plans")
    watched.visit()
    assert watched.documents()["2025"].title == "Havering: 343, plans issued, 2025"
    assert "better" not in watched.documents()["2025"].details


def test_a_page_of_statistics_leads_to_its_file_and_is_read_again_only_where_that_changed() -> None:
    page = (
        '<html><body><main><h1>EHC plans</h1><a href="https://assets.example.gov.uk/media/notes.csv">Notes</a>'
        f'<a href="{ODS}">Tables (ODS)</a></main></body></html>'
    )
    web: dict[str, Answer] = {PAGE: page, ODS: ods(WORKBOOK), "https://assets.example.gov.uk/media/notes.csv": "a,b\n"}
    watched = watching(web, PAGE)
    watched.visit()
    assert watched.documents()["2025"].url == f"{PAGE}#2025"
    watched.asked.clear()
    assert watched.read() == [Reading(PAGE, unchanged=True)]
    assert watched.asked == [PAGE, ODS]


def test_a_collection_leads_to_the_newest_release() -> None:
    collection = "https://www.gov.uk/government/collections/tribunals"
    links = "".join(
        f'<a href="/government/statistics/tribunals-{year}">Tribunals: {year}</a>' for year in (2024, 2025, 2023)
    )
    web: dict[str, Answer] = {
        collection: f"<html><body>{links}</body></html>",
        f"{PAGE.rpartition('/')[0]}/tribunals-2025": f'<html><body><a href="{ODS}">Tables</a></body></html>',
        ODS: ods(WORKBOOK),
    }
    watched = watching(web, collection)
    watched.visit()
    assert "2025" in watched.documents()


def test_a_data_set_of_explore_education_statistics_is_one_step_further() -> None:
    data = "https://explore-education-statistics.service.gov.uk/data-catalogue/data-set/0bad0493-cb82-4312-a21f-5c7570f6eb5e"
    page = f'<!DOCTYPE html><html><body><a href="{data}">EHC plans</a></body></html>'
    watched = watching({PAGE: page, f"{data}/csv": tidy(*OF_2025)}, PAGE)
    watched.visit()
    assert watched.documents()["2025"].details["figure"] == "41.2 %"


def test_a_page_without_a_file_says_that_the_files_address_is_needed() -> None:
    with pytest.raises(NotUnderstood, match="links to no CSV, XLSX or ODS file: give the address of the file itself"):
        watching({PAGE: "<html><body><p>Soon.</p></body></html>"}, PAGE).read()


def test_a_source_without_a_council_says_what_is_missing() -> None:
    watched = Watched(collect, URL, {URL: tidy(*OF_2025)}, kind="figures")
    with pytest.raises(NotUnderstood, match="say `council: Havering`"):
        watched.read()


def test_a_file_that_is_gone_is_no_figure_withdrawn(watched: Watched) -> None:
    watched.web[URL] = Unreachable(f"{URL} answered (404)")
    with pytest.raises(Unreachable):
        watched.read()
    assert not any(known.withdrawn for known in watched.known.values())


@every_example(
    ("url", "kind"),
    [
        ("https://files.example.gov.uk/media/abc/Upheld_2025.csv", "figures"),
        ("https://files.example.gov.uk/table.xlsx?download=1", "figures"),
        ("https://files.example.gov.uk/table.ods", "figures"),
        ("https://api.education.gov.uk/statistics/v1/data-sets/0bad0493-cb82-4312-a21f-5c7570f6eb5e/csv", "figures"),
        ("https://www.gov.uk/government/statistics/ehc-plans-2025", "govuk"),
        ("https://www.example.org/news?file=table.csv", None),
    ],
)
def test_the_address_of_a_file_of_figures_is_recognised(url: str, kind: str | None) -> None:
    assert recognise(url) == kind
