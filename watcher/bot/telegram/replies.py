"""Says the answers to what people wrote: at once, each chat in its order and at its pace. One that can't be said now
waits in the outbox; none stops the others (docs/adr/0019)."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias, cast

from telegram import Bot

from watcher.bot.commands import Reply
from watcher.bot.settle import hold_back, move, put_off
from watcher.bot.telegram.attachments import in_words, without_attachment
from watcher.bot.telegram.departure import Departure
from watcher.bot.telegram.papers import PaperSender
from watcher.bot.telegram.photos import is_caption, send_photo
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.redaction import redact
from watcher.bot.telegram.sender import answer_callback, edit, send
from watcher.core.alerts import Message
from watcher.core.chats import Request
from watcher.core.errors import (
    BadMessage,
    ChatGone,
    ChatMoved,
    NotSent,
    SendError,
    ServerTrouble,
    StateError,
    TokenError,
    TopicGone,
    TryLater,
    Unsure,
)
from watcher.messages.splitting import in_plain_words
from watcher.messages.texts import conversation as texts
from watcher.store import Store, outbox

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 10  # answers to one chat; what is asked for beyond that is done, but not answered
TRIES = 3
LONGEST_WAIT_FOR_A_SLOT = 30.0  # seconds for which an answer waits for its turn; then it waits in the outbox
BEFORE_ANOTHER_TRY = 1.0
_Times: TypeAlias = dict[int, deque[datetime]]


@dataclass(frozen=True, slots=True)
class PendingReply:
    """Holds an answer on its way. `tap_id` and `telegram_id` are those of a tapped button and of the message it hangs
    on."""

    request: Request
    reply: Reply
    at: datetime
    """When it was asked."""
    tap_id: str = ""
    telegram_id: int = 0

    @property
    def place(self) -> int:
        """Returns the number of the message that the answer takes the place of; 0 where it is a new one."""
        return self.telegram_id if self.reply.edit else 0


class Replier:
    """Answers chats side by side, so that none waits for another's turn. `admins`, which may be replaced, are told what
    they must know."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        limiter: RateLimiter,
        clock: Callable[[], datetime],
        papers: Path | None = None,
    ) -> None:
        self._bot, self._store, self._limiter, self._clock = bot, store, limiter, clock
        self._papers = PaperSender(bot, papers)
        self._lines: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answered: _Times = {}
        self._ended: _Times = {}  # without an answer of their own
        self.admins: Collection[int] = ()

    def start(self, replies: Iterable[PendingReply]) -> list[asyncio.Task[None]]:
        """Returns one task for each chat, which ends when all that is worth saying there is said or given up."""
        by_chat: dict[int, list[PendingReply]] = {}
        for reply in replies:
            by_chat.setdefault(reply.request.chat_id, []).append(reply)
        self._forget_quiet_chats()
        return [asyncio.create_task(self._converse(chat_id, waiting)) for chat_id, waiting in by_chat.items()]

    def _forget_quiet_chats(self) -> None:
        long_ago = self._clock() - 2 * MINUTE
        for answered in (self._answered, self._ended):
            for chat_id in [chat for chat, times in answered.items() if not times or times[-1] <= long_ago]:
                del answered[chat_id]
        for chat_id in [chat for chat, line in self._lines.items() if not line.locked()]:
            del self._lines[chat_id]

    async def _converse(self, chat_id: int, replies: Sequence[PendingReply]) -> None:
        """Says the replies of one chat in their order; what can't be said now waits in the outbox."""
        said, to_end = self._admitted(replies)
        unsaid = deque(message for reply in said for message in _messages(reply))
        why: SendError = NotSent("there was no time left to say it")
        try:
            async with self._lines[chat_id]:
                await self._end_taps(to_end)
                while unsaid:
                    left = await self._try(*unsaid[0])
                    unsaid.popleft()
                    if left:
                        why = left.why
                        unsaid.appendleft((left.message, 0))
                        break
        except ChatGone as error:
            log.warning("%s", error)
            unsaid.clear()
        except Exception as error:  # what goes wrong in one chat must not stop the others
            log.error("Answers could not be said: %s: %s", type(error).__name__, redact(str(error)))
            log.debug("Where it happened", exc_info=True)
        finally:  # also where it is cancelled
            self._put_off([message for message, _ in unsaid if message.html], why)

    def _admitted(self, replies: Sequence[PendingReply]) -> tuple[list[PendingReply], list[PendingReply]]:
        """Returns what is said, and the taps whose waiting sign is to end: no more of either than one chat gets in a
        minute."""
        said = {id(reply): self._admit(reply) for reply in worth_saying(replies)}
        taps = [reply for reply in replies if reply.tap_id]
        to_end = [said[id(reply)] if id(reply) in said else self._room(reply) for reply in taps]
        return [reply for reply in said.values() if reply], [reply for reply in to_end if reply]

    def _admit(self, reply: PendingReply) -> PendingReply | None:
        """Returns the reply, where the chat has not had too many within a minute; the first too many says so
        instead."""
        times = _latest(self._answered, reply)
        if len(times) > MOST_A_MINUTE:
            return None
        times.append(reply.at)
        return reply if len(times) <= MOST_A_MINUTE else replace(reply, reply=Reply(texts.TOO_MANY))

    def _room(self, reply: PendingReply) -> PendingReply | None:
        """Returns a tap that needs no answer of its own, where its waiting sign may still be ended."""
        times = _latest(self._ended, reply)
        if len(times) >= MOST_A_MINUTE:
            return None
        times.append(reply.at)
        return reply

    async def _end_taps(self, replies: Iterable[PendingReply]) -> None:
        for reply in replies:
            try:
                async with self._limiter.beside():
                    await answer_callback(self._bot, reply.tap_id, reply.reply.callback_text)
            except TryLater as error:  # the tap has found its end in what is said
                chat_id, now = reply.request.chat_id, self._clock()
                self._limiter.refuse(chat_id, error.seconds)
                with self._store.write() as db:
                    hold_back(db, error, chat_id, now)
                return

    async def _try(self, message: Message, place: int) -> _Left | None:
        """Sends or edits; where it fails, as often again as the failure makes sense of. What is left is still to be
        said. Raises ChatGone."""
        trying, why = message, cast("SendError", NotSent(""))
        for _ in range(TRIES):
            try:
                async with self._limiter.send_slot(trying.chat_id, LONGEST_WAIT_FOR_A_SLOT):
                    await self._call(trying, place)
                return None
            except (SendError, TokenError) as error:
                log.debug("An answer to chat %s was not taken", trying.chat_id, exc_info=True)
                why = error if isinstance(error, SendError) else NotSent(str(error))
                again = await self._after(why, trying, place)
                if isinstance(error, TokenError) or again is _LATER:
                    return _Left(trying, why)
                if again is None:
                    return None
                trying = again
        return _Left(trying, why)

    async def _call(self, message: Message, place: int) -> None:
        try:
            with Departure(partial(self._limiter.leave, message.chat_id)):
                if place:
                    await edit(self._bot, message, place)
                elif message.file:
                    await self._papers.send(message, message.file)
                else:
                    await (send_photo if message.picture else send)(self._bot, message)
        except asyncio.CancelledError as error:
            raise _BrokenOff("a call was broken off before Telegram answered") from error

    async def _after(self, error: SendError, message: Message, place: int) -> Message | None:
        """Tells what to try next: None where there is nothing left to try, _LATER where it makes no sense now."""
        match error:
            case TryLater():
                return message
            case NotSent() | ServerTrouble():
                await self._limiter.sleep(BEFORE_ANOTHER_TRY)
                return message
            case TopicGone() if message.thread_id:
                return replace(message, thread_id=0)
            case BadMessage() if message.picture or message.file:
                return without_attachment(message, error)
            case BadMessage() if message.html != in_plain_words(message.html) or message.buttons:
                log.error("%s; please report this", error)
                return replace(message, html=in_plain_words(message.html), buttons=())
            case ChatMoved(new_chat_id=new):
                with self._store.write() as db:
                    move(db, message.chat_id, new, self._clock(), self.admins)
                return replace(message, chat_id=new)
            case Unsure() if place and not isinstance(error, _BrokenOff):
                return message  # the same edit a second time changes nothing
            case BadMessage() | TopicGone():
                log.warning("An answer could not be said, and was given up: %s", error)
                return None
            case ChatGone():
                with self._store.write() as db:
                    outbox.chat_unreachable(db, message.chat_id, str(error), self._clock())
                raise error
        return _LATER

    def _put_off(self, messages: Sequence[Message], why: SendError) -> None:
        """Puts the messages into the outbox; what is wrong concerns the first, and the others come after it."""
        if not messages:
            return
        log.warning("An answer could not be said, and waits: %s", why)
        now = self._clock()
        try:
            with self._store.write() as db:
                for number, message in enumerate(messages):
                    put_off(db, in_words(message), NotSent(str(why)) if number else why, now, self.admins)
        except StateError as error:
            log.error("An answer could not be said, nor kept: %s", error)


