"""Finds kept papers by what somebody calls one: its key, its address, a hash, or words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from watcher.core.papers import PaperVersion
from watcher.core.text import normalise
from watcher.store import papers
from watcher.store.paper_tables import paper_versions
from watcher.store.tables import documents

_HASH = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A document with its versions, oldest first. `is_exact`: it was asked for by its key, its address or a hash."""

    source: str
    key: str
    title: str
    versions: Sequence[PaperVersion]
    is_exact: bool = False


def find(db: Connection, asked: str) -> list[KeptPaper]:
    """Returns the papers that have `asked` as their key or address, or else a version whose SHA-256 begins with it (8
    digits at least), or else all of its words in their title; all papers where nothing is asked for. The one with the
    newest version comes first."""
    known = _all(db)
    wanted = asked.strip()
    if not wanted:
        return known
    address = _plain_address(wanted)
    exact = [paper for paper in known if paper.key == wanted or (address and address in _addresses(paper))]
    if not exact and _HASH.fullmatch(wanted.lower()):
        begin = wanted.lower()
        exact = [paper for paper in known if any(version.sha256.startswith(begin) for version in paper.versions)]
    if exact:
        return [replace(paper, is_exact=True) for paper in exact]
    words = normalise(wanted).casefold().split()
    return [paper for paper in known if all(word in normalise(paper.title).casefold() for word in words)]


def _all(db: Connection) -> list[KeptPaper]:
    its = (documents.c.source_id == paper_versions.c.source_id) & (documents.c.key == paper_versions.c.key)
    query = select(paper_versions.c.source_id, paper_versions.c.key, documents.c.title).distinct()
    titles = {
        (row.source_id, row.key): row.title for row in db.execute(query.outerjoin_from(paper_versions, documents, its))
    }
    versions: dict[tuple[str, str], list[PaperVersion]] = {}
    for version in papers.all_versions(db):
        versions.setdefault((version.source, version.key), []).append(version)
    found = [KeptPaper(source, key, titles.get((source, key)) or key, mine) for (source, key), mine in versions.items()]
    return sorted(found, key=lambda paper: paper.versions[-1].first_seen, reverse=True)


def _addresses(paper: KeptPaper) -> set[str]:
    return {_plain_address(version.url) for version in paper.versions}


def _plain_address(url: str) -> str:
    """Returns an address as it is compared: without its scheme and fragment, its host in small letters; empty for
    anything else."""
    parts = urlsplit(url)
    if not parts.netloc:
        return ""
    return f"{parts.netloc.casefold()}{parts.path}" + (f"?{parts.query}" if parts.query else "")
