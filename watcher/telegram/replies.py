"""Says the answers to what people wrote: at once, each chat in its order and at its pace. Answers are not kept: one
that can't be said is given up with a line in the log, and stops nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot

from watcher.commands import Answer, Asked
from watcher.deliver import in_plain_words
from watcher.errors import (
    BadMessage,
    ChatGone,
    ChatMoved,
    NotSent,
    SendError,
    ServerTrouble,
    TokenError,
    TopicGone,
    TryLater,
)
from watcher.model import Message
from watcher.store import Store, chats, outbox
from watcher.telegram.hush import redact
from watcher.telegram.pacer import Pacer
from watcher.telegram.sender import edit, send, toast
from watcher.texts import conversation as texts

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 10  # answers to one chat; what is asked for beyond that is done, but not answered
TRIES = 3
LONGEST_PAUSE = 30.0  # seconds for which an answer is worth waiting
BEFORE_ANOTHER_TRY = 1.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way. `tap_id` and `telegram_id` are those of a tapped button and of the message it hangs on."""

    asked: Asked
    answer: Answer
    at: datetime
    """When it was asked."""
    tap_id: str = ""
    telegram_id: int = 0

    @property
    def place(self) -> int:
        """The number of the message it takes the place of; 0 where it is a new one."""
        return self.telegram_id if self.answer.edit else 0


class Replier:
    """Answers chats side by side, so that none waits for another's turn."""

    def __init__(self, bot: Bot, store: Store, pacer: Pacer, clock: Callable[[], datetime]) -> None:
        self._bot, self._store, self._pacer, self._clock = bot, store, pacer, clock
        self._lines: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answered: dict[int, deque[datetime]] = {}

    def start(self, replies: Iterable[Reply]) -> list[asyncio.Task[None]]:
        """One task for each chat, which ends when all that is worth saying there is said or given up."""
        by_chat: dict[int, list[Reply]] = {}
        for reply in replies:
            by_chat.setdefault(reply.asked.chat_id, []).append(reply)
        self._forget_quiet_chats()
        return [asyncio.create_task(self._converse(chat_id, some)) for chat_id, some in by_chat.items()]

    def _forget_quiet_chats(self) -> None:
        long_ago = self._clock() - 2 * MINUTE
        self._answered = {chat: times for chat, times in self._answered.items() if times[-1] > long_ago}
        for chat_id in [chat for chat, line in self._lines.items() if not line.locked()]:
            del self._lines[chat_id]

    async def _converse(self, chat_id: int, replies: Sequence[Reply]) -> None:
        try:
            async with self._lines[chat_id]:
                for reply in replies:
                    if reply.tap_id:
                        await toast(self._bot, reply.tap_id, reply.answer.toast)
                for reply in worth_saying(replies):
                    admitted = self._admit(reply)
                    if admitted:
                        await self._say(admitted)
        except Exception as error:  # what goes wrong in one chat must not stop the others
            log.error("Answers could not be said: %s: %s", type(error).__name__, redact(str(error)))
            log.debug("Where it happened", exc_info=True)

    def _admit(self, reply: Reply) -> Reply | None:
        """The reply, where the chat has not had too many within a minute; the first too many says so instead."""
        times = self._answered.setdefault(reply.asked.chat_id, deque())
        while times and reply.at - times[0] >= MINUTE:
            times.popleft()
        if len(times) > MOST_A_MINUTE:
            return None
        times.append(reply.at)
        return reply if len(times) <= MOST_A_MINUTE else replace(reply, answer=Answer(texts.TOO_MANY))

    async def _say(self, reply: Reply) -> None:
        asked, said = reply.asked, reply.answer
        first = Message(asked.chat_id, said.html, said.buttons, asked.thread_id)
        messages = [first, *(Message(asked.chat_id, html, thread_id=asked.thread_id) for html in said.more)]
        place = reply.place
        for message in messages:
            if message.html or (place and message.buttons):
                await self._try(message, place)
            place = 0

    async def _try(self, message: Message, place: int) -> None:
        """Sends or edits; where it fails, as often again as the failure makes sense of."""
        trying: Message | None = message
        for _ in range(TRIES):
            if trying is None or self._pacer.paused_for() > LONGEST_PAUSE:
                break
            try:
                async with self._pacer.turn(trying.chat_id):
                    if place:
                        await edit(self._bot, trying, place)
                    else:
                        await send(self._bot, trying)
                return
            except (SendError, TokenError) as error:
                log.debug("An answer to chat %s was not taken", trying.chat_id, exc_info=True)
                trying = await self._after(error, trying)
        log.warning("An answer could not be said, and was given up")

    async def _after(self, error: SendError | TokenError, message: Message) -> Message | None:
        """What to try next: None where there is nothing left to try."""
        match error:
            case TryLater():
                return message
            case NotSent() | ServerTrouble():
                await self._pacer.sleep(BEFORE_ANOTHER_TRY)
                return message
            case TopicGone() if message.thread_id:
                return replace(message, thread_id=0)
            case BadMessage():
                log.error("%s; please report this", error)
                return replace(message, html=in_plain_words(message.html), buttons=())
            case ChatMoved(new_chat_id=new):
                with self._store.write() as db:
                    chats.move(db, message.chat_id, new)
                return replace(message, chat_id=new)
            case ChatGone():
                with self._store.write() as db:
                    outbox.gone(db, message.chat_id, str(error), self._clock())
        log.warning("%s", error)
        return None


def worth_saying(replies: Sequence[Reply]) -> list[Reply]:
    """Without what a later answer replaces: of several in the place of one message only the last is shown, and the same
    answer is not said twice running."""
    last = {reply.place: reply for reply in replies}
    kept: list[Reply] = []
    for reply in replies:
        if reply.place and last[reply.place] is not reply:
            continue
        if not reply.place and kept and not kept[-1].place and kept[-1].answer == reply.answer:
            continue
        kept.append(reply)
    return kept
