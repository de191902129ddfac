"""Queues the nudges about what was promised, each once: the day has passed, or the next agenda of the committee, read
as a whole, does not name it. Asked after a good visit to its portal, in one transaction with that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, partial

from watcher.core.alerts import FREQUENCIES, Frequency, Message
from watcher.core.dates import read_day
from watcher.core.documents import Change, Document
from watcher.core.promises import AgendaWithout, KeptPromise
from watcher.core.sources import Source
from watcher.jobs.promises import TOO_LATE, record_promises
from watcher.jobs.record import SubscriberBatches
from watcher.jobs.visit_context import VisitContext
from watcher.rules.digests import due_at
from watcher.rules.phrases import Text
from watcher.rules.promise_kept import agenda_is_whole, lacks, next_meeting
from watcher.store import Connection, chats, mutes, outbox, promises

NAMED = "named"
"""Among what was told of a promise: a whole agenda may name it, so that nothing is said against it."""
_Reader = tuple[int, int]


def follow_promises(
    db: Connection,
    read: Iterable[Document],
    changes: Iterable[Change],
    source: Source,
    context: VisitContext,
    now: datetime,
) -> None:
    """Saves what was promised in what a visit read, once that is saved, and queues the nudges that are due."""
    record_promises(db, read, changes, source, context.matcher, now)
    queue_nudges(db, source, context, now)


def queue_nudges(db: Connection, source: Source, context: VisitContext, now: datetime) -> None:
    """Notes which promises of a source are overdue or not on the agenda, and queues what readers are told of that by
    now."""
    waiting = promises.open_of(db, source.id)
    if not waiting:
        return
    today = now.astimezone(context.timetable.timezone).date()
    agendas = _Agendas(db, source.id)
    noticed = [_noticed(db, promise, agendas, today, now) for promise in waiting]
    pending = [
        (promise, nudge, often) for promise in noticed for nudge, often in _pending(promise, context, today, now)
    ]
    if not pending:
        return
    from watcher.messages.promises import nudge_about  # hardly any visit has something to say

    heard: dict[tuple[_Reader, str, AgendaWithout | None], list[KeptPromise]] = defaultdict(list)
    for promise, nudge, often in pending:
        if f"{nudge} {often}" in promises.told_by_others(db, promise):
            continue
        for reader in _readers(db, promise, source, context, often, now):
            heard[reader, nudge, promise.lacking].append(promise)
    for ((chat_id, thread_id), nudge, _), some in heard.items():
        html, buttons = nudge_about(some, nudge, today)
        outbox.queue(db, Message(chat_id, html, buttons, thread_id), (), now)
    for promise in noticed:
        if names := [f"{nudge} {often}" for of, nudge, often in pending if of.id == promise.id]:
            promises.told(db, promise, names)


class _Agendas:
    """Looks up the meetings of a source and their papers, each once for however many promises."""

    def __init__(self, db: Connection, source_id: str) -> None:
        self.meetings = cache(partial(promises.meetings_of, db, source_id))
        self._papers = cache(partial(promises.papers_of, db, source_id))
        self._read = cache(partial(promises.papers_of, db, source_id, with_words=True))

    def lack(self, promise: KeptPromise, meeting: Document) -> bool | None:
        """Tells whether the agenda of a meeting does not name the promise; None while the agenda is not known as a
        whole."""
        if not agenda_is_whole(meeting, self._papers(meeting.key)):
            return None
        return lacks(promise.promise, meeting, self._read(meeting.key))


def _noticed(db: Connection, promise: KeptPromise, agendas: _Agendas, today: date, now: datetime) -> KeptPromise:
    """Returns the promise with what is seen of it now: of the two reasons for a nudge only the first."""
    if promise.noticed or NAMED in promise.told:
        return promise
    meeting = next_meeting(promise, agendas.meetings(promise.committee)) if promise.promise.to_next_meeting else None
    when = read_day(meeting.details.get("date")) if meeting else None
    if meeting and when and when >= today:
        lacking = agendas.lack(promise, meeting)
        if lacking:
            return promises.note(db, promise, "agenda", now, AgendaWithout(meeting.title, meeting.url, when))
        if lacking is False:
            promises.told(db, promise, [NAMED])
            return promise
    due = promise.promise.due
    if due and due < today and TOO_LATE not in promise.told:
        return promises.note(db, promise, "date", now)
    return promise


def _pending(
    promise: KeptPromise, context: VisitContext, today: date, now: datetime
) -> Iterator[tuple[str, Frequency]]:
    """Yields which nudges are to be queued now, for readers of which frequency: at the end of their window, or at once
    where the meeting would come first."""
    for nudge, seen in promise.noticed.items():
        when = promise.lacking.day if promise.lacking else None
        for often in FREQUENCIES:
            digest = due_at(datetime.fromisoformat(seen), often, context.timetable)
            too_late = when is not None and digest.date() >= when
            if f"{nudge} {often}" not in promise.told and (digest <= now or too_late):
                yield nudge, often


def _readers(
    db: Connection, promise: KeptPromise, source: Source, context: VisitContext, often: Frequency, now: datetime
) -> Iterator[_Reader]:
    """Yields the chat and forum topic of everybody who follows what is promised, at this frequency, and can be told
    something."""
    about = Document(
        promise.key, "minutes", promise.promise.item, promise.url,
        details={"committee": promise.committee}, part_of=promise.meeting,
    )  # fmt: skip
    change = Change("new", about, topics=tuple(promise.topics), source=source.id, at=now)
    text = Text((promise.promise.item, promise.promise.text))
    for recipients in SubscriberBatches(db, context.matcher):
        for batch in mutes.without_muted(db, recipients.matching_in(text, change, source), change, now):
            if batch.alert.frequency == often:
                for chat_id in chats.not_paused(db, batch.chat_ids, now):
                    yield chat_id, batch.alert.thread_id
