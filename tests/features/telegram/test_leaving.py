"""When requests leave: as far apart as their slots, whatever held them up on the way; on a clock that only moves when
everybody sleeps, or as a test says."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Iterable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tests.features.telegram.test_rate_limiter import SleepersClock
from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.bot.commands import Reply
from watcher.bot.telegram.connection import open_bot
from watcher.bot.telegram.rate_limiter import JITTER, LATE, RateLimiter
from watcher.bot.telegram.replies import PendingReply, Replier
from watcher.bot.telegram.story_limiter import StoryLimiter
from watcher.cli.demo.clock import StoryClock
from watcher.core.chats import Request
from watcher.core.errors import AllTryLater, StateError, TryLater
from watcher.core.grade_chart import Cell, GradeChart, Lane, Row
from watcher.core.papers import PaperFile
from watcher.store import Store

RATE = 28
GAP = (1 + JITTER) / RATE
STALL = 0.5


@pytest.fixture
def clock() -> SleepersClock:
    return SleepersClock()


@pytest.fixture
def limiter(clock: SleepersClock) -> RateLimiter:
    return RateLimiter(RATE, clock=clock, sleep=clock.sleep)


async def call(limiter: RateLimiter, chat_id: int, on_the_way: float = 0.0, until: float = 0.0) -> float:
    """A call that takes so long from its slot to its leaving, or until that moment; when it left."""
    async with limiter.send_slot(chat_id):
        await limiter.sleep(max(on_the_way, until - limiter.clock()))
        await limiter.leave(chat_id)
        return limiter.clock()


def departures(clock: SleepersClock, calls: Iterable[Coroutine[object, object, float]]) -> list[float]:
    async def side_by_side() -> list[float]:
        return await asyncio.gather(*calls)

    return sorted(clock.run(side_by_side()))


def shortest(times: Iterable[float]) -> float:
    return min(after - before for before, after in pairwise(sorted(times)))


def most_in_a_second(times: Iterable[float]) -> int:
    times = sorted(times)
    return max(sum(begins <= at < begins + 1 for at in times) for begins in times)


def stalled(clock: SleepersClock, limiter: RateLimiter, number: int) -> list[float]:
    """Calls to so many chats: those whose slots came within the first half second get on when it is over."""
    over = clock.now + STALL
    return departures(clock, (call(limiter, chat, until=over) for chat in range(1, number + 1)))


def test_calls_that_were_held_up_leave_one_by_one_and_so_do_those_after_them(
    clock: SleepersClock, limiter: RateLimiter
) -> None:
    left = stalled(clock, limiter, 60)
    assert shortest(left) >= GAP - LATE - 1e-6
    assert most_in_a_second(left) <= RATE


def test_the_pace_goes_on_after_a_stall(clock: SleepersClock, limiter: RateLimiter) -> None:
    left = stalled(clock, limiter, 60)
    assert left[-1] - left[0] <= 59 * GAP + 1e-6
    assert all(after - before <= GAP + 1e-6 for before, after in pairwise(left))


def test_no_second_has_more_than_the_rate_whatever_holds_calls_up_before_and_after_they_leave(
    clock: SleepersClock, limiter: RateLimiter
) -> None:
    """The network takes up to JITTER less LATE, which the limiter uses up itself, longer for one than for another."""
    rng = Random(1)
    held_up = [rng.choice((0.0, 0.002, 0.04, 0.3, 1.1)) for _ in range(150)]
    left = departures(clock, (call(limiter, chat, held) for chat, held in enumerate(held_up, 1)))
    assert most_in_a_second(left) <= RATE
    assert most_in_a_second(at + rng.choice((0.0, JITTER - LATE - 1e-6)) for at in left) <= RATE


def test_stream_that_nothing_holds_up_leaves_at_its_slots(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def waited(chat_id: int) -> float:
        async with limiter.send_slot(chat_id):
            slot = limiter.clock()
            await limiter.leave(chat_id)
            return limiter.clock() - slot

    async def stream() -> list[float]:
        return await asyncio.gather(*map(waited, range(1, 61)))

    assert set(clock.run(stream())) == {0.0}


def test_little_lateness_of_a_machine_does_not_slow_the_stream_down(clock: SleepersClock, limiter: RateLimiter) -> None:
    """Timers that fire late, and the note of each message: together less than LATE."""

    def note() -> None:
        clock.now += LATE * 0.9

    async def noted(chat_id: int) -> float:
        async with limiter.send_slot(chat_id):
            await limiter.leave(chat_id, note)
            return limiter.clock()

    left = departures(clock, map(noted, range(1, 61)))
    assert (len(left) - 1) / (left[-1] - left[0]) == pytest.approx(1 / GAP, rel=0.01)


def test_request_leaves_when_its_note_is_made_however_long_that_takes(
    clock: SleepersClock, limiter: RateLimiter
) -> None:
    def slow_note() -> None:
        clock.now += 0.3

    async def both() -> float:
        await limiter.leave(1, slow_note)
        left = clock.now
        await limiter.leave(2)
        return clock.now - left

    assert clock.run(both()) >= GAP - LATE - 1e-6


def test_request_that_its_note_keeps_from_leaving_uses_up_no_turn(clock: SleepersClock, limiter: RateLimiter) -> None:
    def refuse() -> None:
        raise StateError("it was not heard of")

    async def refused() -> float:
        began = clock.now
        for _ in range(5):
            with pytest.raises(StateError):
                await limiter.leave(1, refuse)
        await limiter.leave(2)
        return clock.now - began

    assert clock.run(refused()) == 0


def test_pause_that_begins_while_calls_wait_to_leave_holds_them_too(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def paused() -> list[object]:
        over = clock.now + STALL
        calls = [asyncio.create_task(call(limiter, chat, until=over)) for chat in range(1, 9)]
        await clock.sleep(STALL + 2 * GAP)  # three have left
        limiter.pause(60)
        return await asyncio.gather(*calls, return_exceptions=True)

    ended = clock.run(paused())
    kept = [error for error in ended if isinstance(error, AllTryLater)]
    assert len(kept) == 5
    assert min(error.seconds for error in kept) >= 60
    assert limiter.held_for() == limiter.paused_for()  # no call came to nothing
    assert limiter.rate == pytest.approx(RATE * 0.8)  # Telegram refused nothing more


def test_what_telegram_refuses_one_chat_still_counts_for_that_chat(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def refused() -> None:
        async with limiter.send_slot(42):
            await limiter.leave(42)
            raise TryLater("Flood control exceeded", 30)

    with pytest.raises(TryLater):
        clock.run(refused())
    assert (limiter.cooling_down(), limiter.paused_for()) == ({42}, 0)


@pytest.mark.parametrize(("chat_id", "rest"), [(42, 1.05), (-5, 3.05)])
def test_chat_rests_from_when_its_request_left(
    clock: SleepersClock, limiter: RateLimiter, chat_id: int, rest: float
) -> None:
    async def held_up_and_next() -> float:
        first = await call(limiter, chat_id, on_the_way=0.9)
        return await call(limiter, chat_id) - first

    assert clock.run(held_up_and_next()) >= rest


def test_call_that_is_broken_off_while_it_waits_holds_up_nobody(clock: SleepersClock, limiter: RateLimiter) -> None:
    async def broken_off() -> float:
        await limiter.leave(1)
        began = clock.now
        waiting = [asyncio.create_task(limiter.leave(chat)) for chat in range(2, 8)]
        await clock.sleep(GAP / 4)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await limiter.leave(9)
        return clock.now - began

    assert clock.run(broken_off()) <= GAP


def test_what_waits_to_leave_after_a_stall_becomes_less(clock: SleepersClock, limiter: RateLimiter) -> None:
    """Else every later message would come as late as the stall was long, until the stream ends."""
    over = clock.now + STALL

    async def waited(chat_id: int) -> tuple[float, float]:
        slot = clock.now
        async with limiter.sending(chat_id):
            await clock.sleep(max(0.02, over - slot))
            await limiter.leave(chat_id)
        return slot, clock.now - slot

    async def stream() -> list[tuple[float, float]]:
        """One slot after the other, as they are asked for by whoever empties the outbox."""
        calls = []
        for chat_id in range(1, 61):
            await limiter.next_slot()
            calls.append(asyncio.create_task(waited(chat_id)))
        return await asyncio.gather(*calls)

    late = [wait for slot, wait in clock.run(stream()) if slot > over + STALL]
    assert len(late) > 20
    assert max(late) <= 2.5 * GAP


def test_speaker_that_takes_over_keeps_to_the_rate_together_with_the_one_before(clock: SleepersClock) -> None:
    async def speaks(rest: float) -> list[float]:
        limiter = RateLimiter(RATE, clock=clock, sleep=clock.sleep)
        limiter.pause_for(rest)
        over = clock.now + rest + STALL
        return await asyncio.gather(*(call(limiter, chat, until=over) for chat in range(1, 41)))

    before = clock.run(speaks(0.0))
    assert most_in_a_second([*before, *clock.run(speaks(1.0))]) <= RATE


class Recording(StoryLimiter):
    """Notes which chats' requests left, one by one."""

    def __init__(self, story: StoryClock) -> None:
        super().__init__(story)
        self.left: list[int] = []

    async def leave(self, chat_id: int, tell: Callable[[], object] = lambda: None) -> None:
        await super().leave(chat_id, tell)
        self.left.append(chat_id)


