"""Cells, names of places and periods of statistical tables, as departments write them."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.sources.figures.cells import number, place, without_number
from watcher.sources.figures.documents import in_words
from watcher.sources.figures.periods import period_in, without_period
from watcher.sources.figures.series import figure


@every_example(
    ("cell", "value"),
    [
        ("41.2", 41.2),
        ("1,234", 1234),
        ("£1,234.50", 1234.5),
        ("41.2%", 41.2),
        ("41.2 per cent", 41.2),
        ("41.2 [r]", 41.2),
        ("41.2[note 3]", 41.2),
        ("41.2r", 41.2),
        ("41.2 (p)", 41.2),
        ("\u22123.1", -3.1),
        ("1e3", 1000),
        ("0", 0),
    ],
)
def test_a_number_is_read_without_its_notes_and_signs(cell: str, value: float) -> None:
    assert number(cell) == value


@every_example("cell", ["c", "[c]", "x", "..", "low", "", "Havering", "E09000016", "1e999", "2019-21", "nan"])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert number(cell) is None


@every_example("cell", ["c", "[c]", "(x)", "Z", "..", "LOW", "-", "n/a", "*"])
def test_a_sign_for_no_number_is_said_in_words(cell: str) -> None:
    assert without_number(cell)
    assert figure(cell, "%").value is None
    assert not any(sign.isdigit() for sign in figure(cell, "%").said)


def test_words_are_no_sign_for_no_number() -> None:
    assert without_number("Havering") == without_number("") == ""


@every_example(
    "cell",
    [
        "Havering",
        "HAVERING",
        "London Borough of Havering",
        "Havering LB",
        "Havering London Borough Council",
        "havering [2]",
    ],
)
def test_the_spellings_of_a_council_are_one(cell: str) -> None:
    assert place(cell) == "havering"


def test_councils_whose_names_resemble_each_other_stay_apart() -> None:
    names = [
        "Havering",
        "Haringey",
        "City of London",
        "London",
        "Newcastle upon Tyne",
        "Newcastle-under-Lyme",
        "Barking",
    ]
    names += ["Barking and Dagenham", "Isle of Wight", "Southend-on-Sea", "Westminster", "England"]
    assert len({place(name) for name in names}) == len(names)
    assert place("Bristol, City of") == place("City of Bristol") == place("Bristol")
    assert place("Barking & Dagenham") == place("Barking and Dagenham")


@every_example(
    ("words", "beside", "name"),
    [
        ("2025", "Calendar year", "2025"),
        ("202425", "Academic year", "2024/25"),
        ("2024-25", "", "2024/25"),
        ("2024/2025", "", "2024/25"),
        ("2024", "Q3", "2024 Q3"),
        ("July to September 2024", "", "Jul-Sep 2024"),
        ("2025-03-01", "", "Mar 2025"),
        ("2025", "Week 5", "2025 week 5"),
        ("202425", "Autumn term", "2024/25 autumn term"),
        ("Year ending March 2025", "", "2025"),
        ("Plans that may be late, 2025", "", "2025"),
        ("2025", "March", "Mar 2025"),
        ("Table 1: plans by council, England, 2019 to 2025", "", "2025"),
        ("April 2024/25 to March", "", "Apr 2024/25"),
    ],
)
def test_a_period_is_read_as_people_name_it(words: str, beside: str, name: str) -> None:
    period = period_in(words, beside)
    assert period
    assert period.name == name


@every_example("words", ["", "Havering", "1,234", "20251", "2019-21", "202499", "Decisions upheld"])
def test_what_names_no_period_is_none(words: str) -> None:
    assert period_in(words) is None


def test_periods_stand_in_the_order_of_time() -> None:
    names = ["2023/24", "2024 Q1", "Apr-Jun 2024", "2024 Q3", "2024", "2024/25", "2025 week 2", "2025 week 11"]
    orders = [period.order for name in names if (period := period_in(name))]
    assert len(orders) == len(names)
    assert orders[4:6] == sorted(orders[4:6])
    assert [order for order in orders if "-w" in order] == sorted(order for order in orders if "-w" in order)


@every_example(
    ("column", "measure"),
    [
        ("2025", ""),
        ("Year ending March 2025", ""),
        ("2024-25 Uphold rate", "Uphold rate"),
        ("Complaints upheld 2025", "Complaints upheld"),
        ("Decisions in 2025", "Decisions in"),
        ("Appeals (Q3 2024)", "Appeals"),
        ("Jul - Sep 2024 Appeals", "Appeals"),
    ],
)
def test_what_a_column_counts_is_its_name_without_the_period(column: str, measure: str) -> None:
    assert without_period(column).strip(" ()") == measure


@every_example(
    ("column", "unit", "said"),
    [
        ("Percentage of plans issued within 20 weeks", "%", "of plans issued within 20 weeks"),
        ("% of complaints upheld", "%", "of complaints upheld"),
        ("Number of appeals", "", "appeals"),
        ("Uphold rate %", "%", "uphold rate"),
        ("EHC plans (%)", "%", "EHC plans"),
        ("pc_issued_20_weeks", "%", "pc issued 20 weeks"),
    ],
)
def test_a_columns_name_is_said_behind_its_figure(column: str, unit: str, said: str) -> None:
    assert in_words(column, unit) == said


@every_example(
    ("cell", "unit", "factor", "said"),
    [
        ("0.412", "%", 100, "41.2 %"),
        ("41.24", "%", 1, "41.2 %"),
        ("1234.00", "", 1, "1,234"),
        ("2.135", "", 1, "2.13"),
        ("1500", "£", 1, "£1,500"),
        ("0", "", 1, "0"),
    ],
)
def test_a_figure_is_written_as_people_read_it(cell: str, unit: str, factor: float, said: str) -> None:
    assert figure(cell, unit, factor).said == said
