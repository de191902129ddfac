"""Which papers and articles were found or published lately, and which of the papers hold words of an article: what
rules/news_links.py compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from watcher.core.documents import Document, DocumentKind
from watcher.rules.phrases import Phrase
from watcher.store import search
from watcher.store.changes import NUMBER, document_of
from watcher.store.tables import changes, documents

MOST_HOLDING = 60
"""Papers that hold the same two words: the newest."""
_KIND = changes.c.document["kind"].as_string()
_FOUND = select(changes.c.source_id, changes.c.key, changes.c.kind, changes.c.topics, changes.c.document)


@dataclass(frozen=True, slots=True)
class LatelyFound:
    """A document with the topics that it was found by."""

    source: str
    document: Document
    topics: frozenset[str] = frozenset()


Lately = Mapping[tuple[str, str], LatelyFound]
"""By source and key."""


def lately(db: Connection, kinds: Collection[DocumentKind], since: datetime, most: int) -> Lately:
    """Returns the documents of these kinds that were found to be new or changed since that moment, the newest first, by
    at most so many of their changes; not those withdrawn since."""
    query = _FOUND.where(changes.c.at >= since, _KIND.in_(kinds)).order_by(NUMBER.desc()).limit(most)
    found: dict[tuple[str, str], LatelyFound] = {}
    gone: set[tuple[str, str]] = set()
    for row in db.execute(query):
        where = (row.source_id, row.key)
        if where not in found and where not in gone:
            if row.kind == "withdrawn":
                gone.add(where)
            else:
                found[where] = LatelyFound(row.source_id, document_of(row.document), frozenset(row.topics))
    return found


def holding(db: Connection, among: Lately, spellings: Sequence[str], words: Sequence[str]) -> Counter[tuple[str, str]]:
    """Returns which of these papers hold a number, in one of its spellings, together with one of these words: with how
    many."""
    found: Counter[tuple[str, str]] = Counter()
    numbers = list({phrase.words: phrase for phrase in map(_exact, spellings) if phrase.words}.values())
    for word in words:
        both = or_(*(search.holding(db, (number, _exact(word))) for number in numbers))
        query = select(documents.c.source_id, documents.c.key).where(both)
        rows = db.execute(query.order_by(documents.c.number.desc()).limit(MOST_HOLDING)) if numbers else ()
        found.update(where for row in rows if (where := (row.source_id, row.key)) in among)
    return found


def _exact(words: str) -> Phrase:
    return Phrase(words, plural=False)
