"""The short way to a page's words finds what the long way finds, and leaves alone what it can't be sure of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Page, Reading, Source, Visit
from watcher.sources.page.extract import long_way
from watcher.sources.page.fast_extract import words_of
from watcher.sources.page.paragraphs import written
from watcher.sources.page.rules import files_of

SELECTORS = ("", "main", "body", "#content", "div", "p", "table", ".news", "div.news", "[role=main]")
PAGE = """<!doctype html><html><head><title>Title</title><style>p {}</style></head><body><nav>Home</nav>
<main id="content" role="main"><h1>Heading</h1> stray <p>One <b>two</b><br>three<!-- no --><script>no()</script></p>
<div class="a news">Four<div>five</div>six</div><ul><li>Seven<li>eight</ul>
<a href="/a.pdf">A file</a> <a href="b.docx?v=2"> Another <b>one</b></a>
<table><tr><th>Nine<td>ten<tr><td>eleven</table><noscript>no</noscript>&pound;12 &amp; more</main>
<footer>Foot</footer></body></html>"""


def visit(select: str) -> Visit:
    source = Source("p", "Page", "https://e.example/p", "page", options={"select": select} if select else {})
    return Visit(source, datetime(2026, 11, 21, tzinfo=UTC), lambda url: Page(url, b""))


def short_way(page: Page, select: str) -> Reading | None:
    found = words_of(page, select)
    if not found:
        return None
    return next(written(found.lines, found.heading, page, visit(select), (), files_of(found.links, page)))


def both(body: bytes, select: str) -> tuple[Reading, Reading] | None:
    """What the two ways read; None where one of them does not."""
    page = Page("https://e.example/p", body)
    try:
        short = short_way(page, select)
        return (next(long_way(page, visit(select), ())), short) if short else None
    except NotUnderstood:
        return None


@pytest.mark.parametrize("select", SELECTORS)
def test_both_ways_read_the_same(select: str) -> None:
    found = both(PAGE.encode(), select)
    assert found
    assert found[0] == found[1]
    assert found[0].documents[0].details["paragraphs"]


@given(st.text(alphabet="<>/&=\"' abpdivultr!-[]\n", max_size=80), st.sampled_from(SELECTORS))
def test_both_ways_read_any_markup_the_same(markup: str, select: str) -> None:
    found = both(PAGE.replace("stray", markup).encode(), select)
    if found:
        assert found[0] == found[1]


@pytest.mark.soak  # quicker: pages of our own, and any markup, above
def test_both_ways_read_real_pages_the_same(real: Path) -> None:
    compared = 0
    for file in sorted(real.rglob("*.html")):
        for select in SELECTORS:
            if found := both(file.read_bytes(), select):
                assert found[0] == found[1], (file, select)
                compared += 1
    assert compared > 50


@pytest.mark.parametrize("select", ["main p", "main > p", "p, div", "p:first-child", "[href]", "p[", "a", "#gone"])
def test_other_selectors_and_links_go_the_long_way(select: str) -> None:
    assert words_of(Page("https://e.example/p", PAGE.replace("One", "<a href='/x'>One</a>").encode()), select) is None


@pytest.mark.parametrize(
    "body",
    [
        PAGE.replace("One", "café").encode("cp1252"),
        PAGE.replace("<title>", '<meta charset="iso-8859-1"><title>').encode(),
        PAGE.replace("One", "<b>" * 300).encode(),
        PAGE.replace("One", "<b>x</b>" * 30_000).encode(),
        PAGE.replace("<b>", f"<b {'x ' * 9_000}>").encode(),
        b"",
        b"<!-- only this -->",
    ],
    ids=["another encoding", "one that says so", "too deep", "too many", "too long a tag", "empty", "no markup"],
)
def test_what_is_not_ordinary_goes_the_long_way(body: bytes) -> None:
    assert words_of(Page("https://e.example/p", body), "main") is None
