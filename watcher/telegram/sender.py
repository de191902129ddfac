"""Sends messages: one, or all that the outbox holds. The only place where Telegram's errors become ours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from math import inf
from typing import Protocol

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

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
    Unsure,
    WatcherError,
)
from watcher.model import Button, Buttons, Message
from watcher.telegram.hush import redact
from watcher.telegram.pacer import Pacer

log = logging.getLogger(__name__)

_CHAT_IS_CLOSED = (
    "chat not found", "peer_id_invalid", "chat_write_forbidden", "not enough rights", "have no rights to send",
    "need administrator rights", "channel_private", "chat_restricted", "upgraded to a supergroup",
)  # fmt: skip
_TOPIC_IS_CLOSED = ("message thread not found", "topic_closed", "topic_deleted")
_NEVER_LEFT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"}
_NOT_OURS_TO_EDIT = ("message to edit not found", "message can't be edited")
GRACE = 8.0  # seconds that sends in flight get to end when all is stopping: Docker kills after 10
LONGEST_WAIT = 60.0  # between two looks at the outbox: its clock may have been set
SHORTEST_WAIT = 0.02


class Outbox(Protocol):
    """Where messages wait. Every method is quick, and what it says is saved when it returns."""

    def claim(self, busy: Collection[int]) -> Message | None:
        """The next message that may be sent now, to a chat that is not `busy`; it counts as being sent from here on."""

    def wait(self) -> float | None:
        """Seconds until the next message may be sent; None when nothing waits."""

    def sent(self, message: Message, telegram_id: int) -> None:
        """Telegram took it."""

    def failed(self, message: Message, error: SendError) -> None:
        """It did not reach the chat, or may not have."""


def translate(error: TelegramError) -> WatcherError:
    """A SendError, or TokenError, by the table "Error to action" of facts/telegram.md, in its order."""
    words = redact(" ".join(str(error).split())) or type(error).__name__
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return TryLater(words, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
    if isinstance(error, ChatMigrated):
        return ChatMoved("Telegram: the group became a supergroup", error.new_chat_id)
    if isinstance(error, Forbidden):
        return ChatGone(f"Telegram: {words}")
    if isinstance(error, BadRequest):
        return _refused(words)
    if isinstance(error, InvalidToken | EndPointNotFound):
        return TokenError(
            "Telegram does not know this bot token; check TELEGRAM_BOT_TOKEN (BotFather shows it with /token), "
            "and TELEGRAM_API_URL where it is set"
        )
    cause = error.__cause__
    if isinstance(cause, UnicodeError):
        return BadMessage(f"the message can't be put into UTF-8: {words}")
    if type(cause).__name__ in _NEVER_LEFT:  # by name: httpx is python-telegram-bot's own business
        return NotSent(f"Telegram can't be reached: {words}")
    if isinstance(error, NetworkError) and (cause is None or isinstance(cause, TelegramError)):  # an answer, then
        return ServerTrouble(f"Telegram is in trouble itself: {words}")
    return Unsure(f"Telegram's answer was not seen: {words}")


def _refused(words: str) -> SendError:
    said = words.casefold()
    if any(part in said for part in _CHAT_IS_CLOSED):
        return ChatGone(f"Telegram: {words}")
    if any(part in said for part in _TOPIC_IS_CLOSED):
        return TopicGone(f"Telegram: {words}")
    return BadMessage(f"Telegram refused a message: {words}")


async def send(bot: Bot, message: Message) -> int:
    """Sends one message and returns its number in the chat. Raises SendError or TokenError."""
    try:
        sent = await bot.send_message(
            message.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=message.thread_id or None,
            reply_markup=_keyboard(message.buttons),
            reply_parameters=_carries_on(message),
            link_preview_options=LinkPreviewOptions(is_disabled=not message.preview),
        )
    except TelegramError as error:
        raise translate(error) from error
    return sent.message_id


async def edit(bot: Bot, message: Message, telegram_id: int) -> None:
    """Puts the message in the place of one sent before, or after the others where that one is gone; without a text
    only its buttons. Raises SendError or TokenError."""
    buttons = _keyboard(message.buttons)
    try:
        if not message.html:
            await bot.edit_message_reply_markup(message.chat_id, telegram_id, reply_markup=buttons)
        else:
            await bot.edit_message_text(
                message.html,
                message.chat_id,
                telegram_id,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                link_preview_options=LinkPreviewOptions(is_disabled=not message.preview),
            )
    except TelegramError as error:
        said = str(error).casefold()
        if any(part in said for part in _NOT_OURS_TO_EDIT) and message.html:
            await send(bot, message)
        elif "message is not modified" not in said:
            raise translate(error) from error


async def toast(bot: Bot, tap_id: str, words: str) -> bool:
    """Ends the waiting sign on a tapped button, with words or without; False when the tap is too old for that."""
    try:
        return await bot.answer_callback_query(tap_id, words or None)
    except TelegramError as error:
        log.debug("A tap was not answered: %s", redact(str(error)))
        return False


def _carries_on(message: Message) -> ReplyParameters | None:
    """It answers an earlier message where that is still there."""
    return ReplyParameters(message.reply_to, allow_sending_without_reply=True) if message.reply_to else None


def _keyboard(rows: Buttons) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


async def send_all(
    bot: Bot,
    outbox: Outbox,
    pacer: Pacer,
    *,
    patience: float = LONGEST_WAIT,
    wake: asyncio.Event | None = None,
    alive: Callable[[], object] = lambda: None,
) -> None:
    """Empties the outbox. Returns when nothing waits any more, or nothing could be delivered for `patience` seconds.

    `wake` cuts a wait short; `alive` is called about once a minute at least. Calls in flight end before it returns,
    also when it is cancelled. Raises TokenError.
    """
    emptying = _Emptying(bot, outbox, pacer, patience, wake or asyncio.Event())
    try:
        alive()
        while await emptying.step():
            alive()
    finally:
        await emptying.end()


class _Emptying:
    """One emptying of the outbox: the calls in flight, and when the last message got through."""

    def __init__(self, bot: Bot, outbox: Outbox, pacer: Pacer, patience: float, wake: asyncio.Event) -> None:
        self._bot, self._outbox, self._pacer = bot, outbox, pacer
        self._patience, self._wake = patience, wake
        self._last_good = pacer.clock()
        self._running: set[asyncio.Task[None]] = set()

    async def step(self) -> bool:
        """Starts the next call, or waits until there may be one; False when there is nothing left to do."""
        self._reap()
        if self._pacer.paused_for() > self._patience:
            return False
        if len(self._running) >= self._pacer.at_once:
            await self._wait(LONGEST_WAIT)
            return True
        if held := self._pacer.held_for():
            return await self._wait_out(held)
        if not await self._pacer.slot():
            return True  # how long that pause lasts is looked at first
        message = self._outbox.claim(self._pacer.resting())
        if message:
            self._pacer.take(message.chat_id)
            self._running.add(asyncio.create_task(self._deliver(message)))
            return True
        delay = self._delay()
        if not self._running and (self._too_late(delay) or delay == inf):
            return False
        await self._wait(delay)
        return True

    async def _wait_out(self, held: float) -> bool:
        """While nobody may be called; False where nothing got through for too long."""
        if self._pacer.misses and not self._running and self._too_late(held):
            return False
        await self._wait(held)
        return True

    def _too_late(self, delay: float) -> bool:
        return self._pacer.clock() + delay > self._last_good + self._patience

    def _delay(self) -> float:
        """Seconds until the outbox may hold something again; infinite when nothing waits."""
        wait = self._outbox.wait()
        if wait is None:
            return inf
        if wait <= 0:
            wait = self._pacer.first_rest_ends_in() or (LONGEST_WAIT if self._running else 0)
        return max(wait, SHORTEST_WAIT)

    async def _wait(self, seconds: float) -> None:
        """Returns when a call has ended, so many seconds have passed, or `wake` was set."""
        waits = {asyncio.ensure_future(self._pacer.sleep(min(seconds, LONGEST_WAIT)))}
        waits.add(asyncio.ensure_future(self._wake.wait()))
        try:
            await asyncio.wait({*waits, *self._running}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._wake.clear()
            for wait in waits:
                wait.cancel()

    def _reap(self) -> None:
        """Forgets the calls that have ended; raises what one of them could not settle."""
        for task in [task for task in self._running if task.done()]:
            self._running.discard(task)
            task.result()

    async def _deliver(self, message: Message) -> None:
        try:
            async with self._pacer.sending(message.chat_id):
                telegram_id = await send(self._bot, message)
        except SendError as error:
            self._outbox.failed(message, error)
        except TokenError as error:
            self._outbox.failed(message, NotSent(str(error)))
            raise
        except asyncio.CancelledError:
            self._outbox.failed(message, Unsure("a call was broken off before Telegram answered"))
            raise
        else:
            self._outbox.sent(message, telegram_id)
            self._last_good = self._pacer.clock()

    async def end(self) -> None:
        """Lets the calls in flight end; one that takes too long is broken off, and perhaps delivered."""
        if self._running:
            await asyncio.wait(self._running, timeout=GRACE)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
