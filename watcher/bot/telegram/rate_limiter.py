"""Decides when the next message may go: evenly spaced over all chats, both when its call begins and when its request
leaves; a rest for each chat, a pause for a chat after a 429, and for everybody after those of several chats or while
nothing gets through (facts/telegram.md, "The sender"; docs/adr/0019). Knows neither messages nor Telegram; clock and
sleep are arguments."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from math import ceil, inf

from watcher.core.defaults import MESSAGES_A_SECOND
from watcher.core.errors import AllTryLater, NotSent, ServerTrouble, TryLater, Unsure

PRIVATE_REST, GROUP_REST = 1.05, 3.05
AFTER_A_PAUSE = 0.5
SLOWER, SLOWEST = 0.8, 1.0
CLEAN_MINUTE = 60.0
LONGEST_SILENCE = 60.0
BREATH = 0.004  # seconds that calls under way get before each further one, however late that is
JITTER = 0.06  # seconds by which one message may take longer to arrive than another, and still none is beyond the rate
LATE = 0.02  # of them those by which a request may leave late (timers, its note) without putting off all that follow
FEWEST_AT_ONCE, MOST_AT_ONCE, SPARE = 8, 24, 4
LATENCIES_KEPT = 200
MOST_OWN_LIMITS = 2  # chats that draw a 429 one after the other before it is taken to be meant for everybody


class RateLimiter:
    """Gives out slots for the calls of one bot, and lets their requests leave. `rate` is the most messages that arrive
    in any second; `private` and `group` are how long a chat rests, in seconds."""

    def __init__(
        self,
        rate: float = MESSAGES_A_SECOND,
        *,
        private: float = PRIVATE_REST,
        group: float = GROUP_REST,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.clock, self.sleep = clock, sleep
        self._full_rate = self._rate = rate
        self._private, self._group = private, group
        self._next_slot = self._leaves_next = self._paused_until = self._silent_until = 0.0
        self._leaving: list[object] = []  # requests that are ready, and wait for their turn
        self._misses = 0  # calls in a row that came to nothing
        self._clean_since = clock()
        self._busy: set[int] = set()
        self._rests: dict[int, float] = {}  # chat -> when it may be written to again
        self._ended = asyncio.Event()
        self._latencies: deque[float] = deque(maxlen=LATENCIES_KEPT)
        self._refused: dict[int, float] = {}  # by 429s since a call last got through: chat -> until when
        self._last_refusal = 0.0

    def limit(self, rate: float) -> None:
        """Allows so many messages in any second at most, from now on."""
        slowed = self._rate < self._full_rate
        self._rate = min(self._rate, rate) if slowed else rate
        self._full_rate = rate

    @property
    def rate(self) -> float:
        """Returns the most messages in a second just now: fewer after a 429, one more again with each clean minute."""
        minutes = int((self.clock() - self._clean_since) // CLEAN_MINUTE)
        if minutes > 0:
            self._rate = min(self._full_rate, self._rate + minutes)
            self._clean_since += minutes * CLEAN_MINUTE
        return self._rate

    @property
    def _gap(self) -> float:
        """Returns the seconds from one message to the next: no second has more than the rate, whichever of them take a
        JITTER longer to arrive."""
        return (1 + JITTER) / self.rate

    @property
    def at_once(self) -> int:
        """Tells how many calls may be in flight, so that their latency does not hold down the rate; while nothing gets
        through one tries, so that few are left in doubt, or refused."""
        if self._misses or self._refused:
            return 1
        slow = sorted(self._latencies)[int(len(self._latencies) * 0.95)] if self._latencies else 0.0
        return max(FEWEST_AT_ONCE, min(MOST_AT_ONCE, ceil(self.rate * slow) + SPARE))

    async def next_slot(self, most: float = inf) -> bool:
        """Waits until one more message may go, whichever chat it is for; False at once where that takes longer than so
        many seconds, also where a pause begins meanwhile."""
        latest = self.clock() + most
        while True:
            behind = self._leaves_next + (len(self._leaving) - 1) * self._gap  # else those that wait stay that many
            at = max(self._next_slot, self._held_until, self.clock() + BREATH, behind)
            if at > latest:
                return False
            self._next_slot = at + self._gap
            await self.sleep(at - self.clock())
            if self.clock() >= self._held_until:  # else a pause began meanwhile, and the slot is void
                return True

    def reserve(self, chat_id: int) -> None:
        """Marks the chat as busy from now on; `sending` must follow."""
        self._busy.add(chat_id)

    @asynccontextmanager
    async def sending(self, chat_id: int) -> AsyncIterator[None]:
        """Surrounds one call to a chat that was taken, of which each request must `leave`; the chat rests after it,
        longer after a 429; a call that comes to nothing pauses everybody. Raises AllTryLater in place of a TryLater
        that is meant for everybody."""
        began = self.clock()
        try:
            yield
        except AllTryLater:  # of `leave`: Telegram has said nothing to this call
            raise
        except TryLater as error:
            if self.refuse(chat_id, error.seconds):
                raise AllTryLater(str(error), self.paused_for()) from error
            raise
        except (NotSent, ServerTrouble, Unsure):
            self._missed()
            raise
        else:
            self.mark_reachable()
            if began >= self._last_refusal:
                self._refused.clear()
        finally:
            self._latencies.append(self.clock() - began)
            self._release(chat_id, began)

    async def leave(self, chat_id: int, tell: Callable[[], object] = lambda: None) -> None:
        """Waits, just before the request of a call goes out, until it may: as far behind the one before as its slot
        was, however long both were held up on the way, so that nothing leaves in a bunch. Calls `tell` in that very
        moment; where that raises, the request does not leave. Raises AllTryLater where a pause began meanwhile."""
        mine = object()
        self._leaving.append(mine)
        try:
            while (at := self._leaves_next + self._leaving.index(mine) * self._gap) > self.clock():
                await self._wait_to_leave(at - self.clock())
            if pause := self.paused_for():
                raise AllTryLater("Telegram wants no message just now", pause)
            tell()
        finally:
            self._leaving.remove(mine)
        now = self.clock()  # nothing was awaited since its turn came
        self._leaves_next = max(self._leaves_next, now - LATE) + self._gap
        self._rest_after(chat_id, now)

    async def _wait_to_leave(self, seconds: float) -> None:
        """Sleeps in the middle of a call."""
        await self.sleep(seconds)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Surrounds one call that sends nothing and so needs no slot, like the end of a button's waiting sign."""
        yield

    def _release(self, chat_id: int, began: float) -> None:
        now = self.clock()
        self._busy.discard(chat_id)
        self._rests = {chat: until for chat, until in self._rests.items() if until > now}
        self._rest_after(chat_id, began)
        self._ended.set()
        self._ended = asyncio.Event()

    def _rest_after(self, chat_id: int, call: float) -> None:
        self._rest(chat_id, call + (self._private if chat_id > 0 else self._group))

    def _rest(self, chat_id: int, until: float) -> None:
        self._rests[chat_id] = max(self._rests.get(chat_id, 0.0), until)

    @asynccontextmanager
    async def send_slot(self, chat_id: int, most: float = inf) -> AsyncIterator[None]:
        """Surrounds one call to any chat, from waiting until it is free and for a slot to the rest after it. Raises
        TryLater, or AllTryLater, where that takes longer than so many seconds."""
        latest = self.clock() + most
        await self._until_free(chat_id, latest)
        self.reserve(chat_id)  # nothing was awaited since: nobody else can have taken it
        try:
            if not await self.next_slot(latest - self.clock()):
                raise AllTryLater("Telegram wants no message just now", self.held_for())
        except (asyncio.CancelledError, AllTryLater):
            self._busy.discard(chat_id)
            raise
        async with self.sending(chat_id):
            yield

    async def _until_free(self, chat_id: int, latest: float) -> None:
        while chat_id in self._busy or self._rests.get(chat_id, 0) > self.clock():
            if chat_id in self._busy:
                await self._ended.wait()
            elif self._rests[chat_id] > latest:
                raise TryLater("Telegram wants no message to this chat just now", self._rests[chat_id] - self.clock())
            else:
                await self.sleep(self._rests[chat_id] - self.clock())

    def refuse(self, chat_id: int, seconds: float) -> bool:
        """Holds back calls to this chat for so long; returns whether it is taken to hold for everybody: after a few
        other chats were refused too, and no call got through since; then until the first of them may be called
        again."""
        now = self.clock()
        self.hold_chat(chat_id, seconds + AFTER_A_PAUSE)
        self._last_refusal = now
        self._refused = {chat: until for chat, until in self._refused.items() if until > now}
        self._refused[chat_id] = self._rests[chat_id]
        if len(self._refused) <= MOST_OWN_LIMITS:
            return False
        self.pause(min(self._refused.values()) - now - AFTER_A_PAUSE)
        return True

    def hold_chat(self, chat_id: int, seconds: float) -> None:
        """Allows no call to this chat for so long."""
        self._rest(chat_id, self.clock() + seconds)

    def pause(self, seconds: float) -> None:
        """Allows no call for anybody for so long, and fewer after it. Said again while it lasts, it only gets
        longer."""
        now = self.clock()
        if now >= self._paused_until:
            self._rate = max(SLOWEST, self.rate * SLOWER)
        self._paused_until = max(self._paused_until, now + seconds + AFTER_A_PAUSE)
        self._clean_since = self._paused_until

    def pause_for(self, seconds: float) -> None:
        """Allows no call for so long: a 429 that came to an earlier run, or the second of another sender."""
        self._paused_until = max(self._paused_until, self.clock() + seconds)

    def _missed(self) -> None:
        """Allows no call for anybody for a second; two, four, ... a minute when the next one comes to nothing too."""
        now = self.clock()
        if now >= self._silent_until:
            self._silent_until = now + min(LONGEST_SILENCE, 2.0**self._misses)
            self._misses = min(self._misses + 1, 10)

    def mark_reachable(self) -> None:
        """Notes that Telegram is there: what was held back because nothing got through may go."""
        if self._misses:
            self._misses, self._silent_until = 0, 0.0
            self._next_slot = min(self._next_slot, self.clock())

    @property
    def _held_until(self) -> float:
        return max(self._paused_until, self._silent_until)

    def held_for(self) -> float:
        """Returns the seconds in which no call may begin; 0 where one may."""
        return max(0.0, self._held_until - self.clock())

    def cooling_down(self) -> set[int]:
        """Returns the chats that nothing may be sent to just now: a call is in flight, or the last one is too fresh."""
        now = self.clock()
        return self._busy | {chat for chat, until in self._rests.items() if until > now}

    def first_rest_ends_in(self) -> float:
        """Returns the seconds until the first chat that rests is free again; 0 where none rests."""
        now = self.clock()
        return min((until - now for until in self._rests.values() if until > now), default=0.0)

    def paused_for(self) -> float:
        """Returns the seconds that the pause Telegram asked for still lasts; 0 where there is none."""
        return max(0.0, self._paused_until - self.clock())
