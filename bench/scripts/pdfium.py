"""The floor of reading papers: pypdfium2 alone takes the text of every page out of the files named, and keeps none."""

import sys
from pathlib import Path

import pypdfium2


def main() -> None:
    """`pdfium.py FILE...`"""
    for name in sys.argv[1:]:
        with pypdfium2.PdfDocument(Path(name).read_bytes()) as document:
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage()
                text.get_text_range()
                text.close()
                page.close()


if __name__ == "__main__":
    main()
