"""Tells what differs in what the public site shows, from rows as the database holds them: of ten thousand documents
none becomes an object, which would cost a run more than all that it writes (docs/adr/0066)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from heapq import nlargest
from operator import itemgetter
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Integer, Text, cast, select

from watcher.core.site_records import DocumentId, SiteChange, moment_of
from watcher.store.tables import documents, paper_versions
from watcher.store.tables import papers as paper_rows
from watcher.store.tables import promises as promise_rows

GROUPS = 64
"""Of a source's documents: a change makes those of one or two groups be looked at one by one."""
_DOCUMENTS = select(
    *(documents.c[name] for name in ("source_id", "key", "kind", "title", "url")), cast(documents.c.published, Text),
    documents.c.part_of, cast(documents.c.withdrawn, Integer), cast(documents.c.first_seen, Text),
    documents.c.summary, cast(documents.c.details, Text),
).order_by(documents.c.source_id, documents.c.key)  # fmt: skip
_KIND, _TITLE, _URL, _PART_OF, _WITHDRAWN, _FIRST_SEEN = 2, 3, 4, 6, 7, 8
_NAMED = itemgetter(1, _KIND, _TITLE, _WITHDRAWN)
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
    """What is remembered of each document of these sources, as values that differ when it does. `log`: the changes of
    each."""

    def __init__(
        self, db: Connection, watched: Collection[str], log: Callable[[], Mapping[DocumentId, Sequence[SiteChange]]]
    ) -> None:
        self._db, self._watched, self._log = db, watched, log
        self._of_kinds: dict[tuple[str, ...], str] = {}

    @cached_property
    def _rows(self) -> Mapping[DocumentId, tuple[Any, ...]]:
        rows = map(tuple, self._db.execute(_DOCUMENTS).all())
        return {(row[0], row[1]): row for row in rows if row[0] in self._watched}

    @cached_property
    def _told(self) -> Mapping[DocumentId, list[Any]]:
        """Returns the numbers of the changes of each document, its versions and its promises."""
        told: dict[DocumentId, list[Any]] = {mine: [change[0] for change in some] for mine, some in self._log().items()}
        for query in (_VERSIONS, _PROMISES):
            for source, key, *said in map(tuple, self._db.execute(query).all()):
                told.setdefault((source, key), []).append(said)
        return told

    def _whole(self, some: Iterable[DocumentId]) -> object:
        """Returns all that is remembered of some documents, as values to be put into one stamp."""
        rows, told = self._rows, self._told
        return [(rows[mine], told.get(mine)) for mine in some]

    def __contains__(self, mine: object) -> bool:
        return mine in self._rows

    @property
    def ids(self) -> Collection[DocumentId]:
        """The documents, by source and key, the withdrawn included."""
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
        return dict(found)

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
            self._of_kinds[kinds] = stamp_of(self._whole(self.ids_of(kinds)))
        return self._of_kinds[kinds]

    @cached_property
    def whole(self) -> str:
        """Returns what differs when anything is remembered otherwise of any document."""
        return stamp_of(self.group_stamps)

    def first_day(self, mine: DocumentId) -> str:
        """Returns the day in UTC on which a document was first seen, in ISO form."""
        return str(self._rows[mine][_FIRST_SEEN])[: len("2026-11-29")]

    def newest(self, most: int) -> Sequence[tuple[str, str, str, str, datetime]]:
        """Returns source, key, title and address of so many documents in which something happened last, and when; the
        last one first."""
        last: dict[DocumentId, str] = {mine: row[_FIRST_SEEN] for mine, row in self._rows.items()}
        for mine, some in self._log().items():
            for change in some if mine in last else ():
                if change.moment > last[mine] and not change.minor:
                    last[mine] = change.moment
        found = nlargest(most, ((moment, mine) for mine, moment in last.items()))
        return [(*mine, *self._rows[mine][_TITLE : _URL + 1], moment_of(moment)) for moment, mine in found]

    def stamp(self, mine: DocumentId) -> str:
        """Returns what differs when anything is remembered otherwise of a document itself."""
        return stamp_of(self._whole([mine]))

    def page_stamp(self, mine: DocumentId) -> str:
        """Returns what differs when its page would: with the names of what stands around it."""
        return stamp_of(self._whole([mine]), self._around(mine))

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
        return {name: stamp_of(self._whole(group)) for name, group in self.groups.items()}

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


def stamp_of(*values: object) -> str:
    """Returns a short fingerprint of these values: it differs when one of them does."""
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
