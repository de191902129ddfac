"""Keeps versions of papers: what each said page by page, where and how long it stood, and whether its file is kept."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from watcher.core.documents import PAGE_BREAK, Change
from watcher.core.papers import PaperRead, PaperVersion, ReadAs
from watcher.store import timestamps
from watcher.store.engines.statements import upsert_by
from watcher.store.paper_tables import paper_versions, papers

NOT_KEPT = "papers are not kept: "
"""Before why, in the name of a mark that says since when."""
MOST_VERSIONS = 50
"""Of one document: the newest; one that is saved anew all the time has more."""
_FIELDS = (
    paper_versions.c.source_id, paper_versions.c.key, paper_versions.c.sha256, paper_versions.c.url, papers.c.size,
    papers.c.pages, paper_versions.c.first_seen, paper_versions.c.last_seen, paper_versions.c.last_modified,
    papers.c.is_kept, papers.c.read_as,
)  # fmt: skip
_VERSIONS = select(*_FIELDS).join(papers, papers.c.sha256 == paper_versions.c.sha256).order_by(paper_versions.c.id)


def pages_of(db: Connection, sha256: str) -> list[str]:
    """Returns the text of each page of the paper with this SHA-256, page 1 first, as papers.pages gave it when it was
    read, whether its file is still kept or not; a page of pictures is empty. Empty where no such paper was ever
    read."""
    text = db.execute(select(papers.c.text).where(papers.c.sha256 == sha256)).scalar()
    return zlib.decompress(text).decode("utf-8", "surrogatepass").split(PAGE_BREAK) if text else []


def versions_of(db: Connection, source_id: str, key: str) -> list[PaperVersion]:
    """Returns all versions of this document that were ever read, oldest first. One that came back after another stands
    there again."""
    mine = (paper_versions.c.source_id == source_id) & (paper_versions.c.key == key)
    return [_version(row) for row in db.execute(_VERSIONS.where(mine))]


def earlier_version(db: Connection, change: Change) -> PaperVersion | None:
    """Returns the version of a paper that this change replaced or took away; None where none was read."""
    sha256 = change.earlier_version
    found = versions_of(db, change.source, change.document.key) if sha256 else []
    return next((version for version in reversed(found) if version.sha256 == sha256), None)


def versions_of_many(db: Connection, keys: Collection[str]) -> list[PaperVersion]:
    """Returns all versions of the documents with these keys, whatever their source, oldest first."""
    return [_version(row) for row in db.execute(_VERSIONS.where(paper_versions.c.key.in_(keys))).all()]


def all_versions(db: Connection) -> list[PaperVersion]:
    """Returns the versions of every document, oldest first."""
    return [_version(row) for row in db.execute(_VERSIONS)]


def hashes_of(db: Connection, source_id: str, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Returns, by key, the SHA-256 of the newest MOST_VERSIONS versions of these documents, oldest first; no key for a
    document without any."""
    found: dict[str, list[str]] = {}
    mine = (paper_versions.c.source_id == source_id) & paper_versions.c.key.in_(keys)
    query = select(paper_versions.c.key, paper_versions.c.sha256).where(mine).order_by(paper_versions.c.id)
    for row in db.execute(query):
        found.setdefault(row.key, []).append(row.sha256)
    return {key: hashes[-MOST_VERSIONS:] for key, hashes in found.items()}


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """What was read of a paper, as small as it can be held until it is saved: `size` in bytes, `pages` their number,
    `text` compressed. `is_kept`: its file lies in the state folder."""

    key: str
    url: str
    last_modified: str
    sha256: str
    size: int
    pages: int
    text: bytes
    read_as: ReadAs
    is_kept: bool = False


def prepare(paper: PaperRead) -> PreparedPaper:
    """Returns the paper with its hash, its text compressed, without its bytes."""
    text = zlib.compress(PAGE_BREAK.join(paper.pages).encode("utf-8", "surrogatepass"))
    sha256 = hashlib.sha256(paper.body).hexdigest()
    size, pages = len(paper.body), len(paper.pages)
    return PreparedPaper(paper.key, paper.url, paper.last_modified, sha256, size, pages, text, paper.read_as)


