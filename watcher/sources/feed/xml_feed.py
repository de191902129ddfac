"""Reads RSS 0.9 to 2.0, RDF and Atom: the only module that knows feedparser, which is given bytes and never reaches a
network or a file (facts/news.md, "feedparser")."""

from __future__ import annotations

import logging
import re
from calendar import timegm
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from io import BytesIO
from types import ModuleType
from typing import Any, cast

from watcher.core.defaults import LONDON
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.dates import day, instant, is_believable
from watcher.sources.feed.damage import in_words
from watcher.sources.feed.entry import (
    LONGEST_DATE,
    LONGEST_FEED,
    LONGEST_SUMMARY,
    MOST_LOOKED_AT,
    Entry,
    Feed,
    absolute,
    kept,
    link_base,
    linked,
    named,
    summarised,
    titled,
)
from watcher.sources.feed.repair import repaired, with_own_entities

log = logging.getLogger(__name__)

_START = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ROOT = re.compile(rb"<\w")
_LONG_TAG = re.compile(rb"<\w[^<>]{200000}")
_MOST_TAGS = 100_000
"""Some 200 for each article; more would keep the parser busy for minutes."""
_MOST_ENTITIES = 500_000
_LONGEST_PROLOG = 20_000
_BASES = 8
"""Pairs of bases that are kept joined: few, for each may be as long as a tag."""


def read_xml(page: Page, body: bytes) -> Feed | None:
    """Read all articles; None where this is no feed at all. Raises NotUnderstood for a feed that can't be read."""
    short, unread = _shortened(body)
    parsed, damaged = _parsed(page, short)
    if not parsed.get("version"):
        return None
    articles = parsed.entries
    if damaged and len(_START.findall(body)) > len(_END.findall(body)):
        articles = articles[:-1]  # cut inside its last article, whose words are then not whole
    home = absolute(page.url, _said(parsed.feed, "link"))
    entries = tuple(filter(None, (_entry(_base(page.url, home, article), article) for article in articles)))
    if damaged and not entries:
        raise NotUnderstood(f"{page.url} is a feed that is broken before the end of its first article ({damaged})")
    if articles and not entries:
        raise NotUnderstood(f"{page.url} is a feed whose articles say nothing: no title, text, link or guid")
    return Feed(
        home=home,
        entries=entries,
        title=titled(_said(parsed.feed, "title")),
        damaged=damaged,
        unread=unread,
        cut=bool(damaged) and not _ROOT_END.search(body),
    )


