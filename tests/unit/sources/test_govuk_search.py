"""What a search or a feed of GOV.UK finds, by Atom and by the search API; and which addresses are GOV.UK's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.govukpages import PATH, SITE, atom, entry, served
from tests.unit.sources.visits import Watched
from watcher.core.errors import NotUnderstood, Unreachable
from watcher.core.visits import Reading
from watcher.sources import recognise
from watcher.sources.govuk import collect

SEARCH = f"{SITE}/search/all?keywords=anytown&organisations[]=ofsted"
FEED = f"{SITE}/search/all.atom?keywords=anytown&organisations%5B%5D=ofsted&order=updated-newest"
NEWER = entry("/government/news/b", "News b", "2026-01-02T09:00:00+00:00")
OLDER = entry("/government/news/a", "News a &amp; more", "2026-01-01T23:30:00Z")


@pytest.fixture
def search() -> Watched:
    """A search of two results, visited once."""
    watched = Watched(collect, SEARCH, {FEED: atom(NEWER, OLDER)}, kind="govuk")
    watched.visit()
    return watched


def test_a_search_is_read_by_its_feed_newest_asked_for_and_oldest_told_first(search: Watched) -> None:
    assert search.asked == [FEED]
    documents = search.documents()
    assert list(documents) == ["/government/news/a", "/government/news/b"]
    a = documents["/government/news/a"]
    assert (a.title, a.summary, a.published, a.url) == (
        "News a & more", "About it.", date(2026, 1, 1), SITE + "/government/news/a",
    )  # fmt: skip


def test_the_order_that_the_address_names_is_kept() -> None:
    watched = Watched(collect, SEARCH + "&order=relevance", {})
    with pytest.raises(Unreachable):
        watched.read()
    assert watched.asked == [f"{SITE}/search/all.atom?keywords=anytown&organisations%5B%5D=ofsted&order=relevance"]


def test_the_same_page_with_a_later_update_is_a_change(search: Watched) -> None:
    search.web[FEED] = atom(entry("/government/news/a", "News a &amp; more", "2026-02-01T00:00:00Z"), NEWER)
    [change] = search.visit()
    assert (change.kind, change.document.key, list(change.fields)) == ("changed", "/government/news/a", ["updated"])


def test_an_id_that_is_new_at_every_update_makes_no_new_document(search: Watched) -> None:
    renamed = entry(
        "/government/news/a", "News a &amp; more", "2026-01-01T23:30:00Z", tag=f"{SITE}/government/news/a#2026"
    )
    search.web[FEED] = atom(NEWER, renamed)
    assert search.visit() == []


def test_a_search_is_a_window_and_withdraws_nothing(search: Watched) -> None:
    search.web[FEED] = atom(NEWER)
    assert search.visit() == []
    assert search.visit() == []


OLDEST = entry("/government/news/z", "News z", "2025-12-01T09:00:00Z")


def readings(search: Watched, *entries: str) -> list[tuple[bool, list[str]]]:
    """Of each reading whether it is a baseline, and the titles in it."""
    search.web[FEED] = atom(*entries)
    found = [one for one in search.read() if isinstance(one, Reading)]
    return [(one.baseline, [document.title for document in one.documents]) for one in found]


def test_what_stood_below_the_window_and_slides_into_it_is_no_news(search: Watched) -> None:
    assert readings(search, NEWER, OLDEST) == [(True, ["News z"]), (False, ["News b"])]
    assert readings(search, OLDEST) == [(True, ["News z"])]


def test_an_old_page_that_a_search_finds_besides_all_others_is_news(search: Watched) -> None:
    assert readings(search, NEWER, OLDER, OLDEST) == [(False, ["News z", "News a & more", "News b"])]


def test_a_newer_page_that_pushes_another_out_is_news(search: Watched) -> None:
    newest = entry("/government/news/c", "News c", "2026-01-03T09:00:00Z")
    assert readings(search, newest, NEWER) == [(False, ["News b", "News c"])]


def test_a_feed_of_an_organisation_is_read_as_it_is() -> None:
    url = f"{SITE}/government/organisations/ofsted.atom"
    watched = Watched(collect, url, {url: atom(NEWER)})
    assert [change.document.title for change in watched.visit()] == ["News b"]


@every_example(
    ("body", "said"),
    [
        ("<!DOCTYPE html><html><title>Sorry</title></html>", "no Atom feed"),
        (atom(NEWER, OLDER)[:-60], "ends in the middle"),
        ('<!DOCTYPE feed [<!ENTITY a "b">]>' + atom(NEWER), "not open"),
        ("", "empty"),
    ],
)
def test_a_feed_that_is_none_or_not_whole_is_not_understood(body: str, said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        Watched(collect, SEARCH, {FEED: body}).read()


RESULTS = f"{SITE}/api/search.json?q=anytown"
ASKED = RESULTS + "&order=-public_timestamp&count=100&fields=title%2Clink%2Cdescription%2Cpublic_timestamp"


def result(link: str, title: str, when: str) -> dict[str, str]:
    return {"link": link, "title": title, "description": "About it.", "public_timestamp": when, "format": "guide"}


def test_the_search_api_is_asked_for_the_newest_and_read() -> None:
    found = [
        result("/b", "Page b", "2026-01-02T00:00:00Z"),
        result("https://a.example/c", "Page c", "2025-01-01T00:00:00Z"),
    ]
    watched = Watched(collect, RESULTS, {ASKED: served({"results": found, "total": 2, "start": 0})})
    assert [change.document.key for change in watched.visit()] == ["https://a.example/c", "/b"]
    b = watched.documents()["/b"]
    assert (b.title, b.summary, b.url, b.published) == ("Page b", "About it.", SITE + "/b", date(2026, 1, 2))
    later = [result("/b", "Page b", "2026-03-01T00:00:00Z")]
    watched.web[ASKED] = served({"results": later, "total": 1, "start": 0})
    assert [(change.kind, list(change.fields)) for change in watched.visit()] == [("changed", ["updated"])]


@every_example("answer", [{}, {"results": None}, {"error": "Unexpected parameters"}])
def test_an_answer_without_results_is_not_understood(answer: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood, match="without results"):
        Watched(collect, RESULTS, {ASKED: served(answer)}).read()


@every_example(
    "url",
    [
        SITE + PATH,
        SITE + "/guidance/anything",
        SEARCH,
        FEED,
        RESULTS,
        f"{SITE}/government/organisations/ofsted.atom",
        "http://127.0.0.1:8001/api/content/government/collections/x",
        "http://127.0.0.1:8001/search/all.atom?keywords=x",
        "http://127.0.0.1:8001/government/collections/x",
    ],
)
def test_the_kind_is_recognised_by_its_addresses(url: str) -> None:
    assert recognise(url) == "govuk"


@every_example(
    "url",
    [
        "https://reports.ofsted.gov.uk/search?q=&level_1_types=3",
        "https://www.havering.gov.uk/news/rss",
        "https://example.org/our-government/news.xml",
        "https://example.org/search?keywords=x",
    ],
)
def test_other_addresses_are_not(url: str) -> None:
    assert recognise(url) != "govuk"
