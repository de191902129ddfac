"""Pages that are pictures are told from pages without words, and read where Tesseract is installed."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.tools.scanned import scan
from watcher.cli.demo.paper import pdf
from watcher.papers.scans import read_paper
from watcher.papers.tesseract import is_installed

MANY_WORDS = "The Cabinet agreed a contribution of 450 pounds a year towards transport."


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(
    ("body", "pictures", "pages"),
    [
        (scan("", ""), {1, 2}, ["", ""]),
        (scan("", "Page 17"), {1, 2}, ["", "Page 17"]),
        (scan(MANY_WORDS), set(), [MANY_WORDS]),
        (scan("", share=0.2), set(), [""]),
        (pdf("", "Words."), set(), ["", "Words."]),
    ],
    ids=["pictures", "with a stamp", "words over a picture", "a logo", "blank"],
)
def test_a_page_is_pictures_where_they_cover_most_of_it_and_hardly_a_word_stands_there(
    body: bytes, pictures: set[int], pages: list[str]
) -> None:
    paper = read_paper(body)
    assert (set(paper.pictures), paper.pages, set(paper.recognised)) == (pictures, pages, set())
    assert paper.read_as == ("pictures" if pictures and not any(pages) else "text")


def drawn(words: str) -> tuple[int, int, bytes]:
    """Words in black on white, as a scanner would see them."""
    image = Image.new("L", (1200, 1600), 255)
    ImageDraw.Draw(image).text((80, 200), words, fill=0, font=ImageFont.load_default(48))
    return image.width, image.height, image.tobytes()


@pytest.mark.soak
@pytest.mark.skipif(not is_installed(), reason="Tesseract is not installed here")
def test_where_tesseract_is_installed_pictures_are_read_in_a_process_apart() -> None:
    paper = read_paper(scan("Page 3", picture=drawn("Transport costs rise")))
    assert paper.pages == ["Page 3\nTransport costs rise"]
    assert (set(paper.recognised), paper.read_as, paper.printed) == ({1}, "recognised", [""])


def test_tesseract_is_looked_for_by_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_installed() == bool(shutil.which("tesseract"))
    monkeypatch.setenv("PATH", "")
    assert not is_installed()
