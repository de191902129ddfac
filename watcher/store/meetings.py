"""The meetings that lie ahead, and whether a chat follows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue
from watcher.core.documents import Change, Document
from watcher.core.queries import UpcomingMeeting
from watcher.core.sources import Source
from watcher.rules.deadlines import UNTIL
from watcher.rules.matching import EVERYTHING, Matcher, Recipients
from watcher.store.committee_topics import CommitteeTopics
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents


def meetings(db: Connection, mine: Iterable[Subscription], offer: Catalogue, today: date) -> list[UpcomingMeeting]:
    """Those of the sources on offer, the next one first. A meeting is followed by its source, by everything, by a topic
    or own words that it or one of its papers has, or by a topic that earlier papers of its committee had."""
    mine, sources = list(mine), {one.id: one for one in offer.sources}
    found = [(source, one) for source, one in _ahead(db, today) if source in sources]
    papers = _papers(db, [one.key for _, one in found])
    follower = _Follower(mine, offer, _topics(db, papers))
    committees = CommitteeTopics(db, mine, offer, today)
    return [
        UpcomingMeeting(
            source,
            one,
            len(papers[source, one.key]),
            follower.wants(sources[source], [one, *papers[source, one.key]]) or committees.has_one(source, one),
            [paper for paper in papers[source, one.key] if paper.details.get(UNTIL)],
        )
        for source, one in found
    ]


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


class _Follower:
    """One chat, by what it follows."""

    def __init__(
        self, mine: Iterable[Subscription], offer: Catalogue, noted: Mapping[tuple[str, str], set[str]]
    ) -> None:
        held = list(mine)
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
