"""Runs in the process that reads workbooks: it shuts itself in as the one for PDFs does, then answers each file on
stdin with its sheets on stdout. A workbook is a ZIP of XML: a few kilobytes may unpack to all memory there is."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date, datetime
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from watcher.core.errors import NotUnderstood
from watcher.papers.reader_process import serve

MOST_SHEETS = 60
MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
"""Of one sheet: 317 councils for 20 years and 15 rows each are 95,100."""
MOST_CELLS = 5_000_000
"""Of all sheets together; the empty ones count."""
LONGEST_CELL = 2_000
MOST_SIGNS = 30_000_000
"""Of what is answered."""


def sheets(body: bytes) -> list[str]:
    """Returns each sheet as CSV, its name alone in the first row. A formula is the value that it had when the file was
    saved: nothing is reckoned. Raises NotUnderstood for what is no workbook, and for one that is too large."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
        cells, signs, answer = 0, 0, []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            cells += sheet.total_height * sheet.total_width
            if cells > MOST_CELLS or sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise NotUnderstood(f"the sheet “{name[:60]}” is too large to read")
            answer.append(_written(name, sheet))
            signs += len(answer[-1])
            if signs > MOST_SIGNS:
                raise NotUnderstood("there is too much in the file to read")
        return answer
    except CalamineError as error:
        raise NotUnderstood("the file is no workbook that can be opened: damaged, or locked by a password") from error


def _written(name: str, sheet: CalamineSheet) -> str:
    answer = io.StringIO()
    writer = csv.writer(answer, lineterminator="\n")
    writer.writerow([name.replace("\0", "")])
    for row in islice(sheet.iter_rows(), MOST_ROWS):
        writer.writerow([_words(value) for value in row[:MOST_COLUMNS]])
    return answer.getvalue()


def _words(value: object) -> str:
    """Writes a cell as it would stand in a CSV file: 2025.0 as 2025, a day as 2025-03-31."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:LONGEST_CELL].replace("\0", "")


def _warmed_up() -> None:
    """Loads what an error needs: afterwards no file can be opened."""
    try:
        sheets(b"PK\x03\x04")
    except NotUnderstood:
        return


if __name__ == "__main__":
    _warmed_up()
    serve(int(sys.argv[1]), float(sys.argv[2]), sheets)
