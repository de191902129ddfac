"""page/selector.py, page/bounds.py, page/rules.py: what is asked first, being cheap, decides nothing by itself."""

from __future__ import annotations

import subprocess
import sys

from cssselect2 import ElementWrapper, compile_selector_list
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.tools.examples import every_example
from watcher.core.visits import Page
from watcher.sources.page import bounds
from watcher.sources.page.bounds import tree_of
from watcher.sources.page.rules import files_of
from watcher.sources.page.selector import select

PAGE = """<main id=content><h1 class="news big">One</h1><p class=news-item>Two <a class="news" href=/a>three</a></p>
<!-- no --><my-card class="x"><o:p class=NEWS>four</o:p></my-card><ul><li>five<li class=" x  news ">six</ul></main>"""


@every_example(
    "wanted",
    [
        *(
            "main",
            "MAIN",
            "*",
            ".news",
            "#content",
            "li.news",
            "h1, li",
            "h1, .x, #content",
            "my-card",
            "o\\:p",
            "main > p a",
        ),
        *(
            "li:last-child",
            ":not(a)",
            "h1 + p",
            "p ~ ul li",
            ".news.x",
            ":is(h1, a).news",
            "[class~=news]",
            "div",
            ".ne\\77 s",
        ),
    ],
)
def test_a_selector_finds_what_each_element_of_the_page_tested_by_itself_would(wanted: str) -> None:
    tree = tree_of(PAGE.encode())
    assert tree is not None
    tests = compile_selector_list(wanted)
    whole = ElementWrapper.from_html_root(tree).iter_subtree()
    expected = [element.etree_element for element in whole if any(each.test(element) for each in tests)]
    assert select(tree, wanted) == expected


_PIECES = (
    "<b ",
    "<b>",
    "</b>",
    "</p>",
    " a",
    "/c",
    "=",
    '"',
    "'",
    ">",
    " ",
    "x=1",
    " d='",
    ' e=">"',
    "<!--",
    "-->",
    "y",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_a_tag_of_many_attributes_is_never_passed_by_its_bytes(markup: str) -> None:
    if bounds._has_few(markup.encode(), attributes=4):
        assert max(map(len, _attributes(f"<p>{markup}")), default=0) <= 4


def test_an_ordinary_page_is_passed_by_its_bytes() -> None:
    assert bounds._has_few(PAGE.encode())
    assert bounds._has_few(b"<p>" + b"word " * 10_000 + b"<script>" + b"if (a < b) " * 10_000 + b"</script>")


def _attributes(markup: str) -> list[list[object]]:
    tree = etree.fromstring(markup, parser=etree.HTMLParser())
    return [list(element.keys()) for element in tree.iter("*")]


@every_example(
    ("href", "file"),
    [
        ("/a.pdf", "e.example/a.pdf"),
        ("b.PDF?version=2", "e.example/p/b.PDF"),
        ("c.p%64f", "e.example/p/c.pdf"),
        ("d%2edocx", "e.example/p/d.docx"),
        ("e&amp;#46;csv", "e.example/p/e.csv"),
        ("f.x\nls", "e.example/p/f.xls"),
        ("g.pdf/h", ""),
        ("/news", ""),
        ("", ""),
    ],
)
def test_a_file_is_known_however_its_ending_is_written(href: str, file: str) -> None:
    tree = tree_of(f'<p><a href="{href}">A file</a>'.encode())
    assert tree is not None
    assert files_of(tree.iter("a"), Page("https://e.example/p/", b"")) == ({"A file": file} if file else {})


def test_a_link_without_a_path_is_the_file_that_the_page_is() -> None:
    tree = tree_of(b"<a href='?v=2'>This</a>")
    assert tree is not None
    assert files_of(tree.iter("a"), Page("https://e.example/a.pdf", b"")) == {"This": "e.example/a.pdf"}


def test_what_no_page_that_is_as_it_was_needs_is_not_loaded_by_one_or_by_the_kinds_that_know_their_site() -> None:
    """Closing dates, articles and selectors by a page whose words are as they were; soup, and what reports say, by a
    portal or Ofsted: most of the default sources."""
    said = subprocess.run([sys.executable, "-c", _UNMOVED], capture_output=True, text=True, check=True)  # ours
    assert said.stdout.split() == ["1", "[]", "[]"]


_UNMOVED = """
import sys
from datetime import UTC, datetime
from watcher.core.documents import Document
from watcher.core.lookup import DocumentLookup
from watcher.core.sources import Source
from watcher.core.visits import Page, StoredDocument, Visit
from watcher.sources import collect
source = Source("p", "Page", "https://e.example/p", "page")
class Memory(DocumentLookup):
    def _find(self, *asked):
        return {known.key: StoredDocument(known)}
known = Document("e.example/p", "page", "T", source.url, details={"paragraphs": ["T", "A consultation."]})
page = Page(source.url, b"<title>x</title><main><h1>T</h1><p>A consultation.")
visit = Visit(source, datetime(2026, 11, 29, tzinfo=UTC), lambda url: page, Memory())
(reading,) = collect(visit)
late = {"watcher.rules.closing_dates", "watcher.sources.page.links", "watcher.papers.sandbox", "cssselect2"}
print(len(reading.documents), sorted(late & sys.modules.keys()))
import watcher.sources.govuk, watcher.sources.moderngov, watcher.sources.ofsted
print(sorted({"bs4", "watcher.sources.ofsted.report_text"} & sys.modules.keys()))
"""
