"""The pages of what is new: all of it, by topic and by source. Pages are numbered from the oldest, so that a new change
touches the newest page alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from watcher.core.site_paths import source_path, topic_path
from watcher.core.site_records import SiteChange
from watcher.messages.telegram_html import web_address
from watcher.site.context import SiteContext
from watcher.site.entries import Entries
from watcher.site.files import FileGroup, SiteFile
from watcher.site.layout import SitePage, filled
from watcher.store.site_data import stamp_of

A_PAGE = 15
"""Changes: a page of twice as many stays under 60 KB."""
TOGETHER = 20
"""Pages in a group: older ones never differ again."""


class List(NamedTuple):
    """A list of changes: what it is of, where its pages lie, and what leads there."""

    title: str
    description: str
    section: str
    path: Callable[[int], str]
    feed: str
    outside: str = ""
    """The address of the source itself."""


def listings(context: SiteContext) -> Iterator[SiteFile | FileGroup]:
    """Yields the pages of what is new."""
    entries = Entries(context)
    news = context.data.log.news
    yield from _pages(context, entries, _everything(context), news.everything)
    for topic in context.topics.values():
        path, feed = partial(topic_path, topic.id), f"feeds/topics/{topic.id}.atom"
        head = List(topic.name, topic.description, "topics/index.html", path, feed)
        yield from _pages(context, entries, head, news.by_topic[topic.id])
    for source in context.sources.values():
        path, feed = partial(source_path, source.id), f"feeds/sources/{source.id}.atom"
        about, outside = f"What changed in {source.name}", web_address(source.public_url)
        head = List(source.name, about, "sources/index.html", path, feed, outside)
        yield from _pages(context, entries, head, news.by_source[source.id])


def changes_path(number: int) -> str:
    """Returns a page of all changes; 0 is the front page of the site."""
    return f"changes/page-{number}.html" if number else "index.html"


def _everything(context: SiteContext) -> List:
    about = "What is new in council papers, meetings, inspections and news, with the words of the papers themselves."
    return List("What is new", about, "index.html", changes_path, "feeds/all.atom")


def _pages(
    context: SiteContext, entries: Entries, head: List, told: Sequence[SiteChange]
) -> Iterator[SiteFile | FileGroup]:
    """Yields the pages of a list: the oldest full ones by number, and the newest, which has one page of them more."""
    numbers = [change.id for change in told]
    full = max(len(numbers) // A_PAGE - 1, 0)

    def page(number: int) -> SiteFile:
        shown = numbers[(number - 1) * A_PAGE : number * A_PAGE] if number else numbers[full * A_PAGE :]
        return _page(context, entries, head, shown, number, full)

    for first in range(1, full + 1, TOGETHER):
        some = range(first, min(first + TOGETHER, full + 1))
        shown = numbers[(first - 1) * A_PAGE : some[-1] * A_PAGE]
        stamp = stamp_of(head.title, head.description, head.outside, shown, some[-1] == full)
        yield FileGroup(head.path(first), stamp, partial(map, page, some))
    yield page(0)


def _page(
    context: SiteContext, entries: Entries, head: List, numbers: Sequence[int], number: int, full: int
) -> SiteFile:
    title = f"{head.title}, page {number}" if number else head.title
    page = SitePage(head.path(number), title, head.description, head.section, head.feed)
    older = number - 1 if number else full
    newer = number + 1 if number < full else 0
    turns = {
        "number": number,
        "older": head.path(older) if older else "",
        "newer": head.path(newer) if number else "",
        "last": head.path(0),
    }
    stamp = stamp_of(page, numbers, turns, head.outside)
    return SiteFile(
        page.path,
        stamp,
        lambda: filled(
            context, page, "list.html", days=entries.by_day(numbers, page.root), turns=turns, outside=head.outside,
            is_front=page.path == "index.html",
        ),
    )  # fmt: skip
