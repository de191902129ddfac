"""Reads what the public site shows, inside one transaction: light rows of all at once, the whole of a document or a
change when its page has to be made."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Text, cast, func, select

from watcher.core.documents import Change, DocumentKind
from watcher.core.figures import FigureSeries
from watcher.core.papers import PaperVersion
from watcher.core.plans import Plan
from watcher.core.promises import KeptPromise
from watcher.core.queries import UpcomingMeeting
from watcher.core.site_records import DocumentId, DocumentLife, SiteChange, SiteDocument
from watcher.core.sources import Health, StoredDocument
from watcher.store import meetings, papers, plans, promises, sources
from watcher.store.changes import change_of
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.figures import figure_series
from watcher.store.promises import of_documents
from watcher.store.tables import changes, documents, paper_versions
from watcher.store.tables import papers as paper_rows
from watcher.store.tables import promises as promise_rows
from watcher.store.tables import sources as source_rows

TOGETHER = 200
"""Documents whose whole lives are read at a time: a page is made after the other, in their order."""
_LIGHT = ("source_id", "key", "kind", "title", "url", "published", "part_of", "withdrawn", "first_seen")
_DOCUMENTS = select(
    *(documents.c[name] for name in _LIGHT), documents.c.summary, cast(documents.c.details, Text).label("details")
).order_by(documents.c.source_id, documents.c.key)
_CHANGES = select(
    *(changes.c[name] for name in ("id", "source_id", "key", "kind", "at")), cast(changes.c.topics, Text),
    changes.c.minor,
).order_by(changes.c.id)  # fmt: skip
_VERSIONS = select(
    paper_versions.c.source_id, paper_versions.c.key, paper_versions.c.sha256, paper_versions.c.first_seen,
    paper_versions.c.last_seen, paper_rows.c.pages,
).join(paper_rows, paper_rows.c.sha256 == paper_versions.c.sha256).order_by(paper_versions.c.id)  # fmt: skip
_OF_PROMISE = ("text", "page", "what", "who", "state", "due", "made", "seen_on", "seen_title", "seen_url")
_PROMISES = select(
    promise_rows.c.source_id, promise_rows.c.key, *(promise_rows.c[name] for name in _OF_PROMISE),
    cast(promise_rows.c.lacking, Text),
).order_by(promise_rows.c.id)  # fmt: skip


class SiteData:
    """What is remembered of these sources. Light rows are read once, when they are first asked for; the rest each
    time."""

    def __init__(self, db: Connection, watched: Collection[str]) -> None:
        self._db, self._watched = db, frozenset(watched)
        self._lives: dict[DocumentId, DocumentLife] = {}

    @cached_property
    def documents(self) -> Mapping[DocumentId, SiteDocument]:
        """Returns every document by its id, by source and key, the withdrawn included."""
        told = self._stamps()
        found: dict[DocumentId, SiteDocument] = {}
        for values in map(tuple, self._db.execute(_DOCUMENTS).all()):
            if values[0] in self._watched:
                mine = (values[0], values[1])
                stamp = stamp_of(values, told.get(mine))
                found[mine] = SiteDocument(*(*values[: len(_LIGHT)], stamp))
        return found

    @cached_property
    def changes(self) -> Sequence[SiteChange]:
        """Returns every change, the oldest first, minor ones included."""
        topics = cache(json.loads)  # thousands of changes have the same
        rows = self._db.execute(_CHANGES).all()
        return [
            SiteChange(number, source, key, kind, at, topics(said), minor)
            for number, source, key, kind, at, said, minor in map(tuple, rows) if source in self._watched
        ]  # fmt: skip

    def _stamps(self) -> Mapping[DocumentId, list[Any]]:
        """Returns what differs when something is added to what is known of a document."""
        told: dict[DocumentId, list[Any]] = defaultdict(list)
        for change in self.changes:
            told[change.source, change.key].append(change.id)
        for query in (_VERSIONS, _PROMISES):
            for row in self._db.execute(query):
                told[row[0], row[1]].append(tuple(row)[2:])
        return told

    def origin(self) -> str:
        """Returns what tells this watcher from every other, for ever: the first change in its log; empty before
        that."""
        first = self._db.execute(select(changes.c.at, changes.c.key).order_by(changes.c.id).limit(1)).first()
        return f"{first.at.astimezone(UTC).isoformat()} {first.key}" if first else ""

    def whole(self, ids: Iterable[int]) -> list[Change]:
        """Returns these changes with all they say, in this order."""
        wanted = list(ids)
        rows = self._db.execute(select(changes).where(changes.c.id.in_(wanted)))
        found = {row.id: change_of(row._mapping) for row in rows}
        return [found[number] for number in wanted]

    def life(self, source: str, key: str) -> DocumentLife:
        """Returns all that is remembered of a document; those that come after it by source and key are read with
        it."""
        if (source, key) not in self._lives:
            at = self._places[source, key]
            self._lives = self._read_lives(self._order[at : at + TOGETHER])
        return self._lives[source, key]

    @cached_property
    def _order(self) -> Sequence[DocumentId]:
        return list(self.documents)

    @cached_property
    def _places(self) -> Mapping[DocumentId, int]:
        return {mine: place for place, mine in enumerate(self._order)}

    def _read_lives(self, wanted: Sequence[DocumentId]) -> dict[DocumentId, DocumentLife]:
        keys = [key for _, key in wanted]
        told: dict[DocumentId, list[Change]] = defaultdict(list)
        for row in self._db.execute(select(changes).where(changes.c.key.in_(keys)).order_by(changes.c.id)):
            told[row.source_id, row.key].append(change_of(row._mapping))
        versions: dict[DocumentId, list[PaperVersion]] = defaultdict(list)
        for version in papers.versions_of_many(self._db, keys):
            versions[version.source, version.key].append(version)
        promised = of_documents(self._db, set(wanted))
        return {
            mine: DocumentLife(
                mine[0], stored.document, self.documents[mine].first_seen, stored.withdrawn, told[mine], versions[mine],
                promised.get(mine, ()),
            )
            for mine, stored in self._stored(keys).items() if mine in self.documents
        }  # fmt: skip

    def _stored(self, keys: Sequence[str]) -> dict[DocumentId, StoredDocument]:
        rows = self._db.execute(select(*WITHOUT_WORDS).where(documents.c.key.in_(keys)))
        return {(row.source_id, row.key): known(row) for row in rows}

    def of_kind(self, *kinds: DocumentKind) -> list[tuple[str, StoredDocument]]:
        """Returns the documents of these kinds with all their details, each with its source, by source and key."""
        query = select(*WITHOUT_WORDS).where(documents.c.kind.in_(kinds))
        rows = self._db.execute(query.order_by(documents.c.source_id, documents.c.key))
        return [(row.source_id, known(row)) for row in rows if row.source_id in self._watched]

    def figure_series(self, sources: Collection[str]) -> Mapping[str, FigureSeries]:
        """Returns the series of figures of these sources, by their ids; none for a source without figures."""
        return figure_series(self._db, sources) if sources else {}

    def withheld(self) -> set[DocumentId]:
        """Returns the documents that stand for what is kept from the public."""
        kept = documents.c.details["withheld"].as_boolean().is_(True)
        return {
            (row[0], row[1]) for row in self._db.execute(select(documents.c.source_id, documents.c.key).where(kept))
        }

    def meetings_ahead(self, today: date) -> list[UpcomingMeeting]:
        """Returns the meetings from today on, the next one first; what two sources read is one."""
        found = meetings.ahead(self._db, self._watched, today)
        once = {(upcoming.meeting.key, urlsplit(upcoming.meeting.url).netloc): upcoming for upcoming in reversed(found)}
        return list(reversed(once.values()))

    def promises(self) -> list[KeptPromise]:
        """Returns what was promised, the one made last first; what two sources read is one."""
        return promises.listed(self._db, self._watched)

    def plans(self) -> list[Plan]:
        """Returns the plans that are tracked, the newest first."""
        return plans.listed(self._db, sorted(self._watched))

    def health(self) -> Mapping[str, Health]:
        """Returns how each source fares that was visited, by its id."""
        return {name: health for name, health in sources.health(self._db).items() if name in self._watched}


def stamp_of(*values: object) -> str:
    """Returns a short fingerprint of these values: it differs when one of them does."""
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


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
