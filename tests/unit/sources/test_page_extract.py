"""page/extract.py: the part of a page that is watched, in any encoding and by any CSS selector, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tools.examples import every_example
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.page.extract import watched

PAGE = """<!doctype html><html><head><title>Title</title><style>p {}</style></head><body><nav>Home</nav>
<main id="content" role="main"><h1>Heading</h1> stray <p>One <b>two</b><br>three<!-- no --><script>no()</script></p>
<div class="a news">Four<div>five</div>six</div><ul><li>Seven<li>eight</ul>
<a href="/a.pdf">A file</a> <a href="b.docx?v=2"> Another <b>one</b></a>
<table><tr><th>Nine<td>ten<tr><td>eleven</table><noscript>no</noscript>&pound;12 &amp; more</main>
<footer>Foot</footer></body></html>"""
WHOLE = [
    *("Heading", "stray", "One two", "three", "Four", "five", "six", "Seven", "eight", "A file Another one"),
    *("Nine ten", "eleven", "£12 & more"),
]


def read(markup: str | bytes, select: str = "", content_type: str = "text/html") -> Reading:
    source = Source("p", "Page", "https://e.example/p", "page", options={"select": select} if select else {})
    page = Page(source.url, markup.encode() if isinstance(markup, str) else markup, content_type=content_type)
    return next(watched(page, Visit(source, datetime(2026, 11, 21, tzinfo=UTC), lambda url: page), ()))


def paragraphs(markup: str | bytes, select: str = "", content_type: str = "text/html") -> object:
    return read(markup, select, content_type).documents[0].details["paragraphs"]


def refused(markup: str | bytes, select: str = "") -> str:
    with pytest.raises(NotUnderstood) as caught:
        read(markup, select)
    return str(caught.value)


def test_the_main_part_is_read_by_paragraph_item_and_row() -> None:
    assert paragraphs(PAGE) == WHOLE
    assert read(PAGE).documents[0].title == "Heading"
    assert read(PAGE).documents[0].details["files"] == {
        "A file": "e.example/a.pdf",
        "Another one": "e.example/b.docx",
    }


@every_example(
    ("select", "lines"),
    [
        ("main", WHOLE),
        ("#content", WHOLE),
        ("[role=main]", WHOLE),
        ("div.news", ["Four", "five", "six"]),
        ("div", ["Four", "five", "six"]),
        (".news > div", ["five"]),
        ("main p, li", ["One two", "three", "Seven", "eight"]),
        ("li:nth-of-type(2)", ["eight"]),
        ("h1 ~ ul li:first-child", ["Seven"]),
        ("div:has(> div)", ["Four", "five", "six"]),
        (":is(h1, td):not(:last-child)", ["Heading"]),
        ("body > :not(main, nav)", ["Foot"]),
        ("MAIN [HREF*='PDF' i]", None),
    ],
)
def test_any_selector_of_css_picks_its_part(select: str, lines: list[str] | None) -> None:
    if lines is None:  # links: articles, and no paragraphs
        assert [document.title for document in read(PAGE, select).documents] == ["A file"]
    else:
        assert paragraphs(PAGE, select) == lines


@every_example(
    ("markup", "content_type"),
    [
        (PAGE.replace("eleven", "café").encode("cp1252"), "text/html"),
        (PAGE.replace("eleven", "café").replace("<title>", '<meta charset="iso-8859-1"><title>').encode("cp1252"), ""),
        (PAGE.replace("eleven", "café").encode("utf-8"), "text/html"),
        (PAGE.replace("eleven", "café").encode("iso-8859-2"), "text/html; charset=iso-8859-2"),
    ],
    ids=["that is not named", "that the page names", "utf-8", "that the header names"],
)
def test_a_page_of_any_encoding_is_read(markup: bytes, content_type: str) -> None:
    assert "café" in str(paragraphs(markup, content_type=content_type))


def test_links_start_where_the_page_says_they_do() -> None:
    based = PAGE.replace("<title>", '<base href="/papers/"><title>')
    assert read(based).documents[0].details["files"] == {
        "A file": "e.example/a.pdf",
        "Another one": "e.example/papers/b.docx",
    }


@every_example(
    "more",
    ["<b>" * 300 + "x", "<b>x</b>" * 30_000, f"<b {' '.join(f'a{number}' for number in range(900))}>x</b>"],
    ids=["deep", "long", "many attributes"],
)
def test_an_odd_page_is_read_to_its_end(more: str) -> None:
    lines = paragraphs(PAGE.replace("six</div>", f"six</div><p>{more}</p>"))
    assert isinstance(lines, list)
    assert lines[-1] == "£12 & more"
    assert "x" in lines[7]


@every_example(
    "more",
    [
        "<b>" * 600,
        "<b>x</b>" * 30_000 + "<b a b c d e f g>" * 25_000,
        f"<b {' '.join(f'a{n}' for n in range(90_000))}>",
    ],
    ids=["too deep", "too many tags and attributes", "a tag with too many attributes"],
)
def test_a_page_that_would_keep_a_reader_busy_is_refused(more: str) -> None:
    assert "to be a page" in refused(PAGE.replace("six", more))


@every_example(
    ("markup", "select", "reason"),
    [
        (" ", "", "answered with an empty page"),
        ("<!-- only this -->", "", "has no text at all"),
        ("<frameset><frame src=x></frameset>", "", "has no text at all"),
        (PAGE, "p[", "“p[” is no CSS selector"),
        (PAGE, "main::before", "“main::before” is no CSS selector"),
        (PAGE, "#gone", "matches select: “#gone”"),
        ("<ul>" + "<li>x" * 2_001 + "</ul>", "h2 ~ li", "more than 2,000 stand in a row; select in plainer words"),
    ],
)
def test_what_can_not_be_read_says_why(markup: str, select: str, reason: str) -> None:
    assert reason in refused(markup, select)


def test_a_long_list_is_read_where_the_selector_does_not_compare_its_items() -> None:
    lines = paragraphs("<ul>" + "".join(f"<li>{number}" for number in range(1_900)) + "<a>" * 200 + "</ul>", "ul li")
    assert isinstance(lines, list)
    assert len(lines) == 1_900
