"""A feed read in parts: what was read before is taken from memory, and says to the letter what the whole feed says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.feeds import URL, article, rss
from watcher.model import Json, Page
from watcher.sources.feed.drafts import Feed
from watcher.sources.feed.parts import divided
from watcher.sources.feed.reading import read

ONE, TWO, THREE = (
    article(f"Story {number}", guid=str(number), description="It <b>says</b> so") for number in (1, 2, 3)
)
DAMAGED = b"<rss version='2.0'><channel><title>N</title><item><title>A & B</title></item></channel></rss>"


def said(body: bytes, before: Mapping[str, Json] | None = None, *, url: str = URL, content_type: str = "") -> Feed:
    """The feed, with what was understood of it before as it comes back from the database."""
    return read(Page(url, body, content_type), json.loads(json.dumps(dict(before or {}))))


def titles(feed: Feed) -> list[str]:
    return [draft.title for draft in feed.drafts]


def retold(feed: Feed) -> dict[str, Json]:
    """What was understood before, with titles that no feed has: whoever reads from memory shows them."""
    return {its: ["", "", "from memory", "", "", "", ""] for its in feed.parts}


def test_an_article_that_was_read_before_is_not_parsed_again() -> None:
    before = retold(said(rss(ONE, TWO)))
    assert titles(said(rss(THREE, ONE, TWO), before)) == ["Story 3", "from memory", "from memory"]


def test_a_feed_of_which_only_the_head_differs_is_all_from_memory() -> None:
    built = rss(ONE).replace(b"</title>", b"</title><lastBuildDate>Sun, 22 Nov 2026 09:00:00 GMT</lastBuildDate>", 1)
    again = said(built.replace(b"09:00", b"10:00"), retold(said(built)))
    assert titles(again) == ["from memory"]
    assert (again.title, again.home) == ("News", "https://news.example/")


def test_an_article_of_which_one_letter_differs_is_parsed_again() -> None:
    before = retold(said(rss(ONE, TWO)))
    assert titles(said(rss(ONE.replace("Story 1", "Story I"), TWO), before)) == ["Story I", "from memory"]


@pytest.mark.parametrize(
    "body",
    [
        rss(ONE, TWO).replace(b"<rss ", b"<rss xmlns:dc='http://purl.org/dc/elements/1.1/' ", 1),
        rss(ONE, TWO).replace(b"<channel>", b"<channel xml:base='https://elsewhere.example/'>", 1),
        b"<?xml version='1.0' encoding='iso-8859-1'?>" + rss(ONE, TWO),
    ],
    ids=["other prefixes", "another base", "another charset"],
)
def test_what_decides_how_articles_are_read_makes_them_new(body: bytes) -> None:
    assert titles(said(body, retold(said(rss(ONE, TWO))))) == ["Story 1", "Story 2"]


def test_the_same_bytes_at_another_address_are_read_anew() -> None:
    before = retold(said(rss(ONE)))
    assert titles(said(rss(ONE), before, url="https://elsewhere.example/feed")) == ["Story 1"]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel><item><title>A</title><item><title>B</title></item></item></channel></rss>",
        rss(ONE).replace(b"</channel>", b"<!-- a comment without an end </channel>"),
        rss(ONE, TWO)[:-30],
        DAMAGED,
        "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><item><title>Café</title></item>"
        "</channel></rss>".encode("iso-8859-1"),
        f"<?xml version='1.0' encoding='utf-16'?>{rss(ONE, TWO).decode()}".encode("utf-16"),
    ],
    ids=["one in another", "a comment without an end", "cut short", "damaged", "declared Latin", "UTF-16"],
)
def test_nothing_is_remembered_of_a_feed_that_can_only_be_read_as_a_whole(body: bytes) -> None:
    feed = said(body)
    assert feed.drafts
    assert feed.parts == {}


def test_words_that_look_like_an_article_are_none() -> None:
    quoting = ONE.replace("It &lt;b&gt;says&lt;/b&gt; so", "<![CDATA[<item>not one</item>]]>")
    body = rss(quoting, "<!-- <item>nor this</item> -->", TWO)
    assert len(divided(body, Page(URL, body), "1").articles) == 2
    assert titles(said(body, retold(said(body)))) == ["from memory"] * 2


def test_a_new_article_that_is_damaged_is_read_with_all_the_others() -> None:
    feed = said(rss("<item><title>Fish & chips</title></item>", ONE), retold(said(rss(ONE))))
    assert feed.damaged
    assert "from memory" not in titles(feed)


def test_a_feed_that_was_cut_after_a_known_article_is_still_cut() -> None:
    whole = rss(ONE, TWO)
    assert said(whole[: whole.rindex(b"<item>") + 20], retold(said(whole))).cut


ARTICLES = st.lists(
    st.builds(
        article,
        st.text("Aé <&]>\N{EM DASH}\N{PILE OF POO}", max_size=8),
        st.sampled_from(["", "https://news.example/1", "/2", "?p=3"]),
        st.sampled_from(["", "1", "https://news.example/?p=1"]),
        description=st.sampled_from(["", "<p>Words</p>", "<![CDATA[<item>"]),
        date=st.sampled_from(["", "Sun, 22 Nov 2026 09:00:00 GMT", "1756"]),
    ),
    max_size=6,
)


@given(ARTICLES, ARTICLES)
def test_in_parts_a_feed_says_what_it_says_as_a_whole(first: list[str], then: list[str]) -> None:
    before = said(rss(*first)).parts
    body = rss(*then, *first[1:])
    assert said(body, before) == said(body)


def test_real_feeds_polled_again_and_again_say_the_same_in_parts(real: Path) -> None:
    known = 0
    for series in sorted((real / "news" / "series").iterdir()):
        before: Mapping[str, Json] = {}
        for file in sorted(series.iterdir())[:3]:
            feed = said(file.read_bytes(), before)
            assert feed == said(file.read_bytes())
            known += len(feed.parts.keys() & before.keys())
            before = feed.parts
    assert known > 50
