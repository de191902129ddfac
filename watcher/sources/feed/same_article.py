"""PURE: finds which of the remembered articles an article of the feed is (facts/news.md, "Identity", "First visit,
gaps, moves")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from watcher.core.dates import read_day
from watcher.core.documents import GARBLED, UNDATED, Document, Json
from watcher.core.text import differs
from watcher.core.visits import StoredDocument
from watcher.sources.feed.entry import Entry
from watcher.sources.feed.keys import (
    OLDEST,
    Named,
    day_in_title,
    is_another_story,
    is_other_part,
    normal,
    summary_of,
    title_of,
)
from watcher.sources.urls import is_url

UNDATED_AGAIN = timedelta(days=7)
"""How long an article without a date is known by its words alone."""
_FIRST_SEEN = "first_seen"
MOST_ALIASES = 8
"""A feed with new names on every fetch must not make the memory grow for ever."""


class Recognition:
    """What is remembered of this feed, as far as it was looked up, and which of it has been found in it again."""

    def __init__(
        self, known: Mapping[str, StoredDocument], today: date, claimed: dict[Named, str] | None = None
    ) -> None:
        self.known = known
        self.today = today
        self.claimed = {} if claimed is None else claimed
        self._taken = set(self.claimed.values())
        self._owners = {alias: key for key, stored in known.items() for alias in stored.document.aliases}

    def among(self, known: Mapping[str, StoredDocument]) -> Recognition:
        """Return the same with more looked up."""
        return Recognition(known, self.today, self.claimed)

    @cached_property
    def _titles(self) -> Mapping[str, list[Document]]:
        """Return the remembered documents by their titles, newest first."""
        titles = defaultdict(list)
        documents = (stored.document for stored in self.known.values())
        for document in sorted(documents, key=lambda document: document.published or OLDEST, reverse=True):
            titles[normal(document.title)].append(document)
        return titles

    def claim(self, named: Iterable[Named], recognised: Callable[[Named], str]) -> None:
        """Settle those articles that are recognised; what is remembered is found again only once."""
        for article in named:
            key = "" if article in self.claimed else recognised(article)
            if key and key not in self._taken:
                self.claimed[article] = key
                self._taken.add(key)

    def _owner(self, name: str) -> str:
        return name if name in self.known else self._owners.get(name, "")

    def by_key(self, article: Named) -> str:
        """Return the key under which an article of this key is remembered; "" for none."""
        return self._owner(article.key)

    def by_link(self, article: Named) -> str:
        """Return the key of the document with this link. Not where a new guid, or another part of the page, comes with
        another title and text: then articles share the link one after another, as bulletins do."""
        key = self._owner(article.alias)
        if not key:
            return ""
        old = self.known[key].document
        told_apart = (article.entry.guid and old.key != article.alias) or is_other_part(old.url, article.entry.link)
        is_next = told_apart and GARBLED not in old.details and is_another_story(old, article.entry)
        return "" if is_next else key

    def by_words(self, article: Named) -> str:
        """Return the key of the document with the same title on the same day, or (undated) the same words within a
        week: for feeds with a new guid and a new link on every fetch."""
        return next((old.key for old in self._lost(article) if self._same_story(old, article.entry)), "")

    def by_words_ever(self, article: Named) -> str:
        """Return the key of the document with the same words and no date, however old: for feeds that are known to
        rename all on every fetch."""
        lost = () if article.entry.published else self._lost(article)
        return next((old.key for old in lost if not differs(old.summary, summary_of(article.entry))), "")

    def by_title(self, article: Named) -> str:
        """Return the key of the remembered article that this is by its title, its names being gone; "" for none."""
        return next((old.key for old in self._lost(article)), "")

    def _lost(self, article: Named) -> Iterable[Document]:
        """Return what is remembered under this title and was not found again (yet)."""
        return (old for old in self._titles.get(normal(title_of(article.entry)), ()) if old.key not in self._taken)

    def _same_story(self, old: Document, entry: Entry) -> bool:
        if entry.published:
            return old.published == entry.published
        seen = read_day(old.details.get(_FIRST_SEEN)) or old.published or OLDEST
        return self.today - seen <= UNDATED_AGAIN and not differs(old.summary, summary_of(entry))

    def document(self, article: Named, fallback: str) -> Document:
        """Make a document of the article, under the key and with the names that it is known by."""
        key, entry = self.claimed.get(article, article.key), article.entry
        before = self.known[key].document if key in self.known else None
        aliases = before.aliases if before else ()
        if len(aliases) < MOST_ALIASES:
            free = (name for name in (article.key, article.alias) if name and self._owner(name) in ("", key))
            aliases = tuple(name for name in dict.fromkeys((*aliases, *free)) if name != key)
        return Document(
            key=key,
            kind="article",
            title=title_of(entry),
            url=entry.link or (entry.guid if is_url(entry.guid) else fallback),
            published=entry.published or (before.published if before else None) or self.today,
            summary=summary_of(entry),
            details={"links": list(entry.links)} if entry.links else {},
            aliases=aliases,
            words=entry.words,
        )

    def row(self, article: Named, document: Document) -> Document:
        """Return the same document with no day where its row says none; when it was first seen is kept to know it again
        by."""
        before = self.known[document.key].document if document.key in self.known else None
        if article.entry.published or (before and before.published):
            return document
        seen = before.details.get(_FIRST_SEEN) if before else self.today.isoformat()
        return replace(document, published=None, details={**document.details, _FIRST_SEEN: seen})

    def dated(self, article: Named, document: Document) -> Document:
        """Return the same document by the day at the end of its title where its feed gives none; where neither says
        one, marked as bearing the day on which it was first seen."""
        before = self.known[document.key].document if document.key in self.known else None
        noted = before.details if before else {}
        titled = None if article.entry.published else day_in_title(article.entry, self.today)
        notes: dict[str, Json] = {}
        if titled:  # by its words it is known again by when it was first seen, as before
            seen = (before.published if before else None) or self.today
            notes[_FIRST_SEEN] = noted.get(_FIRST_SEEN) or seen.isoformat()
        if titled or article.entry.published:
            notes |= {UNDATED: False} if UNDATED in noted else {}
        elif not before or not before.published or noted.get(UNDATED):
            notes[UNDATED] = True
        return replace(document, published=titled or document.published, details={**document.details, **notes})

    def publication(self, article: Named, document: Document) -> Document:
        """Return the same document as a publication, whose last update counts; one that goes back is no news."""
        before = self.known[document.key].document.details.get("updated") if document.key in self.known else None
        updated = max(article.entry.updated, str(before or ""))
        details = {name: said for name, said in document.details.items() if name == UNDATED}
        details |= {"updated": updated} if updated else {}
        return replace(document, kind="publication", details=details)
