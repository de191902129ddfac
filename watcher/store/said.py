"""Finds the documents that hold the words somebody asked for, the newest first, and the sentences that do. Where else a
paper's text may be kept is decided here alone (`_with_words`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, tzinfo

from sqlalchemy import Connection, select

from watcher.core.dates import read_day
from watcher.core.documents import Document
from watcher.core.meetings import committee_of, meeting_day
from watcher.core.queries import SaidSentence
from watcher.rules.item_thread import folded
from watcher.rules.phrases import Phrase
from watcher.rules.said import KINDS, sentences_with
from watcher.store import documents, search
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import documents as rows

MOST_DOCUMENTS = 150
"""That are looked through: those first seen last."""


def said(db: Connection, wanted: Sequence[Phrase], most: int, zone: tzinfo) -> list[SaidSentence]:
    """Returns at most `most` sentences with all of the words, the newest first, each once; looks through MOST_DOCUMENTS
    documents. Where nothing else tells the day, it is the day in `zone` on which the document was first seen."""
    mine = search.holding(db, wanted) & rows.c.kind.in_(KINDS) & rows.c.withdrawn.is_(False)
    query = select(*WITHOUT_WORDS, rows.c.first_seen).where(mine).order_by(rows.c.first_seen.desc(), rows.c.key)
    dated = []
    for row in db.execute(query.limit(MOST_DOCUMENTS)).all():
        document = known(row[:-1]).document
        dated.append((_day(document) or row.first_seen.astimezone(zone).date(), row.source_id, document))
    found: dict[str, SaidSentence] = {}
    for day, source, document in sorted(dated, key=lambda entry: entry[0], reverse=True):
        for page, sentence in sentences_with(_with_words(db, source, document), wanted):
            hit = SaidSentence(day, source, _body(source, document), sentence, document, page)
            found.setdefault(folded(sentence), hit)
        if len(found) >= most:  # the others are older
            break
    return list(found.values())[:most]


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
