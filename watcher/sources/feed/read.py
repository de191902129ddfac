"""Makes readings of a feed: finds out its format, identifies its articles, or says why it is no feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.feed.entry import Feed
from watcher.sources.feed.identify import IdentifiedEntries, readings, remark, settled_with
from watcher.sources.feed.json_feed import read_json
from watcher.sources.feed.xml_feed import read_xml
from watcher.sources.urls import canon, joined

FEED_TYPE = re.compile(r"rss|atom|rdf|feed\+json", re.IGNORECASE)
"""What a link to a feed says that it leads to."""
_A_FEED = re.compile(r"[/.](?:feed|rss|atom|rdf)(?:\.(?:xml|json))?(?:/|$)|\.xml$", re.IGNORECASE)


def readings_of(page: Page, visit: Visit) -> Iterator[Reading]:
    """Read the feed: one Reading, oldest article first; before it, as `baseline`, articles that only got new names.
    Raises NotUnderstood with a plain reason."""
    scope = visit.source.url
    feed = read(page)
    if visit.first and feed.cut:
        raise NotUnderstood(f"{page.url} is cut short: no start to go by")
    feed = replace(feed, dated=_is_dated(visit.source, feed))
    settled = settled_with(visit, feed, feed.home or page.url)
    damaged = feed.damaged and f"the feed is damaged ({feed.damaged}): only new articles are taken from it"
    visit.notes["damaged"] = remark(settled, damaged)
    yield from readings(settled, scope, damaged, _somebody_elses(feed, settled, visit))


def _is_dated(source: Source, feed: Feed) -> bool:
    """Tell whether a later `updated` is a change: where the config says so, else in GOV.UK's feeds (facts/ofsted.md,
    10)."""
    said = source.options.get("updated")
    if said is None:
        return bool(feed.entries) and all(canon(entry.link).startswith("gov.uk/") for entry in feed.entries)
    return said is True


def _somebody_elses(feed: Feed, settled: IdentifiedEntries, visit: Visit) -> str:
    """Say why this may be another site's feed at the old address (a domain that was sold): it bears another name and
    another home, and nothing in it is known. "" where it is not; then its name and home are noted."""
    now = {"title": feed.title, "site": urlsplit(feed.home).netloc.removeprefix("www.")}
    before = {name: visit.notes.get(name, "") for name in now}
    if (
        settled.recognised
        or visit.first
        or not all((*now.values(), *before.values()))
        or any(now[name] == before[name] for name in now)
    ):
        visit.notes.update({name: value for name, value in now.items() if value})
        visit.notes["home"] = _home(feed, scope=visit.source.url)
        return ""
    return (
        f"it is the feed of “{now['title']}” ({now['site']}) now, no longer of “{before['title']}” ({before['site']})"
    )


def _home(feed: Feed, scope: str) -> str:
    """Return the page for people that a feed names; "" where it names none, itself or another feed."""
    return "" if canon(feed.home) == canon(scope) or _A_FEED.search(feed.home) else feed.home


def read(page: Page) -> Feed:
    """Read a feed of any format. Raises NotUnderstood with a plain reason, naming the feed where a web page names
    one."""
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")  # blanks before the XML declaration are many a site's only fault
    if not body:
        raise NotUnderstood(f"{page.url} answered with nothing at all")
    if body.startswith(b"{"):
        return read_json(page, body)
    feed = read_xml(page, body)
    if feed is None:
        raise NotUnderstood(_what_it_is(page))
    return feed


def _what_it_is(page: Page) -> str:
    """Say what stands where a feed should be, and what the administrator can do about it."""
    if not re.search(rb"<(!doctype\s+html|html|head|body)\b", page.body[:5_000], re.IGNORECASE):
        return f"{page.url} is no feed (neither RSS, RDF, Atom nor JSON Feed); look at it in a browser"
    from watcher.sources.html import soup, text  # soup: no feed needs it

    top = soup(Page(page.url, page.body[:100_000], page.content_type))
    named = [
        joined(page.url, str(link.get("href")))
        for link in top.select("link[rel~=alternate][href]")
        if FEED_TYPE.search(str(link.get("type", "")))
    ]
    title = text(top.title)
    advice = f"it names this feed: {' or '.join(named[:3])}" if named else "`kind: page` can watch a web page"
    return f"{page.url} is a web page{f' (“{title[:80]}”)' if title else ''}, not a feed; {advice}"
