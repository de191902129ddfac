"""Tells what differs in what the public site shows, from rows as the database holds them: of ten thousand documents
none becomes an object, which would cost a run more than all that it writes (docs/adr/0066)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Integer, Select, Text, cast, select

from watcher.core.site_records import DocumentId
from watcher.store.tables import changes, documents, paper_versions
from watcher.store.tables import papers as paper_rows
from watcher.store.tables import promises as promise_rows

GROUPS = 64
"""Of a source's documents: a change makes those of one or two groups be looked at one by one."""
_DOCUMENTS = select(
    *(documents.c[name] for name in ("source_id", "key", "kind", "title", "url")), cast(documents.c.published, Text),
    documents.c.part_of, cast(documents.c.withdrawn, Integer), cast(documents.c.first_seen, Text),
    documents.c.summary, cast(documents.c.details, Text),
).order_by(documents.c.source_id, documents.c.key)  # fmt: skip
_KIND, _TITLE, _PART_OF, _WITHDRAWN, _FIRST_SEEN = 2, 3, 6, 7, 8
_CHANGES = select(changes.c.source_id, changes.c.key, changes.c.id).order_by(changes.c.id)
_VERSIONS = select(
    paper_versions.c.source_id, paper_versions.c.key, paper_versions.c.sha256,
    cast(paper_versions.c.first_seen, Text), cast(paper_versions.c.last_seen, Text), paper_rows.c.pages,
    paper_rows.c.size,
).join(paper_rows, paper_rows.c.sha256 == paper_versions.c.sha256).order_by(paper_versions.c.id)  # fmt: skip
_OF_PROMISE = ("text", "page", "what", "who", "state", "due", "made", "seen_on", "seen_title", "seen_url")
_PROMISES = select(
    promise_rows.c.source_id, promise_rows.c.key, *(promise_rows.c[name] for name in _OF_PROMISE),
    cast(promise_rows.c.lacking, Text),
).order_by(promise_rows.c.id)  # fmt: skip


class SiteFingerprints:
    """What is remembered of each document of these sources, as values that differ when it does."""

    def __init__(self, db: Connection, watched: Collection[str]) -> None:
        self._db, self._watched = db, watched

    @cached_property
    def _told(self) -> Mapping[DocumentId, list[Any]]:
        """Returns, by source and key, the row of each document, its changes' numbers, versions and promises."""
        rows = self._rows(_DOCUMENTS)
        told: dict[DocumentId, list[Any]] = {(row[0], row[1]): [row] for row in rows if row[0] in self._watched}
        for query in (_CHANGES, _VERSIONS, _PROMISES):
            for source, key, *said in self._rows(query):
                if known := told.get((source, key)):
                    known.append(said)
        return told

    def _rows(self, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
        return map(tuple, self._db.execute(query).all())

    def __contains__(self, mine: object) -> bool:
        return mine in self._told

    @property
    def ids(self) -> Collection[DocumentId]:
        """The documents, by source and key, the withdrawn included."""
        return self._told.keys()

    def meeting_of(self, mine: DocumentId) -> DocumentId | None:
        """Returns the document that one is part of, where it is known."""
        meeting = (mine[0], self._told[mine][0][_PART_OF])
        return meeting if meeting[1] and meeting in self._told else None

    @cached_property
    def papers_of(self) -> Mapping[DocumentId, Sequence[DocumentId]]:
        """Returns the documents that are part of one, by source and key."""
        found: dict[DocumentId, list[DocumentId]] = defaultdict(list)
        for mine, (row, *_) in self._told.items():
            if row[_PART_OF] and (meeting := self.meeting_of(mine)):
                found[meeting].append(mine)
        return dict(found)

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[DocumentId]]:
        found: dict[str, list[DocumentId]] = defaultdict(list)
        for mine, (row, *_) in self._told.items():
            found[row[_KIND]].append(mine)
        return found

    def of_kinds(self, kinds: Iterable[str]) -> str:
        """Returns what differs when anything does of the documents of these kinds."""
        return stamp_of([[self._told[mine] for mine in self._by_kind.get(kind, ())] for kind in kinds])

    def ids_of(self, kinds: Collection[str]) -> Sequence[DocumentId]:
        """Returns the documents of these kinds, by source and key."""
        return sorted(mine for kind in kinds for mine in self._by_kind.get(kind, ()))

    def first_day(self, mine: DocumentId) -> str:
        """Returns the day in UTC on which a document was first seen, in ISO form."""
        return str(self._told[mine][0][_FIRST_SEEN])[: len("2026-11-29")]

    def stamp(self, mine: DocumentId) -> str:
        """Returns what differs when anything is remembered otherwise of a document itself."""
        return stamp_of(self._told[mine])

    def page_stamp(self, mine: DocumentId) -> str:
        """Returns what differs when its page would: with the names of what stands around it."""
        return stamp_of(self._for_page(mine))

    def group_stamp(self, group: Iterable[DocumentId]) -> str:
        """Returns what differs when the page stamp of one of them does, or others are in the group."""
        return stamp_of(list(map(self._for_page, group)))

    def _for_page(self, mine: DocumentId) -> Sequence[object]:
        told, meeting = self._told[mine], self.meeting_of(mine)
        papers = self.papers_of.get(mine)
        if not meeting and not papers:
            return told
        around = [(paper, row[_KIND], row[_TITLE], row[_WITHDRAWN]) for paper in papers or ()
                  if (row := self._told[paper][0])]  # fmt: skip
        return told, self._told[meeting][0][_TITLE] if meeting else None, around

    @cached_property
    def groups(self) -> Mapping[str, Sequence[DocumentId]]:
        """Returns all documents in groups of a source's, each in the same for ever: `portal/17`."""
        found: dict[str, list[DocumentId]] = defaultdict(list)
        for mine in self._told:
            found[f"{mine[0]}/{crc32(mine[1].encode('utf-8', 'surrogatepass')) % GROUPS}"].append(mine)
        return dict(found)

    @cached_property
    def whole(self) -> str:
        """Returns what differs when anything is remembered otherwise of any document."""
        return stamp_of(self._told)


def stamp_of(*values: object) -> str:
    """Returns a short fingerprint of these values: it differs when one of them does."""
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
