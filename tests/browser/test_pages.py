"""Every kind of page in a real browser, narrow and wide, light and dark, with script and without."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import borough
from tests.browser.conftest import Look, Opener

KINDS = borough.page_kinds()
LOOKS = [Look(*how) for how in product((360, 1280), (True, False), ("light", "dark"))]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST = 60_000
"""Bytes: the page with its style, its script and its pictures."""
every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

SCROLLING = (
    "[...document.querySelectorAll('.wide')].filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"
)


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """Returns what axe-core finds on the page: the rule, and where it is broken."""
    found = (
        Axe().run(page, options={"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG}}).response
    )
    assert len(found["passes"]) > 10
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]]


@every_kind
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_page_can_be_read_by_everybody_and_asks_nobody_else(show: Opener, path: str, look: Look) -> None:
    shown = show(path, look)
    assert faults(shown.page if look.script else show(path, replace(look, script=True, bare=True)).page) == []
    assert shown.page.evaluate(SIDEWAYS) <= 0
    assert shown.foreign == []
    assert shown.complaints == []
    assert sum(shown.loaded.values()) < MOST


@every_kind
def test_a_page_can_be_read_at_twice_the_size(show: Opener, path: str) -> None:
    assert show(path, Look(zoom=2)).page.evaluate(SIDEWAYS) <= 0
    narrow = show(path, Look(360)).page
    narrow.evaluate("document.documentElement.style.fontSize = '200%'")
    assert narrow.evaluate(SIDEWAYS) <= 0


@every_kind
def test_on_paper_there_is_no_navigation(show: Opener, path: str) -> None:
    page = show(path, Look(scheme="dark")).page
    page.emulate_media(media="print")
    for what in ("header nav", ".skip", "footer ul", ".search"):
        assert not [each for each in page.locator(what).all() if each.is_visible()], what
    assert page.locator("h1").is_visible()


@every_kind
def test_a_table_needs_no_scrolling_on_a_phone(show: Opener, path: str) -> None:
    assert show(path, Look(360)).page.evaluate(SCROLLING) == []
