"""Reads pages that are pictures: tells which of a paper are, and what stands on them where Tesseract is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watcher.core.errors import NotUnderstood
from watcher.papers.extract import PICTURES
from watcher.papers.reader import Reader, raw_pages
from watcher.papers.tesseract import is_installed

if TYPE_CHECKING:
    from watcher.core.papers import ReadAs

_MOST_MEMORY = 700_000_000
_MOST_SECONDS = 30.0
"""Of a processor's time for one paper; by the clock on the wall twice as long."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """Holds the text of each page; which pages are `pictures` and which of them were `recognised`, counted from 1."""

    pages: list[str]
    pictures: frozenset[int] = frozenset()
    recognised: frozenset[int] = frozenset()

    @property
    def read_as(self) -> ReadAs:
        """Returns how the words were had: `recognised` where Tesseract read any page, `pictures` where all there is is
        pictures without words, else `text`."""
        if self.recognised:
            return "recognised"
        return "pictures" if self.pictures and not any(self.pages) else "text"

    @property
    def printed(self) -> list[str]:
        """Returns the text of each page, empty for one that is a picture: nobody can rely on recognised words, letter
        by letter."""
        return ["" if number in self.pictures else page for number, page in enumerate(self.pages, 1)]


def read_paper(body: bytes) -> ReadPaper:
    """Reads a PDF with its pages of pictures, where they can be read. Raises NotUnderstood as `pages` does."""
    raw = raw_pages(body)
    pictures = frozenset(number for number, page in enumerate(raw, 1) if page.startswith(PICTURES))
    texts = [page.removeprefix(PICTURES) for page in raw]
    if not pictures or not is_installed():
        return ReadPaper(texts, pictures)
    words = _words(body)
    found = {number: said for number, said in enumerate(words, 1) if said and number in pictures}
    whole = [found.get(number, page) for number, page in enumerate(texts, 1)]  # with the stamp, which is read as well
    return ReadPaper(whole, pictures, frozenset(found))


def _words(body: bytes) -> list[str]:
    """Returns the words on each page of pictures; none at all where the process that reads them ends over it."""
    try:
        return _scanner.pages(body)
    except NotUnderstood:
        return []


_scanner = Reader(_MOST_MEMORY, _MOST_SECONDS, "watcher.papers.scan_process")
