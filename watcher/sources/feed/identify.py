"""PURE: finds which article is which: every entry gets its key, the one it is already known by wherever it is known;
and decides which of very many are told (facts/news.md, "Identity" and "First visit, gaps, moves")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from watcher.core.documents import Document
from watcher.core.lookup import DocumentLookup
from watcher.core.visits import Reading, Visit
from watcher.sources.dates import london_day
from watcher.sources.feed.entry import LONGEST_FEED, Entry, Feed
from watcher.sources.feed.keys import Named, day_in_title, named, spotted
from watcher.sources.feed.same_article import UNDATED_AGAIN, Recognition
from watcher.sources.urls import canon

_RENAMES = "renames"


@dataclass(frozen=True, slots=True)
class IdentifiedEntries:
    """The articles of a feed as documents, in the order of the feed."""

    documents: tuple[Document, ...]
    moved: tuple[Document, ...] = ()
    """Old ones under new names: remembered, told to nobody."""
    unseen: tuple[Document, ...] = ()
    """New ones beyond those that are read: remembered, told to nobody."""
    recognised: bool = False
    """Whether any of them was known before."""
    renames: bool = False
    """Whether the feed gives its articles new names on every fetch: then they are known by their words."""
    left_out: str = ""
    """In words what was not read; empty where all was."""


def identify(
    feed: Feed, known: DocumentLookup, today: date, fallback: str, *, renames: bool = False
) -> IdentifiedEntries:
    """Make a document of every article, once. One without an address of its own gets the `fallback`, one without a
    believable date bears the day on which it was first seen. Of `known` no more is looked up than the feed gives cause
    to. `renames`: the last visit saw that this feed gives its articles new names."""
    found = [spotted(entry, today) for entry in feed.entries]
    days = {day for article in found for day in _days(article.entry, today)}
    memory = Recognition(known.get_near((name for article in found for name in article.names), days), today)
    articles = named(found, memory.known, canon(feed.home) if feed.home else "")
    memory, renames = _recognised(memory, articles, known, renames=renames, undated=feed.undated)
    strangers = [article for article in articles if article not in memory.claimed]
    moved = set[Named]()
    if len(articles) >= 5 and 5 * len(strangers) > 4 * len(articles):
        memory = memory.among(known.all())
        moved = _moved(strangers, memory)
    documents = {article: _document(feed, memory, article, fallback) for article in articles}
    read = _read([article for article in articles if article not in moved], set(strangers))
    unseen = tuple(documents[article] for article in strangers if article not in moved and article not in read)
    return IdentifiedEntries(
        tuple(document for article, document in documents.items() if article in read),
        tuple(document for article, document in documents.items() if article in moved),
        unseen,
        recognised=bool(memory.claimed),
        renames=renames,
        left_out=_left_out(len(articles) + feed.unread, len(articles) - len(moved) - len(read) + feed.unread),
    )


def _document(feed: Feed, memory: Recognition, article: Named, fallback: str) -> Document:
    """Make the document of an article as its feed means it: by its last update, or without a day where it says none."""
    document = memory.document(article, fallback)
    document = memory.row(article, document) if feed.undated else memory.dated(article, document)
    return memory.publication(article, document) if feed.dated else document


def settled_with(visit: Visit, feed: Feed, fallback: str) -> IdentifiedEntries:
    """Identify the feed's articles by what is remembered of this source, and note whether it renames them."""
    renames = bool(visit.notes.get(_RENAMES))
    settled = identify(feed, visit.documents, london_day(visit.now), fallback, renames=renames)
    if settled.renames:
        visit.notes[_RENAMES] = "yes"
    return settled


def _recognised(
    memory: Recognition, articles: Sequence[Named], known: DocumentLookup, *, renames: bool, undated: bool
) -> tuple[Recognition, bool]:
    """Return the memory with all that were found again, and whether the feed renames its articles."""
    for recognised in (memory.by_key, memory.by_link):
        memory.claim(articles, recognised)
    if undated and any(not article.entry.published for article in articles if article not in memory.claimed):
        memory = memory.among(known.all())  # what bears no day is found under none
    before = len(memory.claimed)
    memory.claim(articles, memory.by_words)
    renamed = any(not article.entry.published for article in list(memory.claimed)[before:])
    if renames and any(not article.entry.published for article in articles if article not in memory.claimed):
        memory = memory.among(known.all())
        memory.claim(articles, memory.by_words_ever)
    return memory, renames or renamed


def readings(settled: IdentifiedEntries, scope: str, damaged: str = "", suspect: str = "") -> Iterator[Reading]:
    """Yield the readings of a feed, oldest article first: before the rest, as `baseline`, what only got new names and
    what is too much to be told; after it what was left out."""
    silent = settled.moved + (() if suspect else settled.unseen)
    if silent:
        yield Reading(scope, silent[::-1], baseline=True, damaged=damaged)
    if settled.documents or not silent:
        yield Reading(scope, settled.documents[::-1], damaged=damaged, suspect=suspect)
    if settled.left_out:
        yield Reading(f"{scope}#left-out", damaged=settled.left_out)


def remark(settled: IdentifiedEntries, damaged: str = "") -> str:
    """Write what `status` says beside `ok` while the feed stays as it is."""
    return "; ".join(filter(None, [damaged, settled.left_out]))


def _read(articles: Sequence[Named], strangers: set[Named]) -> set[Named]:
    """Return the articles that are compared and told: of very many the ones never seen before the others, of either the
    newest."""
    if len(articles) <= LONGEST_FEED:
        return set(articles)

    def rank(article: Named) -> tuple[bool, int]:
        return article not in strangers, -(article.entry.published or date.max).toordinal()

    return set(sorted(articles, key=rank)[:LONGEST_FEED])


def _left_out(articles: int, count: int) -> str:
    if count <= 0:
        return ""
    return f"of {articles:,} articles only the {articles - count:,} that are new or newest are read"


def _moved(strangers: Sequence[Named], memory: Recognition) -> set[Named]:
    """Return the strangers whose titles are known, where they are most of them: the feed has renamed its articles."""
    titled = [article for article in strangers if memory.by_title(article)]
    if 2 * len(titled) <= len(strangers):
        return set()
    memory.claim(titled, memory.by_title)
    return {article for article in titled if article in memory.claimed}


def _days(entry: Entry, today: date) -> Iterable[date]:
    """Return the days on which the same article may have been published when it is known by its words alone."""
    if entry.published:
        return (entry.published,)
    titled = day_in_title(entry, today)
    lately = (today - timedelta(days=ago) for ago in range(-1, UNDATED_AGAIN.days + 1))
    return [*lately, *filter(None, [titled])]
