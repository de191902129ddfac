"""Reads files of figures: CSV here, XLSX and ODS in a process of their own with limits, each as sheets of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from watcher.core.errors import NotUnderstood
from watcher.papers.reader import Reader

WORKBOOK = b"PK\x03\x04"
"""How a ZIP begins, which XLSX and ODS are."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MOST_SECONDS = 20.0
"""Of a processor's time for one workbook: half a million cells take one (measured on two cores)."""
_BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_DELIMITERS = ",;\t|"
_LOOKED_AT = 20_000
"""Signs by which the delimiter is told."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole CSV file, which has no name."""

    name: str
    text: str
    delimiter: str = ","
    skipped: int = 0

    def rows(self) -> Iterator[list[str]]:
        """Yields the rows from the first on. Raises NotUnderstood for a field that is longer than any."""
        try:
            for number, row in enumerate(csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)):
                if number >= self.skipped:
                    yield row
        except csv.Error as error:
            raise NotUnderstood(f"the file is no table: {error}") from error


def sheets_of(body: bytes) -> list[Sheet]:
    """Returns the sheets of a file of figures. Raises NotUnderstood for anything but CSV, XLSX or ODS, and for a
    workbook that takes too much time or memory."""
    if body.startswith(WORKBOOK):
        return [_sheet(text) for text in _reader.pages(body)]
    if body.startswith(_OLD_EXCEL):
        raise NotUnderstood("it is a file of Excel before 2007 (.xls), which is not read: look for .xlsx, .ods or .csv")
    if b"\0" in body[:_LOOKED_AT] and body[:2] not in _BYTE_ORDER:
        raise NotUnderstood("it is no file of figures: neither CSV nor XLSX nor ODS")
    text = _decoded(body)
    return [Sheet("", text, _delimiter(text))]


def _sheet(text: str) -> Sheet:
    return Sheet(next(csv.reader(io.StringIO(text)), [""])[0], text, skipped=1)


def _decoded(body: bytes) -> str:
    """Decodes a text: by its byte order mark, else as UTF-8 where it is that, else as windows-1252."""
    mark = next((mark for mark in _BYTE_ORDER if body.startswith(mark)), b"")
    try:
        return body.decode(_BYTE_ORDER.get(mark, "utf-8"))
    except UnicodeError:
        return body.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """Tells what parts the fields: of the usual signs the one that is there most often."""
    seen = text[:_LOOKED_AT]
    return max(_DELIMITERS, key=seen.count)


_reader = Reader(most_seconds=_MOST_SECONDS, program="watcher.papers.workbook_process", what="workbook")
