"""Gathers the life of one item as it is remembered: its documents, whichever source told them, and what changed in
them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from urllib.parse import urlsplit

from sqlalchemy import Connection, or_, select, tuple_

from watcher.core.documents import Change, Document
from watcher.core.queries import SearchHit, Story
from watcher.rules.item_thread import APART, ITEMS, folded, item_title, meeting_key, names, same_item
from watcher.rules.matching import own_words
from watcher.rules.phrases import Phrase
from watcher.store import search
from watcher.store.changes import change_of
from watcher.store.delivery_window import Condition
from watcher.store.tables import aliases, changes, documents

MOST_HITS = 40
MOST_NEAR = 5
MOST_ROWS = 400
_MOST_DOCUMENTS, _MOST_CHANGES, _MOST_TITLES = 100, 60, 500
_COMPARED = 80
"""Characters of a title."""
_ROUNDS = 2
"""A report leads to its decision by their title, and that to its issue by its number."""


def named(db: Connection, url: str, keys: Sequence[str]) -> Story:
    """Returns the story of what a link leads to: by its keys on its host, else by its address; an empty one where it
    leads to nothing known."""
    host = urlsplit(url).hostname or ""
    called = select(aliases.c.key).where(aliases.c.alias.in_(keys))
    by_key = [
        hit for hit in _rows(db, or_(documents.c.key.in_(keys), documents.c.key.in_(called))) if _is_on(hit, host)
    ]
    found = by_key or _rows(db, documents.c.url == url)
    items = [hit for hit in found if item_title(hit.document)]
    if items or not found:
        return _story(db, items)
    part = [hit for hit in _rows(db, documents.c.part_of.in_(keys)) if _is_on(hit, host) and item_title(hit.document)]
    first = found[0].document
    return Story(first.title, () if part else found, _changes(db, () if part else found), _titled(part))


def about(db: Connection, wanted: Sequence[Phrase]) -> Story:
    """Returns the story of the item whose title or papers hold all of the words, with others of which that is true;
    where none is, an empty one with items that come near."""
    hits = [hit for hit in search.search(db, wanted, 0, MOST_HITS) if item_title(hit.document)]
    asked = folded(" ".join(word for phrase in wanted for word in phrase.words))
    hits.sort(key=lambda hit: folded(item_title(hit.document)) != asked)  # who names one by its whole title means it
    if not hits:
        return Story(near=_near(db, wanted, asked))
    story = _story(db, hits[:1])
    told = {hit.document.key for hit in story.documents}
    others = [hit for hit in hits if hit.document.key not in told]
    return Story(story.title, story.documents, story.changes, _titled(others, but=story.title))


def _story(db: Connection, roots: Sequence[SearchHit]) -> Story:
    """Returns the story of the first of these hits: all that is of the same item."""
    if not roots:
        return Story()
    found = {(hit.source, hit.document.key): hit for hit in roots[:1]}
    for _ in range(_ROUNDS):
        for hit in _around(db, [hit.document for hit in found.values()]):
            if any(_are_one(hit, known) for known in list(found.values())):
                found.setdefault((hit.source, hit.document.key), hit)
    found |= {(hit.source, hit.document.key): hit for hit in _beside(db, list(found.values()))}
    kept = list(found.values())[:_MOST_DOCUMENTS]
    return Story(item_title(roots[0].document), kept, _changes(db, kept))


def _around(db: Connection, known: Iterable[Document]) -> list[SearchHit]:
    """Returns the items that share a number or a title with one of these documents."""
    keys = {name for document in known for name in names(document)}
    near = documents.c.key.in_(keys) | documents.c.part_of.in_(keys)
    for title in {item_title(document) for document in known}:
        if phrases := own_words(f'"{title}"'):
            near |= search.holding(db, phrases)
    return _rows(db, documents.c.kind.in_(ITEMS) & near)


def _beside(db: Connection, items: Sequence[SearchHit]) -> list[SearchHit]:
    """Returns the meetings that had the item or will, and what was minuted there."""
    keys = {key for hit in items if (key := meeting_key(hit.document))}
    issues = {name for hit in items for name in names(hit.document) if name.startswith("i")}
    of_meeting = documents.c.part_of.in_(keys) & documents.c.kind.in_(("minutes", "decisions"))
    meetings = (documents.c.kind == "meeting") & (documents.c.key.in_(keys) | documents.c.part_of.in_(issues))
    hosts = {urlsplit(hit.document.url).hostname for hit in items}
    return [hit for hit in _rows(db, of_meeting | meetings) if urlsplit(hit.document.url).hostname in hosts]


def _are_one(hit: SearchHit, known: SearchHit) -> bool:
    return same_item(hit.document, known.document, far=abs(hit.seen - known.seen) > APART)


def _changes(db: Connection, hits: Collection[SearchHit]) -> list[Change]:
    """Returns the last changes of these documents, oldest first, without new and minor ones."""
    own = tuple_(changes.c.source_id, changes.c.key).in_([(hit.source, hit.document.key) for hit in hits])
    query = select(changes).where(own, changes.c.kind != "new", changes.c.minor.is_(False))
    rows = db.execute(query.order_by(changes.c.id.desc()).limit(_MOST_CHANGES)).all()
    return [change_of(row._mapping) for row in reversed(rows)]


def _near(db: Connection, wanted: Sequence[Phrase], asked: str) -> Sequence[SearchHit]:
    """Returns items that hold one of the words at least, else those of nearly this title."""
    some = [hit for phrase in wanted for hit in search.search(db, [phrase], 0, MOST_HITS) if phrase.trigger]
    if titled := _titled([hit for hit in some if item_title(hit.document)]):
        return titled
    newest = _rows(db, documents.c.kind.in_(ITEMS), _MOST_TITLES)
    by_title = {title[:_COMPARED]: hit for hit in newest if (title := folded(item_title(hit.document)))}
    return [by_title[title] for title in get_close_matches(asked[:_COMPARED], by_title, MOST_NEAR)]


def _titled(hits: Iterable[SearchHit], but: str = "") -> Sequence[SearchHit]:
    """Returns the first hit of each title, but for the title `but`; at most MOST_NEAR."""
    found: dict[str, SearchHit] = {}
    for hit in hits:
        found.setdefault(folded(item_title(hit.document)), hit)
    found.pop(folded(but), None)
    return list(found.values())[:MOST_NEAR]


def _rows(db: Connection, wanted: Condition, most: int = MOST_ROWS) -> list[SearchHit]:
    query = select(documents).where(wanted).order_by(documents.c.first_seen.desc(), documents.c.key)
    return [search.found(row) for row in db.execute(query.limit(most))]


def _is_on(hit: SearchHit, host: str) -> bool:
    """Tells whether the document is on this host, with `www.` or without."""
    return (urlsplit(hit.document.url).hostname or "").removeprefix("www.") == host.removeprefix("www.")
