"""Full text over titles, summaries and papers: SQLite's index (migration 0004), or letter by letter in other
databases."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Row, and_, column, literal_column, select, table

from watcher.commands.library import Found
from watcher.model import Document
from watcher.phrases import Phrase
from watcher.store.tables import documents

_INDEX = table("documents_search", column("rowid"), column("documents_search"))
_BEST_FIRST: ColumnElement[float] = literal_column("bm25(documents_search, 10, 4, 1)")  # a word in the title says most
_LEAST = "\\"  # what takes the meaning from a sign in LIKE


def search(db: Connection, wanted: Sequence[Phrase], skip: int, most: int) -> list[Found]:
    """The documents that hold all of the phrases: the best first where there is an index, else the newest."""
    query = select(documents).where(holding(db, wanted))
    if db.dialect.name == "sqlite":
        indexed = documents.join(_INDEX, documents.c.number == _INDEX.c.rowid)
        query = select(documents).select_from(indexed).where(_in_index(wanted)).order_by(_BEST_FIRST)
    query = query.order_by(documents.c.first_seen.desc(), documents.c.key)
    return [_found(row) for row in db.execute(query.offset(skip).limit(most))]


def holding(db: Connection, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """A condition on documents: all of the phrases stand there; it may let through a few in which they only nearly
    do."""
    if db.dialect.name == "sqlite":
        return documents.c.number.in_(select(_INDEX.c.rowid).where(_in_index(wanted)))
    return letter_by_letter(wanted)


def letter_by_letter(wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """The same where there is no index: every word stands somewhere in the document."""
    whole = documents.c.title + " " + documents.c.summary + " " + documents.c.words
    return and_(*(whole.ilike(f"%{_plain(word)}%", escape=_LEAST) for one in wanted for word in _words(one)))


def _in_index(wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """In the index's own language every phrase is quoted, so that nothing of what people write is a command."""
    quoted = " ".join(f'"{" ".join(_words(one))}"' for one in wanted)
    return _INDEX.c.documents_search.op("MATCH")(quoted)


def _words(one: Phrase) -> list[str]:
    return [word.replace('"', " ") for word in one.words if word != "|"]


def _plain(word: str) -> str:
    return "".join(f"{_LEAST}{sign}" if sign in f"%_{_LEAST}" else sign for sign in word)


def _found(row: Row[tuple[object, ...]]) -> Found:
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
    return Found(held["source_id"], document, held["first_seen"], held["withdrawn"])