@dataclass(frozen=True, slots=True)
class _Left:
    """Holds a message that is still to be said, and why."""

    message: Message
    why: SendError


def _latest(times: _Times, reply: PendingReply) -> deque[datetime]:
    """Tells when the chat was answered in the last minute."""
    mine = times.setdefault(reply.request.chat_id, deque())
    while mine and reply.at - mine[0] >= MINUTE:
        mine.popleft()
    return mine


class _BrokenOff(Unsure):
    """Says that we broke a call off ourselves: it may have come."""


_LATER = Message(0, "")


def _messages(reply: PendingReply) -> Iterator[tuple[Message, int]]:
    """Yields the messages of a reply, each with the number of the message whose place it takes, or 0."""
    asked, said = reply.request, reply.reply
    picture = None if reply.place else said.picture
    if picture and not is_caption(said.html):  # too long to stand under it: it follows
        yield Message(asked.chat_id, "", thread_id=asked.thread_id, picture=picture), 0
        picture = None
    if said.html or (reply.place and said.buttons):
        file = None if reply.place else said.file
        message = Message(asked.chat_id, said.html, said.buttons, asked.thread_id, picture=picture, file=file)
        yield message, reply.place
    for html in said.more:
        if html:
            yield Message(asked.chat_id, html, thread_id=asked.thread_id), 0


def worth_saying(replies: Sequence[PendingReply]) -> list[PendingReply]:
    """Leaves out what a later answer replaces: of several in the place of one message only the last is shown, and the
    same answer is not said twice running."""
    last = {reply.place: reply for reply in replies}
    kept: list[PendingReply] = []
    for reply in replies:
        if reply.place and last[reply.place] is not reply:
            continue
        if not reply.place and kept and not kept[-1].place and kept[-1].reply == reply.reply:
            continue
        kept.append(reply)
    return kept
