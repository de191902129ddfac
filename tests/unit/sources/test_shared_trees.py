"""What parses a portal's pages leaves their trees as they are: tests of portals share them."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.tools import shared_trees
from tests.unit.sources.test_moderngov_committee import committee
from tests.unit.sources.test_moderngov_portal import portal
from watcher.core.visits import Page
from watcher.sources import html


def test_a_visit_leaves_the_trees_of_its_pages_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed, trees = shared_trees._parsed, list[tuple[BeautifulSoup, str]]()

    def noted(page: Page, markup: str | bytes, builder: Any) -> BeautifulSoup:
        tree = parsed(page, markup, builder)
        trees.append((tree, str(tree)))
        return tree

    monkeypatch.setattr(shared_trees, "_parsed", noted)
    monkeypatch.setattr(shared_trees, "MOST", 0)
    for visited in (portal(), committee()):
        visited.visit()
    assert len(trees) > 10
    assert [before for tree, before in trees if str(tree) != before] == []


def test_pages_of_the_same_letters_are_one_tree_and_others_are_not() -> None:
    one, two = (Page("https://a.example/", body, "text/html") for body in (b"<p>One", b"<p>Two"))
    with shared_trees.shared_trees():
        assert html.soup(one) is html.soup(one)
        assert html.soup(one) is not html.soup(two)
    assert html.soup(one) is not html.soup(one)


def test_a_page_that_says_where_its_links_lead_is_parsed_each_time() -> None:
    page = Page("https://a.example/", b"<base href=b/><a href=c>", "text/html")
    with shared_trees.shared_trees():
        assert html.soup(page) is not html.soup(page)