def _shortened(body: bytes) -> tuple[bytes, int]:
    """Return the feed with no more articles in its middle than can be parsed in time, and how many those were."""
    ends = [end.end() for end in _END.finditer(body)]
    if len(ends) <= LONGEST_FEED:
        return body, 0
    tags = sum(part.count(b"<") for part in _outside_cdata(body)) + 1
    most = min(MOST_LOOKED_AT, max(LONGEST_FEED, len(ends) * _MOST_TAGS * 9 // 10 // tags))
    if len(ends) <= most:
        return body, 0
    first, last = ends[most // 2 - 1], ends[-(most // 2) - 1]
    return body[:first] + body[last:], len(ends) - 2 * (most // 2)


def _bounded(page: Page, body: bytes) -> bytes:
    """Return the feed, its own entities in plain text. Raises NotUnderstood where it would keep the parser busy for
    long."""
    if too_much := _more_than_any_feed_needs(body):
        raise NotUnderstood(f"{page.url} has {too_much}, which no feed of articles needs")
    root = _ROOT.search(body)
    start = root.start() if root else 0
    if b"<!ENTITY" not in body[:start]:
        return body
    plain = with_own_entities(body[:start], body[start:])
    if plain is None:
        raise NotUnderstood(f"{page.url} has entities of its own that are no short plain text; no feed needs them")
    return plain


def _outside_cdata(body: bytes) -> list[bytes]:
    first, *rest = body.split(b"<![CDATA[")
    return [first, *(part.partition(b"]]>")[2] for part in rest)]


def _more_than_any_feed_needs(body: bytes) -> str:
    """Say what would keep the parser busy for long; "" where nothing would."""
    root = _ROOT.search(body)
    prolog = body[: root.start() if root else 0]
    if len(prolog) > _LONGEST_PROLOG:
        return f"more than {_LONGEST_PROLOG:,} bytes before its first tag"
    marked = _outside_cdata(body)
    if sum(part.count(b"<") for part in marked) > _MOST_TAGS:
        return f"more than {_MOST_TAGS:,} tags"
    if sum(part.count(b"&") for part in marked) > _MOST_ENTITIES:
        return f"more than {_MOST_ENTITIES:,} entities"
    if any(_LONG_TAG.search(part) for part in marked):
        return "a tag of more than 200,000 bytes"
    return ""


def _parsed(page: Page, body: bytes) -> tuple[Any, str]:
    """Return what feedparser makes of it, and why it is damaged ("" where it is not)."""
    feedparser = _feedparser()
    mended = repaired(_bounded(page, body), page.content_type)
    headers = {"content-location": page.url} | ({"content-type": page.content_type} if page.content_type else {})
    try:
        parsed = feedparser.parse(
            BytesIO(mended.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever its parsers raise: ValueError, re.error, RecursionError
        log.debug("%s: the parser gave up", page.url, exc_info=True)
        raise NotUnderstood(
            f"{page.url} is a feed that can't be read: it is broken in a way no reader copes with"
        ) from error
    return parsed, mended.damage or in_words(parsed)


@cache
def _feedparser() -> ModuleType:
    """Return the library, set as we need it: what is set here is one for all its parsers."""
    import feedparser
    from feedparser import mixin
    from feedparser.api import StrictFeedParser

    # A relative guid stays as it is, or a feed that moves would lose its keys; a link is made whole by link_base.
    StrictFeedParser.can_be_relative_uri -= {"id", "link"}
    # At each tag it joins the base of that tag and its parent's anew, nearly always the same two: a third of its time.
    mixin.make_safe_absolute_uri = lru_cache(_BASES)(mixin.make_safe_absolute_uri)
    return cast(ModuleType, feedparser)


def _base(feed: str, home: str, entry: Any) -> str:
    """Return the address that a relative link of this entry starts from: `xml:base` where one is in force."""
    details = (entry.get(name) or {} for name in ("title_detail", "summary_detail"))
    own = next((detail["base"] for detail in details if detail.get("base")), feed)
    return link_base(feed, home) if own == feed else str(own)


def _entry(base: str, entry: Any) -> Entry:
    tags = (titled(_said(tag, "term")) for tag in entry.get("tags", ()))
    link = absolute(base, _said(entry, "link"))
    return Entry(
        guid=named(_said(entry, "id")),
        link=link,
        title=titled(_said(entry, "title")),
        summary=summarised(_said(entry, "summary")),
        published=_published(entry),
        words="; ".join(filter(None, tags))[:LONGEST_SUMMARY],
        updated=_updated(entry),
        links=linked(_markup(entry), link),
    )


def _markup(entry: Any) -> str:
    """Return the excerpt and, where there is one, the whole text."""
    texts = [_said(text, "value") for text in entry.get("content", ())[:1]]
    return " ".join([_said(entry, "summary"), *texts])


def _said(values: Any, name: str) -> str:
    """Return what stands under this name; broken markup leaves a None there."""
    return kept(values.get(name) or "")


def _published(entry: Any) -> date | None:
    """Return the day in London of the first date that can be read."""
    for name in ("published", "updated"):
        # dict.get, since its own takes one of the two for the other, and warns of it
        moment, words = dict.get(entry, f"{name}_parsed"), dict.get(entry, name)
        if (words or "").startswith("-"):  # the year before the year 0, which feedparser takes for 2000
            continue
        if found := (_day(moment) if moment else day((words or "")[:LONGEST_DATE])):
            return found
    return None


def _updated(entry: Any) -> str:
    moment = dict.get(entry, "updated_parsed")
    when = _moment(moment) if moment else None
    return instant(when) if when else ""


def _day(moment: Any) -> date | None:
    """Return the day in London of a moment in UTC."""
    when = _moment(moment)
    return when.astimezone(LONDON).date() if when else None


def _moment(parsed: Any) -> datetime | None:
    """Return the moment in UTC, where it can be believed (1 January of the year 1 has no day in London)."""
    try:
        when = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):  # the year 0, or one beyond the clock
        return None
    return when if is_believable(when) else None
