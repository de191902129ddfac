"""Reads what the public site shows, inside one transaction: light rows of all at once, the whole of a document or a
change when its page has to be made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from watcher.core.documents import Change, DocumentKind
from watcher.core.papers import PaperVersion
from watcher.core.site_paths import document_path
from watcher.core.site_records import DocumentId, DocumentLife, SiteDocument
from watcher.core.visits import Health, StoredDocument
from watcher.store import papers, sources
from watcher.store.changes import change_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.paper_tables import paper_versions
from watcher.store.read_ahead import ReadAhead
from watcher.store.site_fingerprints import SiteFingerprints
from watcher.store.site_fingerprints import stamp_of as stamp_of
from watcher.store.site_log import SiteLog
from watcher.store.tables import changes, documents
from watcher.store.tables import promises as promise_rows
from watcher.store.tables import sources as source_rows

if TYPE_CHECKING:
    from watcher.core.figures import FigureSeries
    from watcher.core.meetings import UpcomingMeeting
    from watcher.core.plans import Plan
    from watcher.core.promises import KeptPromise

TOGETHER = 200
"""Documents whose whole lives are read at a time, at most: where all pages are made it is one after the other, in their
order; where few are, what is read with one is read for nothing."""
ALL_AT_ONCE = 8
"""Readings of some documents' light rows, after which all are read: then most pages are made."""
_LIGHT = ("source_id", "key", "kind", "title", "url", "published", "part_of", "withdrawn", "first_seen")
_DOCUMENTS = select(*(documents.c[name] for name in _LIGHT)).order_by(documents.c.source_id, documents.c.key)
_WHOLE = select(*WITHOUT_WORDS, documents.c.first_seen)


