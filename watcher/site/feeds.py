"""Writes Atom feeds of what changed: of all, of each topic, of each source. The only module that knows feedgenerator
(docs/adr/0060)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from html import escape
from io import BytesIO
from typing import Any
from uuid import UUID, uuid5

from feedgenerator import Atom1Feed

from watcher.core.documents import Change
from watcher.core.site_paths import document_path, slug, source_path, topic_path
from watcher.core.site_records import SiteChange
from watcher.messages.change_text import change_lines, headline_text
from watcher.messages.telegram_html import one_line, web_address
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.shared_link import page_address
from watcher.site.texts import ALL_CHANGES, RIGHTS
from watcher.store.site_data import stamp_of

MOST_ENTRIES = 50
"""Of the newest: as long a list as readers keep, and 60 KB at most."""
MOST_LINES = 12
_IDS = UUID("0d5c0b6e-3f0b-5a0e-9d6e-6a1c5f1f7d11")
"""Under which ids are made: it must never change, or every entry would be news again."""
_BEFORE_ANY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Feed:
    """A feed to be written: where, under which name, and its newest changes, the oldest first."""

    path: str
    name: str
    page: str
    title: str
    about: str = ""
    changes: Sequence[SiteChange] = ()


def feeds(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the feeds, those without an entry too: who subscribes to one must not hear of an error."""
    origin, entries = context.data.log.origin(), _Entries(context)
    for feed in _filled(context):
        newest = [change.id for change in feed.changes]
        yield SiteFile(feed.path, stamp_of("atom", origin, newest), partial(_atom, context, feed, origin, entries))


def feed_path(kind: str = "", name: str = "") -> str:
    """Returns where a feed lies: of all, of a topic (`topics`) or of a source (`sources`)."""
    return f"feeds/{kind}/{slug(name)}.atom" if kind else "feeds/all.atom"


def entry_id(change: Change | SiteChange, key: str) -> str:
    """Returns what names a change for ever: of its number in the log, its moment and its document's key, none of which
    alters when a title, a source's id or the site's address does."""
    at = change.at.astimezone(UTC).isoformat() if change.at else ""
    return uuid5(_IDS, f"change {change.id} {at} {key}").urn


def _filled(context: SiteContext) -> list[_Feed]:
    """Returns the feeds with their newest changes; mere corrections of spelling are in none."""
    everything = _Feed(feed_path(), "all", "index.html", context.title, ALL_CHANGES)
    topics = {
        topic.id: _Feed(
            feed_path("topics", topic.id), f"topic {topic.id}", topic_path(topic.id),
            f"{topic.name} – {context.title}", topic.description,
        )
        for topic in context.topics.values()
    }  # fmt: skip
    sources = {
        source.id: _Feed(
            feed_path("sources", source.id), f"source {source.id}", source_path(source.id),
            f"{source.name} – {context.title}",
        )
        for source in context.sources.values()
    }  # fmt: skip
    news = context.data.log.news
    everything.changes = news.everything[-MOST_ENTRIES:]
    for topic, feed in topics.items():
        feed.changes = news.by_topic[topic][-MOST_ENTRIES:]
    for source, feed in sources.items():
        feed.changes = news.by_source[source][-MOST_ENTRIES:]
    return [everything, *topics.values(), *sources.values()]


class _Entries:
    """Makes the entries of one writing of the site, each once: most stand in several feeds."""

    def __init__(self, context: SiteContext) -> None:
        self._context = context
        self._made: dict[int, dict[str, Any]] = {}

    def of(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Returns the entries of these changes, in this order."""
        missing = [number for number in numbers if number not in self._made]
        for change in self._context.data.whole(missing):
            self._made[change.id] = _entry(self._context, change)
        return [self._made[number] for number in numbers]


def _atom(context: SiteContext, feed: _Feed, origin: str, entries: _Entries) -> bytes:
    home = page_address(context, feed.page) or "../" * feed.path.count("/") + feed.page
    atom = _Atom(
        one_line(feed.title), home, one_line(feed.about), language="en-GB", author_name=one_line(context.title),
        author_link=context.url or None, feed_url=context.absolute(feed.path) or None, feed_copyright=RIGHTS,
        feed_guid=uuid5(_IDS, f"feed {origin} {feed.name}").urn,
    )  # fmt: skip
    for entry in entries.of([change.id for change in reversed(feed.changes)]):
        atom.add_item(**entry)
    whole = BytesIO()
    atom.write(whole, "utf-8")
    return whole.getvalue()


def _entry(context: SiteContext, change: Change) -> dict[str, Any]:
    document, at = change.document, (change.at or _BEFORE_ANY).astimezone(UTC).replace(microsecond=0)
    site, outside = context.absolute(document_path(change.source, document.key)), web_address(document.url)
    return {
        "title": headline_text(change),
        "link": site or outside or f"../index.html#{change.id}",
        "via": outside if site else "",
        "description": _html(change_lines(change)),
        "pubdate": at,
        "updateddate": at,
        "unique_id": entry_id(change, document.key),
        "categories": [topic for topic in change.topics if topic in context.topics],
        "author_name": context.render.name(change.source),
    }


def _html(lines: Sequence[str]) -> str:
    """Returns lines of plain text as paragraphs: no word of a site is markup."""
    return "".join(f"<p>{escape(one_line(line, 400))}</p>" for line in lines[:MOST_LINES])


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library ships no types
    """The library's feed, with a link to the source beside that to our page, and no moment but those of its entries."""

    def latest_post_date(self) -> datetime:
        """Returns the moment of the newest entry, and never now: the same data gives the same bytes."""
        return max((item["updateddate"] for item in self.items), default=_BEFORE_ANY)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Writes what is in an entry."""
        super().add_item_elements(handler, item)
        if item["via"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})
