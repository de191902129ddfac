"""Remembers the documents of each source for ever, the names they were seen under, and the pages they stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, insert, select, union, update

from watcher.core.documents import Document
from watcher.core.visits import StoredDocument, StoredDocuments
from watcher.store.tables import IS_MISSING, aliases, documents

_OF_DOCUMENT = ("source_id", "key", "kind", "title", "url", "published", "summary", "details", "part_of")
WITHOUT_WORDS = [documents.c[name] for name in (*_OF_DOCUMENT, "scope", "missing", "withdrawn")]
# Built once: SQLAlchemy builds slower than SQLite answers.
_HELD_BY = select(*WITHOUT_WORDS).where(documents.c.source_id == bindparam("source"))
_THEIR_ALIASES = (aliases.c.source_id == documents.c.source_id) & (aliases.c.key == documents.c.key)
_NAMES: BindParameter[str] = bindparam("names", expanding=True)
# Each by its index: of an OR SQLite would look at every document of the source.
_ARE_NEAR = union(
    select(documents.c.key).where(documents.c.source_id == bindparam("source"), documents.c.key.in_(_NAMES)),
    select(aliases.c.key).where(aliases.c.source_id == bindparam("source"), aliases.c.alias.in_(_NAMES)),
    select(documents.c.key).where(
        documents.c.source_id == bindparam("source"), documents.c.published.in_(bindparam("days", expanding=True))
    ),
    select(documents.c.key).where(
        documents.c.source_id == bindparam("source"), documents.c.scope.in_(bindparam("scopes", expanding=True))
    ),
)
_NEAR = (
    _HELD_BY.add_columns(aliases.c.alias)
    .outerjoin_from(documents, aliases, _THEIR_ALIASES)
    .where(documents.c.key.in_(_ARE_NEAR))
)
_MISSING = _HELD_BY.where(IS_MISSING)
_ALIASES_OF = select(aliases.c.alias, aliases.c.key).where(aliases.c.source_id == bindparam("source"))
_WORDS_OF = select(documents.c.words).where(
    documents.c.source_id == bindparam("source"), documents.c.key == bindparam("its_key")
)
_ADD = insert(documents)
_NAME = insert(aliases)
_CHANGE = update(documents).where(
    documents.c.source_id == bindparam("its_source"), documents.c.key == bindparam("its_key")
)


def missing(db: Connection, source_id: str) -> StoredDocuments:
    """Returns the documents that the source's last good reading missed, without aliases or words: all that matters
    while its pages are as they were."""
    return StoredDocuments({row.key: known(row) for row in db.execute(_MISSING, {"source": source_id})}, {})


def memory(db: Connection, source_id: str) -> StoredDocuments:
    """Returns all that is remembered of a source's documents, but for their `words`: a visit compares without them."""
    names = {row.alias: row.key for row in db.execute(_ALIASES_OF, {"source": source_id})}
    by_key: dict[str, list[str]] = defaultdict(list)
    for alias, key in names.items():
        by_key[key].append(alias)
    rows = db.execute(_HELD_BY, {"source": source_id}).all()
    held = (known(row, tuple(by_key.get(row[1], ()))) for row in rows)
    return StoredDocuments({stored.document.key: stored for stored in held}, names)


def load_named(
    db: Connection, source_id: str, names: Iterable[str], days: Iterable[date], scopes: Iterable[str]
) -> dict[str, StoredDocument]:
    """Returns by key the documents that bear one of these names, as key or alias, were published on one of these days,
    or stand on one of these pages (scopes); without their words."""
    asked = {"source": source_id, "names": list(names), "days": list(days), "scopes": list(scopes)}
    rows: dict[str, Row[Any]] = {}
    called: dict[str, list[str]] = defaultdict(list)
    for row in db.execute(_NEAR, asked):
        rows[row[1]] = row
        called[row[1]] += [row[-1]] if row[-1] else []
    return {key: known(row[:-1], tuple(called[key])) for key, row in rows.items()}


def words_of(db: Connection, source_id: str, key: str) -> str:
    """Returns the text on which topics are matched beside title and summary, as it was last read; empty where there is
    none."""
    return db.execute(_WORDS_OF, {"source": source_id, "its_key": key}).scalar() or ""


def reports(db: Connection, source_id: str, most: int = 3_000) -> list[Document]:
    """Returns at most `most` reports of a source that are not withdrawn, without their words; those that were seen
    first come last."""
    mine = (documents.c.source_id == source_id) & (documents.c.kind == "report") & documents.c.withdrawn.is_(False)
    query = select(*WITHOUT_WORDS).where(mine).order_by(documents.c.first_seen.desc()).limit(most)
    return [known(row).document for row in db.execute(query)]


def known(row: Sequence[Any], aliases: tuple[str, ...] = ()) -> StoredDocument:
    """Builds the stored document, without its words, from a row of WITHOUT_WORDS."""
    # By place: by name it takes as long again, and there may be thousands.
    _, key, kind, title, url, published, summary, details, part_of, scope, missing, withdrawn = tuple(row)
    document = Document(key, kind, title, url, published, summary, details, part_of, aliases)
    return StoredDocument(document, scope, missing, withdrawn)


def save(
    db: Connection, source_id: str, remembered: Iterable[StoredDocument], before: StoredDocuments, now: datetime
) -> None:
    """Writes these documents, new ones with `first_seen` at `now`, each kind of write with one statement; `before`
    tells which documents and names are new. A document without words keeps those that were read earlier."""
    new, reworded, same_words, names = [], [], [], []
    for known in remembered:
        row, key, words = _row(known), known.document.key, known.document.words
        if key not in before.known:
            new.append(row | {"source_id": source_id, "key": key, "words": words, "first_seen": now})
        elif words:
            reworded.append(row | {"its_source": source_id, "its_key": key, "words": words})
        else:
            same_words.append(row | {"its_source": source_id, "its_key": key})  # what was read earlier stays
        fresh = (name for name in known.document.aliases if name not in before.aliases and name != key)
        names += [{"source_id": source_id, "alias": name, "key": key} for name in dict.fromkeys(fresh)]
    for statement, rows in ((_ADD, new), (_CHANGE, reworded), (_CHANGE, same_words), (_NAME, names)):
        if rows:
            db.execute(statement, rows)


def _row(known: StoredDocument) -> dict[str, Any]:
    document = known.document
    return {
        "scope": known.scope,
        "kind": document.kind,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "summary": document.summary,
        "details": dict(document.details),
        "part_of": document.part_of,
        "missing": known.missing,
        "withdrawn": known.withdrawn,
    }
