"""Tiny PDFs made by hand, for the demo and for tests: the given lines on the given pages, in one font."""

from __future__ import annotations

from collections.abc import Sequence

# In WinAnsiEncoding; a character it lacks can't stand in these files.
_ENCODING = "cp1252"


def pdf(*pages: str | Sequence[str]) -> bytes:
    """Returns a PDF of one page for each text; lines of a text are lines on the page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for page in pages:
        stream = _stream(page.splitlines() if isinstance(page, str) else page)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 1200]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _stream(lines: Sequence[str]) -> bytes:
    shown = [b"(%s)Tj T*" % _escaped(line) for line in lines]
    return b"BT /F 9 Tf 11 TL 40 1150 Td " + b"\n".join(shown) + b" ET"


def _escaped(line: str) -> bytes:
    raw = line.encode(_ENCODING)
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(body),
    )
