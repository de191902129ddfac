"""Puts changes into the lines in which lists show them: the words are those of messages/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from watcher.core.documents import Change, Document
from watcher.core.meetings import meeting_label
from watcher.core.site_paths import document_path, source_path, topic_path
from watcher.core.site_records import SiteDocument
from watcher.messages.change import event_label, happened, news, title_of
from watcher.messages.coming_meetings import full_day
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line
from watcher.messages.verdicts import verdict
from watcher.rules.event_word import event_word
from watcher.site.context import SiteContext
from watcher.site.markup import part

_ROOT = "\0"
"""Stands in an entry for what leads to the root of the site: no text that is shown holds it."""
MOST_TITLE, MOST_NEWS, MOST_ABOUT, MOST_QUOTED, MOST_TOPICS = 160, 160, 160, 240, 5


class Link(NamedTuple):
    """A name, and the path it leads to."""

    name: str
    path: str


class ListedChange(NamedTuple):
    """A change in a list. `path`: of its document's page; empty where there is none."""

    number: int
    day: date
    clock: str
    event: str
    label: str
    title: str
    path: str
    beside: str
    """The news of it behind the title, with the gap before it."""
    below: str
    """The news of it where that is a sentence of its own."""
    about: str
    source: Link
    topics: Sequence[Link]
    quote: str = ""


class Day(NamedTuple):
    """The entries of one day, the newest first."""

    day: date
    name: str
    entries: Sequence[Markup]


class Entries:
    """Fills the entries of one writing of the site, each once for all lists that it stands in."""

    def __init__(self, context: SiteContext) -> None:
        self._context = context
        self._made: dict[int, tuple[date, Markup]] = {}

    def by_day(self, numbers: Iterable[int], root: str) -> list[Day]:
        """Returns these changes by the day on which they were seen, the newest first; `root` leads from the list to the
        root of the site."""
        wanted = sorted(numbers, reverse=True)
        missing = [number for number in wanted if number not in self._made]
        for change in self._context.data.whole(missing):
            entry = entry_of(change, self._context)
            self._made[change.id] = entry.day, part("entry.html", entry=entry, root=_ROOT)
        days = groupby((self._made[number] for number in wanted), key=itemgetter(0))
        return [Day(day, full_day(day), [filled.replace(_ROOT, root) for _, filled in some]) for day, some in days]


def entry_of(change: Change, context: SiteContext) -> ListedChange:
    """Returns a change as a list shows it."""
    document, mine = change.document, (change.source, change.document.key)
    seen = (change.at or context.now).astimezone(context.timezone)
    about = dict.fromkeys(filter(None, (meeting_label(document), happened(document))))
    said = one_line(f": {verdict(change)}" if document.kind == "inspection" else news(change), MOST_NEWS)
    is_apart = said.startswith(":")
    return ListedChange(
        number=change.id,
        day=seen.date(),
        clock=f"{seen:%H:%M}",
        event=event_word(change).lower(),
        label=event_label(change),
        title=named_as(document.title, document.url),
        path=document_path(*mine) if mine in context.data.prints else "",
        beside="" if is_apart or not said else said if said.startswith(",") else f" {said}",
        below=said.removeprefix(": ") if is_apart else "",
        about=one_line(" · ".join(about), MOST_ABOUT),
        source=Link(context.render.name(change.source), source_path(change.source)),
        topics=topic_links(change.topics, context)[:MOST_TOPICS],
        quote=one_line(change.quotes[0].text, MOST_QUOTED) if change.quotes and change.kind != "withdrawn" else "",
    )


def topic_links(topics: Iterable[str], context: SiteContext) -> list[Link]:
    """Returns the topics that the config still has."""
    return [Link(context.topics[topic].name, topic_path(topic)) for topic in topics if topic in context.topics]


def name_of(document: SiteDocument) -> str:
    """Returns the title of a document, as it can be seen and tapped."""
    return named_as(document.title, document.url)


@lru_cache(maxsize=20_000)
def named_as(title: str, url: str) -> str:
    """Returns the title of a document, kept: of ten thousand each is named on several pages."""
    shown = one_line(readable(title)) or title_of(Document("", "page", title, url))
    return one_line(shown, MOST_TITLE)
