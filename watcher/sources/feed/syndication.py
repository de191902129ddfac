"""RSS 0.9 to 2.0, RDF and Atom: the only module that knows feedparser, which is given bytes and never reaches a network
or a file (facts/news.md, "feedparser")."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import islice
from typing import Any

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.sources.dates import LONDON, day, instant, is_believable
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

_START = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ROOT = re.compile(rb"<\w")
_LONG_TAG = re.compile(rb"<\w[^<>]{200000}")
# References to one half of a character (55296 to 57343), at which feedparser gives up; an emoji is two of them.
_HALF = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));",
    re.IGNORECASE,
)
_MOST_TAGS = 100_000
"""Some 200 for each article; more would keep the parser busy for minutes."""
_MOST_ENTITIES = 500_000
_LONGEST_PROLOG = 20_000
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


def read_xml(page: Page, body: bytes) -> Feed | None:
    """The first 500 articles; None where this is no feed at all. Raises NotUnderstood for a feed that can't be read."""
    parsed = _parsed(page, _shortened(body))
    if not parsed.get("version"):
        return None
    entries, damaged = parsed.entries, _damage(parsed)
    if damaged and len(_START.findall(body)) > len(_END.findall(body)):
        entries = entries[:-1]  # cut inside its last article, whose words are then not whole
    drafts = tuple(filter(None, (_draft(page.url, entry) for entry in entries)))
    if damaged and not drafts:
        raise NotUnderstood(f"{page.url} is a feed that is broken before the end of its first article ({damaged})")
    return Feed(
        home=absolute(page.url, _said(parsed.feed, "link")),
        drafts=drafts,
        title=titled(_said(parsed.feed, "title")),
        damaged=damaged,
        cut=bool(damaged) and not _ROOT_END.search(body),
    )


def _shortened(body: bytes) -> bytes:
    """The feed without what stands between its 500th article and the end of its last."""
    last = next(islice(_END.finditer(body), LONGEST_FEED - 1, None), None)
    if last is None:
        return body
    *_, end = _END.finditer(body, last.start())
    return body[: last.end()] + body[end.end() :]


def _more_than_any_feed_needs(body: bytes) -> str:
    """What would keep the parser busy for long, in words; empty where nothing would."""
    root = _ROOT.search(body)
    prolog = body[: root.start() if root else 0]
    if len(prolog) > _LONGEST_PROLOG:
        return f"more than {_LONGEST_PROLOG:,} bytes before its first tag"
    if b"<!ENTITY" in prolog:
        return "entities of its own"
    first, *rest = body.split(b"<![CDATA[")
    marked = [first, *(part.partition(b"]]>")[2] for part in rest)]
    if sum(part.count(b"<") for part in marked) > _MOST_TAGS:
        return f"more than {_MOST_TAGS:,} tags"
    if sum(part.count(b"&") for part in marked) > _MOST_ENTITIES:
        return f"more than {_MOST_ENTITIES:,} entities"
    if any(_LONG_TAG.search(part) for part in marked):
        return "a tag of more than 200,000 bytes"
    return ""


def _parsed(page: Page, body: bytes) -> Any:
    import feedparser
    from feedparser.api import StrictFeedParser

    if too_much := _more_than_any_feed_needs(body):
        raise NotUnderstood(f"{page.url} has {too_much}, which no feed of articles needs")

    # A relative guid stays as it is, or a feed that moves would lose its keys.
    StrictFeedParser.can_be_relative_uri.discard("id")  # one set for all its parsers
    headers = {"content-location": page.url} | ({"content-type": page.content_type} if page.content_type else {})
    try:
        return feedparser.parse(
            BytesIO(_HALF.sub(b"&#xFFFD;", body)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever its parsers raise: ValueError, re.error, RecursionError
        raise NotUnderstood(f"{page.url} is a feed that can't be read: {error}") from error


def _damage(parsed: Any) -> str:
    """Why it is not well-formed; nothing where it is (a wrong charset or content type does no harm)."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None or type(error).__name__ in _HARMLESS:
        return ""
    where = getattr(error, "getLineNumber", lambda: None)()
    what = str(getattr(error, "getMessage", lambda: error)())
    return f"{what}, line {where}" if where else what


def _draft(base: str, entry: Any) -> Draft:
    tags = (titled(_said(tag, "term")) for tag in entry.get("tags", ()))
    return Draft(
        guid=named(_said(entry, "id")),
        link=absolute(base, _said(entry, "link")),
        title=titled(_said(entry, "title")),
        summary=summarised(_said(entry, "summary")),
        published=_published(entry),
        words="; ".join(filter(None, tags))[:LONGEST_SUMMARY],
        updated=_updated(entry),
    )


def _said(values: Any, name: str) -> str:
    """What stands under this name; broken markup leaves a None there."""
    return kept(values.get(name) or "")


def _published(entry: Any) -> date | None:
    """The day in London of the first date that can be read."""
    for name in ("published", "updated"):
        # dict.get, since its own takes one of the two for the other, and warns of it
        moment, words = dict.get(entry, f"{name}_parsed"), dict.get(entry, name)
        if found := (_day(moment) if moment else day((words or "")[:LONGEST_DATE])):
            return found
    return None


def _updated(entry: Any) -> str:
    moment = dict.get(entry, "updated_parsed")
    when = _moment(moment) if moment else None
    return instant(when) if when else ""


def _day(moment: Any) -> date | None:
    """The day in London of a moment in UTC."""
    when = _moment(moment)
    return when.astimezone(LONDON).date() if when else None


def _moment(parsed: Any) -> datetime | None:
    """The moment in UTC, where it can be believed (1 January of the year 1 has no day in London)."""
    try:
        when = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):  # the year 0, or one beyond the clock
        return None
    return when if is_believable(when) else None
