"""Empties the outbox: puts due alerts into words, and settles each message by what Telegram said to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from html import unescape
from re import sub

from watcher.errors import BadMessage, ChatGone, ChatMoved, NotSent, SendError, TopicGone, TryLater, Unsure
from watcher.messages import Setting, bundle, render
from watcher.model import Message
from watcher.store import Connection, Store, chats, holding, outbox

RETRY_PAUSES = (1, 2, 4, 8, 16, 32, 60)  # seconds between tries while Telegram is out of reach
UNSURE_PAUSE = timedelta(seconds=60)
KEPT_FOR = timedelta(days=90)
MOST_UNSURE = 2  # tries of a message that may have been delivered: one late retry, then it is let go
MOST_REFUSED = 2  # tries of a text that Telegram can't read: once as it is, once plain


class Post:
    """The outbox as the sender sees it: each message claimed before the call and settled after it, each in a
    transaction."""

    def __init__(self, store: Store, setting: Setting, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._setting = setting
        self._clock = clock
        self.delivered = 0
        self.problems: list[str] = []

    def open(self) -> None:
        """To be called once when a run starts: what a killed run was sending is perhaps delivered."""
        with self._store.write() as db:
            outbox.left_sending(db, self._clock() + UNSURE_PAUSE)

    def tidy(self) -> None:
        """Forgets messages that were settled long ago."""
        with self._store.write() as db:
            outbox.prune(db, self._clock() - KEPT_FOR)

    def claim(self, busy: Collection[int] = ()) -> Message | None:
        """The next message to send, of a chat that is not busy; None when there is none now. Alerts that have become
        due are put into words first, as late as can be, so that what belongs together comes together."""
        with self._store.write() as db:
            self._word(db)
            return outbox.claim(db, self._clock(), busy, self._listening())

    def _word(self, db: Connection) -> None:
        for alerts in bundle(outbox.due(db, self._clock(), listening=self._listening())):
            for message, told in render(alerts, self._setting):
                outbox.put(db, message, told, self._clock())

    def wait(self) -> float | None:
        """Seconds until there may be something to send; None when nothing waits."""
        with self._store.read() as db:
            listening = self._listening()
            moments = [at for at in (outbox.next_at(db, listening), outbox.next_due(db, listening)) if at]
        return max(0.0, (min(moments) - self._clock()).total_seconds()) if moments else None

    def _listening(self) -> holding.Condition:
        return holding.listening(self._clock(), self._setting.timezone)

    def sent(self, message: Message, telegram_id: int) -> None:
        with self._store.write() as db:
            outbox.sent(db, message.id, telegram_id, self._clock())
        self.delivered += 1

    def failed(self, message: Message, error: SendError) -> None:
        """Settles by the table of facts/telegram.md, "Error to action"; what it gives up is a problem of this run."""
        now, said = self._clock(), str(error)
        with self._store.write() as db:
            match error:
                case TryLater():
                    outbox.again(db, message.id, now + timedelta(seconds=error.seconds), said, counted=False)
                case ChatMoved():
                    chats.move(db, message.chat_id, error.new_chat_id)
                    outbox.again(db, message.id, now, said, counted=False)
                case ChatGone():
                    outbox.gone(db, message.chat_id, said, now)
                case TopicGone() if message.thread_id:
                    outbox.reword(db, message.id, message.html, 0)
                    outbox.again(db, message.id, now, said, counted=False)
                case NotSent():
                    seconds = RETRY_PAUSES[min(message.tries, len(RETRY_PAUSES)) - 1]
                    outbox.again(db, message.id, now + timedelta(seconds=seconds), said)
                case Unsure() if message.tries < MOST_UNSURE:
                    outbox.again(db, message.id, now + UNSURE_PAUSE, said, uncertain=True)
                case BadMessage() if message.tries < MOST_REFUSED:
                    outbox.reword(db, message.id, in_plain_words(message.html), message.thread_id)
                    outbox.again(db, message.id, now, said)
                case _:
                    outbox.dead(db, message.id, said)
        if not isinstance(error, TryLater | ChatMoved | ChatGone):
            self.problems.append(said)


def in_plain_words(html: str) -> str:
    """The message without its tags: links give way to their words, so that nothing is left for Telegram to refuse."""
    words = unescape(sub(r"<[^>]*>", "", html)).replace("&", "&amp;").replace("<", "&lt;")
    return words[:3_900]
