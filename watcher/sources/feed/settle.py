"""Which article is which: every draft gets its key, the one it is already known by wherever it is known
(facts/news.md, "Identity" and "First visit, gaps, moves"). Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from watcher.model import Document, Known, Reading
from watcher.recall import near
from watcher.sources.feed.drafts import Draft, Feed
from watcher.sources.identity import canon, is_url, place, unesc
from watcher.wording import differs, fold

UNDATED_AGAIN = timedelta(days=7)
"""How long an article without a date is known by its words alone."""
MOST_ALIASES = 8
"""A feed with new names on every fetch must not make the memory grow for ever."""
OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Settled:
    """Documents in the order of the feed. `moved` are old ones under new names: remembered, told to nobody."""

    documents: tuple[Document, ...]
    moved: tuple[Document, ...] = ()
    recognised: bool = False
    """Whether any of them was known before."""


@dataclass(frozen=True, slots=True)
class _Spotted:
    """A draft with a believable date, the key it bears by itself, and where it stands."""

    draft: Draft
    key: str
    spot: str

    @property
    def both(self) -> str:
        """Its key where several articles share one."""
        return f"{self.key} {self.spot}"

    @property
    def alias(self) -> str:
        return canon(self.draft.link) if self.draft.link else ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it may be known by."""
        return self.key, self.both, *filter(None, [self.alias])


@dataclass(frozen=True, slots=True)
class _Named:
    """A draft with its own key and, where no other shares it, the identity of its link."""

    draft: Draft
    key: str
    alias: str


def settle(feed: Feed, known: Mapping[str, Known], today: date, fallback: str) -> Settled:
    """Every article once. One without an address of its own gets the `fallback`, one without a believable date
    bears the day on which it was first seen. Of `known` no more is looked up than the feed gives cause to."""
    spotted = [_spotted(draft, today) for draft in feed.drafts]
    days = {day for one in spotted for day in _days(one.draft, today)}
    memory = _Memory(near(known, {name for one in spotted for name in one.names}, days), today)
    named = _named(spotted, memory.known, canon(feed.home) if feed.home else "")
    for recognised in (memory.by_key, memory.by_link, memory.by_words):
        memory.claim(named, recognised)
    strangers = [one for one in named if one not in memory.claimed]
    moved = set[_Named]()
    if len(named) >= 5 and 5 * len(strangers) > 4 * len(named):
        memory = memory.among(known)
        moved = _moved(strangers, memory)
    documents = {one: memory.document(one, fallback) for one in named}
    if feed.dated:
        documents = {one: memory.publication(one, document) for one, document in documents.items()}
    return Settled(
        tuple(document for one, document in documents.items() if one not in moved),
        tuple(document for one, document in documents.items() if one in moved),
        recognised=bool(memory.claimed),
    )


def readings(settled: Settled, scope: str, damaged: str = "", suspect: str = "") -> Iterator[Reading]:
    """What a kind yields, oldest article first: before the rest, as `baseline`, what only got new names."""
    if settled.moved:
        yield Reading(scope, settled.moved[::-1], baseline=True, damaged=damaged)
    if settled.documents or not settled.moved:
        yield Reading(scope, settled.documents[::-1], damaged=damaged, suspect=suspect)


def _moved(strangers: Sequence[_Named], memory: _Memory) -> set[_Named]:
    """The strangers whose titles are known, where they are most of them: the feed has renamed its articles."""
    titled = [one for one in strangers if memory.by_title(one)]
    if 2 * len(titled) <= len(strangers):
        return set()
    memory.claim(titled, memory.by_title)
    return {one for one in titled if one in memory.claimed}


