"""What answers look up for one chat: the latest changes, searches, coming meetings, inspections, what is held back,
what a subscription would have sent, and what an alert told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, String, and_, cast, false, or_, select

from watcher.commands import Offer
from watcher.commands.library import Coming, Found, Held, Sample
from watcher.matching import EVERYTHING, Audience, Matcher, own_words
from watcher.model import Alert, Change, Document, Source, Subscription
from watcher.phrases import Phrase
from watcher.store import ahead, chats, documents, outbox, search
from watcher.store.changes import change_of
from watcher.store.tables import alerts, changes, scopes
from watcher.store.tables import documents as kept
from watcher.store.tables import subscriptions as followed

SAMPLED = timedelta(days=30)
EXAMPLES = 3
MOST_SAMPLED = 1_000  # changes that are read for a sample; a flood is known long before


class Library:
    """To be used inside one transaction. `offer` is what can be followed."""

    def __init__(self, db: Connection, chat_id: int, offer: Offer, now: datetime) -> None:
        self._db, self._chat_id, self._offer = db, chat_id, offer
        self.now = now

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        wanted = self._about(what) if what else self._followed()
        query = select(changes).where(wanted, changes.c.minor.is_(False)).order_by(changes.c.id.desc())
        return [change_of(row._mapping) for row in self._db.execute(query.offset(skip).limit(most))]

    def _about(self, what: str) -> ColumnElement[bool]:
        """A condition on changes: of this topic, this source, or any."""
        if what == EVERYTHING:
            return changes.c.id > 0
        topics = cast(changes.c.topics, String)
        return or_(changes.c.source_id == what, topics.contains(f'"{what}"', autoescape=True))

    def _followed(self) -> ColumnElement[bool]:
        """What the chat follows, and what it was told: its own words are not looked for anew."""
        told = select(alerts.c.change_id).where(alerts.c.chat_id == self._chat_id)
        whats = self._db.execute(select(followed.c.what).where(followed.c.chat_id == self._chat_id)).scalars()
        return or_(changes.c.id.in_(told), *(self._about(what) for what in whats if what), false())

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[Found]:
        return search.search(self._db, wanted, skip, most)

    def meetings(self) -> Sequence[Coming]:
        today = self.now.astimezone(self._offer.timezone).date()
        return ahead.meetings(self._db, chats.subscriptions(self._db, self._chat_id), self._offer, today)

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        found: dict[str, list[Document]] = {}
        mine = kept.c.withdrawn.is_(False) & (kept.c.kind == "inspection")
        for row in self._db.execute(select(*documents.WITHOUT_WORDS).where(mine)):
            found.setdefault(row.source_id, []).append(documents.known(row).document)
        return found

    def held(self) -> Sequence[Held]:
        rows = self._db.execute(select(scopes).where(scopes.c.held_count > 0).order_by(scopes.c.source_id))
        return [Held(row.source_id, row.scope, row.held_reason or "", row.rejected) for row in rows]

    def sample(self, wish: Subscription) -> Sample:
        """Counted in the log of changes: by the topics noted there, and read again only where that tells nothing."""
        wanted = self._about(wish.what) if wish.what else self._with_words(wish.words)
        recent = changes.c.at >= self.now - SAMPLED
        query = select(changes).where(wanted, recent, changes.c.minor.is_(False)).order_by(changes.c.id.desc())
        sources = {one.id: one for one in self._offer.sources}
        heard = [
            change
            for row in self._db.execute(query.limit(MOST_SAMPLED))
            if (source := sources.get(row.source_id)) and self._hears(wish, change := change_of(row._mapping), source)
        ]
        return Sample(len(heard), heard[:EXAMPLES])

    def _with_words(self, words: str) -> ColumnElement[bool]:
        held = search.holding(self._db, own_words(words))
        same = and_(kept.c.source_id == changes.c.source_id, kept.c.key == changes.c.key)
        return select(kept.c.key).where(same, held).exists()

    def _hears(self, wish: Subscription, change: Change, source: Source) -> bool:
        if not wish.words and (source.local or change.topics):
            return True
        words = documents.words_of(self._db, source.id, change.document.key)
        document = replace(change.document, words=words)
        matcher = Matcher(self._offer.topics, self._offer.places)
        return bool(Audience([wish], matcher).hears(replace(change, document=document), source))

    def told(self, number: int) -> Sequence[Alert]:
        return outbox.told_with(self._db, self._chat_id, number)
