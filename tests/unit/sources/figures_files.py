"""Files of figures of our own making, in the shapes of facts/further.md, 7: of invented numbers."""

from __future__ import annotations

from collections.abc import Sequence

from tests.tools.workbooks import Rows

URL = "https://files.example.gov.uk/ehc-plans.csv"
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,breakdown,num_issued,pc_issued_20_weeks"
)
_PLACES = {
    "England": "National,E92000001,England,,,,,",
    "London": "Regional,E92000001,England,E12000007,London,,,",
    "Havering": "Local authority,E92000001,England,E12000007,London,311,E09000016,Havering",
    "Redbridge": "Local authority,E92000001,England,E12000007,London,317,E09000026,Redbridge",
    "Barking and Dagenham": "Local authority,E92000001,England,E12000007,London,301,E09000002,Barking and Dagenham",
}
Line = tuple[int, str, str]
OF_2024: Sequence[Line] = [(2024, "England", "50.1"), (2024, "London", "58.0"), (2024, "Havering", "38.0")]
OF_2025: Sequence[Line] = [
    (2025, "England", "50.3"),
    (2025, "Havering", "41.2"),
    (2025, "Barking and Dagenham", "55.1"),
    (2025, "Redbridge", "62.0"),
]


def tidy(*lines: Line, breakdown: str = "Total") -> str:
    """A data set of Explore education statistics: a row a place, year and breakdown."""
    return "\n".join([HEAD, *(row(*line, breakdown) for line in lines)]) + "\n"


def row(year: int, who: str, value: str, breakdown: str = "Total", issued: str = '"1,234"') -> str:
    return f"{year},Calendar year,{_PLACES[who]},{breakdown},{issued},{value}"


WIDE: Rows = [
    ["Table 3: Education, health and care plans by local authority, England, 2023 to 2025"],
    ["This worksheet has one table. Some cells refer to notes, which stand in the notes worksheet."],
    [],
    ["", "", "Number of plans issued", None, None, "Percentage of plans issued within 20 weeks [note 1]", None, None],
    ["Code", "Local authority", 2023, 2024, 2025, 2023, 2024, 2025],
    ["E92000001", "ENGLAND", 60_000, 66_000, 72_000, 0.503, 0.4911, 0.5],
    ["E09000016", "Havering [note 2]", 301, 322, 343, "[c]", 0.38, 0.412],
    ["E09000002", "Barking & Dagenham", 101, 122, 143, 0.2, 0.38, 0.551],
    [],
    ["Source: a department"],
]
WORKBOOK = {
    "Cover": [["Statistics of plans"], ["Contact: statistics@example.gov.uk"], ["Published 26 June 2025"]],
    "Table_3": WIDE,
    "Notes": [["Note 1", "Without exceptions"], ["Note 2", "Havering told us late"]],
}
