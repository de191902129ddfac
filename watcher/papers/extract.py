"""Takes the text of a PDF out of its bytes, page by page; the only module that knows PDFium. Its limits are set by
reader.py."""

from __future__ import annotations

import re
from typing import Any

from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise

MOST_PAGES = 600
MOST_CHARACTERS = 4_000_000
"""Over all pages; an agenda pack of 600 pages has about 1.5 million."""

_PASSWORD_WANTED = 4
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])\ufffe(?=[^\W\d_])")
"""PDFium's sign for a hyphen at a line's end inside a word, where it leaves the line's end out."""


def read(body: bytes) -> list[str]:
    """Return the text of each page as `pages` of reader.py promises it. For one thread at a time. Raises NotUnderstood
    for what can't be opened."""
    import pypdfium2  # only when there is a file to read: loading it takes longer than most visits

    try:
        with pypdfium2.PdfDocument(body) as document:
            return _texts(document, pypdfium2.PdfiumError)
    except pypdfium2.PdfiumError as error:
        why = "it wants a password" if getattr(error, "err_code", 0) == _PASSWORD_WANTED else "it is damaged"
        raise NotUnderstood(f"the PDF can't be opened: {why}") from error


def _texts(document: Any, damaged: type[Exception]) -> list[str]:
    texts: list[str] = []
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES)):
        try:
            raw = _text(document, number, left)
        except damaged:
            raw = ""  # one bad page must not cost the others
        left -= len(raw)
        raw = _BROKEN_WORD.sub("-\n", raw)
        texts.append("\n".join(line for line in map(normalise, raw.splitlines()) if line))
    return texts


def _text(document: Any, number: int, most: int) -> str:
    """Return the text of one page as PDFium gives it, at most so many characters."""
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            # Not get_text_bounded: it drops the hyphen at a line's end; here it is U+FFFE (facts/ofsted.md, 7).
            return str(textpage.get_text_range(0, min(textpage.count_chars(), most))) if most > 0 else ""
        finally:
            textpage.close()
    finally:
        page.close()