def add(db: Connection, source_id: str, paper: PreparedPaper, now: datetime, seen_before: datetime) -> None:
    """Remembers what was read of a document. `seen_before`: when its page was last read before; until then a version
    that this one replaces stood there."""
    _add_paper(db, paper)
    sha256 = paper.sha256
    mine = (paper_versions.c.source_id == source_id) & (paper_versions.c.key == paper.key)
    newest = select(paper_versions.c.id, paper_versions.c.sha256).where(mine).order_by(paper_versions.c.id.desc())
    last = db.execute(newest.limit(1)).first()
    where = {"url": paper.url, "last_modified": paper.last_modified}
    if last and last.sha256 == sha256:
        db.execute(update(paper_versions).where(paper_versions.c.id == last.id).values(last_seen=None, **where))
        return
    stood = mine & paper_versions.c.last_seen.is_(None)
    db.execute(update(paper_versions).where(stood).values(last_seen=seen_before))
    row = {"source_id": source_id, "key": paper.key, "sha256": sha256, "first_seen": now}
    db.execute(insert(paper_versions).values(row | where))


def _add_paper(db: Connection, paper: PreparedPaper) -> None:
    """Saves what the paper says; read again it may be more, where pictures can be read by now."""
    row: dict[str, Any] = {"text": paper.text, "read_as": paper.read_as, "pages": paper.pages}
    row |= {"is_kept": True} if paper.is_kept else {}
    upsert_by(db, papers, {"sha256": paper.sha256}, {"size": paper.size}, row)


def went(db: Connection, source_id: str, key: str, last_seen: datetime) -> None:
    """Notes that the document stands on its page no longer, and did so last at that moment."""
    stood = paper_versions.c.last_seen.is_(None)
    mine = (paper_versions.c.source_id == source_id) & (paper_versions.c.key == key)
    db.execute(update(paper_versions).where(mine, stood).values(last_seen=last_seen))


def came_back(db: Connection, source_id: str, keys: Iterable[str]) -> None:
    """Notes that these documents stand on their page again, in the version that was read last."""
    mine = (paper_versions.c.source_id == source_id) & paper_versions.c.key.in_(list(keys))
    newest = select(func.max(paper_versions.c.id)).where(mine).group_by(paper_versions.c.key)
    db.execute(update(paper_versions).where(paper_versions.c.id.in_(newest)).values(last_seen=None))


def let_go(db: Connection, most_bytes: int) -> list[str]:
    """Chooses the files that have to go so that those left take at most so many bytes, and notes that they are not
    kept; returns their SHA-256. Versions that were replaced or withdrawn go last: first what still stands on a portal,
    the one seen first before the rest; then what was replaced or withdrawn longest ago."""
    kept = papers.c.is_kept.is_(True)
    over = (db.execute(select(func.sum(papers.c.size)).where(kept)).scalar() or 0) - most_bytes
    if over <= 0:
        return []
    last_seen, first_seen = func.max(paper_versions.c.last_seen), func.min(paper_versions.c.first_seen)
    query = select(papers.c.sha256, papers.c.size).join(paper_versions, paper_versions.c.sha256 == papers.c.sha256)
    query = query.where(kept).group_by(papers.c.sha256, papers.c.size)
    gone: list[str] = []
    for row in db.execute(query.order_by(last_seen.is_not(None), last_seen, first_seen, papers.c.sha256)):
        if over <= 0:
            break
        gone.append(row.sha256)
        over -= row.size
    db.execute(update(papers).where(papers.c.sha256.in_(gone)).values(is_kept=False))
    return gone


def kept_hashes(db: Connection) -> set[str]:
    """Returns the SHA-256 of every paper whose file is kept."""
    return set(db.execute(select(papers.c.sha256).where(papers.c.is_kept.is_(True))).scalars())


def not_kept(db: Connection) -> dict[str, datetime]:
    """Returns why files can't be written, each reason with since when; empty where the last one was written."""
    return {name.removeprefix(NOT_KEPT): at for name, at in timestamps.names(db, NOT_KEPT).items()}


def note_not_kept(db: Connection, reason: str, now: datetime) -> None:
    """Remembers why a file could not be written, and since when; an empty reason says that all could."""
    known = not_kept(db)
    for before in known:
        if before != reason:
            timestamps.forget(db, NOT_KEPT + before)
    if reason and reason not in known:
        timestamps.done(db, NOT_KEPT + reason, now)


def rename_source(db: Connection, old: str, new: str) -> None:
    """Hands what was read under the old id of a source to the new one."""
    db.execute(update(paper_versions).where(paper_versions.c.source_id == old).values(source_id=new))


def _version(row: Sequence[Any]) -> PaperVersion:  # Any: columns are typed by the table, not by the row
    return PaperVersion(*tuple(row))
