"""Every kind's documents carry the closing dates that their words speak of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watcher.core.sources import Source
from watcher.core.visits import Page, Reading, Visit
from watcher.sources import collect

NOW = datetime(2026, 11, 9, 9, 30, tzinfo=UTC)
FEED = (
    "<rss version='2.0'><channel><title>News</title><link>https://news.example/</link><item><guid>1</guid>"
    "<title>Have your say on SEND travel</title><link>https://news.example/1</link><description>{said}</description>"
    "</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("The consultation closes at 5pm on Monday 14 December.", "2026-12-14T17:00"),
        ("The library closes on Saturday 12 September.", None),
    ],
)
def test_article_that_says_until_when_to_answer_keeps_it_as_a_detail(said: str, until: str | None) -> None:
    source = Source("news", "News", "https://news.example/feed", "feed")
    page = Page(source.url, FEED.format(said=said).encode(), "application/rss+xml")
    (reading,) = collect(Visit(source, NOW, lambda url: page))
    assert isinstance(reading, Reading)
    assert reading.documents[0].details.get("consultation_until") == until
