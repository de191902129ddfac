"""The pages of what is watched: the sources and how they fare, and the topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from watcher.core.dates import day
from watcher.core.site_paths import source_path, topic_path
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.messages.telegram_html import one_line, web_address
from watcher.site.context import SiteContext
from watcher.site.entries import Link
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.paging import parts

# What the state of a source means to a reader. Why it is so is for those who run this: it may name their machines.
STATES: Mapping[str, str] = {
    "ok": "read well",
    "failing": "can’t be read just now",
    "blocked": "refuses to be read",
    "suspect": "held back until somebody has looked at it",
    "new": "not read yet",
}
NOT_VISITED = "no longer read"
A_PAGE = 80


class SourceRow(NamedTuple):
    """A source, as a row of the table."""

    link: Link
    outside: str
    state: str
    words: str
    last_good: str
    last_new: str
    documents: int


def source_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the page of the sources, and that of the topics."""
    health = context.data.health()
    rows = [_row(source, health.get(source.id), context) for source in context.sources.values()]
    about = "Which pages are read, how each fares, and when something was last new there."
    for part in parts("sources", rows, A_PAGE):
        title = "Sources" if part.number == 1 else f"Sources, page {part.number}"
        page = SitePage(part.path, title, about, "sources/index.html")
        yield page_file(context, page, "sources.html", rows=part.items, turns=(part.before, part.after))
    told = context.data.log.news.by_topic
    topics = [
        (
            Link(topic.name, topic_path(topic.id)),
            one_line(topic.description, 300),
            len(told[topic.id]),
        )
        for topic in context.topics.values()
    ]
    about = "What is new by topic: each topic has a page and a feed of its own."
    yield page_file(
        context, SitePage("topics/index.html", "Topics", about, "topics/index.html"), "topics.html", topics=topics
    )


def _row(source: Source, health: Health | None, context: SiteContext) -> SourceRow:
    known = health or Health.unvisited(source)
    state = known.state if source.enabled else "off"
    good, new = (at.astimezone(context.timezone).date() if at else None for at in (known.last_good, known.last_new))
    return SourceRow(
        Link(context.render.name(source.id), source_path(source.id)),
        web_address(source.public_url),
        state,
        STATES.get(state, NOT_VISITED),
        day(good) if good else "",
        day(new) if new else "",
        known.documents,
    )
