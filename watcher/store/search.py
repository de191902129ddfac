"""Full text over titles, summaries and papers: SQLite's index (migration 0004), or letter by letter in other
databases."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Row, and_, column, select, table

from watcher.core.documents import Document
from watcher.core.queries import SearchHit
from watcher.rules.phrases import Phrase
from watcher.store.tables import documents

_INDEX = table("documents_search", column("rowid"), column("documents_search"))
_LEAST = "\\"  # what takes the meaning from a sign in LIKE


def search(db: Connection, wanted: Sequence[Phrase], skip: int, most: int) -> list[SearchHit]:
    """The documents that hold all of the phrases, the newest first; where there is an index, those before all others
    that hold them in their titles."""
    if db.dialect.name == "sqlite":
        numbers = _best(db, wanted, skip, most)
        rows = db.execute(select(documents).where(documents.c.number.in_(numbers))).all()
        return [found(row) for row in sorted(rows, key=lambda row: numbers.index(row.number))]
    query = select(documents).where(letter_by_letter(wanted))
    query = query.order_by(documents.c.first_seen.desc(), documents.c.key)
    return [found(row) for row in db.execute(query.offset(skip).limit(most))]


def _best(db: Connection, wanted: Sequence[Phrase], skip: int, most: int) -> list[int]:
    """The numbers of those documents. The index gives the newest of a word at once, however many have it, where to
    weigh all of them against each other would take the longer the more there are."""
    whole = _quoted(wanted)
    titled = _newest(db, f"{{title}} : ({whole})", 0, skip + most)
    others = f"({whole}) NOT ({{title}} : ({whole}))"
    lacking = skip + most - len(titled)
    return titled[skip:] + (_newest(db, others, max(0, skip - len(titled)), min(lacking, most)) if lacking else [])


def _newest(db: Connection, match: str, skip: int, most: int) -> list[int]:
    query = select(_INDEX.c.rowid).where(_INDEX.c.documents_search.op("MATCH")(match)).order_by(_INDEX.c.rowid.desc())
    return list(db.execute(query.offset(skip).limit(most)).scalars())


def holding(db: Connection, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """A condition on documents: all of the phrases stand there; it may let through a few in which they only nearly
    do."""
    if db.dialect.name == "sqlite":
        matching = _INDEX.c.documents_search.op("MATCH")(_quoted(wanted))
        return documents.c.number.in_(select(_INDEX.c.rowid).where(matching))
    return letter_by_letter(wanted)


def letter_by_letter(wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """The same where there is no index: every word stands somewhere in the document."""
    whole = documents.c.title + " " + documents.c.summary + " " + documents.c.words
    return and_(*(whole.ilike(f"%{_plain(word)}%", escape=_LEAST) for one in wanted for word in _words(one)))


def _quoted(wanted: Sequence[Phrase]) -> str:
    """In the index's own language every phrase is quoted, so that nothing of what people write is a command."""
    return " ".join(f'"{" ".join(_words(one))}"' for one in wanted)


def _words(one: Phrase) -> list[str]:
    return [word for word in one.words if word.isalnum()]


def _plain(word: str) -> str:
    return "".join(f"{_LEAST}{sign}" if sign in f"%_{_LEAST}" else sign for sign in word)


def found(row: Row[tuple[object, ...]]) -> SearchHit:
    held = row._mapping
    document = Document(
        key=held["key"],
        kind=held["kind"],
        title=held["title"],
        url=held["url"],
        published=held["published"],
        summary=held["summary"],
        details=held["details"],
        part_of=held["part_of"],
        words=held["words"],
    )
    return SearchHit(held["source_id"], document, held["first_seen"], held["withdrawn"])
