"""What a message's row says while it is sent: whether its request has left, by which a killed run is judged
(docs/adr/0056)."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Awaitable, Callable
from select import select
from types import SimpleNamespace

import pytest
from httpcore import Request
from telegram import Bot

from tests.features.telegram.conftest import SETTINGS, Runner
from tests.tools.standin import TEST_TOKEN, BotApi, Call
from watcher.bot.telegram.connection import open_bot
from watcher.bot.telegram.departure import Departure
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.bot.telegram.sender import send, send_all
from watcher.core.alerts import Message
from watcher.core.errors import ChatGone, LeaseLost, NotSent, Unsure
from watcher.jobs.deliver import OutboxWorker
from watcher.messages.context import RenderContext
from watcher.store import outbox


def noting(tell: Callable[[], object]) -> Callable[[], Awaitable[None]]:
    """The way out of a call that waits for no turn."""

    async def leave() -> None:
        tell()

    return leave


def state(runner: Runner, number: int) -> str:
    with runner.store.read() as db:
        return str(db.exec_driver_sql(f"SELECT state FROM messages WHERE id = {number}").scalar_one())


@pytest.mark.parametrize(("doubted", "said"), [(False, "sending"), (True, "resending")])
def test_request_is_noted_to_leave_before_telegram_has_it(
    api: BotApi, runner: Runner, doubted: bool, said: str
) -> None:
    ann, number = api.private(42), runner.queue(42, "New: one")
    if doubted:
        with runner.store.write() as db:
            outbox.retry(db, number, runner.clock(), "no answer", uncertain=True)

    seen = list[str]()

    def look(_: Call) -> bool:  # once it is there
        seen.append(state(runner, number))
        return False

    api.fail("sendMessage", when=look)
    runner.deliver()
    assert (seen, ann.texts) == ([said], ["New: one"])
    assert state(runner, number) == "sent"


def test_request_that_finds_nobody_has_not_left(api: BotApi, runner: Runner) -> None:
    api.refuse_connections()
    number = runner.queue(42, "New: one")
    message, left = runner.post.claim(), list[bool]()

    async def sent() -> None:
        assert message
        with Departure(noting(lambda: left.append(True))):
            await send(open_bot(TEST_TOKEN, api.url)[0], message)

    with pytest.raises(NotSent):
        asyncio.run(sent())
    assert (left, state(runner, number)) == ([], "claimed")


def broken_off(runner: Runner, bot: Bot, when: Callable[[], bool]) -> None:
    """Ends the sending as a worker that is asked to end does, and has no more time."""

    async def sending() -> None:
        calls = asyncio.create_task(send_all(bot, runner.post, runner.story.limiter()))
        while not when():
            await asyncio.sleep(0.005)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.gather(calls, return_exceptions=True)

    asyncio.run(sending())


def test_call_that_is_broken_off_before_it_left_is_sent_again_however_often(runner: Runner) -> None:
    """Telegram's machine takes the connection and says nothing, as while it is overrun: no word of ours has left."""
    number = runner.queue(42, "New: one")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}"
        for _ in range(2):
            broken_off(runner, open_bot(TEST_TOKEN, address)[0], lambda: bool(select([silent], [], [], 0)[0]))
            silent.accept()[0].close()
            assert state(runner, number) == "queued"


def test_call_that_came_to_nothing_before_it_left_was_surely_not_sent() -> None:
    with pytest.raises(NotSent, match="no answer"), Departure(noting(list)):
        raise Unsure("no answer")


def steps(departure: Departure, method: str) -> None:
    async def told() -> None:
        request = Request(method, "https://x.example/")
        for step in ("connection.connect_tcp", "http11.send_request_headers", "http11.send_request_body"):
            await departure.trace(f"{step}.started", {"request": request})

    asyncio.run(told())


def test_call_that_came_to_nothing_once_it_left_may_have_been_sent() -> None:
    departure = Departure(noting(list))
    steps(departure, "POST")
    with pytest.raises(Unsure), departure:
        raise Unsure("no answer")


def test_second_request_of_a_call_was_not_sent_where_it_was_kept_from_leaving() -> None:
    """As what is said in the place of an edit that Telegram refused."""
    answers = iter([None, LeaseLost("it was not heard of")])

    def tell() -> None:
        if error := next(answers):
            raise error

    departure = Departure(noting(tell))
    steps(departure, "POST")
    with pytest.raises(LeaseLost):
        steps(departure, "POST")
    with pytest.raises(NotSent, match="not heard of"), departure:
        raise Unsure("no answer")


