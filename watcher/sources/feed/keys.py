"""The key that each article of a feed bears by itself, told apart from the others that stand beside it
(facts/news.md, "Identity"). Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from watcher.core.documents import Document
from watcher.core.sources import StoredDocument
from watcher.core.text import differs, normalise, only_minor
from watcher.sources.feed.entry import Entry
from watcher.sources.urls import canon, exact, is_url, place, unesc

OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A draft with a believable date, the key it bears by itself, and where it stands: `spot` without what may be
    tracking, `exact_spot` with it."""

    draft: Entry
    key: str
    spot: str
    exact_spot: str

    @property
    def alias(self) -> str:
        return canon(self.draft.link) if self.draft.link else ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it may be known by."""
        return self.key, both(self.key, self.spot), both(self.key, self.exact_spot), *filter(None, [self.alias])


@dataclass(frozen=True, slots=True)
class Named:
    """A draft with its own key and, where no other shares it, the identity of its link."""

    draft: Entry
    key: str
    alias: str


def both(key: str, spot: str) -> str:
    """The key of one of several articles that share one."""
    return f"{key} {spot}"


def spotted(draft: Entry, today: date) -> Spotted:
    draft = _dated(draft, today)
    guid = unesc(draft.guid)
    if is_url(guid) and "#" in place(guid):
        return Spotted(draft, _key(draft), place(guid), place(guid))
    link = draft.link
    return Spotted(draft, _key(draft), place(link) if link else "", exact(link) if link else "")


def named(found: Sequence[Spotted], known: Mapping[str, StoredDocument], home: str) -> list[Named]:
    """Each article of the feed once: of those with the same names the first wins."""
    groups: dict[str, list[Spotted]] = defaultdict(list)
    for one in found:
        groups[one.key].append(one)
    spots = {key: dict(_spots(group)) for key, group in groups.items()}
    pages = {key: Counter(map(canon, set(its.values()))) for key, its in spots.items()}
    by_key: dict[str, Named] = {}
    for one in found:
        its, page = spots[one.key], canon(one.spot)
        shared = len(set(its.values())) > 1
        key = _own_key(one, its[one.exact_spot], known, shared=shared, beside=pages[one.key][page] > 1)
        alias = one.alias if one.draft.guid or key == one.alias else ""  # shared with others, now or before
        by_key.setdefault(key, Named(one.draft, key, alias))
    links = Counter(one.alias for one in by_key.values())
    return [
        one
        if not one.alias or (links[one.alias] == 1 and _names_an_article(one.alias, home))
        else replace(one, alias="")
        for one in by_key.values()
    ]


def title_of(draft: Entry) -> str:
    return draft.title or draft.summary[:80].rstrip() or draft.link or draft.guid


def summary_of(draft: Entry) -> str:
    """Nothing where it only says the title again."""
    return draft.summary if differs(draft.summary, title_of(draft)) else ""


def normal(title: str) -> str:
    return normalise(title).casefold()


def is_other_part(old: str, new: str) -> bool:
    """Whether two links to one page name different parts of it, or differ in what may be tracking; not where only one
    of them says any such thing."""
    page = canon(new)
    return exact(old) != exact(new) and page not in (exact(old), exact(new))


def is_another_story(old: Document, draft: Entry) -> bool:
    """Whether neither title nor text is that of the article that was known by this link: no edit, but the next
    bulletin at the same address."""
    reworded = differs(old.title, title_of(draft)) and not only_minor(old.title, title_of(draft))
    summary = summary_of(draft)
    return reworded and (differs(old.summary, summary) or not summary)


def _spots(group: Iterable[Spotted]) -> Iterator[tuple[str, str]]:
    """By its exact spot where each of those that share a key stands: what may be tracking counts where it tells apart
    articles of different titles."""
    places: dict[str, list[Spotted]] = defaultdict(list)
    for one in group:
        places[one.spot].append(one)
    for spot, beside in places.items():
        apart = len({normal(title_of(one.draft)) for one in beside}) > 1
        for one in beside:
            yield one.exact_spot, one.exact_spot if apart else spot


def _names_an_article(link: str, home: str) -> bool:
    """A feed whose articles all link to its front page has no links of their own."""
    return link != home and "/" in link


def _dated(draft: Entry, today: date) -> Entry:
    """Without a date that can't be: 1756, 1970, next year."""
    tomorrow = today + timedelta(days=1)
    updated = draft.updated if draft.updated[:10] <= tomorrow.isoformat() else ""
    believable = draft.published and OLDEST <= draft.published <= tomorrow
    published = draft.published if believable else None
    if (updated, published) == (draft.updated, draft.published):
        return draft
    return replace(draft, updated=updated, published=published)


def _key(draft: Entry) -> str:
    """The guid, canonical where it is a URL; else the link; else the words."""
    if draft.guid:
        guid = unesc(draft.guid)
        return canon(guid) if is_url(guid) else guid
    if draft.link:
        return canon(draft.link)
    words = normal(draft.title) + "\n" + draft.summary[:200]
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _own_key(one: Spotted, spot: str, known: Mapping[str, StoredDocument], *, shared: bool, beside: bool) -> str:
    """The key, or key and place where several articles share it; always the one it was once remembered by. `beside`:
    others of that key stand on the same page."""
    for name in (both(one.key, one.exact_spot), both(one.key, one.spot)):
        if name in known and (spot == one.spot or exact(known[name].document.url) == one.exact_spot):
            return name
    if one.key not in known or not one.spot:
        return both(one.key, spot) if shared else one.key
    old = known[one.key].document
    if exact(old.url) == one.exact_spot:
        return one.key
    if shared:
        return one.key if canon(one.spot) in old.aliases and not beside else both(one.key, spot)
    has_guid = bool(one.draft.guid)  # else its link is all that it is known by
    is_next = not has_guid and is_other_part(old.url, one.draft.link) and is_another_story(old, one.draft)
    return both(one.key, one.exact_spot) if is_next else one.key
