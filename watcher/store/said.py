"""Finds the documents that hold the words somebody asked for, the newest first, and the sentences that do. Where a
paper's text is kept is decided here and in said_before.py alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from sqlalchemy import ColumnElement, Connection, select

from watcher.core.dates import read_day
from watcher.core.documents import PAGE_BREAK, Document
from watcher.core.meetings import committee_of, meeting_day
from watcher.core.queries import SaidSentence
from watcher.rules.item_thread import folded
from watcher.rules.phrases import Phrase
from watcher.rules.said import KINDS, sentences_with
from watcher.store import documents, papers, said_before, search
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents as rows

MOST_DOCUMENTS = 150
"""That are looked through: those first seen last."""


def said(db: Connection, wanted: Sequence[Phrase], most: int, zone: tzinfo) -> list[SaidSentence]:
    """Returns at most `most` sentences with all of the words, the newest first, each once; looks through MOST_DOCUMENTS
    documents, as many that were withdrawn, and versions that were replaced. What stands there still comes before what
    does no longer. Where nothing else tells the day, it is the day in `zone` on which the document was first seen."""
    found: dict[str, SaidSentence] = {}
    holding = search.holding(db, wanted)
    for hits in (
        _in_documents(db, wanted, holding & rows.c.withdrawn.is_(False), most, zone),
        _in_documents(db, wanted, holding & rows.c.withdrawn.is_(True), most, zone),
        _in_replaced(db, wanted, most, zone),
    ):
        for hit in hits:
            found.setdefault(folded(hit.text), hit)
    return sorted(found.values(), key=lambda hit: hit.day, reverse=True)[:most]


def _in_documents(
    db: Connection, wanted: Sequence[Phrase], which: ColumnElement[bool], most: int, zone: tzinfo
) -> list[SaidSentence]:
    """Returns the sentences of these documents as they were read last, those of one day and all newer ones that make
    `most`."""
    query = select(*WITHOUT_WORDS, rows.c.first_seen).where(which & rows.c.kind.in_(KINDS))
    dated = []
    for row in db.execute(query.order_by(rows.c.first_seen.desc(), rows.c.key).limit(MOST_DOCUMENTS)).all():
        stored, seen = known(row[:-1]), row.first_seen.astimezone(zone).date()
        dated.append((_day(stored.document) or seen, seen, row.source_id, stored))
    found: dict[str, SaidSentence] = {}
    for day, seen, source, stored in sorted(dated, key=lambda entry: entry[0], reverse=True):
        document = stored.document
        for page, sentence in sentences_with(_with_words(db, source, document), wanted):
            hit = SaidSentence(day, source, _body(source, document), sentence, document, page)
            if stored.withdrawn:
                version = _newest_version(db, source, document.key, zone) or seen
                hit = replace(hit, version=version, is_withdrawn=True)
            found.setdefault(folded(sentence), hit)
        if len(found) >= most:  # the others are older
            break
    return list(found.values())


def _in_replaced(db: Connection, wanted: Sequence[Phrase], most: int, zone: tzinfo) -> Iterator[SaidSentence]:
    """Yields the sentences of versions that were replaced, the newest version first, that the document does not say
    any more."""
    count = 0
    for version in said_before.replaced_versions(db, wanted):
        row = db.execute(select(*WITHOUT_WORDS).where(rows.c.source_id == version.source, rows.c.key == version.key))
        document = known(row.one()).document
        before = sentences_with(replace(document, summary="", words=PAGE_BREAK.join(version.pages)), wanted)
        standing = said_before.standing(documents.words_of(db, version.source, document.key)) if before else ""
        for page, sentence in before:
            if f" {folded(sentence)} " not in standing:
                seen = version.first_seen.astimezone(zone).date()
                body = _body(version.source, document)
                day = _day(document) or seen
                yield SaidSentence(day, version.source, body, sentence, document, page, version=seen)
                count += 1
        if count >= most:
            return


def _newest_version(db: Connection, source_id: str, key: str, zone: tzinfo) -> date | None:
    """Returns the day on which the last version of a document was first seen; None where none was read."""
    versions = papers.versions_of(db, source_id, key)
    return versions[-1].first_seen.astimezone(zone).date() if versions else None


def _with_words(db: Connection, source_id: str, document: Document) -> Document:
    """Returns the document with its text: loaded one at a time, for a pack may have a million letters."""
    return replace(document, words=documents.words_of(db, source_id, document.key))


def _day(document: Document) -> date | None:
    """Returns the day of the meeting, the decision, the publication or the inspection; None where none is known."""
    said_on = meeting_day(document) or read_day(document.details.get("decided")) or document.published
    return said_on or read_day(document.details.get("inspected"))


def _body(source_id: str, document: Document) -> str:
    """Returns the name of the committee; empty where the document has none."""
    committee = committee_of(source_id, document)
    return committee.name if committee else ""
