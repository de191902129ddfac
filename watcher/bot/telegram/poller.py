"""Fetches updates: all that wait, or for ever. Each batch is stored and answered before it is confirmed
(facts/telegram.md, "Updates"), so that a killed run loses none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any, cast

from telegram import Bot, Update
from telegram.error import Conflict, TelegramError, TimedOut

from watcher.bot.peek import ALLOWED_UPDATES
from watcher.bot.settle import asked_for
from watcher.bot.telegram.connection import READ_TIMEOUT
from watcher.bot.telegram.error_mapping import translate
from watcher.bot.telegram.handler import UpdateHandler
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.redaction import redact
from watcher.core.errors import LeaseLost, NotSent, SendError, StateError, TokenError, TryLater
from watcher.messages.texts import conversation as texts

log = logging.getLogger(__name__)

A_BATCH = 100
LONG_POLL = 25  # seconds
LONGEST_POLL = LONG_POLL + READ_TIMEOUT + 15  # a read's timeout begins anew with each byte, this one does not
WORN_OUT = 5  # misses in a row after which the connections themselves are doubted
ANSWERS_WAIT = 2.0  # seconds that the next poll waits for answers still on their way
CONFIRM_WAIT = 0.5
FIRST_PAUSE, LONGEST_RETRY = 1.0, 60.0
CONFLICT_LASTS = timedelta(minutes=2)
CONFLICT_PAUSE, LONGEST_CONFLICT_PAUSE = 3.0, 30.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Holds what one getUpdates brought. `offset` confirms it; None where it was empty. `size` counts those that could
    not be read too."""

    updates: list[Update]
    offset: int | None
    size: int


async def fetch(bot: Bot, offset: int | None, timeout: int = 0) -> Batch:
    """Fetches the updates from `offset` on; one that can't be read is left out with a line in the log. Raises
    TelegramError.

    The method's name is in lower case because python-telegram-bot keeps the usual one for its own, which loses a whole
    batch for ever when one update in it is of a shape it does not know.
    """
    wanted = {"offset": offset, "limit": A_BATCH, "timeout": timeout, "allowed_updates": list(ALLOWED_UPDATES)}
    raw = await bot.do_api_request("getupdates", wanted, read_timeout=timeout + READ_TIMEOUT)
    updates = []
    found = cast("list[dict[str, Any]]", raw)
    for update in found:
        try:
            updates.append(Update.de_json(update, bot))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.error("An update from Telegram could not be read: %s", redact(repr(error)))
    return Batch(updates, found[-1]["update_id"] + 1 if found else None, len(found))


async def drain(bot: Bot, handler: UpdateHandler, limiter: RateLimiter, patience: float = inf) -> int:
    """Answers what waits by now, not what comes meanwhile, and returns how many updates that was. After `patience`
    seconds it takes no more of it, and what is not said by then waits in the outbox. Raises NotSent when Telegram can't
    be reached, TryLater, TokenError, and StateError where a batch can't be stored: it is fetched again next time."""
    done, offset, first, ends = 0, None, True, limiter.clock() + patience
    try:
        while (batch := await fetch(bot, offset)).offset is not None:
            answers = await handler.handle(batch.updates)
            await _said(answers, limiter, ends)
            done, offset = done + len(batch.updates), batch.offset
            # Who asks again within half a second gets one, however much waits (facts/telegram.md, "Updates").
            all_of_it = batch.size < A_BATCH and not (first and batch.size == 1)
            if all_of_it or limiter.clock() >= ends:
                await fetch(bot, offset)  # confirms; what it brings is for the next time
                break
            first = False
    except TelegramError as error:
        raise trouble(error) from error
    return done


async def _said(answers: Collection[asyncio.Task[None]], limiter: RateLimiter, ends: float) -> None:
    """Waits until all is said or, where there is no time left for it, stands in the outbox."""
    if not answers:
        return
    alarm = asyncio.create_task(_end(answers, limiter, ends)) if ends < inf else None
    await asyncio.wait(answers)
    if alarm:
        alarm.cancel()


async def _end(answers: Collection[asyncio.Task[None]], limiter: RateLimiter, at: float) -> None:
    await limiter.sleep(max(0.0, at - limiter.clock()))
    for answer in answers:
        answer.cancel()


def trouble(error: TelegramError) -> SendError | TokenError:
    """Tells what keeps us from hearing anything: the token, flood control (TryLater), or Telegram out of reach
    (NotSent)."""
    if isinstance(error, Conflict):
        return NotSent(f"Telegram gives the waiting messages to another program: {redact(str(error))}")
    meant = translate(error)
    return meant if isinstance(meant, TokenError | NotSent | TryLater) else NotSent(str(meant))


def growing(times: int, first: float, most: float) -> float:
    """Returns the seconds to wait after so many troubles in a row: `first`, then each time twice as long, up to
    `most`."""
    return min(most, first * 2.0 ** min(times - 1, 10))