def test_asking_a_proxy_for_a_tunnel_is_not_yet_leaving() -> None:
    left = list[bool]()
    departure = Departure(noting(lambda: left.append(True)))
    steps(departure, "CONNECT")
    assert (left, departure.left) == ([], False)
    steps(departure, "POST")
    assert (left, departure.left) == ([True], True)


def taken_over(runner: Runner) -> list[object]:
    """As it is for a process that was stopped for long: another worker may have taken over meanwhile. Returns what it
    tried to write since."""
    tried = list[object]()

    def fence(write: object) -> None:
        tried.append(write)
        raise LeaseLost("it was not heard of")

    runner.store.fence = fence
    return tried


def test_message_of_a_worker_thought_dead_does_not_leave(api: BotApi, runner: Runner) -> None:
    number = runner.queue(42, "New: one")
    message = runner.post.claim()
    assert message
    taken_over(runner)

    async def sent() -> None:
        with Departure(noting(lambda: runner.post.left(message))):
            await send(open_bot(TEST_TOKEN, api.url)[0], message)

    with pytest.raises(NotSent, match=r"^it was not heard of$"):
        asyncio.run(sent())
    with pytest.raises(LeaseLost):
        runner.post.failed(message, NotSent("it did not leave"))
    assert (state(runner, number), api.calls_to("sendMessage")) == ("claimed", [])


def test_what_telegram_took_of_a_worker_that_has_lost_its_place_is_saved_when_it_is_back(runner: Runner) -> None:
    taken, refused = (runner.queue(chat_id, "New: one") for chat_id in (42, 43))
    first, second = runner.post.claim(), runner.post.claim([42])
    assert first
    assert second
    runner.post.left(first)
    fence = runner.store.fence
    taken_over(runner)
    with pytest.raises(LeaseLost):
        runner.post.sent(first, 7)
    with pytest.raises(LeaseLost):
        runner.post.failed(second, ChatGone("another one has sent it by now"))
    runner.store.fence = fence
    back = OutboxWorker(runner.store, RenderContext({}, SETTINGS.timezone), runner.clock)
    back.inherit(runner.post)
    back.recover()
    assert [state(runner, number) for number in (taken, refused)] == ["sent", "queued"]


class Slow:
    """Telegram, which answers each chat when it may."""

    def __init__(self) -> None:
        self.may = {42: asyncio.Event(), 43: asyncio.Event()}
        self.asked: list[int] = []

    async def send_message(self, chat_id: int, *_: object, **__: object) -> SimpleNamespace:
        self.asked.append(chat_id)
        await self.may[chat_id].wait()
        return SimpleNamespace(message_id=1)


class Lost:
    """The outbox of a worker that has lost its place."""

    def __init__(self) -> None:
        self.waiting, self.tried = [Message(42, "one"), Message(43, "two")], list[int]()

    def claim(self, busy: object) -> Message | None:
        return self.waiting.pop(0) if self.waiting else None

    def wait(self) -> None:
        return None

    def left(self, message: Message) -> None:
        """Nobody watches."""

    def sent(self, message: Message, telegram_id: int) -> None:
        self.tried.append(message.chat_id)
        raise LeaseLost("it was not heard of")


def test_what_becomes_of_each_call_is_heard_also_where_the_sending_is_broken_off_while_it_ends() -> None:
    unheard, outbox = list[object](), Lost()

    async def sending() -> None:
        telegram = Slow()
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context["message"]))
        calls = asyncio.create_task(send_all(telegram, outbox, RateLimiter()))  # type: ignore[arg-type]
        for happened in (lambda: len(telegram.asked) == 2, lambda: outbox.tried):
            while not happened():
                await asyncio.wait([calls], timeout=0.001)
                assert not calls.done(), calls.exception()
            telegram.may[42].set()
        await asyncio.sleep(0.1)  # by now it waits for the other call to end
        calls.cancel()
        telegram.may[43].set()
        await asyncio.gather(calls, return_exceptions=True)

    asyncio.run(sending())
    gc.collect()
    assert (unheard, outbox.tried) == ([], [42, 43])