class SiteData:
    """What is remembered of these sources. Light rows are read once, when they are first asked for; the rest each
    time. What reads it of promises, plans, figures and meetings ahead is loaded when they are asked for: mostly none
    of them differs."""

    def __init__(self, db: Connection, watched: Collection[str]) -> None:
        self._db, self._watched = db, frozenset(watched)
        self.log = SiteLog(db, self._watched)
        self.prints = SiteFingerprints(db, self._watched, self.log)
        self._lives: dict[DocumentId, DocumentLife] = {}
        self._together = 1
        self._whole = ReadAhead(self.log.listed, partial(_read_changes, db))
        self._light: dict[DocumentId, SiteDocument] = {}
        self._readings = 0
        self._by_kinds: dict[tuple[DocumentKind, ...], Sequence[tuple[str, StoredDocument]]] = {}

    def light(self, wanted: Iterable[DocumentId]) -> Sequence[SiteDocument]:
        """Returns these documents in a few words, in this order."""
        ids = list(wanted)
        if any(mine not in self._light for mine in ids):
            self._readings += 1
            few = self._readings <= ALL_AT_ONCE and len(ids) <= TOGETHER
            some = _among(documents, ids) if few else documents.c.source_id.in_(self._watched)
            for row in self._db.execute(_DOCUMENTS.where(some)):
                self._light[row[0], row[1]] = SiteDocument._make((*row, document_path(row[0], row[1])))
        return [self._light[mine] for mine in ids]

    def whole(self, ids: Iterable[int]) -> list[Change]:
        """Returns these changes with all they say, in this order."""
        return self._whole.rows(list(ids))

    def life(self, source: str, key: str) -> DocumentLife:
        """Returns all that is remembered of a document; some that come after it in their groups are read with it, the
        more the more are asked for."""
        if (source, key) not in self._lives:
            at = self._places[source, key]
            self._lives = self._read_lives(self._order[at : at + self._together])
            self._together = min(4 * self._together, TOGETHER)
        return self._lives[source, key]

    @cached_property
    def _order(self) -> Sequence[DocumentId]:
        return [mine for group in self.prints.groups.values() for mine in group]

    @cached_property
    def _places(self) -> Mapping[DocumentId, int]:
        return {mine: place for place, mine in enumerate(self._order)}

    def _read_lives(self, wanted: Sequence[DocumentId]) -> dict[DocumentId, DocumentLife]:
        keys = [key for _, key in wanted]
        told: dict[DocumentId, list[Change]] = defaultdict(list)
        # Rows all at once: one by one they take a sixth longer, and these are two hundred documents' at most.
        for row in self._db.execute(select(changes).where(_among(changes, wanted)).order_by(changes.c.id)).all():
            told[row.source_id, row.key].append(change_of(row._mapping))
        versions: dict[DocumentId, list[PaperVersion]] = defaultdict(list)
        for version in papers.versions_of_many(self._db, keys):
            versions[version.source, version.key].append(version)
        promised = self._promised(self.prints.promising.intersection(wanted))
        lives = {}
        for *values, first_seen in self._db.execute(_WHOLE.where(_among(documents, wanted))).all():
            mine, stored = (values[0], values[1]), known(values)
            lives[mine] = DocumentLife(
                mine[0], stored.document, first_seen, stored.withdrawn, told[mine], versions[mine],
                promised.get(mine, ()),
            )  # fmt: skip
        return lives

    def _promised(self, wanted: Collection[DocumentId]) -> Mapping[DocumentId, Sequence[KeptPromise]]:
        if not wanted:
            return {}
        from watcher.store.promises import of_documents

        return of_documents(self._db, wanted)

    def of_kind(self, *kinds: DocumentKind) -> Sequence[tuple[str, StoredDocument]]:
        """Returns the documents of these kinds with all their details, each with its source, by source and key."""
        if kinds not in self._by_kinds:
            query = select(*WITHOUT_WORDS).where(documents.c.kind.in_(kinds))
            rows = self._db.execute(query.order_by(documents.c.source_id, documents.c.key))
            self._by_kinds[kinds] = [(row[0], known(row)) for row in map(tuple, rows) if row[0] in self._watched]
        return self._by_kinds[kinds]

    def figure_series(self, sources: Collection[str]) -> Mapping[str, FigureSeries]:
        """Returns the series of figures of these sources, by their ids; none for a source without figures."""
        from watcher.store.figures import figure_series

        return figure_series(self._db, sources) if sources else {}

    def first_seen(self, kind: DocumentKind) -> Mapping[DocumentId, datetime]:
        """Returns when each document of a kind was first seen."""
        query = select(documents.c.source_id, documents.c.key, documents.c.first_seen).where(documents.c.kind == kind)
        return {(row[0], row[1]): row[2] for row in self._db.execute(query)}

    def meetings_ahead(self, today: date) -> list[UpcomingMeeting]:
        """Returns the meetings from today on, the next one first; what two sources read is one."""
        from watcher.store import meetings

        found = meetings.ahead(self._db, self._watched, today)
        once = {(upcoming.meeting.key, urlsplit(upcoming.meeting.url).netloc): upcoming for upcoming in reversed(found)}
        return list(reversed(once.values()))

    def promises(self) -> list[KeptPromise]:
        """Returns what was promised, the one made last first; what two sources read is one."""
        from watcher.store import promises

        return promises.listed(self._db, self._watched)

    def plans(self) -> list[Plan]:
        """Returns the plans that are tracked, the newest first."""
        from watcher.store import plans

        return plans.listed(self._db, sorted(self._watched))

    def health(self) -> Mapping[str, Health]:
        """Returns how each source fares that was visited, by its id."""
        return {name: health for name, health in sources.health(self._db).items() if name in self._watched}


def _read_changes(db: Connection, wanted: Collection[int]) -> Mapping[int, Change]:
    rows = db.execute(select(changes).where(changes.c.id.in_(wanted))).all()
    return {row.id: change_of(row._mapping) for row in rows}


def _among(table: Table, wanted: Collection[DocumentId]) -> ColumnElement[bool]:
    """Returns the condition by which these documents' rows are found, and maybe few others: by the index of both."""
    sources, keys = {source for source, _ in wanted}, [key for _, key in wanted]
    return and_(table.c.source_id.in_(sources), table.c.key.in_(keys))


def memory_mark(db: Connection) -> str:
    """Returns a fingerprint of what is remembered, as cheap as can be: it differs when something was told, found or
    lost, or a source fares otherwise."""
    counts = (
        select(func.max(changes.c.id)).scalar_subquery(),
        select(func.count()).select_from(documents).scalar_subquery(),
        select(func.max(paper_versions.c.id)).scalar_subquery(),
        select(func.count()).select_from(promise_rows).where(promise_rows.c.state == "kept").scalar_subquery(),
        select(func.count()).select_from(promise_rows).scalar_subquery(),
    )
    fares = db.execute(select(source_rows.c.id, source_rows.c.state).order_by(source_rows.c.id)).all()
    return stamp_of(*map(tuple, (*db.execute(select(*counts)).all(), *fares)))
