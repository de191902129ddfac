"""Runs in the process that reads pages of pictures: it opens Tesseract, shuts itself in as the other one does, then
answers each PDF on stdin with the text of its pages of pictures on stdout."""

from __future__ import annotations

import sys
import time
from typing import Any

from watcher.core.text import normalise
from watcher.papers.extract import PICTURES, opened, page_text
from watcher.papers.reader_process import serve
from watcher.papers.tesseract import Tesseract

RESOLUTION = 200
"""Dots an inch: what Tesseract reads well, a quarter less than it likes best."""
MOST_PIXELS = 8_000_000
"""Of one page; A4 has 3.9 million."""
MOST_PAGES, MOST_SECONDS = 20, 15.0
"""Of one paper, and of a processor's time after which no further page is begun."""
_WHITE, _SIDE = b"\xff", 100


class ScanReader:
    """Reads the pages of a PDF that are pictures, with Tesseract. Raises OSError where that can't be opened."""

    def __init__(self) -> None:
        self._tesseract = Tesseract()
        self._tesseract.words(_WHITE * _SIDE**2, _SIDE, _SIDE, _SIDE, RESOLUTION)  # loads all that it needs

    def read(self, body: bytes) -> list[str]:
        """Returns the words on each page that is a picture, empty for any other, up to MOST_PAGES such pages or
        MOST_SECONDS; pages behind that are left out. Raises NotUnderstood for what can't be opened."""
        began, done, texts = time.process_time(), 0, list[str]()
        with opened(body) as document:
            for number in range(len(document)):
                if done == MOST_PAGES or time.process_time() - began > MOST_SECONDS:
                    break
                is_picture = page_text(document, number).startswith(PICTURES)
                texts.append(self._page(document, number) if is_picture else "")
                done += is_picture
        return texts

    def _page(self, document: Any, number: int) -> str:  # Any: pypdfium2 has no types
        """Returns the words of one page, line by line; empty where Tesseract finds none."""
        page = document[number]
        try:
            width, height = page.get_size()
            inches = max(width * height / 72**2, 0.01)
            resolution = min(RESOLUTION, int((MOST_PIXELS / inches) ** 0.5))
            bitmap = page.render(scale=resolution / 72, grayscale=True)
            grey = bytes(bitmap.buffer)
            words = self._tesseract.words(grey, bitmap.width, bitmap.height, bitmap.stride, resolution)
            return "\n".join(line for line in map(normalise, words.splitlines()) if line)
        finally:
            page.close()


if __name__ == "__main__":
    try:
        reader = ScanReader()
    except OSError as error:
        raise SystemExit(str(error)) from error
    serve(int(sys.argv[1]), float(sys.argv[2]), reader.read)
