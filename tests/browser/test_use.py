"""The site as somebody uses it: by keyboard, by search and filter, from page to page."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from playwright.sync_api import Page, expect

from tests.browser import borough
from tests.browser.conftest import Look, Opener
from tests.unit.site.contexts import STORABLE

FOCUSED = "document.activeElement"
OUTLINE = f"getComputedStyle({FOCUSED}).outlineStyle + ' ' + getComputedStyle({FOCUSED}).outlineWidth"


def found(page: Page) -> list[str]:
    return [link.inner_text() for link in page.locator("#results a").all()]


def test_the_first_tab_leads_past_the_navigation(show: Opener) -> None:
    page = show("index.html", Look()).page
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "Skip to the content"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.name") == "q"


def test_whatever_has_the_focus_is_seen_to_have_it(show: Opener) -> None:
    page = show(borough.page_kinds()["a paper that was replaced"], Look(360)).page
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            break
        assert page.evaluate(OUTLINE) == "solid 3px"
        reached.add(page.evaluate(f"{FOCUSED}.tagName"))
    assert reached == {"A", "DIV"}


def test_a_search_finds_by_words_and_the_back_button_leads_back(show: Opener) -> None:
    page = show("index.html", Look()).page
    page.get_by_label("Words").fill("TRANSPORT proposals")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 document found")
    assert found(page) == [borough.REPORT.title]
    expect(page.locator("#listed")).to_be_hidden()
    assert urlsplit(page.url).query == "q=TRANSPORT+proposals"
    page.locator("#results a").click()
    expect(page.locator("h1")).to_have_text(borough.REPORT.title)
    page.go_back()
    expect(page.locator("#found")).to_have_text("1 document found")
    expect(page.get_by_label("Words")).to_have_value("TRANSPORT proposals")
    page.go_back()
    expect(page.locator("#listed")).to_be_visible()
    expect(page.get_by_label("Words")).to_have_value("")
    page.go_forward()
    expect(page.locator("#found")).to_have_text("1 document found")


def test_a_search_that_finds_nothing_says_so(show: Opener) -> None:
    page = show("index.html", Look(360)).page
    page.get_by_label("Words").fill("zeppelin")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("Nothing found")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#listed")).to_be_visible()


def test_filters_leave_what_is_of_the_topic_and_the_source(show: Opener, site_folder: Path) -> None:
    page = show("index.html", Look(360)).page
    page.get_by_label("Words").focus()
    expect(page.get_by_label("Topic").locator("option")).to_have_count(1 + len(borough.TOPICS))
    page.get_by_label("Topic").select_option("send")
    expect(page.locator("#found")).to_have_text("33 documents found")
    parts = [json.loads(path.read_text()) for path in (site_folder / "data/search").iterdir()]
    assert sum(map(bool, parts)) > 1
    assert sorted(found(page)) == sorted(row[0] for part in parts for row in part if "send" in row[4])
    page.get_by_label("Source").select_option("portal")
    expect(page.locator("#found")).to_have_text("2 documents found")
    page.go_back()
    expect(page.locator("#found")).to_have_text("33 documents found")
    expect(page.get_by_label("Source")).to_have_value("")


def test_an_address_with_a_search_shows_what_it_finds(show: Opener) -> None:
    page = show("index.html?topic=send&source=portal", Look()).page
    expect(page.locator("#found")).to_have_text("2 documents found")
    expect(page.get_by_label("Topic")).to_have_value("send")


def test_without_script_there_is_no_search_to_be_disappointed_by(show: Opener) -> None:
    page = show("index.html", Look(script=False)).page
    assert not page.locator("#search").is_visible()
    bare = show("index.html", Look(bare=True)).page
    assert not bare.locator("#search").is_visible()
    assert bare.get_by_text("your browser’s own search finds words").is_visible()


def test_the_title_of_a_stranger_is_text(show: Opener) -> None:
    for path in (borough.page_kinds()["an article with a hostile title"], "index.html", "index.html?q=alert"):
        shown = show(path, Look())
        expect(shown.page.locator("main")).to_contain_text('</title><script>alert("1")</script>')
        assert shown.complaints == []
        assert shown.page.locator("main script").count() == 0
    assert "<script>" in STORABLE


def test_all_that_the_site_links_to_is_there(show: Opener, site_folder: Path, address: str) -> None:
    page = show("index.html", Look(script=False)).page
    todo, seen = ["index.html"], {"index.html"}
    while todo:
        path = todo.pop()
        page.goto(address + path)
        for link in page.eval_on_selector_all("[href], [src]", "all => all.map(each => each.href || each.src)"):
            at = urljoin(address + path, link).partition("#")[0]
            there = unquote(urlsplit(at).path).lstrip("/") or "index.html"
            if at.startswith(address) and there not in seen:
                assert (site_folder / there).is_file(), f"{path} leads to {there}"
                seen.add(there)
                todo += [there] if there.endswith(".html") else []
    every = {file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html")}
    assert every - seen <= {"404.html"}
