"""Takes the text of a PDF out of its bytes, page by page; the only module that knows PDFium. Its limits are set by
reader.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise

MOST_PAGES = 600
MOST_CHARACTERS = 4_000_000
"""Over all pages; an agenda pack of 600 pages has about 1.5 million."""

_PASSWORD_WANTED = 4
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])\ufffe(?=[^\W\d_])")
"""PDFium's sign for a hyphen at a line's end inside a word, where it leaves the line's end out."""


PICTURES = "\f"
"""Before the text of a page that is pictures; no text has it in it, since blanks are made plain."""
_FEW_WORDS = 8
"""A page with fewer may be a picture with a stamp on it."""
_MOST_OF_A_PAGE = 0.5
"""Which pictures cover, of a page that is one."""
_MOST_OBJECTS = 500


def read(body: bytes) -> list[str]:
    """Returns the text of each page, line by line, PICTURES before that of one that is pictures. For one thread at a
    time. Raises NotUnderstood for what can't be opened."""
    texts: list[str] = []
    left = MOST_CHARACTERS
    with opened(body) as document:
        for number in range(min(len(document), MOST_PAGES)):
            texts.append(page_text(document, number, left))
            left -= len(texts[-1])
    return texts


@contextmanager
def opened(body: bytes) -> Iterator[Any]:  # Any: pypdfium2 has no types
    """Opens a PDF. Raises NotUnderstood for what can't be opened."""
    import pypdfium2  # only when there is a file to read: loading it takes longer than most visits

    try:
        with pypdfium2.PdfDocument(body) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        why = "it wants a password" if getattr(error, "err_code", 0) == _PASSWORD_WANTED else "it is damaged"
        raise NotUnderstood(f"the PDF can't be opened: {why}") from error


def page_text(document: Any, number: int, most: int = MOST_CHARACTERS) -> str:
    """Returns the text of one page, of at most so many characters as PDFium gives it; empty for a damaged one, which
    must not cost the others."""
    import pypdfium2

    try:
        raw, is_picture = _text(document, number, most)
    except pypdfium2.PdfiumError:
        return ""
    raw = _BROKEN_WORD.sub("-\n", raw)
    return PICTURES * is_picture + "\n".join(line for line in map(normalise, raw.splitlines()) if line)


def _text(document: Any, number: int, most: int) -> tuple[str, bool]:
    """Returns the text of one page as PDFium gives it, and whether the page is pictures."""
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            # Not get_text_bounded: it drops the hyphen at a line's end; here it is U+FFFE (facts/ofsted.md, 7).
            raw = str(textpage.get_text_range(0, min(textpage.count_chars(), most))) if most > 0 else ""
        finally:
            textpage.close()
        return raw, most > 0 and len(raw) < 200 and len(raw.split()) < _FEW_WORDS and _is_pictures(page)
    finally:
        page.close()


def _is_pictures(page: Any) -> bool:
    """Tells whether pictures cover most of the page: one of all of it, or many strips."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    covered = 0.0
    for picture in islice(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=3), _MOST_OBJECTS):
        left, bottom, right, top = picture.get_bounds()
        covered += max(min(right, width) - max(left, 0), 0) * max(min(top, height) - max(bottom, 0), 0)
    return bool(covered >= _MOST_OF_A_PAGE * width * height > 0)
