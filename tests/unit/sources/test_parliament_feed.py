"""A search of TheyWorkForYou as a feed: entries without guid, whose links differ in their anchors alone
(facts/further.md, 6)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.sources.visits import Watched
from watcher.core.errors import NotUnderstood, Refused
from watcher.core.sources import Reading
from watcher.sources.feed import collect

URL = "https://www.theyworkforyou.com/search/rss/?s=%22Havering%22&o=d"
DEBATE = "https://www.theyworkforyou.com/debates/?id=2026-11-26a.512.0"


def feed(*items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><title>Special Educational Needs (26 Nov 2026)</title><link>{DEBATE}#g512.{anchor}</link>"
        f"<description>Julia Lopez: &lt;b&gt;Havering&lt;/b&gt; {words}</description></item>"
        for anchor, words in items
    )
    head = '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Search</title>'
    return f"{head}<link>https://www.theyworkforyou.com/</link>{entries}</channel></rss>"


FIRST, SECOND = ("3", "parents wait too long."), ("7", "has no special school place left.")


@pytest.fixture
def watched() -> Watched:
    """Visited once."""
    watched = Watched(collect, URL, {URL: feed(FIRST)}, kind="feed")
    watched.visit()
    return watched


def test_found_two_speeches_of_one_debate_are_two_articles_each_told_once(watched: Watched) -> None:
    watched.web[URL] = feed(SECOND, FIRST)
    [change] = watched.visit()
    assert (change.kind, change.document.summary) == ("new", "Julia Lopez: Havering has no special school place left.")
    assert change.document.url == f"{DEBATE}#g512.7"
    watched.web[URL] = feed(SECOND)  # a window: what leaves it is not withdrawn
    assert watched.visit() == []


def test_unchanged_the_same_bytes_are_not_read_again(watched: Watched) -> None:
    assert [one.unchanged for one in watched.read() if isinstance(one, Reading)] == [True]


@pytest.mark.parametrize("page", ["", "<html><h1>Search</h1></html>"])
def test_nothing_understood_is_said_and_nothing_is_lost(watched: Watched, page: str) -> None:
    watched.web[URL] = page
    with pytest.raises(NotUnderstood):
        watched.visit()
    assert len(watched.documents()) == 1


def test_refused_is_left_to_go_up_as_it_came(watched: Watched) -> None:
    watched.web[URL] = Refused("answered 403")
    with pytest.raises(Refused):
        watched.visit()


def test_a_speech_bears_the_day_of_its_visit_where_the_feed_says_none(watched: Watched) -> None:
    [found] = watched.documents().values()
    assert found.published == date(2024, 2, 20)
