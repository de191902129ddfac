"""Empties the outbox: hands out one message after another, and settles each by what Telegram said to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from watcher.bot.settle import settle_failed, settle_sent
from watcher.core.errors import ChatGone, ChatMoved, SendError, StateError, TryLater
from watcher.jobs import upkeep
from watcher.jobs.weekly_report import report
from watcher.store import Connection, Store, alerts, outbox
from watcher.store.delivery_window import anything_waits, next_opening

if TYPE_CHECKING:
    from watcher.core.alerts import Message
    from watcher.messages.context import RenderContext

REMINDERS_LOOKED_AT = timedelta(minutes=5)
"""So often at least: meanwhile a meeting may have moved, or somebody asked to be reminded."""


class _Settlement(NamedTuple):
    """What Telegram said to a message, and is still to be saved."""

    save: Callable[[Connection], object]
    taken: bool
    """It was delivered: that is true whatever has become of this worker meanwhile."""


class OutboxWorker:
    """Hands the outbox to the sender: each message is claimed before the call and settled after it, each time in a
    transaction."""

    def __init__(self, store: Store, render_context: RenderContext, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._context = render_context
        self._bot = ""
        self._clock = clock
        self._latest = clock()
        self._next_report: datetime | None = None
        self._next_reminder: datetime | None = None
        """When there is one, as things stood when they were last looked at; None: none is known."""
        self._look_at_reminders: datetime | None = None
        self._unsaved: list[_Settlement] = []
        self._in_hand: set[int] = set()
        """The messages that were handed out, and not heard of yet."""
        self._in_doubt = False
        """Whether a message may be claimed in the database that was never handed out."""
        self.delivered = 0
        self.problems: list[str] = []
        self._came_to: Callable[[Message, SendError | None], object] = lambda message, error: None

    def recover(self) -> None:
        """Queues again what a killed run was sending, delivered or not, and repairs times; to be called once when a run
        starts. What is given up, as two runs were killed over it, is a problem of this run."""
        self.flush()
        self.problems += upkeep.recover(self._store, self._clock())

    def report_to(self, call: Callable[[Message, SendError | None], object]) -> None:
        """Calls `call` after every call to Telegram, with the message and what went wrong (None: it was taken), once
        what came of it is saved."""
        self._came_to = call

    def introduce(self, bot: str) -> None:
        """Takes the name by which the bot is known at Telegram: messages lead to it."""
        self._bot = bot

    def configure(self, render_context: RenderContext) -> None:
        """Takes what messages say from now on, after an edit of the config."""
        self._context, self._next_report, self._look_at_reminders = render_context, None, None

    def prune(self) -> None:
        """Forgets what is too old to be kept (store/retention.py)."""
        upkeep.prune(self._store, self._clock())

    def claim(self, busy: Collection[int] = ()) -> Message | None:
        """Returns the next message to send, of a chat that is not `busy`, and counts it as being sent; None when there
        is none now. Alerts that have become due are put into words when no message is left, as late as can be, so that
        what belongs together comes together."""
        self.flush()
        with self._writing() as db:
            self._fix_clock_jump(db)
            self._report(db)
            self._remind(db)
            message = outbox.claim(db, self._clock(), busy, self._zone)
            if not message:
                self._render_due(db)
                message = outbox.claim(db, self._clock(), busy, self._zone)
        if message:
            self._in_hand.add(message.id)
        return message

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Yields a transaction that may queue and claim. Where it is not known to have been saved, nothing that was
        noted here on the way holds; and it may have been: a server does what it is asked, and then can't say so."""
        try:
            with self._store.write() as db:
                if self._in_doubt:
                    outbox.put_back(db, self._in_hand)
                yield db
        except StateError:
            self._next_report = self._look_at_reminders = None
            self._in_doubt = True
            raise
        self._in_doubt = False

    def _fix_clock_jump(self, db: Connection) -> None:
        """Repairs times where the clock was set back since the last call."""
        now = self._clock()
        if now < self._latest:
            outbox.repair_times(db, now)
            self._next_report = self._look_at_reminders = None
        self._latest = now

    def _render_due(self, db: Connection) -> None:
        """Puts alerts that are due into words, until one of them is told or none is left."""
        while due := alerts.due(db, self._clock(), self._zone):
            from watcher.jobs.compose import render_due_alerts  # most runs have nothing to tell

            if render_due_alerts(db, due, replace(self._context, bot=self._bot), self._clock()):
                return  # else none of these is told now: others may be

    def _report(self, db: Connection) -> None:
        """Queues the administrators' weekly report; looks at it only when it may be due."""
        if self._is_over(self._next_report):
            self._next_report = report(db, self._context, self._clock())

    def _remind(self, db: Connection) -> None:
        """Queues reminders; looks at them only when one may be due. What is due of changes comes first: it says what
        moved."""
        if self._is_over(self._look_at_reminders):
            self._render_due(db)
            self._queue_reminders(db)

    def _queue_reminders(self, db: Connection) -> bool:
        """Queues reminders; returns whether there is anything at all that waits, now or until later."""
        now, waits = self._clock(), anything_waits(db)
        self._next_reminder = None
        if waits:
            from watcher.jobs.remind import queue_due  # most runs have nobody to remind

            self._next_reminder = queue_due(db, self._context, now)
        self._look_at_reminders = min(filter(None, (self._next_reminder, now + REMINDERS_LOOKED_AT)))
        return waits

    def _is_over(self, moment: datetime | None) -> bool:
        """Tells whether this moment has come, or was never known."""
        return moment is None or moment <= self._clock()

    def has_something(self, within: float) -> bool:
        """Tells whether there is something to send now, or will be in `within` seconds. Nothing is put into words for
        that."""
        looks = self._is_over(self._next_report) or self._is_over(self._look_at_reminders)
        with self._writing() if looks else self._store.read() as db:
            if anything_waits(db) and self._waits(db, within):
                return True
            if not looks:
                return False
            self._report(db)
            return self._queue_reminders(db) and self._waits(db, within)

    def _waits(self, db: Connection, within: float) -> bool:
        moment = self._next(db)
        return moment is not None and (moment - self._clock()).total_seconds() <= within

    def _next(self, db: Connection) -> datetime | None:
        """Returns when there may be something to send, now or later; None when nothing waits for a chat that can be
        told."""
        now, zone = self._clock(), self._zone
        return min(filter(None, (outbox.next_at(db, now, zone), alerts.next_due(db, now, zone))), default=None)

    def calm_until(self) -> datetime | None:
        """Returns until when there is nothing to send nor to queue, if nobody writes and no source is visited; None
        where there is something now, or where that was not looked at."""
        if self._next_report is None:
            return None
        with self._writing() as db:
            if not anything_waits(db):
                return self._next_report
            if self._waits(db, 0):
                return None
            self._queue_reminders(db)  # a visit, or somebody who wrote, may have brought one
            waits = self._next(db), next_opening(db, self._clock(), self._zone)
        return min(filter(None, (self._next_report, self._next_reminder, *waits)))

    def wait(self) -> float | None:
        """Returns the seconds until there may be something to send; None when nothing waits."""
        with self._store.read() as db:
            moment = self._next(db) if anything_waits(db) else None
        return max(0.0, (moment - self._clock()).total_seconds()) if moment else None

    @property
    def _zone(self) -> tzinfo:
        return self._context.timezone

    def left(self, message: Message) -> None:
        """Stores that a message's request leaves, as what a killed run was sending is judged by that. Raises StateError
        where another worker may have taken it over: then it must not leave."""
        try:
            with self._store.write(at_once=True) as db:
                outbox.left(db, message.id)
        except StateError:
            if self._store.fence:
                raise  # else what comes of it is saved a moment later, and that tells of the trouble

    def sent(self, message: Message, telegram_id: int) -> None:
        """Settles a message that Telegram took, under its own number. Raises StateError where that can't be saved
        yet."""
        now = self._clock()
        self.delivered += 1
        self._in_hand.discard(message.id)
        self._unsaved.append(_Settlement(lambda db: settle_sent(db, message, telegram_id, now), taken=True))
        self.flush()
        self._came_to(message, None)

    def flush(self) -> None:
        """Saves what Telegram said to the messages. Raises StateError where that fails; then it is not forgotten, and
        the next time saves it too, so that a database that was held for a while makes no message come twice."""
        while self._unsaved:
            settlement = self._unsaved.pop(0)
            try:
                with self._store.write() as db:
                    settlement.save(db)
            except StateError:
                self._unsaved.insert(0, settlement)
                raise

    def inherit(self, before: OutboxWorker) -> None:
        """Takes over what one that has lost its place could not save any more of what Telegram took: else that would
        come twice. What was not taken is another worker's business by now."""
        self._unsaved += [settlement for settlement in before._unsaved if settlement.taken]

    def failed(self, message: Message, error: SendError) -> None:
        """Settles a message that Telegram did not take, by the table of facts/telegram.md, "Error to action"; what it
        gives up is a problem of this run. Raises StateError where that can't be saved yet."""
        now = self._clock()
        self._in_hand.discard(message.id)
        if not isinstance(error, TryLater | ChatMoved | ChatGone):
            self.problems.append(str(error))
        admins = self._context.admins
        self._unsaved.append(_Settlement(lambda db: settle_failed(db, message, error, now, admins), taken=False))
        self.flush()
        self._came_to(message, error)
