"""Tells what differs in what the public site shows, from rows as the database holds them: of ten thousand documents
none becomes an object, which would cost a run more than all that it writes (docs/adr/0066)."""

from __future__ import annotations

import json
import marshal
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import Connection, Integer, Select, Text, cast, select

from watcher.core.documents import Document, Json
from watcher.core.site_records import DocumentId
from watcher.store.paper_tables import paper_versions
from watcher.store.paper_tables import papers as paper_rows
from watcher.store.site_log import SiteLog
from watcher.store.tables import documents
from watcher.store.tables import plan_actions as action_rows
from watcher.store.tables import plans as plan_rows
from watcher.store.tables import promises as promise_rows

GROUPS = 64
"""Of a source's documents: a change makes those of one or two groups be looked at one by one."""
_DOCUMENTS = select(
    *(documents.c[name] for name in ("source_id", "key", "kind", "title", "url")), cast(documents.c.published, Text),
    documents.c.part_of, cast(documents.c.withdrawn, Integer), cast(documents.c.first_seen, Text),
    documents.c.summary, cast(documents.c.details, Text),
)  # fmt: skip
_KIND, _TITLE, _URL, _PUBLISHED, _PART_OF, _WITHDRAWN, _FIRST_SEEN, _DETAILS = 2, 3, 4, 5, 6, 7, 8, 10
_NAMED = itemgetter(1, _KIND, _TITLE, _WITHDRAWN)
_VERSIONS = select(
    paper_versions.c.source_id, paper_versions.c.key, paper_versions.c.sha256,
    cast(paper_versions.c.first_seen, Text), cast(paper_versions.c.last_seen, Text), paper_rows.c.pages,
    paper_rows.c.size,
).join(paper_rows, paper_rows.c.sha256 == paper_versions.c.sha256).order_by(paper_versions.c.id)  # fmt: skip
_TOLD_OF = ("topics", "noticed", "told")
"""What is remembered of a promise for those who are told of it, which no page shows."""
_PROMISES = select(
    promise_rows.c.source_id, promise_rows.c.key,
    *(cast(column, Text) for column in promise_rows.c if column.name not in ("source_id", "key", *_TOLD_OF)),
).order_by(promise_rows.c.id)  # fmt: skip
_PLANS = (
    select(plan_rows.c.source_id, plan_rows.c.key, *(cast(each, Text) for each in (*plan_rows.c, *action_rows.c)))
    .join(action_rows, action_rows.c.plan_id == plan_rows.c.id, isouter=True)
    .order_by(plan_rows.c.id, action_rows.c.id)
)


class Share(NamedTuple):
    """Some of all documents, whatever their source, and what differs when one of them does."""

    stamp: str
    ids: Sequence[DocumentId]


