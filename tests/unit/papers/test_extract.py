"""A PDF's bytes in, its text by page out; whatever is no PDF is said to be none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from watcher.cli.demo.paper import pdf
from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise
from watcher.papers.extract import MOST_PAGES
from watcher.papers.reader import pages


def test_each_page_is_a_text_and_each_line_a_line() -> None:
    assert pages(pdf("Report of today\nSecond line", "Another page")) == [
        "Report of today\nSecond line",
        "Another page",
    ]


def test_typographic_characters_are_made_plain() -> None:
    assert pages(pdf("Children’s  services – “good”")) == ['Children\'s services - "good"']


def test_a_page_without_text_is_empty() -> None:
    assert pages(pdf("", "Text")) == ["", "Text"]


@every_example("body", [b"", b"<!DOCTYPE html><h1>Report not found</h1>", b"x" * 2_000 + b"%PDF-1.4", b"PK\x03\x04"])
def test_what_does_not_start_as_a_pdf_is_none(body: bytes) -> None:
    with pytest.raises(NotUnderstood, match="no PDF"):
        pages(body)


@every_example("before", [b"\n", b"\xef\xbb\xbf", b"\r\n" * 5, b"junk " * 12, b"HTTP/1.1 200 OK\r\n\r\n"])
def test_bytes_before_a_pdf_do_not_matter(before: bytes) -> None:
    assert pages(before + pdf("Quokka transport")) == ["Quokka transport"]


@every_example("body", [b"%PDF", b"\n%PDF-1.4", b"%PDF-1.4\n" + b"x" * 2000, pdf("Whole")[:60]])
def test_a_damaged_pdf_is_said_to_be_damaged(body: bytes) -> None:
    with pytest.raises(NotUnderstood, match="damaged"):
        pages(body)


def test_pages_beyond_the_most_are_left_out() -> None:
    assert len(pages(pdf(*["x"] * (MOST_PAGES + 5)))) == MOST_PAGES


def test_several_threads_may_read_at_a_time() -> None:
    files = [pdf(f"File {number}", "Second page") for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert [texts[0] for texts in pool.map(pages, files)] == [f"File {number}" for number in range(20)]


def test_real_reports_read_as_another_reader_reads_them(real: Path) -> None:
    """The first page of all five, against the text that pypdf took from it; line breaks and hyphens apart."""
    files = sorted((real / "ofsted/pdf").glob("*.pdf"))
    assert len(files) == 5
    for file in files:
        other = (real / "ofsted/text" / f"{file.stem}.p1-3.txt").read_text(encoding="utf-8").split("\f")[0]
        assert _letters(pages(file.read_bytes())[0]) == _letters(other)


def test_a_hyphen_at_a_lines_end_is_put_back_with_the_lines_end(real: Path) -> None:
    texts = pages((real / "ofsted/pdf/havering_ilacs_2024-02-16_50239788.pdf").read_bytes())
    assert "longer-\nterm work" in texts[1]
    assert not any("\ufffe" in text for text in texts)


def _letters(text: str) -> str:
    return normalise(text).replace(" ", "").replace("-", "")
