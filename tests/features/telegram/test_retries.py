"""What is sent again and what is not, when a call to Telegram came to nothing: counted for each kind of trouble by
itself, in the order of the chat, and with nobody else called in vain meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.features.telegram.conftest import SETTINGS, Runner
from tests.tools.soaks import some
from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.bot.settle import MOST_IN_TROUBLE
from watcher.bot.telegram.connection import open_bot
from watcher.bot.telegram.sender import send_all
from watcher.config import Environment
from watcher.core.alerts import Button, Message
from watcher.core.errors import BadMessage, NotSent, SendError, ServerTrouble, TryLater, Unsure
from watcher.jobs.setup import open_telegram
from watcher.store import Store, chats, outbox

LATER = timedelta(hours=2)
DOWN, TROUBLE, LOST = NotSent("no way"), ServerTrouble("Bad Gateway"), Unsure("no answer")


def comes_to(runner: Runner, errors: Sequence[SendError]) -> Message | None:
    """The message that is tried next, after all of these."""
    for error in errors:
        message = runner.post.claim()
        assert message, error
        runner.post.failed(message, error)
        runner.ahead += LATER
    return runner.post.claim()


@pytest.mark.parametrize(
    "errors",
    some(
        [
            [DOWN] * 20,
            [TROUBLE] * 20,
            [DOWN, DOWN, DOWN, LOST],
            [TROUBLE, TROUBLE, TROUBLE, LOST],
            [LOST, DOWN, DOWN, TryLater("flood", 5), TROUBLE],
            [DOWN, DOWN, BadMessage("can't parse entities")],
        ],
        every=3,
    ),
    ids=["days offline", "a day of 502", "lost after offline", "lost after 502", "lost once", "refused after offline"],
)
def test_what_telegram_has_hardly_taken_is_sent_again(runner: Runner, errors: Sequence[SendError]) -> None:
    number = runner.queue(42, "<b>New</b>: one")
    message = comes_to(runner, errors)
    assert message
    assert message.id == number


@pytest.mark.parametrize(
    "errors",
    some(
        [[LOST, LOST], [LOST, DOWN, DOWN, LOST], [LOST, TryLater("flood", 5), LOST], [TROUBLE] * MOST_IN_TROUBLE],
        every=2,
    ),
    ids=["lost twice", "offline between", "flood between", "two days of 502"],
)
def test_what_may_have_come_twice_or_is_never_taken_is_given_up(runner: Runner, errors: Sequence[SendError]) -> None:
    runner.queue(42, "<b>New</b>: one")
    assert comes_to(runner, errors) is None
    assert runner.queued() == {"waiting": 0, "failed": 1}


def test_buttons_that_telegram_refuses_cost_the_buttons_alone(runner: Runner) -> None:
    with runner.store.write() as db:
        chats.ensure(db, 42, runner.clock())
        outbox.queue(db, Message(42, "New: one", ((Button("Why?", "why"),),)), (), runner.clock())
    message = comes_to(runner, [BadMessage("Button_data_invalid")])
    assert message
    assert (message.html, message.buttons) == ("New: one", ())


def test_a_message_that_must_be_sent_again_is_not_overtaken(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(42), api.private(43)
    api.fail("sendMessage", code=502, when=lambda call: call.arguments["text"] == "ann 1")
    for number in (1, 2):
        runner.queue(42, f"ann {number}")
    runner.queue(43, "bob 1")
    runner.deliver(patience=30)
    assert (ann.texts, bob.texts) == ([], ["bob 1"])
    runner.ahead += LATER
    runner.deliver()
    assert ann.texts == ["ann 1", "ann 2"]


@pytest.mark.soak  # quicker: test_rate_limiter.py, one call at a time
@pytest.mark.parametrize("telegram", ["answers 502", "is silent"])
def test_while_nothing_gets_through_few_are_called_and_few_left_in_doubt(
    api: BotApi, runner: Runner, telegram: str
) -> None:
    runner.answer()
    for chat_id in range(1, 60):
        api.private(chat_id)
        runner.queue(chat_id, "one")
    {"answers 502": api.bad_gateway, "is silent": api.drop}[telegram]("sendMessage", times=None)
    runner.deliver(patience=30)
    assert len(api.calls_to("sendMessage")) < 15  # of those at once in the beginning, and one by one after it
    assert runner.queued() == {"waiting": 59, "failed": 0}


def test_a_pause_that_telegram_asked_for_holds_for_the_next_run_too(
    api: BotApi, runner: Runner, environment: Environment
) -> None:
    ann = api.private(42)
    api.fail("sendMessage", code=429, parameters={"retry_after": 3_600})
    runner.queue(42, "one")
    runner.deliver()
    runner.queue(42, "another")
    with open_telegram(SETTINGS, environment, runner.store, runner.clock, runner.story.limiter()) as next_run:
        next_run.deliver(runner.post, patience=30)
        assert len(api.calls_to("sendMessage")) == 1
    runner.ahead += LATER
    with open_telegram(SETTINGS, environment, runner.store, runner.clock, runner.story.limiter()) as after_it:
        after_it.deliver(runner.post, patience=30)
    assert ann.texts == ["one", "another"]


def test_a_pause_noted_by_a_clock_that_ran_ahead_holds_nobody_back(store: Store, runner: Runner) -> None:
    with store.write() as db:
        outbox.set_flood_wait(db, runner.clock() + timedelta(days=700))
        assert outbox.flood_wait(db, runner.clock()) == timedelta()


def test_a_call_that_is_broken_off_may_have_delivered_and_holds_up_nothing(api: BotApi, runner: Runner) -> None:
    api.private(42)
    number = runner.queue(42, "one")
    api.delay("sendMessage", seconds=5)

    async def broken_off() -> None:
        async with open_bot(TEST_TOKEN, api.url)[0] as bot:
            sending = asyncio.create_task(send_all(bot, runner.post, runner.story.limiter()))
            while not api.calls_to("sendMessage"):
                await asyncio.sleep(0.01)
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    asyncio.run(broken_off())
    runner.ahead += LATER
    message = runner.post.claim()
    assert message
    assert (message.id, message.doubted) == (number, True)