class SiteFingerprints:
    """What is remembered of each document of these sources, as values that differ when it does."""

    def __init__(self, db: Connection, watched: Collection[str], log: SiteLog) -> None:
        self._db, self._watched, self._log = db, watched, log
        self._of_kinds: dict[tuple[str, ...], str] = {}

    @cached_property
    def _rows(self) -> Mapping[DocumentId, tuple[Any, ...]]:
        rows = self._read(_DOCUMENTS)
        return {(row[0], row[1]): row for row in rows if row[0] in self._watched}

    @cached_property
    def _promises(self) -> Sequence[tuple[Any, ...]]:
        return self._read(_PROMISES)

    @cached_property
    def promising(self) -> frozenset[DocumentId]:
        """Returns the documents in which promises stand."""
        return frozenset((row[0], row[1]) for row in self._promises)

    def _read(self, query: Select[Any]) -> list[tuple[Any, ...]]:
        return list(map(tuple, self._db.execute(query).all()))

    @cached_property
    def _prints(self) -> Mapping[DocumentId, bytes]:
        """Returns of each document all that is remembered of it: its row, the numbers of its changes, its versions and
        its promises. As bytes: a quarter of the time of `repr`; in the form of before 2005, the last in which the same
        values are always the same bytes."""
        told: dict[DocumentId, list[Any]] = {
            mine: [change[0] for change in some] for mine, some in self._log.of_documents.items()
        }
        for source, key, *said in (*self._read(_VERSIONS), *self._promises):
            told.setdefault((source, key), []).append(said)
        return {mine: marshal.dumps((row, told.get(mine)), 2) for mine, row in self._rows.items()}

    def __contains__(self, mine: object) -> bool:
        return mine in self._rows

    @property
    def ids(self) -> Collection[DocumentId]:
        """Returns the documents, by source and key, the withdrawn included."""
        return self._rows.keys()

    def meeting_of(self, mine: DocumentId) -> DocumentId | None:
        """Returns the document that one is part of, where it is known."""
        meeting = (mine[0], self._rows[mine][_PART_OF])
        return meeting if meeting[1] and meeting in self._rows else None

    @cached_property
    def papers_of(self) -> Mapping[DocumentId, Sequence[DocumentId]]:
        """Returns the documents that are part of one, by source and key."""
        found: dict[DocumentId, list[DocumentId]] = defaultdict(list)
        for mine, row in self._rows.items():
            if row[_PART_OF] and (mine[0], row[_PART_OF]) in self._rows:
                found[mine[0], row[_PART_OF]].append(mine)
        return {meeting: sorted(papers) for meeting, papers in found.items()}

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[DocumentId]]:
        found: dict[str, list[DocumentId]] = defaultdict(list)
        for mine, row in self._rows.items():
            found[row[_KIND]].append(mine)
        return found

    def ids_of(self, kinds: Collection[str]) -> Sequence[DocumentId]:
        """Returns the documents of these kinds, by source and key."""
        return sorted(mine for kind in kinds for mine in self._by_kind.get(kind, ()))

    def of_kinds(self, *kinds: str) -> str:
        """Returns what differs when anything does of the documents of these kinds."""
        if kinds not in self._of_kinds:
            self._of_kinds[kinds] = self.of_all(self.ids_of(kinds))
        return self._of_kinds[kinds]

    def of_all(self, some: Iterable[DocumentId]) -> str:
        """Returns what differs when anything is remembered otherwise of one of these documents."""
        return _digest(b"".join(map(self._prints.__getitem__, some)))

    def of_sources(self, some: Collection[str]) -> str:
        """Returns what differs when anything is remembered otherwise of a document of these sources, or of another."""
        stamps = sorted(self.group_stamps.items()) if some else ()
        return stamp_of(some, [(name, stamp) for name, stamp in stamps if name.rpartition("/")[0] in some])

    def of_promises(self) -> str:
        """Returns what differs when a promise does, or whether its document is known."""
        return stamp_of([(row, row[:2] in self._rows) for row in self._promises])

    def of_plans(self) -> str:
        """Returns what differs when a plan does or one of its actions, or whether its paper stands."""
        none = (None,) * (_WITHDRAWN + 1)
        return stamp_of([(row, self._rows.get(row[:2], none)[_WITHDRAWN]) for row in self._read(_PLANS)])

    def first_day(self, mine: DocumentId) -> str:
        """Returns the day in UTC on which a document was first seen, in ISO form."""
        return str(self._rows[mine][_FIRST_SEEN])[: len("2026-11-29")]

    def kind(self, mine: DocumentId) -> str:
        """Returns the kind of a document."""
        return str(self._rows[mine][_KIND])

    def details(self, mine: DocumentId) -> Mapping[str, Json]:
        """Returns the details of a document."""
        found: dict[str, Json] = json.loads(self._rows[mine][_DETAILS])
        return found

    def document(self, mine: DocumentId) -> Document:
        """Returns a document without its summary and its words."""
        row = self._rows[mine]
        published = _day(row[_PUBLISHED]) if row[_PUBLISHED] else None
        kind, title, url = row[_KIND : _URL + 1]
        return Document(row[1], kind, title, url, published, details=self.details(mine), part_of=row[_PART_OF])

    def named(self, mine: DocumentId) -> tuple[str, str]:
        """Returns title and address of a document."""
        row = self._rows[mine]
        return row[_TITLE], row[_URL]

    def stamp(self, mine: DocumentId) -> str:
        """Returns what differs when anything is remembered otherwise of a document itself."""
        return _digest(self._prints[mine])

    def page_stamp(self, mine: DocumentId) -> str:
        """Returns what differs when its page would: with the names of what stands around it."""
        return stamp_of(self._prints[mine], self._around(mine))

    def _around(self, mine: DocumentId) -> object:
        papers, part_of = self.papers_of.get(mine), self._rows[mine][_PART_OF]
        if not papers and not part_of:
            return None
        meeting = self._rows.get((mine[0], part_of))
        return meeting and meeting[_TITLE], [_NAMED(self._rows[paper]) for paper in papers or ()]

    @cached_property
    def groups(self) -> Mapping[str, Sequence[DocumentId]]:
        """Returns all documents in groups of a source's, `portal/17`: what belongs together is in one of them, for ever
        the same, so that the rows of a group say too what stands around each."""
        found: dict[tuple[str, int], list[DocumentId]] = defaultdict(list)
        for mine, head in self._heads().items():
            found[mine[0], crc32(head.encode("utf-8", "surrogatepass")) % GROUPS].append(mine)
        return {f"{source}/{number}": sorted(group) for (source, number), group in found.items()}

    @cached_property
    def group_stamps(self) -> Mapping[str, str]:
        """Returns of each group what differs when the page stamp of one of it does, or others are in the group."""
        return {name: self.of_all(group) for name, group in self.groups.items()}

    def shares(self, count: int) -> Sequence[Share]:
        """Returns all documents in so many shares of about the same size, each of whole groups: a document stays in its
        own for ever, so that what is made of many is made anew in small parts."""
        stamps: list[list[tuple[str, str]]] = [[] for _ in range(count)]
        ids: list[list[DocumentId]] = [[] for _ in range(count)]
        for name in sorted(self.groups):
            number = int(name.rpartition("/")[2]) % count
            stamps[number].append((name, self.group_stamps[name]))
            ids[number] += self.groups[name]
        return [Share(stamp_of(some), mine) for some, mine in zip(stamps, ids, strict=True)]

    @cached_property
    def last_news(self) -> Mapping[DocumentId, str]:
        """Returns when something happened last in each document, as the database has it: it came, or changed by more
        than its spelling."""
        last: dict[DocumentId, str] = {mine: row[_FIRST_SEEN] for mine, row in self._rows.items()}
        for change in self._log.news.everything:
            mine = change.source, change.key
            if mine in last and last[mine] < change.moment:
                last[mine] = change.moment
        return last

    def _heads(self) -> Mapping[DocumentId, str]:
        """Returns of each document the key of the one that all it is part of is part of; an empty one where that leads
        round in a circle, so that all of a circle is in one group."""
        heads: dict[DocumentId, str] = {}
        for mine, row in self._rows.items():
            if not row[_PART_OF]:
                heads[mine] = mine[1]
                continue
            way: dict[DocumentId, None] = {}
            above: DocumentId | None = mine
            while above and above not in heads and above not in way:
                way[above] = None
                last, above = above, self.meeting_of(above)
            head = heads.get(above, "") if above else last[1]
            heads |= dict.fromkeys(way, head)
        return heads


_day = lru_cache(maxsize=1_000)(date.fromisoformat)


def stamp_of(*values: object) -> str:
    """Returns a short fingerprint of these values: it differs when one of them does."""
    return _digest(repr(values).encode("utf-8", "surrogatepass"))


def _digest(values: bytes) -> str:
    return blake2b(values, digest_size=12).hexdigest()
