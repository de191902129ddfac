"""The newspaper of the town: its first two stories, and its feed."""

from __future__ import annotations

from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss

ONE, TWO = (article(f"Story {number}", f"http://news.example.org/{number}", f"g{number}") for number in (1, 2))


def feed(*articles: str) -> Answer:
    """The feed with these articles, at `/feed.xml` wherever a town watches `news`."""
    return Answer(rss(*articles), content_type="application/rss+xml")
