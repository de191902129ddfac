"""A search of TheyWorkForYou as a feed: entries without guid, whose links differ in their anchors alone
(facts/further.md, 6)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.visits import Watched
from watcher.core.errors import NotUnderstood, Refused
from watcher.core.visits import Reading
from watcher.messages.change_json import change_line
from watcher.sources.feed import collect

URL = "https://www.theyworkforyou.com/search/rss/?s=%22Havering%22&o=d"
DEBATE = "https://www.theyworkforyou.com/debates/?id=2026-11-26a.512.0"


def feed(*items: tuple[str, str], title: str = "Special Educational Needs (26 Nov 2026)", date: str = "") -> str:
    entries = "".join(
        f"<item><title>{title}</title>{date}<link>{DEBATE}#g512.{anchor}</link>"
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


SEEN = datetime(2026, 11, 28, 10, tzinfo=UTC)
STATED = "<pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>"


def seen(body: str) -> Watched:
    """Visited once, on 28 November 2026."""
    watched = Watched(collect, URL, {URL: body}, kind="feed", now=SEEN)
    watched.visit()
    return watched


@every_example(
    "end",
    ["(26 Nov 2026)", "(Thursday 26 November 2026)", "(2026-11-26)", " (26th November 2026) "],
)
def test_a_speech_bears_the_day_in_brackets_that_its_title_ends_with(end: str) -> None:
    [found] = seen(feed(FIRST, title=f"Special Educational Needs {end}")).documents().values()
    assert (found.published, found.stated_day) == (date(2026, 11, 26), date(2026, 11, 26))


@every_example(
    "title",
    [
        "Special Educational Needs",
        "Needs (closes 26 Nov 2026)",
        "Needs (26 Nov 2026) Bill",
        "Needs (31 Dec 2026)",
        "Needs (30 Feb 2026)",
        "Needs (25 Nov 2026 to 26 Nov 2026)",
        "(26 Nov 2026)",
        "Needs 26 Nov 2026",
        "Needs (2026)",
    ],
)
def test_a_speech_without_a_day_of_its_own_keeps_for_order_when_it_was_seen_and_states_none(title: str) -> None:
    [found] = seen(feed(FIRST, title=title)).documents().values()
    assert (found.published, found.stated_day) == (SEEN.date(), None)


@pytest.mark.parametrize(("title", "published"), [("Needs", None), ("Needs (26 Nov 2026)", "2026-11-26")])
def test_the_log_of_changes_says_published_only_where_a_day_is_stated(title: str, published: str | None) -> None:
    watched = seen(feed(SECOND, title=title))
    watched.web[URL] = feed(FIRST, title=title)
    [change] = watched.visit()
    assert json.loads(change_line(change))["document"]["published"] == published


def test_a_day_that_the_feed_gives_counts_before_that_of_the_title() -> None:
    [found] = seen(feed(FIRST, date=STATED)).documents().values()
    assert (found.published, found.stated_day) == (date(2026, 11, 27), date(2026, 11, 27))


def test_a_speech_known_by_the_day_it_was_seen_takes_that_of_its_title_and_is_not_new() -> None:
    watched = seen(feed(FIRST))
    [(key, stored)] = watched.known.items()
    of_before = replace(stored.document, published=date(2026, 11, 27), details={})  # as the version before kept it
    watched.known[key] = replace(stored, document=of_before)
    watched.web[URL] = feed(SECOND, FIRST)
    assert [change.document.url[-1] for change in watched.visit()] == ["7"]
    assert {found.published for found in watched.documents().values()} == {date(2026, 11, 26)}


def test_a_feed_that_renames_all_its_speeches_makes_none_new_by_the_day_of_their_titles() -> None:
    watched = seen(feed(FIRST, title="Special Educational Needs (2 Nov 2026)"))
    watched.web[URL] = feed(FIRST, title="Special Educational Needs (2 Nov 2026)").replace("debates/", "lords/")
    assert watched.visit() == []
    watched.web[URL] = feed(FIRST, title="Special Educational Needs (3 Nov 2026)").replace("debates/", "whall/")
    assert [change.kind for change in watched.visit()] == ["new"]


def test_a_speech_whose_day_the_feed_gives_later_states_it_and_keeps_it() -> None:
    watched = seen(feed(FIRST, title="Needs"))
    for date_given in (STATED, ""):
        watched.web[URL] = feed(FIRST, title="Needs", date=date_given)
        assert watched.visit() == []
        [found] = watched.documents().values()
        assert found.stated_day == date(2026, 11, 27)
