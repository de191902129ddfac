"""The same bytes twice never tell anything, whatever is in them and however long it has been."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.soaks import a_third, some
from tests.unit.sources.feeds import Polls, article, rss
from watcher.core.errors import SourceError
from watcher.sources import page

DAMAGES = ["", "&nope;", "\x01", "<b", "&#1114112;", "&"]
LINKS = [
    "",
    "/1",
    "/1#a",
    "/1#b",
    "/1?ref=1",
    "/1?ref=2",
    "/1;jsessionid=A",
    "https://o.example/news/article/1/x",
    "[[",
]
ARTICLES = st.lists(
    st.builds(
        article,
        st.sampled_from(["", "A", "B", "B (updated)"]),
        st.sampled_from(LINKS),
        st.sampled_from(
            ["", "1", "2", "https://news.example/1", "https://news.example/1#0", "https://news.example/1#1"]
        ),
        description=st.sampled_from(["", "Words.", "Other words."]),
        date=st.sampled_from(["", "Sun, 30 Aug 2026 09:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "soon"]),
    ),
    max_size=6,
)


def polled(polls: Polls, body: bytes, after: timedelta = timedelta(hours=1)) -> list[tuple[str, str]]:
    """What is told; nothing where the feed can't be read."""
    try:
        return polls.told(body, after)
    except SourceError:
        return []


@a_third()
@given(ARTICLES, ARTICLES, st.sampled_from(DAMAGES), st.binary(max_size=3), st.integers(0, 400))
def test_the_same_feed_again_tells_nothing(
    first: list[str], then: list[str], damage: str, junk: bytes, days: int
) -> None:
    polls = Polls()
    polled(polls, rss(*first))
    head, item, articles = rss(*then).partition(b"<item>")  # another name of the feed itself would be held, then told
    body = head + item + articles.replace(b"</title>", damage.encode() + junk + b"</title>", 2)
    polled(polls, body)
    assert polled(polls, body) == []
    assert polled(polls, body, timedelta(days=days)) == []


def test_an_article_that_is_remembered_by_the_place_of_another_is_told_at_once_not_the_next_time() -> None:
    polls = Polls()
    polls.poll(
        rss("<item/>", "<item><guid>https://news.example/1#0</guid></item>", "<item><link>/1?ref=1</link></item>")
    )
    both = rss("<item/>", "<item><link>/1</link></item>", "<item><link>/1?ref=1</link></item>")
    assert ("new", "https://news.example/1?ref=1") in polls.told(both)
    assert polls.told(both) == []


@a_third()
@given(st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(["A", "B", "C"])), max_size=6), st.integers(0, 400))
def test_the_same_list_of_links_again_tells_nothing(links: list[tuple[str, str]], days: int) -> None:
    polls = Polls(page.collect, {"select": "ul a"})
    polled(polls, b"<main><ul><li><a href='/0'>Zero</a></ul></main>")
    items = "".join(f"<li><a href='{link}'>{title}</a>" for link, title in links)
    body = f"<main><ul>{items}</ul></main>".encode()
    polled(polls, body)
    assert polled(polls, body) == []
    assert polled(polls, body, timedelta(days=days)) == []


@pytest.mark.soak
@pytest.mark.parametrize("count", some([501, 500, 1_300], every=3))
def test_the_same_long_feed_again_tells_nothing(count: int) -> None:
    polls = Polls()
    body = rss(*(article(f"Story {number}", guid=f"{number}") for number in range(count)))
    polls.poll(body)
    assert polls.told(body + b" ") == []
    assert polls.told(body) == []


@pytest.mark.parametrize("every", some([4, 1], every=2))
def test_every_real_feed_again_tells_nothing(real: Path, every: int) -> None:
    files = sorted(file for name in ("captures", "ugly") for file in (real / "news" / name).glob("*.*ml"))
    for file in files[::every]:
        polls = Polls()
        polled(polls, file.read_bytes())
        assert polled(polls, file.read_bytes(), timedelta(days=9)) == [], file.name
