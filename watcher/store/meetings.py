"""The meetings that lie ahead, and whether a chat follows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue
from watcher.core.documents import Change, Document
from watcher.core.meetings import MeetingAndPapers
from watcher.core.queries import UpcomingMeeting
from watcher.core.sources import Source
from watcher.rules.deadlines import UNTIL
from watcher.rules.matching import EVERYTHING, Matcher, Recipients
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents


def meetings(db: Connection, mine: Iterable[Subscription], offer: Catalogue, today: date) -> list[UpcomingMeeting]:
    """Those of the sources on offer, the next one first. A meeting is followed by its source, by everything, or by a
    topic or own words that it or one of its papers has."""
    sources = {one.id: one for one in offer.sources}
    found = [(source, one) for source, one in _ahead(db, today) if source in sources]
    papers = _papers(db, [one.key for _, one in found])
    follower = _Follower(mine, offer, _topics(db, papers))
    return [
        UpcomingMeeting(
            source,
            one,
            len(papers[source, one.key]),
            follower.wants(sources[source], [one, *papers[source, one.key]]),
            [paper for paper in papers[source, one.key] if paper.details.get(UNTIL)],
        )
        for source, one in found
    ]


def meetings_with_papers(db: Connection, keys: Collection[str]) -> dict[tuple[str, str], MeetingAndPapers]:
    """The meetings with these keys, by source and key, each with those of its papers that say until when questions can
    be put."""
    if not keys:
        return {}
    found = db.execute(select(*WITHOUT_WORDS).where(documents.c.kind == "meeting", documents.c.key.in_(keys)))
    held = {(row.source_id, row.key): known(row).document for row in found}
    papers = _papers(db, [key for _, key in held])
    return {
        of: MeetingAndPapers(meeting, tuple(paper for paper in papers[of] if paper.details.get(UNTIL)))
        for of, meeting in held.items()
    }


def _ahead(db: Connection, today: date) -> list[tuple[str, Document]]:
    when = documents.c.details["date"].as_string()
    clock = documents.c.details["time"].as_string()
    standing = (documents.c.kind == "meeting") & documents.c.withdrawn.is_(False) & (when >= today.isoformat())
    rows = db.execute(select(*WITHOUT_WORDS).where(standing).order_by(when, clock, documents.c.title))
    return [(row.source_id, known(row).document) for row in rows]


def _papers(db: Connection, meetings: Sequence[str]) -> Mapping[tuple[str, str], list[Document]]:
    """By the source and the key of their meeting."""
    found: dict[tuple[str, str], list[Document]] = defaultdict(list)
    standing = documents.c.part_of.in_(meetings) & documents.c.withdrawn.is_(False)
    for row in db.execute(select(*WITHOUT_WORDS).where(standing)):
        found[row.source_id, row.part_of].append(known(row).document)
    return found


def _topics(db: Connection, papers: Mapping[tuple[str, str], Sequence[Document]]) -> dict[tuple[str, str], set[str]]:
    """The topics that were noted when a paper was told, its own text read then."""
    keys = [one.key for some in papers.values() for one in some]
    noted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in db.execute(select(changes.c.source_id, changes.c.key, changes.c.topics).where(changes.c.key.in_(keys))):
        noted[row.source_id, row.key].update(row.topics)
    return noted


def wishes_for(
    db: Connection, mine: Iterable[Subscription], offer: Catalogue, source: Source, document: Document
) -> list[tuple[str, str]]:
    """`what` and `words` of the subscriptions that want this document, or one of the papers of the meeting it is."""
    papers = _papers(db, [document.key]) if document.kind == "meeting" else {}
    told = [document, *papers.get((source.id, document.key), ())]
    return _Follower(mine, offer, _topics(db, {(source.id, document.key): told})).wishes(source, told)


class _Follower:
    """One chat, by what it follows."""

    def __init__(
        self, mine: Iterable[Subscription], offer: Catalogue, noted: Mapping[tuple[str, str], set[str]]
    ) -> None:
        held = list(mine)
        self._held = held
        self._whats = {one.what for one in held}
        self._audience = Recipients(held, Matcher(offer.topics, offer.places))
        self._noted = noted

    def wants(self, source: Source, told: Iterable[Document]) -> bool:
        if {EVERYTHING, source.id} & self._whats:
            return True
        return any(
            self._whats & self._noted.get((source.id, one.key), set())
            or self._audience.matching(Change("new", one), source)
            for one in told
        )

    def wishes(self, source: Source, told: Iterable[Document]) -> list[tuple[str, str]]:
        """All that want one of these documents, as `wants` judges."""
        found = {EVERYTHING, source.id}
        matched: set[tuple[str, str]] = set()
        for document in told:
            found |= self._noted.get((source.id, document.key), set())
            for alert in self._audience.matching(Change("new", document), source):
                matched.update(alert.matched_subscriptions)
        named = {(held.what, held.words) for held in self._held if held.what in found}
        return sorted(matched | named)
