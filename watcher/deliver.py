"""Empties the outbox: hands out one message after another, and settles each by what Telegram said to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta, tzinfo
from functools import partial
from html import unescape
from re import sub

from watcher.errors import (
    BadMessage,
    ChatGone,
    ChatMoved,
    NotSent,
    SendError,
    ServerTrouble,
    StateError,
    TopicGone,
    TryLater,
    Unsure,
)
from watcher.model import Message
from watcher.setting import Setting
from watcher.store import Connection, Store, chats, forgetting, marks, mutes, outbox
from watcher.weekly import report

UNSURE_PAUSE = timedelta(seconds=60)
LONGEST_TROUBLE_PAUSE = timedelta(hours=1)
MOST_IN_TROUBLE = 50  # tries of a message that Telegram can't take: two days, as the pauses double up to an hour
KEPT_FOR = timedelta(days=90)
UPDATES_KEPT = timedelta(days=2)
"""Longer than Telegram keeps them (facts/telegram.md, "Updates")."""


class Post:
    """The outbox as the sender sees it: each message claimed before the call and settled after it, each in a
    transaction."""

    def __init__(self, store: Store, setting: Setting, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._setting = setting
        self._clock = clock
        self._latest = clock()
        self._next_report: datetime | None = None
        self._unsaved: list[Callable[[Connection], object]] = []
        self.delivered = 0
        self.problems: list[str] = []
        self._came_to: Callable[[Message, SendError | None], object] = lambda message, error: None

    def open(self) -> None:
        """To be called once when a run starts: what a killed run was sending is perhaps delivered."""
        with self._store.write() as db:
            outbox.set_right(db, self._clock())
            outbox.left_sending(db, self._clock() + UNSURE_PAUSE)

    def report_to(self, call: Callable[[Message, SendError | None], object]) -> None:
        """It hears of every call to Telegram, once what came of it is saved."""
        self._came_to = call

    def configure(self, setting: Setting) -> None:
        """The config was edited: what messages say from now on."""
        self._setting, self._next_report = setting, None

    def tidy(self) -> None:
        """Forgets messages that were settled long ago, mutes that are over, which messages of people were carried out
        so long ago that Telegram has them no more, and who blocked us 30 days ago."""
        now = self._clock()
        with self._store.write() as db:
            outbox.prune(db, now - KEPT_FOR)
            mutes.end_old(db, now)
            marks.end_old(db, marks.CARRIED_OUT, now - UPDATES_KEPT)
        forgetting.forget_long_gone(self._store, now)

    def claim(self, busy: Collection[int] = ()) -> Message | None:
        """The next message to send, of a chat that is not busy; None when there is none now. Alerts that have become
        due are put into words when no message is left, as late as can be, so that what belongs together comes
        together."""
        self.settle()
        with self._store.write() as db:
            self._heed_the_clock(db)
            self._report(db)
            if message := outbox.claim(db, self._clock(), busy, self._zone):
                return message
            self._word(db)
            return outbox.claim(db, self._clock(), busy, self._zone)

    def _heed_the_clock(self, db: Connection) -> None:
        now = self._clock()
        if now < self._latest:
            outbox.set_right(db, now)
            self._next_report = None
        self._latest = now

    def _word(self, db: Connection) -> None:
        if due := outbox.due(db, self._clock(), self._zone):
            from watcher.composing import compose  # most runs have nothing to tell

            compose(db, due, self._setting, self._clock())

    def _report(self, db: Connection) -> None:
        """The administrators' weekly report; looked at only when it may be due."""
        if self._next_report is None or self._next_report <= self._clock():
            self._next_report = report(db, self._setting, self._clock())

    def wait(self) -> float | None:
        """Seconds until there may be something to send; None when nothing waits."""
        with self._store.read() as db:
            now, zone = self._clock(), self._zone
            moments = [at for at in (outbox.next_at(db, now, zone), outbox.next_due(db, now, zone)) if at]
        return max(0.0, (min(moments) - now).total_seconds()) if moments else None

    @property
    def _zone(self) -> tzinfo:
        return self._setting.timezone

    def sent(self, message: Message, telegram_id: int) -> None:
        now = self._clock()
        self.delivered += 1
        self._unsaved.append(lambda db: outbox.sent(db, message.id, telegram_id, now))
        self.settle()
        self._came_to(message, None)

    def settle(self) -> None:
        """Saves what Telegram said to the messages. Where that fails it is not forgotten: the next time saves it too,
        so that a database that was held for a while makes no message come twice."""
        while self._unsaved:
            save = self._unsaved.pop(0)
            try:
                with self._store.write() as db:
                    save(db)
            except StateError:
                self._unsaved.insert(0, save)
                raise

    def failed(self, message: Message, error: SendError) -> None:
        """Settles by the table of facts/telegram.md, "Error to action"; what it gives up is a problem of this run."""
        now = self._clock()
        if not isinstance(error, TryLater | ChatMoved | ChatGone):
            self.problems.append(str(error))
        self._unsaved.append(lambda db: _settle_failed(db, message, error, now))
        self.settle()
        self._came_to(message, error)


def _settle_failed(db: Connection, message: Message, error: SendError, now: datetime) -> None:
    again = partial(outbox.again, db, message.id, error=str(error), uncertain=message.doubted)
    match error:
        case TryLater():
            later = now + timedelta(seconds=error.seconds)
            outbox.hold_back(db, later)
            again(at=later, counted=False)
        case ChatMoved():
            chats.move(db, message.chat_id, error.new_chat_id)
            again(at=now, counted=False)
        case NotSent():  # how long everybody waits is the pacer's business
            again(at=now, counted=False)
        case ChatGone():
            outbox.gone(db, message.chat_id, str(error), now)
        case TopicGone() if message.thread_id:
            if chats.leave_topic(db, message.chat_id, message.thread_id):
                from watcher.composing import topic_closed  # hardly any run meets one

                outbox.put(db, topic_closed(message.chat_id), (), now)
            outbox.leave_topic(db, message.id)
            again(at=now, counted=False)
        case ServerTrouble() if message.tries < MOST_IN_TROUBLE:
            again(at=now + min(LONGEST_TROUBLE_PAUSE, UNSURE_PAUSE * 2 ** min(message.tries - 1, 6)))
        case Unsure() if not message.doubted:  # one late retry, then it is let go: it may have come twice
            again(at=now + UNSURE_PAUSE, uncertain=True)
        case BadMessage() if message.buttons or message.html != in_plain_words(message.html):
            outbox.reword(db, message.id, in_plain_words(message.html))
            again(at=now)
        case _:
            outbox.dead(db, message.id, str(error))


def in_plain_words(html: str) -> str:
    """The message without its tags: links give way to their words, so that nothing is left for Telegram to refuse."""
    words = unescape(sub(r"<[^<>]*>", "", html)).replace("&", "&amp;").replace("<", "&lt;")
    return words[:3_900]
