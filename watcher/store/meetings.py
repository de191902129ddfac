"""Lists the meetings that lie ahead, and tells whether a chat follows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from watcher.core.alerts import EVERYTHING, Subscription
from watcher.core.documents import Change, Document
from watcher.core.meetings import MeetingAndPapers, UpcomingMeeting
from watcher.core.sources import Source
from watcher.rules.deadlines import UNTIL
from watcher.rules.matching import Matcher, Recipients
from watcher.store.committee_topics import CommitteeTopics
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents

if TYPE_CHECKING:
    from watcher.core.chats import Catalogue


def meetings(db: Connection, mine: Iterable[Subscription], offer: Catalogue, today: date) -> list[UpcomingMeeting]:
    """Returns the meetings ahead of the sources on offer, the next one first. A meeting is followed by its source, by
    everything, by a topic or own words that it or one of its papers has, or by a topic that earlier papers of its
    committee had."""
    mine, sources = list(mine), {source.id: source for source in offer.sources}
    found = [(source, meeting) for source, meeting in _ahead(db, today) if source in sources]
    papers = _papers(db, [meeting.key for _, meeting in found])
    follower = _Follower(mine, offer, _topics(db, papers))
    committees = CommitteeTopics(db, mine, offer, today)
    return [
        UpcomingMeeting(
            source,
            meeting,
            len(papers[source, meeting.key]),
            follower.wants(sources[source], [meeting, *papers[source, meeting.key]])
            or committees.has_one(source, meeting),
            [paper for paper in papers[source, meeting.key] if paper.details.get(UNTIL)],
        )
        for source, meeting in found
    ]


def ahead(db: Connection, sources: Collection[str], today: date) -> list[UpcomingMeeting]:
    """Returns the meetings ahead of these sources, the next one first, whoever follows them."""
    found = [(source, meeting) for source, meeting in _ahead(db, today) if source in sources]
    papers = _papers(db, [meeting.key for _, meeting in found])
    return [
        UpcomingMeeting(
            source,
            meeting,
            len(papers[source, meeting.key]),
            agendas=[paper for paper in papers[source, meeting.key] if paper.details.get(UNTIL)],
        )
        for source, meeting in found
    ]


def meetings_with_papers(db: Connection, keys: Collection[str]) -> dict[tuple[str, str], MeetingAndPapers]:
    """Returns the meetings with these keys, by source and key, each with those of its papers that say until when
    questions can be put."""
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
    """Returns the meetings from today on with their sources, the next one first."""
    when = documents.c.details["date"].as_string()
    clock = documents.c.details["time"].as_string()
    standing = (documents.c.kind == "meeting") & documents.c.withdrawn.is_(False) & (when >= today.isoformat())
    rows = db.execute(select(*WITHOUT_WORDS).where(standing).order_by(when, clock, documents.c.title))
    return [(row.source_id, known(row).document) for row in rows]


def _papers(db: Connection, meetings: Sequence[str]) -> Mapping[tuple[str, str], list[Document]]:
    """Returns the papers of these meetings, by source and key of the meeting."""
    found: dict[tuple[str, str], list[Document]] = defaultdict(list)
    standing = documents.c.part_of.in_(meetings) & documents.c.withdrawn.is_(False)
    for row in db.execute(select(*WITHOUT_WORDS).where(standing)):
        found[row.source_id, row.part_of].append(known(row).document)
    return found


def _topics(db: Connection, papers: Mapping[tuple[str, str], Sequence[Document]]) -> dict[tuple[str, str], set[str]]:
    """Returns, by source and key of a paper, the topics that were noted when it was told: its own text was read
    then."""
    keys = [paper.key for some in papers.values() for paper in some]
    noted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in db.execute(select(changes.c.source_id, changes.c.key, changes.c.topics).where(changes.c.key.in_(keys))):
        noted[row.source_id, row.key].update(row.topics)
    return noted


def wishes_for(
    db: Connection, mine: Iterable[Subscription], offer: Catalogue, source: Source, document: Document
) -> list[tuple[str, str]]:
    """Returns `what` and `words` of the subscriptions that want this document, or one of the papers of the meeting it
    is."""
    papers = _papers(db, [document.key]) if document.kind == "meeting" else {}
    told = [document, *papers.get((source.id, document.key), ())]
    return _Follower(mine, offer, _topics(db, {(source.id, document.key): told})).wishes(source, told)


class _Follower:
    """A chat, by what it follows."""

    def __init__(
        self, mine: Iterable[Subscription], offer: Catalogue, noted: Mapping[tuple[str, str], set[str]]
    ) -> None:
        held = list(mine)
        self._held = held
        self._whats = {subscription.what for subscription in held}
        self._recipients = Recipients(held, Matcher(offer.topics, offer.places))
        self._noted = noted

    def wants(self, source: Source, told: Iterable[Document]) -> bool:
        """Tells whether the chat follows one of these documents of a source."""
        if {EVERYTHING, source.id} & self._whats:
            return True
        return any(
            self._whats & self._noted.get((source.id, document.key), set())
            or self._recipients.matching(Change("new", document), source)
            for document in told
        )

    def wishes(self, source: Source, told: Iterable[Document]) -> list[tuple[str, str]]:
        """Returns `what` and `words` of all subscriptions that want one of these documents, as `wants` judges."""
        found = {EVERYTHING, source.id}
        matched: set[tuple[str, str]] = set()
        for document in told:
            found |= self._noted.get((source.id, document.key), set())
            for alert in self._recipients.matching(Change("new", document), source):
                matched.update(alert.matched_subscriptions)
        named = {(held.what, held.words) for held in self._held if held.what in found}
        return sorted(matched | named)
