"""A site's context over a database that holds what a test puts there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from watcher.core.defaults import LONDON
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.core.visits import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.site import outputs
from watcher.site.context import SiteContext
from watcher.site.files import FileGroup, SiteFile
from watcher.site.search_engines import search_engine_files
from watcher.store import Store, changes, documents, sources
from watcher.store.site_data import SiteData

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
URL = "https://watcher.example.org/"
SOURCES = {
    "portal": Source("portal", "Havering’s portal", "https://p.example/", "moderngov", options={"questions": 3}),
    "press": Source("press", "The Example <Daily>", "https://news.example/feed", "feed"),
    "quiet": Source("quiet", "Never says anything", "https://quiet.example/", "page"),
}
TOPICS = {"send": Topic("send", "SEND", "Special needs & disabilities", ())}
HOSTILE = '</title><script>alert("1")</script>\u202e]]>&amp;\x07\ud800 {{ 7*7 }} <!--'
STORABLE = HOSTILE.replace("\ud800", "")
"""What of it a column of the database can hold."""
Held: TypeAlias = Iterable[tuple[str, StoredDocument]]


def remember(store: Store, held: Held = (), log: Iterable[Change] = ()) -> None:
    """Saves documents, each with its source, and appends changes to the log."""
    by_source: dict[str, list[StoredDocument]] = defaultdict(list)
    for source, stored in held:
        by_source[source].append(stored)
    with store.write() as db:
        for watched in SOURCES.values():
            sources.save_health(db, Health.unvisited(watched))
        for name, some in by_source.items():
            documents.save(db, name, some, StoredDocuments({}, {}), NOW)
        for change in log:
            changes.add(db, change)


@contextmanager
def opened(store: Store, url: str = URL, now: datetime = NOW) -> Iterator[SiteContext]:
    """Yields the context of a site that is written at a moment."""
    with store.read() as db:
        yield SiteContext("Havering Watcher", url, now, LONDON, SOURCES, TOPICS, SiteData(db, list(SOURCES)))


def standing(*found: Document, source: str = "portal") -> list[tuple[str, StoredDocument]]:
    return [(source, StoredDocument(document)) for document in found]


def each(files: Iterable[SiteFile | FileGroup]) -> Iterator[SiteFile]:
    """Yields these files, and those of these groups."""
    for file in files:
        if isinstance(file, FileGroup):
            yield from file.files()
        else:
            yield file


def files_of(context: SiteContext) -> list[SiteFile]:
    """Returns every file of the site."""
    files = list(each(outputs.files_of(context)))
    return files + list(search_engine_files(context, [file.path for file in files]))


def contents(make: Callable[[SiteContext], Iterable[SiteFile | FileGroup]], context: SiteContext) -> dict[str, bytes]:
    """Returns all files of a maker by their path."""
    return {file.path: file.make() for file in each(make(context))}


def stamps(files: Iterable[SiteFile | FileGroup]) -> dict[str, str]:
    return {file.path: file.stamp for file in each(files)}