class _Memory:
    """What is remembered of this feed, as far as it was looked up, and which of it has been found in it again."""

    def __init__(self, known: Mapping[str, Known], today: date, claimed: dict[_Named, str] | None = None) -> None:
        self.known = known
        self.today = today
        self.claimed = {} if claimed is None else claimed
        self._owners = {alias: key for key, one in known.items() for alias in one.document.aliases}

    def among(self, known: Mapping[str, Known]) -> _Memory:
        """The same with more looked up."""
        return _Memory(known, self.today, self.claimed)

    @cached_property
    def _titles(self) -> Mapping[str, list[Document]]:
        """Newest first."""
        titles = defaultdict(list)
        documents = (one.document for one in self.known.values())
        for document in sorted(documents, key=lambda one: one.published or OLDEST, reverse=True):
            titles[_normal(document.title)].append(document)
        return titles

    def claim(self, named: Iterable[_Named], recognised: Callable[[_Named], str]) -> None:
        """Settles those that are recognised; what is remembered is found again only once."""
        taken = set(self.claimed.values())
        for one in named:
            key = "" if one in self.claimed else recognised(one)
            if key and key not in taken:
                self.claimed[one] = key
                taken.add(key)

    def _owner(self, name: str) -> str:
        return name if name in self.known else self._owners.get(name, "")

    def by_key(self, one: _Named) -> str:
        return self._owner(one.key)

    def by_link(self, one: _Named) -> str:
        return self._owner(one.alias)

    def by_words(self, one: _Named) -> str:
        """For feeds with a new guid and a new link on every fetch: the same title on the same day, or (undated)
        the same words within a week."""
        return next((old.key for old in self._lost(one) if self._same_story(old, one.draft)), "")

    def by_title(self, one: _Named) -> str:
        return next((old.key for old in self._lost(one)), "")

    def _lost(self, one: _Named) -> Iterable[Document]:
        """What is remembered under this title and was not found again (yet)."""
        taken = set(self.claimed.values())
        return (old for old in self._titles.get(_normal(_title(one.draft)), ()) if old.key not in taken)

    def _same_story(self, old: Document, draft: Draft) -> bool:
        if draft.published:
            return old.published == draft.published
        seen = old.published or OLDEST
        return self.today - seen <= UNDATED_AGAIN and not differs(old.summary, _summary(draft))

    def document(self, one: _Named, fallback: str) -> Document:
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
            title=_title(draft),
            url=draft.link or (draft.guid if is_url(draft.guid) else fallback),
            published=draft.published or (before.published if before else None) or self.today,
            summary=_summary(draft),
            aliases=aliases,
            words=draft.words,
        )

    def publication(self, one: _Named, article: Document) -> Document:
        """The same where the moment of its last update counts; one that goes back is no news."""
        before = self.known[article.key].document.details.get("updated") if article.key in self.known else None
        updated = max(one.draft.updated, str(before or ""))
        return replace(article, kind="publication", details={"updated": updated} if updated else {})


def _title(draft: Draft) -> str:
    return draft.title or draft.summary[:80].rstrip() or draft.link or draft.guid


def _summary(draft: Draft) -> str:
    """Nothing where it only says the title again."""
    return draft.summary if differs(draft.summary, _title(draft)) else ""


def _normal(title: str) -> str:
    return fold(title).casefold()


def _spotted(draft: Draft, today: date) -> _Spotted:
    draft = _dated(draft, today)
    return _Spotted(draft, _key(draft), _spot(draft))


def _named(spotted: Sequence[_Spotted], known: Mapping[str, Known], home: str) -> list[_Named]:
    """Each article of the feed once: of those with the same names the first wins."""
    spots: dict[str, set[str]] = defaultdict(set)
    for one in spotted:
        spots[one.key].add(one.spot)
    by_key: dict[str, _Named] = {}
    for one in spotted:
        key = _own_key(one, known, shared=len(spots[one.key]) > 1)
        by_key.setdefault(key, _Named(one.draft, key, one.alias))
    links = Counter(one.alias for one in by_key.values())
    return [
        one
        if not one.alias or (links[one.alias] == 1 and _names_an_article(one.alias, home))
        else replace(one, alias="")
        for one in by_key.values()
    ]


def _days(draft: Draft, today: date) -> Iterable[date]:
    """On which the same article may have been published when it is known by its words alone."""
    if draft.published:
        return (draft.published,)
    return (today - timedelta(days=ago) for ago in range(-1, UNDATED_AGAIN.days + 1))


def _names_an_article(link: str, home: str) -> bool:
    """A feed whose articles all link to its front page has no links of their own."""
    return link != home and "/" in link


def _dated(draft: Draft, today: date) -> Draft:
    """Without a date that can't be: 1756, 1970, next year."""
    tomorrow = today + timedelta(days=1)
    updated = draft.updated if draft.updated[:10] <= tomorrow.isoformat() else ""
    believable = draft.published and OLDEST <= draft.published <= tomorrow
    published = draft.published if believable else None
    if (updated, published) == (draft.updated, draft.published):
        return draft
    return replace(draft, updated=updated, published=published)


def _key(draft: Draft) -> str:
    """The guid, canonical where it is a URL; else the link; else the words."""
    if draft.guid:
        guid = unesc(draft.guid)
        return canon(guid) if is_url(guid) else guid
    if draft.link:
        return canon(draft.link)
    words = _normal(draft.title) + "\n" + draft.summary[:200]
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _spot(draft: Draft) -> str:
    """What tells two articles with one guid apart: where they stand, down to the part of the page."""
    guid = unesc(draft.guid)
    if is_url(guid) and "#" in place(guid):
        return place(guid)
    return place(draft.link) if draft.link else ""


def _own_key(one: _Spotted, known: Mapping[str, Known], *, shared: bool) -> str:
    """The key, or key and place where several articles share it; always the one it was once remembered by."""
    if one.both in known:
        return one.both
    first = one.key in known and canon(one.spot) in known[one.key].document.aliases if one.spot else False
    return one.both if shared and not first else one.key
