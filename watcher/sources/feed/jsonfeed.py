"""JSON Feed 1.0 and 1.1, which feedparser can't read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.sources.dates import day, instant
from watcher.sources.feed.drafts import (
    LONGEST_DATE,
    LONGEST_FEED,
    LONGEST_SUMMARY,
    Draft,
    Feed,
    absolute,
    kept,
    named,
    summarised,
    titled,
)


def read_json(page: Page, body: bytes) -> Feed:
    """The first 500 articles. Raises NotUnderstood for broken JSON, or other JSON."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(f"{page.url} is broken JSON: {error}") from error
    articles = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(articles, list):
        raise NotUnderstood(f"{page.url} is JSON, but no JSON Feed: it has no list of items")
    drafts = (_draft(page.url, one) for one in articles[:LONGEST_FEED] if isinstance(one, dict))
    home = absolute(page.url, _text(feed, "home_page_url"))
    return Feed(home, tuple(filter(None, drafts)), titled(_text(feed, "title")))


def _draft(base: str, article: Mapping[str, Any]) -> Draft:
    tags = article.get("tags")
    return Draft(
        guid=named(_text(article, "id")),
        link=absolute(base, _text(article, "url", "external_url")),
        title=titled(_text(article, "title")),
        summary=summarised(_text(article, "summary", "content_text", "content_html")),
        published=_first_day(article, "date_published", "date_modified"),
        words="; ".join(titled(kept(tag)) for tag in tags if isinstance(tag, str))[:LONGEST_SUMMARY]
        if isinstance(tags, list)
        else "",
        updated=instant(_text(article, "date_modified")),
    )


def _first_day(article: Mapping[str, Any], *names: str) -> date | None:
    """The first of these that is a date to be believed."""
    days = (day(_text(article, name)[:LONGEST_DATE]) for name in names)
    return next(filter(None, days), None)


def _text(values: Mapping[str, Any], *names: str) -> str:
    """The first of these that is there, as text (an id may be a number)."""
    found = next((values[name] for name in names if isinstance(values.get(name), str | int) and values[name]), "")
    return kept(str(found)).strip()
