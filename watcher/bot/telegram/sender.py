"""Sends messages: one, or all that the outbox holds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from functools import partial
from math import inf
from typing import Protocol

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from watcher.bot.telegram.departure import Departure
from watcher.bot.telegram.error_mapping import translate
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.redaction import redact
from watcher.core.alerts import Button, Buttons, Message
from watcher.core.errors import NotSent, SendError, TokenError, Unsure

log = logging.getLogger(__name__)

_NOT_OURS_TO_EDIT = ("message to edit not found", "message can't be edited", "no text in the message to edit")
GRACE = 8.0  # seconds that sends in flight get to end when all is stopping: Docker kills after 10
LONGEST_WAIT = 60.0  # between two looks at the outbox: its clock may have been set
SHORTEST_WAIT = 0.02
LONGEST_REST = 5.0  # what is longer is no rest between two messages, but a pause


class Outbox(Protocol):
    """Keeps the messages that wait. Every method is quick, and what it says is saved when it returns."""

    def introduce(self, bot: str) -> None:
        """Takes the name by which the bot is known at Telegram: messages may lead to it."""

    def claim(self, busy: Collection[int]) -> Message | None:
        """Returns the next message that may be sent now, to a chat that is not `busy`; it counts as being sent from
        here on. None where there is none."""

    def wait(self) -> float | None:
        """Returns the seconds until the next message may be sent; None when nothing waits."""

    def left(self, message: Message) -> None:
        """Stores that its request leaves: from here on Telegram may have taken it."""

    def sent(self, message: Message, telegram_id: int) -> None:
        """Stores that Telegram took it."""

    def failed(self, message: Message, error: SendError) -> None:
        """Stores that it did not reach the chat, or may not have."""


async def send(bot: Bot, message: Message) -> int:
    """Sends one message and returns its number in the chat. Raises SendError or TokenError."""
    try:
        sent = await bot.send_message(
            message.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=message.thread_id or None,
            reply_markup=keyboard(message.buttons),
            reply_parameters=_carries_on(message),
            disable_notification=message.silent or None,
            link_preview_options=LinkPreviewOptions(is_disabled=not message.preview),
        )
    except TelegramError as error:
        raise translate(error) from error
    return sent.message_id


async def edit(bot: Bot, message: Message, telegram_id: int) -> None:
    """Puts the message in the place of one sent before, or after the others where that one is gone; without a text
    only its buttons. Raises SendError or TokenError."""
    buttons = keyboard(message.buttons)
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


async def answer_callback(bot: Bot, tap_id: str, words: str) -> bool:
    """Ends the waiting sign on a tapped button, with words or without; False when the tap is too old for that. Raises
    SendError (TryLater) where Telegram wants no call."""
    try:
        return await bot.answer_callback_query(tap_id, words or None)
    except RetryAfter as error:
        raise translate(error) from error
    except TelegramError as error:
        log.debug("A tap was not answered: %s", redact(str(error)))
        return False


def _carries_on(message: Message) -> ReplyParameters | None:
    """Makes it answer an earlier message where that is still there."""
    return ReplyParameters(message.reply_to, allow_sending_without_reply=True) if message.reply_to else None


def keyboard(rows: Buttons) -> InlineKeyboardMarkup | None:
    """Returns the buttons as Telegram takes them; None where there are none."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


async def send_all(
    bot: Bot,
    outbox: Outbox,
    limiter: RateLimiter,
    *,
    patience: float = LONGEST_WAIT,
    wake: asyncio.Event | None = None,
    alive: Callable[[], object] = lambda: None,
) -> None:
    """Empties the outbox. Returns when nothing waits any more, or nothing could be delivered for `patience` seconds.

    `wake` cuts a wait short; `alive` is called about once a minute at least. Calls in flight end before it returns,
    also when it is cancelled. Raises TokenError.
    """
    emptying = _Emptying(bot, outbox, limiter, patience, wake or asyncio.Event())
    try:
        alive()
        while await emptying.step():
            alive()
    finally:
        await emptying.end()


class _Emptying:
    """Does one emptying of the outbox: the calls in flight, when the last message got through, and the seconds for
    which all was idle in a pause, which patience bounds however much gets through between pauses."""

    def __init__(self, bot: Bot, outbox: Outbox, limiter: RateLimiter, patience: float, wake: asyncio.Event) -> None:
        self._bot, self._outbox, self._limiter = bot, outbox, limiter
        self._patience, self._wake = patience, wake
        self._last_good, self._idled = limiter.clock(), 0.0
        self._running: set[asyncio.Task[None]] = set()

    async def step(self) -> bool:
        """Starts the next call, or waits until there may be one; False when there is nothing left to do."""
        self._reap()
        if self._limiter.paused_for() > self._patience or (self._running and self._left() <= 0):
            return False
        if len(self._running) >= self._limiter.at_once:
            await self._wait(self._left())
            return True
        if held := self._limiter.held_for():
            return await self._wait_out(held)
        if not await self._limiter.next_slot(min(self._left(), LONGEST_WAIT)):  # a pause began meanwhile
            return await self._wait_out(self._limiter.held_for())
        message = self._outbox.claim(self._limiter.cooling_down())
        if message:
            self._limiter.reserve(message.chat_id)
            self._running.add(asyncio.create_task(self._deliver(message)))
            return True
        delay = self._delay()
        if not self._running and delay == inf:
            return False
        return await self._wait_out(delay)

    async def _wait_out(self, seconds: float) -> bool:
        """Waits while nobody may be called; False where that takes too long."""
        idle, began = not self._running and seconds > LONGEST_REST, self._limiter.clock()
        if not self._running and (seconds > self._left() or (idle and self._idled + seconds > self._patience)):
            return False
        await self._wait(max(seconds, SHORTEST_WAIT))
        if idle:
            self._idled += self._limiter.clock() - began
        return True

    def _left(self) -> float:
        """Returns the seconds of patience that are left since a message last got through."""
        return self._last_good + self._patience - self._limiter.clock()

    def _delay(self) -> float:
        """Returns the seconds until the outbox may hold something again; infinite when nothing waits."""
        wait = self._outbox.wait()
        if wait is None:
            return inf
        if wait <= 0:
            wait = self._limiter.first_rest_ends_in() or (LONGEST_WAIT if self._running else 0)
        return max(wait, SHORTEST_WAIT)

    async def _wait(self, seconds: float) -> None:
        """Waits until a call has ended, so many seconds have passed, or `wake` was set."""
        waits = {asyncio.ensure_future(self._limiter.sleep(min(seconds, LONGEST_WAIT)))}
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
        """Sends one message and stores what became of it. Raises TokenError."""
        departure = Departure(partial(self._limiter.leave, message.chat_id, partial(self._outbox.left, message)))
        try:
            async with self._limiter.sending(message.chat_id):
                with departure:
                    telegram_id = await send(self._bot, message)
        except SendError as error:
            self._outbox.failed(message, error)
        except TokenError as error:
            self._outbox.failed(message, NotSent(str(error)))
            raise
        except asyncio.CancelledError:
            broken_off = Unsure if departure.left else NotSent
            self._outbox.failed(message, broken_off("a call was broken off before Telegram answered"))
            raise
        else:
            self._outbox.sent(message, telegram_id)
            self._last_good = self._limiter.clock()

    async def end(self) -> None:
        """Lets the calls in flight end; one that takes too long is broken off, and perhaps delivered. Cancelled while
        it does so, it goes on: what became of each call is heard in any case."""
        ending = asyncio.create_task(self._let_end())
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:
            await ending
            raise

    async def _let_end(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=GRACE)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
