"""PURE: the key that each article of a feed bears by itself, told apart from the others that stand beside it
(facts/news.md, "Identity")."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from watcher.core.documents import Document
from watcher.core.text import differs, normalise, only_minor
from watcher.core.visits import StoredDocument
from watcher.sources.dates import dates_in, without_date
from watcher.sources.feed.entry import Entry
from watcher.sources.urls import canon, exact, is_url, place, unesc

OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Spotted:
    """An entry with a believable date, the key it bears by itself, and where it stands: `spot` without what may be
    tracking, `exact_spot` with it."""

    entry: Entry
    key: str
    spot: str
    exact_spot: str

    @property
    def alias(self) -> str:
        """Return the address of the article without what only tracks readers; "" where it has none."""
        return canon(self.entry.link) if self.entry.link else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name that it may be known by."""
        return self.key, both(self.key, self.spot), both(self.key, self.exact_spot), *filter(None, [self.alias])


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with its own key and, where no other shares it, the identity of its link."""

    entry: Entry
    key: str
    alias: str


def both(key: str, spot: str) -> str:
    """Make the key of one of several articles that share a key: it says where the article stands, too."""
    return f"{key} {spot}"


def spotted(entry: Entry, today: date) -> Spotted:
    """Return the article with the names by which it may be known again (facts/news.md, identity)."""
    entry = _dated(entry, today)
    guid = unesc(entry.guid)
    if is_url(guid) and "#" in place(guid):
        return Spotted(entry, _key(entry), place(guid), place(guid))
    link = entry.link
    return Spotted(entry, _key(entry), place(link) if link else "", exact(link) if link else "")


def named(found: Sequence[Spotted], known: Mapping[str, StoredDocument], home: str) -> list[Named]:
    """Return each article of the feed once: of those with the same names the first wins."""
    groups: dict[str, list[Spotted]] = defaultdict(list)
    for article in found:
        groups[article.key].append(article)
    spots = {key: dict(_spots(group)) for key, group in groups.items()}
    pages = {key: Counter(map(canon, set(its.values()))) for key, its in spots.items()}
    by_key: dict[str, Named] = {}
    spot_of: dict[str, str] = {}
    for article in found:
        its, page = spots[article.key], canon(article.spot)
        shared = len(set(its.values())) > 1
        spot = its[article.exact_spot]
        key = _own_key(article, spot, known, shared=shared, beside=pages[article.key][page] > 1)
        if spot_of.setdefault(key, spot) != spot:  # remembered by the place where another stands by now
            key = both(article.key, spot)
        alias = article.alias if article.entry.guid or key == article.alias else ""  # shared with others, now or before
        by_key.setdefault(key, Named(article.entry, key, alias))
    links = Counter(article.alias for article in by_key.values())
    return [
        article
        if not article.alias or (links[article.alias] == 1 and _names_an_article(article.alias, home))
        else replace(article, alias="")
        for article in by_key.values()
    ]


def title_of(entry: Entry) -> str:
    """Return what an article is called: its title, else its first words, else its address."""
    return entry.title or entry.summary[:80].rstrip() or entry.link or entry.guid


def day_in_title(entry: Entry, today: date) -> date | None:
    """Return the day in brackets that a title ends with, as in "Special Educational Needs (26 Nov 2026)" of a feed of
    Parliament (facts/further.md, 6); None where it ends otherwise, or with a day that can't be that of publication."""
    title = normalise(entry.title)
    before, bracket, said = title.removesuffix(")").rpartition("(")
    if not (title.endswith(")") and bracket and before.strip()):
        return None
    found = dates_in(said)
    if len(found) != 1:
        return None
    when, start, end = found[0]
    is_alone = not any(without_date(said, start, end))
    return when if is_alone and OLDEST <= when <= today + timedelta(days=1) else None


def summary_of(entry: Entry) -> str:
    """Return the summary; "" where it only says the title again."""
    return entry.summary if differs(entry.summary, title_of(entry)) else ""


def normal(title: str) -> str:
    """Return the title as titles are compared: without marks of writing and in small letters."""
    return normalise(title).casefold()


def is_other_part(old: str, new: str) -> bool:
    """Tell whether two links to one page name different parts of it, or differ in what may be tracking; not where only
    one of them says any such thing."""
    page = canon(new)
    return exact(old) != exact(new) and page not in (exact(old), exact(new))


def is_another_story(old: Document, entry: Entry) -> bool:
    """Tell whether neither title nor text is that of the article that was known by this link: no edit, but the next
    bulletin at the same address."""
    reworded = differs(old.title, title_of(entry)) and not only_minor(old.title, title_of(entry))
    summary = summary_of(entry)
    return reworded and (differs(old.summary, summary) or not summary)


def _spots(group: Iterable[Spotted]) -> Iterator[tuple[str, str]]:
    """Pair the exact spot of each of those that share a key with the spot that counts: what may be tracking counts
    where it tells apart articles of different titles."""
    places: dict[str, list[Spotted]] = defaultdict(list)
    for article in group:
        places[article.spot].append(article)
    for spot, beside in places.items():
        apart = len({normal(title_of(article.entry)) for article in beside}) > 1
        for article in beside:
            yield article.exact_spot, article.exact_spot if apart else spot


def _names_an_article(link: str, home: str) -> bool:
    """Tell whether the link is an article's own: a feed whose articles all link to its front page has none."""
    return link != home and "/" in link


def _dated(entry: Entry, today: date) -> Entry:
    """Return the entry without a date that can't be: 1756, 1970, next year."""
    tomorrow = today + timedelta(days=1)
    updated = entry.updated if entry.updated[:10] <= tomorrow.isoformat() else ""
    believable = entry.published and OLDEST <= entry.published <= tomorrow
    published = entry.published if believable else None
    if (updated, published) == (entry.updated, entry.published):
        return entry
    return replace(entry, updated=updated, published=published)


def _key(entry: Entry) -> str:
    """Return the guid, canonical where it is a URL; else the link; else the words."""
    if entry.guid:
        guid = unesc(entry.guid)
        return canon(guid) if is_url(guid) else guid
    if entry.link:
        return canon(entry.link)
    words = normal(entry.title) + "\n" + entry.summary[:200]
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _own_key(article: Spotted, spot: str, known: Mapping[str, StoredDocument], *, shared: bool, beside: bool) -> str:
    """Return the key, or key and place where several articles share it; always the one it was once remembered by.
    `beside`: others of that key stand on the same page."""
    for name in (both(article.key, article.exact_spot), both(article.key, article.spot)):
        if name in known and (spot == article.spot or exact(known[name].document.url) == article.exact_spot):
            return name
    if article.key not in known or not article.spot:
        return both(article.key, spot) if shared else article.key
    old = known[article.key].document
    if exact(old.url) == article.exact_spot:
        return article.key
    if shared:
        return article.key if canon(article.spot) in old.aliases and not beside else both(article.key, spot)
    has_guid = bool(article.entry.guid)  # else its link is all that it is known by
    is_next = not has_guid and is_other_part(old.url, article.entry.link) and is_another_story(old, article.entry)
    return both(article.key, article.exact_spot) if is_next else article.key
