"""Files of figures as rows: every encoding and delimiter, and workbooks that would do harm."""

from __future__ import annotations

import resource

import pytest

from tests.tools.examples import every_example
from tests.tools.workbooks import ods, xlsx, zipped
from watcher.core.errors import NotUnderstood
from watcher.papers.spreadsheets import sheets_of
from watcher.papers.workbook_process import sheets

ROWS = [["Local authority", "2024", "2025"], ["Havering", "1,234", "café"]]


@every_example(
    "body",
    [
        'Local authority,2024,2025\nHavering,"1,234",café\n'.encode(),
        '\ufeffLocal authority,2024,2025\r\nHavering,"1,234",café\r\n'.encode(),
        'Local authority,2024,2025\nHavering,"1,234",café\n'.encode("cp1252"),
        'Local authority,2024,2025\nHavering,"1,234",café\n'.encode("utf-16"),
        "Local authority;2024;2025\nHavering;1,234;café\n".encode(),
        "Local authority\t2024\t2025\nHavering\t1,234\tcafé\n".encode(),
        "Local authority|2024|2025\nHavering|1,234|café".encode(),
    ],
    ids=["utf-8", "bom", "windows", "utf-16", "semicolons", "tabs", "bars"],
)
def test_a_csv_file_is_read_in_any_encoding_with_any_usual_delimiter(body: bytes) -> None:
    (sheet,) = sheets_of(body)
    assert list(sheet.rows()) == ROWS


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_gives_each_sheet_by_its_name_with_numbers_as_a_csv_file_has_them(make: object) -> None:
    assert callable(make)
    body = make({"Cover": [["A title"]], "Tab, 1": [["Year", 2025], ["Rate", 0.412], ["Line\nbreak", 1e21]]})
    read = [text.splitlines() for text in sheets(body)]
    assert read[0] == ["Cover", "A title"]
    assert read[1][:3] == ['"Tab, 1"', "Year,2025", "Rate,0.412"]


def test_a_formula_is_the_value_it_had_and_nothing_is_reckoned() -> None:
    (text,) = sheets(xlsx({"One": [["Sum", '=WEBSERVICE("http://127.0.0.1/")'], ["Next", 2]]}))
    assert text.splitlines() == ["One", "Sum,7", "Next,2"]


def with_sheet(content: str) -> bytes:
    """An XLSX file whose only sheet holds this XML."""
    import io
    import zipfile

    whole = xlsx({"One": [["a"]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.xml": content})


FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)


def test_a_sheet_of_two_cells_as_far_apart_as_can_be_is_too_large_and_ends_nothing_else() -> None:
    with pytest.raises(NotUnderstood, match=r"too large to read|too much time or memory"):
        sheets_of(with_sheet(FAR))
    assert [sheet.name for sheet in sheets_of(xlsx({"One": [["a", 1]]}))] == ["One"]


@pytest.mark.soak
def test_a_workbook_that_unpacks_to_gigabytes_takes_neither_our_memory_nor_our_time() -> None:
    head, row = FAR.partition("<dimension")[0], "<row><c><v>1</v></c></row>"
    body = with_sheet(f"{head}<sheetData>{row * 20_000_000}</sheetData></worksheet>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotUnderstood, match=r"too large to read|too much time or memory|too much in the file"):
        sheets_of(body)  # its processor seconds are counted by the system
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@every_example(
    ("body", "why"),
    [
        (b"PK\x03\x04" + b"x" * 100, "no workbook that can be opened"),
        (zipped({"data.csv": "a,b\n"}), "no workbook that can be opened"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "Excel before 2007"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no file of figures"),
    ],
)
def test_what_is_no_file_of_figures_says_so(body: bytes, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        sheets_of(body)