class Poller:
    """Polls for ever. `last_good` is when Telegram last answered a poll."""

    def __init__(
        self,
        bot: Bot,
        handler: UpdateHandler,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]],
        answered: Callable[[], object] = lambda: None,
        told_to_wait: Callable[[TryLater], object] = lambda error: None,
        longest: float = LONGEST_POLL,
    ) -> None:
        """Takes as `longest` the seconds after which a poll without an answer is broken off; `answered` is called after
        each one with an answer, `told_to_wait` where Telegram wants no call for a while."""
        self.last_good: datetime | None = None
        self._bot, self._handler = bot, handler
        self._clock, self._sleep, self._longest = clock, sleep, longest
        self._answered, self._told_to_wait = answered, told_to_wait
        self._offset: int | None = None
        self._confirmed: int | None = None
        self._late: set[asyncio.Task[None]] = set()
        self._misses = 0
        self._unstored = 0  # batches in a row that could not be stored
        self._silences = 0  # misses in a row to which nobody answered at all
        self._conflict_since: datetime | None = None
        self._conflict_told = False

    async def run(self, alive: Callable[[], object] = lambda: None) -> None:
        """Fetches and answers; calls `alive` each time it comes round. Returns when Telegram was out of reach so often
        that it should be tried over new connections; any other trouble is waited out. Raises TokenError."""
        while self._silences < WORN_OUT:
            alive()
            try:
                await self._once()
                self._misses = self._silences = self._unstored = 0
            except TelegramError as error:
                await self._wait(self._pause(error), alive)
            except LeaseLost:
                raise  # another worker fetches them by now
            except StateError as error:
                self._unstored += 1
                pause = growing(self._unstored, FIRST_PAUSE, LONGEST_RETRY)
                log.error("Messages could not be stored, and are fetched again in %.0f s: %s", pause, error)
                await self._sleep(pause)
        self._silences = 0

    async def _wait(self, seconds: float, alive: Callable[[], object]) -> None:
        """Waits, and gives signs of life meanwhile: it may be hours."""
        while seconds > 0:
            await self._sleep(min(seconds, LONGEST_RETRY))
            seconds -= LONGEST_RETRY
            alive()

    async def _once(self) -> None:
        """Fetches one batch, has it stored and answered, and waits out what keeps it from that."""
        self._tell_of_conflict()
        batch = await self._poll()
        self._answered()
        self._conflict_since, self._conflict_told = None, False
        self.last_good, self._confirmed = self._clock(), self._offset
        if batch.offset is None:
            return
        answers = await self._handler.handle(batch.updates)
        self._offset = batch.offset  # once all of it is stored, and not before
        self._late.update(answers)
        if answers:
            await asyncio.wait(answers, timeout=ANSWERS_WAIT)
        self._late = {answer for answer in self._late if not answer.done()}

    def _tell_of_conflict(self) -> None:
        """Tells administrators, once, when another program has taken the messages for long: here they are lost in
        silence."""
        since = self._conflict_since
        if since and not self._conflict_told and self._clock() - since >= CONFLICT_LASTS:
            self._handler.tell_admins(texts.CONFLICT)
            self._conflict_told = True

    async def _poll(self) -> Batch:
        try:
            async with asyncio.timeout(self._longest):
                return await fetch(self._bot, self._offset, LONG_POLL)
        except TimeoutError as error:
            raise TimedOut(f"no whole answer within {self._longest:.0f} s") from error

    def _pause(self, error: TelegramError) -> float:
        """Returns the seconds to wait after a trouble; longer each time. Raises TokenError."""
        meant = translate(error)
        if isinstance(meant, TokenError):
            raise meant from error
        self._misses += 1
        self._silences = self._silences + 1 if error.__cause__ else 0  # no cause: the error is Telegram's answer
        conflict = isinstance(error, Conflict)
        self._conflict_since = (self._conflict_since or self._clock()) if conflict else None
        first, most = (CONFLICT_PAUSE, LONGEST_CONFLICT_PAUSE) if conflict else (FIRST_PAUSE, LONGEST_RETRY)
        pause = growing(self._misses, first, most)
        if isinstance(meant, TryLater):
            self._told_to_wait(meant)
            pause = max(pause, asked_for(meant).total_seconds())
        log.warning("Polling Telegram failed, trying again in %.0f s: %s", pause, redact(str(error)))
        return pause

    async def end(self, grace: float) -> None:
        """Ends what `run`, cancelled before, left: answers on their way get `grace` seconds, then they wait in the
        outbox; the last batch is confirmed."""
        if self._late:
            await asyncio.wait(self._late, timeout=grace)
            for answer in self._late:
                answer.cancel()
            await asyncio.gather(*self._late, return_exceptions=True)
        if self._confirmed != self._offset:
            await self._confirm()

    async def _confirm(self) -> None:
        """Confirms what was stored. Telegram makes who asks again so soon wait for the answer, which says nothing we
        need: to have asked is enough."""
        asking = asyncio.create_task(fetch(self._bot, self._offset))
        await asyncio.wait([asking], timeout=CONFIRM_WAIT)
        asking.cancel()
        (error,) = await asyncio.gather(asking, return_exceptions=True)
        if isinstance(error, TelegramError):
            log.warning("The last messages were answered, but could not be confirmed: %s", redact(str(error)))