def test_answers_of_every_kind_wait_for_their_turn_to_leave(
    api: BotApi, store: Store, story: StoryClock, tmp_path: Path
) -> None:
    """Also what takes the place of a refused edit: two requests."""
    (tmp_path / hashlib.sha256(b"%PDF").hexdigest()).write_bytes(b"%PDF")
    chart = GradeChart("Ofsted", "Newest", ("2018",), (Lane("Care", (Row("Overall", {0: Cell("Good", "good")}),)),))
    file = PaperFile(hashlib.sha256(b"%PDF").hexdigest(), "a.pdf", "gone")
    replies = [Reply("words"), Reply("picture", picture=chart), Reply("file", file=file), Reply("edit", edit=True)]
    limiter = Recording(story)

    async def answered() -> None:
        bot = open_bot(TEST_TOKEN, api.url)[0]
        replier = Replier(bot, store, limiter, story, tmp_path)
        for chat_id, reply in enumerate(replies, 42):
            api.private(chat_id)
            pending = PendingReply(Request(chat_id, "private"), reply, story(), telegram_id=7)  # gone by now
            await asyncio.gather(*replier.start([pending]))
        await bot.shutdown()

    asyncio.run(answered())
    sent = [call for call in api.calls if call.sends]
    methods = [call.method for call in sent]
    assert methods == ["sendMessage", "sendPhoto", "sendDocument", "editMessageText", "sendMessage"]
    assert limiter.left == [42, 43, 44, 45, 45]
    assert shortest(call.at for call in sent) >= GAP - LATE - 1e-3
