"""What the bot looks up for one chat: changes, documents, meetings, committees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from re import sub

from sqlalchemy import ColumnElement, Connection, String, and_, cast, false, func, or_, select

from watcher.core.alerts import Alert, Subscription
from watcher.core.chats import Catalogue
from watcher.core.documents import Change, Document
from watcher.core.meetings import NAMED_BY, Committee, is_committee, meeting_of
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
    UpcomingMeeting,
    VolumeEstimate,
)
from watcher.rules.matching import EVERYTHING, Matcher, Recipients, own_words, text_of
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
from watcher.store.changes import change_of
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
    """To be used inside one transaction. `offer` is what can be followed; `thread_id` the forum topic that asks."""

    def __init__(self, db: Connection, chat_id: int, offer: Catalogue, now: datetime, thread_id: int = 0) -> None:
        self._db, self._chat_id, self._offer, self._thread_id = db, chat_id, offer, thread_id
        self.now = now

    def latest(self, what: str, skip: int, most: int) -> Sequence[Change]:
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
        """A condition on changes: of this topic, this source, or any."""
        if what == EVERYTHING:
            return changes.c.id > 0
        if is_committee(what):
            return self._of_committee(what)
        topics = cast(changes.c.topics, String)
        return or_(changes.c.source_id == what, topics.contains(f'"{what}"', autoescape=True))

    def _of_committee(self, what: str) -> ColumnElement[bool]:
        """A condition on changes: told of a committee that is known by now."""
        one = next((one for one in self._offer.committees if one.what == what), None)
        if not one:
            return false()
        named = (changes.c.document[("details", key)].as_string() == one.name for key in NAMED_BY)
        return and_(changes.c.source_id == one.source, or_(*named))

    def _followed(self) -> ColumnElement[bool]:
        """What the chat follows, and what it was told: its own words are not looked for anew."""
        told = select(alerts.c.change_id).where(
            alerts.c.chat_id == self._chat_id, alerts.c.thread_id == self._thread_id
        )
        return or_(changes.c.id.in_(told), *(self._about(one.what) for one in self._mine() if one.what), false())

    def _mine(self) -> list[Subscription]:
        held = chats.subscriptions(self._db, self._chat_id)
        return [one for one in held if one.thread_id == self._thread_id]

    def search(self, wanted: Sequence[Phrase], skip: int, most: int) -> Sequence[SearchHit]:
        return search.search(self._db, wanted, skip, most)

    def said(self, wanted: Sequence[Phrase], most: int) -> Sequence[SaidSentence]:
        return said.said(self._db, wanted, most, self._offer.timezone)

    def story(self, wanted: Sequence[Phrase], url: str, keys: Sequence[str]) -> Story:
        return stories.named(self._db, url, keys) if url else stories.about(self._db, wanted)

    def meetings(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[UpcomingMeeting]:
        today = self.now.astimezone(self._offer.timezone).date()
        mine = self._mine() if followed_by is None else followed_by
        return meetings.meetings(self._db, mine, self._offer, today)

    def consultations(self, followed_by: Sequence[Subscription] | None = None) -> Sequence[Document]:
        today = self.now.astimezone(self._offer.timezone).date()
        mine = self._mine() if followed_by is None else followed_by
        wanted, others = consultations.open_consultations(self._db, mine, self._offer, today)
        return wanted or (others if followed_by is None else [])

    def plans(self) -> Sequence[Plan]:
        return plans.listed(self._db, [source.id for source in self._offer.sources])

    def inspections(self) -> Mapping[str, Sequence[Document]]:
        found: dict[str, list[Document]] = {}
        mine = kept.c.withdrawn.is_(False) & (kept.c.kind == "inspection")
        for row in self._db.execute(select(*documents.WITHOUT_WORDS).where(mine)):
            found.setdefault(row.source_id, []).append(documents.known(row).document)
        return found

    def ombudsman(self) -> Mapping[str, Sequence[Document]]:
        return ombudsman.decisions(
            self._db, [source.id for source in self._offer.sources if source.kind == "ombudsman"]
        )

    def linked(self, part: str) -> Sequence[LinkedDocument]:
        return linked(self._db, part)

    def held(self) -> Sequence[HeldPage]:
        rows = self._db.execute(select(scopes).where(scopes.c.held_count > 0).order_by(scopes.c.source_id))
        return [HeldPage(row.source_id, row.scope, row.held_reason or "", row.rejected) for row in rows]

    def sample(self, wish: Subscription) -> VolumeEstimate:
        """Counted in the log of changes: by the topics noted there, and read again only where that tells nothing."""
        wanted = self._about(wish.what) if wish.what else self._with_words(wish.words)
        recent = changes.c.at >= self.now - SAMPLED
        query = select(changes).where(wanted, recent, changes.c.minor.is_(False)).order_by(changes.c.id.desc())
        recorded = [change_of(row._mapping) for row in self._db.execute(query.limit(MOST_SAMPLED + 1))]
        hears = self._ear(wish)
        heard = [change for change in recorded[:MOST_SAMPLED] if hears(change)]
        told_together = {(change.source, change.at, meeting_of(change.document)) for change in heard}
        more, oldest = len(recorded) > MOST_SAMPLED, recorded[-1].at if recorded else None
        days = (self.now - oldest).days + 1 if more and oldest else self._days_read()
        return VolumeEstimate(len(heard), heard[:EXAMPLES], more, len(told_together), days)

    def _days_read(self) -> int:
        """For how many days something has been read, as far as it matters for a sample."""
        first = (func.min(remembered.c.baseline_at), func.min(changes.c.at))
        began = [at for moment in first if (at := self._db.execute(select(moment)).scalar())]
        return min(SAMPLED, self.now - min(began)).days if began else 0

    def _ear(self, wish: Subscription) -> Callable[[Change], bool]:
        """Whether a change that the log or the index names is heard: of a source that covers other places too it may
        not count, and of own words the index knows neither capitals nor endings."""
        sources = {one.id: one for one in self._offer.sources}
        audience = Recipients([wish], Matcher(self._offer.topics, self._offer.places))
        wanted = own_words(wish.words)

        def hears(change: Change) -> bool:
            source = sources.get(change.source)
            if not source or (source.local and not wanted) or (change.topics and not wanted):
                return source is not None
            change = self._with_its_words(change)
            if not source.local:
                return bool(audience.matching(change, source))
            return all(map(text_of(change.document).holds, wanted))

        return hears

    def _with_words(self, words: str) -> ColumnElement[bool]:
        held = search.holding(self._db, own_words(words))
        same = and_(kept.c.source_id == changes.c.source_id, kept.c.key == changes.c.key)
        return select(kept.c.key).where(same, held).exists()

    def _with_its_words(self, change: Change) -> Change:
        words = documents.words_of(self._db, change.source, change.document.key)
        return replace(change, document=replace(change.document, words=words))

    def kept(self, most: int) -> StoredData:
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
        return told_with(self._db, self._chat_id, number)

    def earlier_version(self, change: Change) -> PaperVersion | None:
        return papers.earlier_version(self._db, change)

    def remindable(self, told: Sequence[Alert]) -> Sequence[Remindable]:
        return self._reminders.of_alerts(told)

    def remindable_meeting(self, source: str, meeting: Document) -> Remindable | None:
        return self._reminders.of_meeting(source, meeting)

    def promises(self, *, only_open: bool = False) -> Sequence[KeptPromise]:
        return promises.listed(self._db, [one.id for one in self._offer.sources], only_open=only_open)

    def reminders(self, *, in_all_topics: bool = False) -> Sequence[KeptReminder]:
        return self._reminders.kept(in_all_topics=in_all_topics)

    @property
    def _reminders(self) -> ReminderLookups:
        return ReminderLookups(self._db, self._chat_id, self._offer, self.now, self._thread_id)


_NAME = kept.c.details["committee"].as_string()


def committees(db: Connection, sources: Collection[str]) -> tuple[Committee, ...]:
    """By source and name. Who wants to hear of the only committee of a source follows the source."""
    meetings = (kept.c.kind == "meeting") & kept.c.withdrawn.is_(False) & _NAME.is_not(None)
    named = select(kept.c.source_id, _NAME.label("name")).where(kept.c.source_id.in_(sources), meetings)
    found: dict[str, dict[str, Committee]] = {}
    for row in db.execute(named.distinct().order_by(kept.c.source_id, "name")):
        one = Committee(row.source_id, row.name)
        found.setdefault(row.source_id, {})[one.what] = one
    return tuple(one for some in found.values() if len(some) > 1 for one in some.values())
