"""Reads JSON Feed 1.0 and 1.1, which feedparser can't read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.dates import day, instant
from watcher.sources.feed.entry import (
    LONGEST_DATE,
    LONGEST_SUMMARY,
    Entry,
    Feed,
    absolute,
    ends_of,
    kept,
    link_base,
    linked,
    named,
    summarised,
    titled,
)


def read_json(page: Page, body: bytes) -> Feed:
    """Read all articles. Raises NotUnderstood for broken JSON, or other JSON."""
    try:
        feed = json.loads(body.decode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        raise NotUnderstood(f"{page.url} is broken JSON: it breaks off or goes wrong in line {error.lineno}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; lists in lists in lists
        raise NotUnderstood(f"{page.url} is broken JSON: no reader copes with it") from error
    articles = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(articles, list):
        raise NotUnderstood(f"{page.url} is JSON, but no JSON Feed: it has no list of items")
    home = absolute(page.url, _text(feed, "home_page_url"))
    base = link_base(page.url, home)
    looked_at, unread = ends_of(articles)
    entries = tuple(filter(None, (_entry(base, item) for item in looked_at if isinstance(item, dict))))
    if articles and not entries:
        raise NotUnderstood(f"{page.url} is a JSON Feed whose items say nothing: they have no id, url, title or text")
    return Feed(home, entries, titled(_text(feed, "title")), unread=unread)


def _entry(base: str, article: Mapping[str, Any]) -> Entry:
    tags = article.get("tags")
    link = absolute(base, _text(article, "url", "external_url"))
    return Entry(
        guid=named(_text(article, "id")),
        link=link,
        title=titled(_text(article, "title")),
        summary=summarised(_text(article, "summary", "content_text", "content_html")),
        published=_first_day(article, "date_published", "date_modified"),
        words="; ".join(titled(kept(tag)) for tag in tags if isinstance(tag, str))[:LONGEST_SUMMARY]
        if isinstance(tags, list)
        else "",
        updated=instant(_text(article, "date_modified")),
        links=linked(_text(article, "content_html"), link),
    )


def _first_day(article: Mapping[str, Any], *names: str) -> date | None:
    """Return the first of these dates that can be believed."""
    days = (day(_text(article, name)[:LONGEST_DATE]) for name in names)
    return next(filter(None, days), None)


def _text(values: Mapping[str, Any], *names: str) -> str:
    """Return the first of these that is there, as text (an id may be a number)."""
    found = next((values[name] for name in names if isinstance(values.get(name), str | int) and values[name]), "")
    return kept(str(found)).strip()
