"""The only module that knows PDFium: a PDF's bytes in, its text by page out, bounded in time and memory."""

from __future__ import annotations

import threading
from typing import Any

from watcher.errors import NotUnderstood
from watcher.wording import fold

MOST_BYTES = 64_000_000
MOST_PAGES = 600
MOST_CHARACTERS = 4_000_000
"""Over all pages; an agenda pack of 600 pages has about 1.5 million."""

_PASSWORD_WANTED = 4
_one_at_a_time = threading.Lock()  # PDFium is not thread-safe, and sources are visited in several threads


def pages(body: bytes) -> list[str]:
    """The text of each page, line by line, with blanks, quotes and dashes made plain. Empty for a page of pictures
    or one that is damaged. What lies beyond MOST_PAGES or MOST_CHARACTERS is left out.

    Raises NotUnderstood for anything but a PDF, whatever its name or type claimed, and for one that can't be opened.
    """
    if not body.startswith(b"%PDF"):
        raise NotUnderstood("it is no PDF: the file starts differently")
    if len(body) > MOST_BYTES:
        raise NotUnderstood(f"the PDF is too big to read ({len(body) // 1_000_000} MB)")
    import pypdfium2  # only when there is a file to read: loading it takes longer than most visits

    with _one_at_a_time:
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
        texts.append("\n".join(line for line in map(fold, raw.splitlines()) if line))
    return texts


def _text(document: Any, number: int, most: int) -> str:
    """One page as PDFium tells it, at most so many characters."""
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
