"""What is remembered of a feed, asked which of its articles a draft is (facts/news.md, "Identity", "First visit, gaps,
moves"). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from watcher.core.documents import GARBLED, Document
from watcher.core.sources import StoredDocument
from watcher.core.text import differs
from watcher.sources.feed.entry import Entry
from watcher.sources.feed.keys import OLDEST, Named, is_another_story, is_other_part, normal, summary_of, title_of
from watcher.sources.urls import is_url

UNDATED_AGAIN = timedelta(days=7)
"""How long an article without a date is known by its words alone."""
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
        self._owners = {alias: key for key, one in known.items() for alias in one.document.aliases}

    def among(self, known: Mapping[str, StoredDocument]) -> Recognition:
        """The same with more looked up."""
        return Recognition(known, self.today, self.claimed)

    @cached_property
    def _titles(self) -> Mapping[str, list[Document]]:
        """Newest first."""
        titles = defaultdict(list)
        documents = (one.document for one in self.known.values())
        for document in sorted(documents, key=lambda one: one.published or OLDEST, reverse=True):
            titles[normal(document.title)].append(document)
        return titles

    def claim(self, named: Iterable[Named], recognised: Callable[[Named], str]) -> None:
        """Settles those that are recognised; what is remembered is found again only once."""
        for one in named:
            key = "" if one in self.claimed else recognised(one)
            if key and key not in self._taken:
                self.claimed[one] = key
                self._taken.add(key)

    def _owner(self, name: str) -> str:
        return name if name in self.known else self._owners.get(name, "")

    def by_key(self, one: Named) -> str:
        return self._owner(one.key)

    def by_link(self, one: Named) -> str:
        """Not where a new guid, or another part of the page, comes with another title and text: then the link is
        shared by one after another, as by bulletins."""
        key = self._owner(one.alias)
        if not key:
            return ""
        old = self.known[key].document
        told_apart = (one.draft.guid and old.key != one.alias) or is_other_part(old.url, one.draft.link)
        is_next = told_apart and GARBLED not in old.details and is_another_story(old, one.draft)
        return "" if is_next else key

    def by_words(self, one: Named) -> str:
        """For feeds with a new guid and a new link on every fetch: the same title on the same day, or (undated)
        the same words within a week."""
        return next((old.key for old in self._lost(one) if self._same_story(old, one.draft)), "")

    def by_words_ever(self, one: Named) -> str:
        """For feeds that are known to rename all on every fetch: the same words without a date, however long ago."""
        lost = () if one.draft.published else self._lost(one)
        return next((old.key for old in lost if not differs(old.summary, summary_of(one.draft))), "")

    def by_title(self, one: Named) -> str:
        return next((old.key for old in self._lost(one)), "")

    def _lost(self, one: Named) -> Iterable[Document]:
        """What is remembered under this title and was not found again (yet)."""
        return (old for old in self._titles.get(normal(title_of(one.draft)), ()) if old.key not in self._taken)

    def _same_story(self, old: Document, draft: Entry) -> bool:
        if draft.published:
            return old.published == draft.published
        seen = old.published or OLDEST
        return self.today - seen <= UNDATED_AGAIN and not differs(old.summary, summary_of(draft))

    def document(self, one: Named, fallback: str) -> Document:
        """The draft as a document, under the key and with the names it is known by."""
        key, draft = self.claimed.get(one, one.key), one.draft
        before = self.known[key].document if key in self.known else None
        aliases = before.aliases if before else ()
        if len(aliases) < MOST_ALIASES:
            free = (name for name in (one.key, one.alias) if name and self._owner(name) in ("", key))
            aliases = tuple(name for name in dict.fromkeys((*aliases, *free)) if name != key)
        return Document(
            key=key,
            kind="article",
            title=title_of(draft),
            url=draft.link or (draft.guid if is_url(draft.guid) else fallback),
            published=draft.published or (before.published if before else None) or self.today,
            summary=summary_of(draft),
            aliases=aliases,
            words=draft.words,
        )

    def publication(self, one: Named, article: Document) -> Document:
        """The same where the moment of its last update counts; one that goes back is no news."""
        before = self.known[article.key].document.details.get("updated") if article.key in self.known else None
        updated = max(one.draft.updated, str(before or ""))
        return replace(article, kind="publication", details={"updated": updated} if updated else {})
