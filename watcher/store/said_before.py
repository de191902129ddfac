"""Finds the versions of papers that were replaced and may hold words that somebody asked for. No index has their words:
they are few beside all papers, and each is unpacked and looked through, the newest first, within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, select

from watcher.core.documents import PAGE_BREAK
from watcher.rules.item_thread import folded
from watcher.rules.phrases import Phrase
from watcher.rules.said import KINDS, may_hold
from watcher.rules.sentences import sentences
from watcher.store.paper_tables import paper_versions, papers
from watcher.store.tables import documents

MOST_VERSIONS = 1_000
"""That are unpacked for one question."""
MOST_LETTERS = 20_000_000
"""Of all of them together: some fifteen packs of 600 pages, half a second; most versions are a page or ten."""


@dataclass(frozen=True, slots=True)
class ReplacedVersion:
    """A version of a document that another one replaced, and what it said, page by page."""

    source: str
    key: str
    first_seen: datetime
    pages: Sequence[str]


def replaced_versions(db: Connection, wanted: Sequence[Phrase]) -> Iterator[ReplacedVersion]:
    """Yields the versions that may hold all of the words, the newest first. What was withdrawn is none of them in its
    last version; what is recognised words of a scan is left out, for the next reading of the same scan differs."""
    later = paper_versions.alias()
    replaced = exists().where(
        later.c.source_id == paper_versions.c.source_id,
        later.c.key == paper_versions.c.key,
        later.c.id > paper_versions.c.id,
    )
    of_a_kind = exists().where(
        documents.c.source_id == paper_versions.c.source_id,
        documents.c.key == paper_versions.c.key,
        documents.c.kind.in_(KINDS),
    )
    query = select(*paper_versions.c).where(replaced & of_a_kind).order_by(paper_versions.c.id.desc())
    left, seen = MOST_LETTERS, set[tuple[str, str, str]]()
    for row in db.execute(query.limit(MOST_VERSIONS)).all():
        name = (row.source_id, row.key, row.sha256)
        if name in seen or left <= 0:
            continue  # one that came back and was replaced again
        seen.add(name)
        mine = (papers.c.sha256 == row.sha256) & (papers.c.read_as == "text")
        packed = db.execute(select(papers.c.text).where(mine)).scalar()
        text = zlib.decompress(packed).decode("utf-8", "surrogatepass") if packed else ""
        left -= len(text)
        if may_hold(text, wanted):
            yield ReplacedVersion(row.source_id, row.key, row.first_seen, text.split(PAGE_BREAK))


def standing(words: str) -> str:
    """Returns what a document says now, sentence after sentence, folded: ` {folded sentence} ` stands in it for each,
    also where another one goes on from it, or where it was set anew."""
    found = (folded(sentence.text) for sentence in sentences(words.split(PAGE_BREAK)))
    return f" {' '.join(found)} "
