"""Workbooks of our own making, in the shapes of those that departments publish: XLSX and ODS, as small as can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape

Cell: TypeAlias = "str | float | None"
Rows: TypeAlias = Sequence[Sequence[Cell]]
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(sheets: Mapping[str, Rows], merged: Sequence[str] = ()) -> bytes:
    """An XLSX file of these sheets; `merged` are ranges (`B3:D3`) that are merged in each. A cell that begins with `=`
    is a formula that gave 7."""
    names = list(sheets)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="r{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at in range(1, len(names) + 1)
        )
        + "</Relationships>",
    }
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f"<worksheet {_MAIN}><sheetData>{''.join(_row(number, row) for number, row in enumerate(rows, 1))}"
            f"</sheetData>{f'<mergeCells>{ranges}</mergeCells>' if ranges else ''}</worksheet>"
        )
    return zipped(parts)


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An ODS file of these sheets; a number from 0 to 1 is a percentage, as in the files of departments."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these files."""
    answer = io.BytesIO()
    with zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return answer.getvalue()


def _row(number: int, row: Sequence[Cell]) -> str:
    return f'<row r="{number}">{"".join(_cell(number, at, said) for at, said in enumerate(row))}</row>'


def _cell(number: int, at: int, said: Cell) -> str:
    place = f'r="{_letters(at)}{number}"'
    if said is None or said == "":
        return ""
    if isinstance(said, str) and said.startswith("="):
        return f"<c {place}><f>{escape(said[1:])}</f><v>7</v></c>"
    if isinstance(said, str):
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'
    return f"<c {place}><v>{said}</v></c>"


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def _ods_cell(said: Cell) -> str:
    if said is None or said == "":
        return "<table:table-cell/>"
    if isinstance(said, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(said)}</text:p></table:table-cell>'
    sort = "percentage" if 0 < said < 1 else "float"
    return (
        f'<table:table-cell office:value-type="{sort}" office:value="{said}"><text:p>{said}</text:p></table:table-cell>'
    )
