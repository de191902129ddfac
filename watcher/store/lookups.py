"""Answers what the bot asks for one chat: changes, documents, meetings, committees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from re import sub

from sqlalchemy import ColumnElement, Connection, String, and_, cast, false, func, or_, select

from watcher.core.alerts import EVERYTHING, Alert, Subscription
from watcher.core.chats import Catalogue
from watcher.core.documents import Change, Document
from watcher.core.meetings import NAMED_BY, Committee, UpcomingMeeting, is_committee, meeting_of
from watcher.core.papers import PaperVersion
from watcher.core.plans import Plan
from watcher.core.promises import KeptPromise
from watcher.core.queries import (
    HeldPage,
    KeptReminder,
    LinkedDocument,
    Remindable,
    SaidSentence,
    SearchHit,
    StoredData,
    Story,
    VolumeEstimate,
)
from watcher.rules.matching import Matcher, Recipients, own_words, text_of
from watcher.rules.phrases import Phrase
from watcher.rules.recency import newest_first
from watcher.store import (
    chats,
    consultations,
    documents,
    meetings,
    ombudsman,
    papers,
    plans,
    promises,
    said,
    search,
    stories,
)
from watcher.store.alerts import told_with
from watcher.store.changes import NUMBER, change_of
from watcher.store.pasted_links import linked
from watcher.store.reminder_lookups import ReminderLookups
from watcher.store.tables import alerts, changes, messages, scopes
from watcher.store.tables import documents as kept
from watcher.store.tables import sources as remembered
from watcher.store.tables import subscriptions as followed

SAMPLED = timedelta(days=30)
EXAMPLES = 3
SORTED_TOGETHER = 1_000  # changes: those found last are looked through for what is new by its meaning
MOST_SAMPLED = 300  # changes that are read for a sample: that is a flood


class StoredLookups:
    """Answers the questions of bot/commands/lookups.py from the database, inside one transaction. `offer` is what can
    be followed; `thread_id` the forum topic that asks, 0 for none."""

    def __init__(self, db: Connection, chat_id: int, offer: Catalogue, now: datetime, thread_id: int = 0) -> None:
        self._db, self._chat_id, self._offer, self._thread_id = db, chat_id, offer, thread_id
        self.now = now

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
        """Returns `most` changes of a topic, a source or `all`, after the first `skip`, the newest by what they mean
        first; of an empty `what`, changes of all that the chat follows. Minor changes are left out."""
        wanted = self._about(what) if what else self._followed()
        query = select(changes).where(wanted, changes.c.minor.is_(False)).order_by(changes.c.id.desc())
        found: list[Change] = []
        start = skip // SORTED_TOGETHER * SORTED_TOGETHER
        while len(found) < skip - start + most:
            rows = self._db.execute(query.offset(start + len(found)).limit(SORTED_TOGETHER)).all()
            found += newest_first((change_of(row._mapping) for row in rows), self._offer.timezone)
            if len(rows) < SORTED_TOGETHER:
                break
        return found[skip - start : skip - start + most]

    def _about(self, what: str) -> ColumnElement[bool]:
        """Returns a condition on changes: of this topic, this source or committee, or any."""
        if what == EVERYTHING:
            return changes.c.id > 0
        if is_committee(what):
            return self._of_committee(what)
        topics = cast(changes.c.topics, String)
        return or_(changes.c.source_id == what, topics.contains(f'"{what}"', autoescape=True))

    def _of_committee(self, what: str) -> ColumnElement[bool]:
        """Returns a condition on changes: told of this committee; false for one that is not known."""
        committee = next((committee for committee in self._offer.committees if committee.what == what), None)
        if not committee:
            return false()
        named = (changes.c.document[("details", key)].as_string() == committee.name for key in NAMED_BY)
        return and_(changes.c.source_id == committee.source, or_(*named))

    def _followed(self) -> ColumnElement[bool]:
        """Returns a condition on changes: of what the chat follows, or told to it. Its own words are not looked for
        anew."""
        told = select(alerts.c.change_id).where(
            alerts.c.chat_id == self._chat_id, alerts.c.thread_id == self._thread_id
        )
        return or_(
            changes.c.id.in_(told),
            *(self._about(subscription.what) for subscription in self._mine() if subscription.what),
            false(),
        )

    def _mine(self) -> list[Subscription]:
        """Returns what the forum topic that asks follows."""
        held = chats.subscriptions(self._db, self._chat_id)
        return [subscription for subscription in held if subscription.thread_id == self._thread_id]

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        """Returns the documents that hold all of these, those with them in their titles first, then the newest
        first."""
        return search.search(self._db, wanted, skip, most)

    def said(self, wanted: Sequence[Phrase], most: int) -> Sequence[SaidSentence]:
        """Returns the sentences that hold all of these, the newest first, at most `most`."""
        return said.said(self._db, wanted, most, self._offer.timezone)

    def story(self, wanted: Sequence[Phrase], url: str, keys: Sequence[str]) -> Story:
        """Returns the story of what a link leads to, by the keys that it names; without a link, of the item whose title
        or papers hold all of these words."""
        return stories.named(self._db, url, keys) if url else stories.about(self._db, wanted)

    def meetings(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[UpcomingMeeting]:
        """Returns every meeting that lies ahead, the next one first; `wanted` by these subscriptions, or by those that
        the chat has."""
        today = self.now.astimezone(self._offer.timezone).date()
        mine = self._mine() if followed_by is None else followed_by
        return meetings.meetings(self._db, mine, self._offer, today)

    def consultations(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[Document]:
        """Returns the open consultations that these subscriptions want, the first to close first; with None those that
        the chat's own want, or all where they want none."""
        today = self.now.astimezone(self._offer.timezone).date()
        mine = self._mine() if followed_by is None else followed_by
        wanted, others = consultations.open_consultations(self._db, mine, self._offer, today)
        return wanted or (others if followed_by is None else [])

    def plans(self) -> Sequence[Plan]:
        """Returns the plans that are tracked, the newest first."""
        return plans.listed(self._db, [source.id for source in self._offer.sources])

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        """Returns what is known of inspections, by the id of the source."""
        found: dict[str, list[Document]] = {}
        mine = kept.c.withdrawn.is_(False) & (kept.c.kind == "inspection")
        for row in self._db.execute(select(*documents.WITHOUT_WORDS).where(mine)):
            found.setdefault(row.source_id, []).append(documents.known(row).document)
        return found

    def ombudsman(self) -> Mapping[str, Sequence[Document]]:
        """Returns what is known of the Ombudsman's decisions, by the id of the source."""
        return ombudsman.decisions(
            self._db, [source.id for source in self._offer.sources if source.kind == "ombudsman"]
        )

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        """Returns the documents with this in their address, each with its last change; none for an empty one."""
        return linked(self._db, part)

    def held(self) -> Sequence[HeldPage]:
        """Returns the pages that are held back as suspect."""
        rows = self._db.execute(select(scopes).where(scopes.c.held_count > 0).order_by(scopes.c.source_id))
        return [HeldPage(row.source_id, row.scope, row.held_reason or "", row.rejected) for row in rows]

    def sample(self, wish: Subscription) -> VolumeEstimate:
        """Counts how many alerts the subscription would have brought in the last 30 days, with examples: by the topics
        noted in the log of changes; documents are read again only where these tell nothing."""
        wanted = self._about(wish.what) if wish.what else self._with_words(wish.words)
        recent = changes.c.at >= self.now - SAMPLED
        query = select(changes).where(wanted, recent, changes.c.minor.is_(False)).order_by(NUMBER.desc())
        recorded = [change_of(row._mapping) for row in self._db.execute(query.limit(MOST_SAMPLED + 1))]
        hears = self._ear(wish)
        heard = [change for change in recorded[:MOST_SAMPLED] if hears(change)]
        told_together = {(change.source, change.at, meeting_of(change.document)) for change in heard}
        more, oldest = len(recorded) > MOST_SAMPLED, recorded[-1].at if recorded else None
        days = (self.now - oldest).days + 1 if more and oldest else self._days_read()
        return VolumeEstimate(len(heard), heard[:EXAMPLES], more, len(told_together), days)

    def _days_read(self) -> int:
        """Returns for how many days something has been read, at most 30."""
        first = (func.min(remembered.c.baseline_at), func.min(changes.c.at))
        began = [at for moment in first if (at := self._db.execute(select(moment)).scalar())]
        return min(SAMPLED, self.now - min(began)).days if began else 0

    def _ear(self, wish: Subscription) -> Callable[[Change], bool]:
        """Returns a test whether a change that the log or the index names is really heard: of a source that covers
        other places too it may not count, and of own words the index knows neither capitals nor endings."""
        sources = {source.id: source for source in self._offer.sources}
        recipients = Recipients([wish], Matcher(self._offer.topics, self._offer.places))
        wanted = own_words(wish.words)

        def hears(change: Change) -> bool:
            source = sources.get(change.source)
            if not source or (source.local and not wanted) or (change.topics and not wanted):
                return source is not None
            change = self._with_its_words(change)
            if not source.local:
                return bool(recipients.matching(change, source))
            return all(map(text_of(change.document).holds, wanted))

        return hears

    def _with_words(self, words: str) -> ColumnElement[bool]:
        """Returns a condition on changes: the document holds these words."""
        held = search.holding(self._db, own_words(words))
        same = and_(kept.c.source_id == changes.c.source_id, kept.c.key == changes.c.key)
        return select(kept.c.key).where(same, held).exists()

    def _with_its_words(self, change: Change) -> Change:
        words = documents.words_of(self._db, change.source, change.document.key)
        return replace(change, document=replace(change.document, words=words))

    def kept(self, most: int) -> StoredData:
        """Returns what is stored of the chat, with at most `most` messages and titles."""
        columns = (followed.c.thread_id, followed.c.what, followed.c.words, followed.c.since)
        mine = select(*columns).where(followed.c.chat_id == self._chat_id)
        title = changes.c.document["title"].as_string().label("title")
        unworded = select(title).join(alerts, alerts.c.change_id == changes.c.id).order_by(changes.c.id).limit(most)
        unworded = unworded.where(alerts.c.chat_id == self._chat_id, alerts.c.message_id.is_(None))
        return StoredData(
            {(row.thread_id, row.what, row.words): row.since for row in self._db.execute(mine)},
            self._first_lines(most),
            [row.title for row in self._db.execute(unworded)],
        )

    def _first_lines(self, most: int) -> list[tuple[datetime, str]]:
        query = select(messages.c.created_at, messages.c.html).where(messages.c.chat_id == self._chat_id)
        rows = self._db.execute(query.order_by(messages.c.id.desc()).limit(most))
        return [(row.created_at, unescape(sub(r"<[^<>]*>", "", row.html.partition("\n")[0]))) for row in rows]

    def told(self, number: int) -> Sequence[Alert]:
        """Returns the alerts that came in one message with this one; none where they are remembered no longer."""
        return told_with(self._db, self._chat_id, number)

    def earlier_version(self, change: Change) -> PaperVersion | None:
        """Returns the version of a paper that this change replaced or took away; None where none was read."""
        return papers.earlier_version(self._db, change)

    def remindable(self, told: Sequence[Alert]) -> Sequence[Remindable]:
        """Returns what the reader of these alerts, told in one message, can be reminded of."""
        return self._reminders.of_alerts(told)

    def remindable_meeting(self, source: str, meeting: Document) -> Remindable | None:
        """Returns what can be done until when for this meeting; None where no reminder is left."""
        return self._reminders.of_meeting(source, meeting)

    def promises(self, *, only_open: bool = False) -> Sequence[KeptPromise]:
        """Returns what was promised at meetings of the watched sources, the newest first."""
        return promises.listed(self._db, [source.id for source in self._offer.sources], only_open=only_open)

    def reminders(self, *, in_all_topics: bool = False) -> Sequence[KeptReminder]:
        """Returns what the chat, or the forum topic that asks, will be reminded of, the oldest first."""
        return self._reminders.kept(in_all_topics=in_all_topics)

    @property
    def _reminders(self) -> ReminderLookups:
        return ReminderLookups(self._db, self._chat_id, self._offer, self.now, self._thread_id)


_NAME = kept.c.details["committee"].as_string()


def committees(db: Connection, sources: Collection[str]) -> tuple[Committee, ...]:
    """Returns the committees of these sources, by source and name; none of a source that has only one: who wants to
    hear of that follows the source."""
    meetings = (kept.c.kind == "meeting") & kept.c.withdrawn.is_(False) & _NAME.is_not(None)
    named = select(kept.c.source_id, _NAME.label("name")).where(kept.c.source_id.in_(sources), meetings)
    found: dict[str, dict[str, Committee]] = {}
    for row in db.execute(named.distinct().order_by(kept.c.source_id, "name")):
        committee = Committee(row.source_id, row.name)
        found.setdefault(row.source_id, {})[committee.what] = committee
    return tuple(committee for some in found.values() if len(some) > 1 for committee in some.values())
