"""shared_link.py, change_text.py: what people see of a link that somebody sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.site.contexts import HOSTILE, URL, opened
from watcher.core.documents import Change, Document, Quote
from watcher.core.site_paths import document_path
from watcher.core.site_records import DocumentLife
from watcher.messages.change_text import change_lines, headline_text, sentence_text
from watcher.site.context import SiteContext
from watcher.site.document import document_page
from watcher.site.layout import SitePage, filled
from watcher.site.shared_link import shared_document, shared_page
from watcher.store import Store

AT = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
REPORT = Document("s1", "report", "SEND SUFFICIENCY STRATEGY", "https://p.example/s1", part_of="m1")
NEW = Change("new", REPORT, quotes=(Quote(3, "Demand for EHC plans rose by 23%.", "send"),), source="portal", at=AT)
GONE = Change("withdrawn", REPORT, source="portal", at=AT.replace(day=21))
PATH = "documents/portal/1.html"


@pytest.fixture
def context(database_url: str) -> Iterator[SiteContext]:
    with Store(database_url) as store, opened(store) as held:
        yield held


def test_link_to_a_document_shows_the_headline_and_the_sentence(context: SiteContext) -> None:
    page = document_page(DocumentLife("portal", REPORT, AT, changes=[NEW, GONE]), None, (), context).decode()
    assert dict(re.findall('<meta property="([^"]*)" content="([^"]*)">', page)) == {
        "og:type": "article", "og:site_name": "Havering Watcher", "og:locale": "en_GB",
        "og:title": "Withdrawn: SEND sufficiency strategy", "og:description": change_lines(GONE)[0],
        "og:url": f"{URL}{document_path('portal', 's1')}", "article:modified_time": "2026-11-21T09:30:15Z",
    }  # fmt: skip


def test_link_to_a_page_of_no_known_address_and_no_moment_says_neither(context: SiteContext) -> None:
    page = filled(
        replace(context, url=""), SitePage("privacy.html", "Privacy"), "privacy.html", stored="", contact=""
    ).decode()
    assert re.findall('<meta property="([^"]*)"', page) == ["og:type", "og:site_name", "og:locale", "og:title"]


def test_new_paper_shows_the_sentence_that_matters(context: SiteContext) -> None:
    shown = shared_document(context, PATH, DocumentLife("portal", REPORT, AT, changes=[NEW]))
    assert (shown.title, shown.description) == ("New: SEND sufficiency strategy", "Demand for EHC plans rose by 23%.")


def test_document_that_never_changed_shows_its_title_and_source(context: SiteContext) -> None:
    shown = shared_document(context, PATH, DocumentLife("portal", REPORT, AT))
    assert (shown.title, shown.description) == ("SEND sufficiency strategy", "Havering’s portal")


def test_page_has_one_address(context: SiteContext) -> None:
    assert shared_page(context, "topics/send/index.html", "SEND", "").canonical == f"{URL}topics/send/"
    assert shared_page(context, "index.html", "New", "").canonical == URL
    assert shared_page(replace(context, url=""), "index.html", "New", "").canonical == ""


def test_hostile_title_is_one_line_of_plain_text() -> None:
    change = replace(NEW, document=replace(REPORT, title=HOSTILE), quotes=(Quote(1, HOSTILE),))
    for words in (headline_text(change), sentence_text(change), *change_lines(change)):
        assert '<script>alert("1")</script>' in words or "\u202e" not in words
        assert not set(words) & set("\u202e\x07\ud800\u2060\n")


def test_change_without_a_quotation_says_first_what_an_alert_says_below_its_first_line() -> None:
    meeting = Document("m1", "meeting", "Cabinet", "https://p.example/m1", details={"date": "2026-12-02"})
    moved = Change("changed", meeting, {"venue": ("Town Hall", "Library, www.a.example")}, source="portal", at=AT)
    assert headline_text(moved).startswith("Moved: Cabinet")
    assert "Town Hall" in sentence_text(moved)
    assert "www.a.example" in sentence_text(moved)
