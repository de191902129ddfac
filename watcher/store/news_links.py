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
from watcher.store.changes import document_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents, sources

MOST_LATELY = 1_000
"""Documents of some days: those found last."""
MOST_HOLDING = 60
"""Papers that hold the same two words: the newest."""
_KIND = changes.c.document["kind"].as_string()
_FOUND = select(changes.c.source_id, changes.c.key, changes.c.kind, changes.c.topics, changes.c.document)
_STANDING = select(*WITHOUT_WORDS).where(
    documents.c.source_id.in_(select(sources.c.id)), documents.c.withdrawn.is_(False)
)


@dataclass(frozen=True, slots=True)
class LatelyFound:
    """A document with the topics that it was found by; none where nobody was told of it."""

    source: str
    document: Document
    topics: frozenset[str] = frozenset()


Lately = Mapping[tuple[str, str], LatelyFound]
"""By source and key."""


def lately(db: Connection, kinds: Collection[DocumentKind], since: datetime) -> Lately:
    """The documents of these kinds that were found to be new or changed since that moment, or that their pages say were
    published since that day, the newest first; not those withdrawn since."""
    query = _FOUND.where(changes.c.at >= since, _KIND.in_(kinds)).order_by(changes.c.id.desc()).limit(MOST_LATELY)
    found: dict[tuple[str, str], LatelyFound] = {}
    gone: set[tuple[str, str]] = set()
    for row in db.execute(query):
        where = (row.source_id, row.key)
        if row.kind == "withdrawn" and where not in found:
            gone.add(where)
        elif where not in gone and where not in found:
            found[where] = LatelyFound(row.source_id, document_of(row.document), frozenset(row.topics))
    dated = _STANDING.where(documents.c.published >= since.date(), documents.c.kind.in_(kinds))
    for row in db.execute(dated.order_by(documents.c.published.desc()).limit(MOST_LATELY)):
        document = known(row).document
        found.setdefault((row.source_id, document.key), LatelyFound(row.source_id, document))
    return found


def holding(
    db: Connection, among: Lately, spellings: Sequence[str], words: Sequence[str]
) -> Counter[tuple[str, str]]:
    """Which of these papers hold a number, in one of its spellings, together with one of these words: with how many."""
    found: Counter[tuple[str, str]] = Counter()
    numbers = [phrase for phrase in map(_exact, spellings) if phrase.words]
    for word in words:
        both = or_(*(search.holding(db, (number, _exact(word))) for number in numbers))
        query = select(documents.c.source_id, documents.c.key).where(both)
        rows = db.execute(query.order_by(documents.c.number.desc()).limit(MOST_HOLDING)) if numbers else ()
        found.update(where for row in rows if (where := (row.source_id, row.key)) in among)
    return found


def _exact(words: str) -> Phrase:
    return Phrase(words, plural=False)
