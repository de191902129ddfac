"""Finds out whether a chat follows a committee by a topic: one that its papers of the last 180 days had. So its next
meeting is announced before any paper of it is out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from watcher.core.alerts import Subscription
from watcher.core.documents import Document
from watcher.rules.matching import Matcher
from watcher.rules.phrases import Text
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.tables import changes, documents

if TYPE_CHECKING:
    from watcher.core.chats import Catalogue

LOOKED_BACK = timedelta(days=180)


class CommitteeTopics:
    """Answers for one chat, inside one transaction; each committee is looked up once."""

    def __init__(self, db: Connection, mine: Iterable[Subscription], offer: Catalogue, today: date) -> None:
        self._db, self._today = db, today
        self._sources = {source.id: source for source in offer.sources}
        self._whats = {subscription.what for subscription in mine} & {topic.id for topic in offer.topics}
        self._matcher = Matcher([topic for topic in offer.topics if topic.id in self._whats], offer.places)
        self._has = cache(self._look_up)

    def has_one(self, source: str, meeting: Document) -> bool:
        """Tells whether papers of the committee that meets had a topic that is followed."""
        return bool(self._whats) and self._has(source, str(meeting.details.get("committee") or meeting.title))

    def _look_up(self, source: str, committee: str) -> bool:
        papers = self._papers(source, committee)
        keys = [paper.key for paper in papers]
        noted = select(changes.c.topics).where(changes.c.source_id == source, changes.c.key.in_(keys))
        if any(self._whats.intersection(topics) for topics in self._db.execute(noted).scalars()):
            return True
        titles = Text([words for paper in papers for words in (paper.title, paper.summary) if words])
        return bool(self._whats & self._matcher.topics_in(titles, self._sources[source]).keys())

    def _papers(self, source: str, committee: str) -> Sequence[Document]:
        """Returns the papers of the committee's meetings of the last 180 days. A source of one committee may name it in
        the titles of meetings only."""
        when = documents.c.details["date"].as_string()
        name = func.coalesce(documents.c.details["committee"].as_string(), documents.c.title)
        lately = when.between((self._today - LOOKED_BACK).isoformat(), self._today.isoformat())
        meetings = select(documents.c.key).where(documents.c.source_id == source, documents.c.kind == "meeting")
        meetings = meetings.where(documents.c.withdrawn.is_(False), lately, name == committee)
        mine = (documents.c.source_id == source) & documents.c.withdrawn.is_(False)
        rows = self._db.execute(select(*WITHOUT_WORDS).where(mine, documents.c.part_of.in_(meetings)))
        return [known(row).document for row in rows]
