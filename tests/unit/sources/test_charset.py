"""charset.py: which charset a page is read in, as browsers do it."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.visits import Page
from watcher.sources.charset import decoded

WORDS = "Up to £1,000 for Kirklees’ cafés"


def read(body: bytes, content_type: str = "text/html") -> str:
    return decoded(Page("https://council.example.org/p", body, content_type=content_type))


@every_example("content_type", ["", "text/html", "text/html; charset=utf-8", "text/html; charset=x-nobody"])
def test_a_page_that_is_utf8_is_read_as_that_whether_it_says_so_or_not(content_type: str) -> None:
    assert read(f"<p>{WORDS}".encode(), content_type) == f"<p>{WORDS}"


@every_example("content_type", ["text/html", "text/html; charset=ISO-8859-1", "text/html; charset=x-nobody"])
def test_a_page_that_is_no_utf8_is_read_as_windows_1252(content_type: str) -> None:
    assert read(f"<p>{WORDS}".encode("cp1252"), content_type) == f"<p>{WORDS}"


def test_a_page_is_read_as_its_meta_says() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź'
    assert read(page.encode("iso-8859-2")) == page


def test_a_header_counts_more_than_a_meta_and_a_byte_order_mark_more_than_both() -> None:
    page = f'<meta charset="iso-8859-2"><p>{WORDS}'
    assert read(page.encode(), "text/html; charset=UTF-8") == page
    assert read(page.encode("utf-8-sig"), "text/html; charset=iso-8859-2") == page
