"""Searches titles, summaries and papers by the index of each database: SQLite's own (migration 0004), or rows of words
on PostgreSQL (migration 0021). Both find the same."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from sqlalchemy import ColumnElement, Connection, Row, and_, column, func, select, table

from watcher.core.documents import Document
from watcher.core.queries import SearchHit
from watcher.rules.phrases import Phrase
from watcher.store.tables import documents

_INDEX = table("documents_search", column("rowid"), column("documents_search"))
_ROWS = table("documents_search", column("number"), column("titled"), column("words"))
_LONGEST_WORD = 100
"""Letters of a word that are looked at, as migration 0021 has them."""
_MARKS = dict.fromkeys(range(768, 880))
"""What accents are made of."""


def search(db: Connection, wanted: Sequence[Phrase], skip: int, most: int) -> list[SearchHit]:
    """Returns `most` documents that hold all of the phrases, after the first `skip`: those with them in their titles
    first, then the newest first."""
    numbers = _best(db, wanted, skip, most)
    rows = db.execute(select(documents).where(documents.c.number.in_(numbers))).all()
    return [found(row) for row in sorted(rows, key=lambda row: numbers.index(row.number))]


def _best(db: Connection, wanted: Sequence[Phrase], skip: int, most: int) -> list[int]:
    """Returns the numbers of those documents. The index gives the newest of a word at once, however many have it, where
    to weigh all of them against each other would take the longer the more there are."""
    newest = _newest if db.dialect.name == "sqlite" else _newest_on_server
    titled = newest(db, wanted, 0, skip + most, in_titles=True)
    lacking = skip + most - len(titled)
    if not lacking:
        return titled[skip:]
    return titled[skip:] + newest(db, wanted, max(0, skip - len(titled)), min(lacking, most), in_titles=False)


def _newest(db: Connection, wanted: Sequence[Phrase], skip: int, most: int, *, in_titles: bool) -> list[int]:
    whole = _quoted(wanted)
    match = f"{{title}} : ({whole})" if in_titles else f"({whole}) NOT ({{title}} : ({whole}))"
    query = select(_INDEX.c.rowid).where(_INDEX.c.documents_search.op("MATCH")(match)).order_by(_INDEX.c.rowid.desc())
    return list(db.execute(query.offset(skip).limit(most)).scalars())


def _newest_on_server(db: Connection, wanted: Sequence[Phrase], skip: int, most: int, *, in_titles: bool) -> list[int]:
    titled = _on_server(wanted, _ROWS.c.titled)
    query = select(documents.c.number).where(titled if in_titles else _on_server(wanted) & ~titled)
    return list(db.execute(query.order_by(documents.c.number.desc()).offset(skip).limit(most)).scalars())


def holding(db: Connection, wanted: Sequence[Phrase]) -> ColumnElement[bool]:
    """Returns a condition on documents: all of the phrases stand there."""
    if db.dialect.name == "sqlite":
        matching = _INDEX.c.documents_search.op("MATCH")(_quoted(wanted))
        return documents.c.number.in_(select(_INDEX.c.rowid).where(matching))
    return _on_server(wanted)


def _on_server(wanted: Sequence[Phrase], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Returns the same condition for PostgreSQL, where each phrase stands in one of the document's rows."""
    held = (select(_ROWS.c.number).where(_ROWS.c.words.op("@@")(_query(phrase)), *where) for phrase in wanted)
    return and_(*(documents.c.number.in_(numbers) for numbers in held))


def _query(phrase: Phrase) -> ColumnElement[str]:
    """Returns the phrase's words side by side, as PostgreSQL searches them: letters and digits alone, quoted, so that
    nothing of what people write is a command."""
    words = (normalize("NFD", word).translate(_MARKS)[:_LONGEST_WORD] for word in _words(phrase))
    return func.to_tsquery("watcher_words", " <-> ".join(f"'{word}'" for word in words))


def _quoted(wanted: Sequence[Phrase]) -> str:
    """Returns the phrases as SQLite's index searches them: quoted, so that nothing of what people write is a
    command."""
    return " ".join(f'"{" ".join(_words(phrase))}"' for phrase in wanted)


def _words(phrase: Phrase) -> list[str]:
    return [word for word in phrase.words if word.isalnum()]


def found(row: Row[tuple[object, ...]]) -> SearchHit:
    """Builds a search hit, with the document's words, from a row of `documents`."""
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
