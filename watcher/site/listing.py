"""The pages of what is new: all of it, by topic and by source. Pages are numbered from the oldest, so that a new change
touches the newest page alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from watcher.core.site_paths import source_path, topic_path
from watcher.core.site_records import SiteChange
from watcher.messages.telegram_html import web_address
from watcher.site.context import SiteContext
from watcher.site.entries import Entries
from watcher.site.files import SiteFile
from watcher.site.layout import Page, filled
from watcher.store.site_data import stamp_of

A_PAGE = 15
"""Changes: a page of twice as many stays under 60 KB."""


@dataclass(frozen=True, slots=True)
class List:
    """A list of changes: what it is of, where its pages lie, and what leads there."""

    title: str
    description: str
    section: str
    path: Callable[[int], str]
    feed: str
    outside: str = ""
    """The address of the source itself."""


def listings(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pages of what is new."""
    entries = Entries(context)
    told = [change for change in context.data.changes if not change.minor]
    yield from _pages(context, entries, _everything(context), told)
    for topic in context.topics.values():
        mine = [change for change in told if topic.id in change.topics]
        path, feed = partial(topic_path, topic.id), f"feeds/topics/{topic.id}.atom"
        head = List(topic.name, topic.description, "topics/index.html", path, feed)
        yield from _pages(context, entries, head, mine)
    for source in context.sources.values():
        mine = [change for change in told if change.source == source.id]
        path, feed = partial(source_path, source.id), f"feeds/sources/{source.id}.atom"
        about, outside = f"What changed in {source.name}", web_address(source.public_url)
        head = List(source.name, about, "sources/index.html", path, feed, outside)
        yield from _pages(context, entries, head, mine)


def changes_path(number: int) -> str:
    """Returns a page of all changes; 0 is the front page of the site."""
    return f"changes/page-{number}.html" if number else "index.html"


def _everything(context: SiteContext) -> List:
    about = "What is new in council papers, meetings, inspections and news, with the words of the papers themselves."
    return List("What is new", about, "index.html", changes_path, "feeds/all.atom")


def _pages(context: SiteContext, entries: Entries, head: List, told: Sequence[SiteChange]) -> Iterator[SiteFile]:
    """Yields the pages of a list: the oldest full ones by number, and the newest, which has one page of them more."""
    numbers = [change.id for change in told]
    full = max(len(numbers) // A_PAGE - 1, 0)
    for number in range(1, full + 1):
        yield _page(context, entries, head, numbers[(number - 1) * A_PAGE : number * A_PAGE], number, full)
    yield _page(context, entries, head, numbers[full * A_PAGE :], 0, full)


def _page(
    context: SiteContext, entries: Entries, head: List, numbers: Sequence[int], number: int, full: int
) -> SiteFile:
    title = f"{head.title}, page {number}" if number else head.title
    page = Page(head.path(number), title, head.description, head.section, head.feed)
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
            context, page, "list.html", days=entries.by_day(numbers), turns=turns, outside=head.outside,
            is_front=page.path == "index.html",
        ),
    )  # fmt: skip
