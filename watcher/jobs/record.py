"""Records the changes of one visit and queues their alerts, some subscribers at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from watcher.core.alerts import AlertBatch
from watcher.core.deadlines import Deadline
from watcher.core.documents import Change
from watcher.core.sources import Source
from watcher.jobs.related import RelatedDocuments
from watcher.jobs.repeats import with_events
from watcher.jobs.visit_context import VisitContext
from watcher.rules.additions import adds
from watcher.rules.digests import Timetable, due_at
from watcher.rules.item_minutes import mentions, minute_of
from watcher.rules.item_thread import OF_MEETING
from watcher.rules.matching import Matcher, Recipients, of_the_feed, text_of
from watcher.rules.merging import EDITS_APART, edit_due
from watcher.rules.phrases import Text
from watcher.rules.quotes import choose_quotes, deep_in
from watcher.rules.same_event import event_number
from watcher.rules.urgency import is_urgent
from watcher.store import Connection, alerts, changes, chats, documents, mutes
from watcher.store.deadlines import ToldDeadlines
from watcher.store.item_threads import ItemThreads


def record(
    db: Connection, found: Sequence[Change], source: Source, context: VisitContext, now: datetime
) -> tuple[Change, ...]:
    """Logs the changes and queues their alerts; returns the changes numbered, with their topics."""
    if not found:
        return ()
    subscriber_batches, threads = SubscriberBatches(db, context.matcher), ItemThreads(db)
    saved: list[Change] = []
    heard_of_mass_edit: set[tuple[int, int]] = set()
    deadlines = ToldDeadlines(db, source)
    related = RelatedDocuments(db, context.outlets, context.local, now)
    dated = [replace(change, source=source.id, at=now) for change in found]
    for change in with_events(db, dated, context.outlets, context.recent):
        change = _with_words(db, _as_added(change, saved), source)
        text = text_of(change.document)
        found_by = context.matcher.phrases_in(text, source)
        wanted = deep_in(text, found_by) if change.document.kind == "inspection" else found_by or {"": ()}
        quotes = choose_quotes(text, wanted, context.matcher.unless, now.date())
        change = related.to(replace(change, topics=tuple(found_by), quotes=quotes))
        change = replace(change, id=changes.add(db, change))
        told_at = _told_at(db, change, source, now)
        due = _Due(change, told_at, cache(partial(deadlines.of, change)), now, context.timetable)
        for recipients in subscriber_batches:
            batches = mutes.without_muted(db, recipients.matching_in(text, change, source), change, now)
            batches = _once_each(batches, source, heard_of_mass_edit) if change.alike else batches
            alerts.enqueue(db, due.queued(batches))
        alerts.enqueue(db, due.queued(_going_on(threads, change, text, now)))
        saved.append(change)
    return tuple(saved)


def _as_added(change: Change, saved: Iterable[Change]) -> Change:
    """Returns a collection's change that only says it holds one of what was just saved with the number of that event;
    any other as it is."""
    if change.same_as:
        return change
    same = next((event_number(earlier) for earlier in saved if adds(change, earlier.document)), 0)
    return replace(change, same_as=same) if same else change


def _once_each(batches: Iterable[AlertBatch], source: Source, heard: set[tuple[int, int]]) -> list[AlertBatch]:
    """Returns the batches of a mass edit: each follower of the feed hears by one of its articles, and followers of
    topics not at all. `heard`: the chats and forum topics that have."""
    found = []
    for batch in filter(None, (of_the_feed(batch, source) for batch in batches)):
        thread_id = batch.alert.thread_id
        if ids := [chat_id for chat_id in batch.chat_ids if (chat_id, thread_id) not in heard]:
            heard.update((chat_id, thread_id) for chat_id in ids)
            found.append(AlertBatch(replace(batch.alert, chat_id=ids[0]), ids))
    return found


def _going_on(threads: ItemThreads, change: Change, text: Text, now: datetime) -> Iterator[AlertBatch]:
    """Yields who hears of the change for an item that it carries on, with the sentence that who follows the source
    hears too. A paper on all of a meeting is told with what it says of the item, and not at all where it was read and
    says nothing of it."""
    if change.document.kind not in OF_MEETING or not any(page.strip() for page in text.pages):
        for batch in threads.batches(change, now):
            yield AlertBatch(replace(batch.alert, quotes=change.quotes[:1]), batch.chat_ids)
        return
    minute = cache(partial(minute_of, text.pages))  # few items, many chats
    for batch in threads.batches(change, now, partial(mentions, text.pages)):
        said = tuple(filter(None, (minute(reason.name) for reason in batch.alert.reasons)))
        yield AlertBatch(replace(batch.alert, quotes=said), batch.chat_ids)


def _with_words(db: Connection, change: Change, source: Source) -> Change:
    """Returns the change with what was read of its document earlier: who heard of it as new hears of it as changed."""
    if change.document.words or change.kind == "new":
        return change
    words = documents.words_of(db, source.id, change.document.key)
    return replace(change, document=replace(change.document, words=words))


class SubscriberBatches:
    """Yields everybody who follows something, some chats at a time, so that no visit's memory grows with their
    number."""

    def __init__(self, db: Connection, matcher: Matcher) -> None:
        self._db, self._matcher = db, matcher
        self._first, self._last = self._some(None)

    def _some(self, after: int | None) -> tuple[Recipients, int | None]:
        following, last = chats.following(self._db, after)
        return Recipients(following, self._matcher), last

    def __iter__(self) -> Iterator[Recipients]:
        yield self._first
        last = self._last
        while last is not None:
            recipients, last = self._some(last)
            yield recipients


def _told_at(db: Connection, change: Change, source: Source, now: datetime) -> dict[tuple[int, int], datetime]:
    """Returns, by chat and forum topic, when each is told that is not told now: of what a feed or a list of links edits
    again and again by `edit_due`."""
    if change.kind != "changed" or (change.document.kind != "article" and source.kind != "feed"):
        return {}
    told = changes.edits_due(db, change.source, change.document.key, now - EDITS_APART)
    waiting = changes.edits_due(db, change.source, change.document.key)
    return {reader: edit_due(told.get(reader), waiting.get(reader), now) for reader in told.keys() | waiting.keys()}


@dataclass(frozen=True, slots=True)
class _Due:
    """When one change is due, for whom."""

    change: Change
    told_at: Mapping[tuple[int, int], datetime]
    """For chats, or forum topics of them, that are told later than now."""
    deadlines: Callable[[], Sequence[Deadline]]
    now: datetime
    timetable: Timetable

    def queued(self, batches: Iterable[AlertBatch]) -> Iterator[tuple[AlertBatch, datetime]]:
        """Yields the batches, split by the moment each is due. What can't wait comes at once in every frequency."""
        due = cache(partial(due_at, timetable=self.timetable))  # few moments, many chats
        for batch in batches:
            digest = due(self.now, batch.alert.frequency)
            known = self.deadlines() if digest > self.now else ()  # else nothing passes before it
            if is_urgent(self.change, known, self.now, digest):
                yield AlertBatch(replace(batch.alert, frequency="now", urgent=True), batch.chat_ids), self.now
                continue
            moments: dict[datetime, list[int]] = defaultdict(list)
            for chat_id in batch.chat_ids:
                moments[self.told_at.get((chat_id, batch.alert.thread_id), self.now)].append(chat_id)
            for at, ids in moments.items():
                yield AlertBatch(batch.alert, ids), due(at, batch.alert.frequency)
