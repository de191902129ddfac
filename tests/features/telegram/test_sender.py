"""Emptying the outbox: every answer of Telegram, and what becomes of the message; order, pace and no doubles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from tests.features.telegram.conftest import Runner
from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.tools.standin import BotApi, Chat
from watcher.bot.telegram.error_mapping import translate
from watcher.cli.demo.clock import StoryClock
from watcher.config import Environment
from watcher.core.errors import (
    BadMessage,
    ChatClosed,
    ChatGone,
    NotSent,
    ServerTrouble,
    TokenError,
    TopicGone,
    TryLater,
    Unsure,
    WatcherError,
)
from watcher.store import Store, outbox


def test_messages_reach_their_chats_in_order(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(42), api.private(43)
    for number in range(4):
        runner.queue(42, f"ann {number}")
        runner.queue(43, f"bob {number}")
    runner.deliver()
    assert ann.texts == [f"ann {number}" for number in range(4)]
    assert bob.texts == [f"bob {number}" for number in range(4)]
    assert runner.queued() == {"waiting": 0, "failed": 0}
    assert api.doubles() == {}


def test_message_keeps_its_buttons_place_and_preview(api: BotApi, runner: Runner) -> None:
    forum = api.group(-1001234567890, forum=True, topics=[11])
    runner.queue(forum.id, '<b>New</b>: <a href="https://example.org/a">a</a>', thread_id=11)
    runner.deliver()
    assert forum.messages[0].thread == 11
    assert forum.messages[0].link_preview is False
    assert [entity["type"] for entity in forum.messages[0].entities] == ["bold", "text_link"]


@pytest.mark.soak  # quicker: test_rate_limiter.py
def test_each_chat_gets_its_rest_and_nobody_else_waits_for_it(
    api: BotApi, store: Store, environment: Environment, story: StoryClock
) -> None:
    runner = Runner(store, environment, story, story.limiter(private=50))
    api.private(42)
    for number in range(3):
        runner.queue(42, f"ann {number}")
    for chat_id in range(100, 110):
        api.private(chat_id)
        runner.queue(chat_id, "one")
    with runner.telegram:
        runner.deliver(patience=100)
    order = [call.chat_id for call in api.calls_to("sendMessage")]
    assert order[0] == "42"
    assert order[-2:] == ["42", "42"]
    assert len(order) == 13


def test_empty_outbox_returns_at_once(api: BotApi, runner: Runner) -> None:
    runner.deliver(patience=3_600)
    assert api.calls_to("sendMessage") == []


def test_what_is_not_due_yet_is_left(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    number = runner.queue(42, "one")
    with runner.store.write() as db:
        outbox.retry(db, number, runner.clock() + timedelta(hours=1), "quiet hours")
    runner.deliver(patience=600)
    assert ann.texts == []
    runner.ahead = timedelta(hours=2)
    runner.deliver()
    assert ann.texts == ["one"]


GONE: dict[str, Callable[[Chat], object]] = {
    "blocked": lambda chat: setattr(chat, "state", "blocked"),
    "never started": lambda chat: setattr(chat, "state", "never_started"),
    "account deleted": lambda chat: setattr(chat, "state", "deactivated"),
}


@pytest.mark.parametrize("leave", some(GONE.values(), every=3), ids=GONE.keys())
def test_chat_that_is_gone_is_called_once_and_keeps_its_choices(
    api: BotApi, runner: Runner, leave: Callable[[Chat], object]
) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    leave(ann)
    runner.queue(42, "one")
    runner.queue(42, "two")
    runner.deliver()
    assert len([call for call in api.calls_to("sendMessage") if call.status == 403]) == 1
    assert "send" in runner.follows(42)


@pytest.mark.parametrize("state", some(["kicked", "left", "deleted"], every=3))
def test_group_that_put_us_out_is_called_once(api: BotApi, runner: Runner, state: str) -> None:
    group = api.group(-5)
    group.state = state
    runner.queue(-5, "one")
    runner.queue(-5, "two")
    runner.deliver()
    assert len(api.calls_to("sendMessage")) == 1


def test_group_that_moved_gets_everything_under_its_new_id(api: BotApi, runner: Runner) -> None:
    group = api.group(-5)
    new = group.migrates_to(-1001234567890)
    runner.queue(-5, "one")
    runner.queue(-5, "two")
    runner.deliver()
    assert new.texts == ["one", "two"]
    assert len([call for call in api.calls_to("sendMessage") if call.chat_id == "-5"]) == 1


def test_message_for_a_closed_topic_goes_to_general(api: BotApi, runner: Runner) -> None:
    forum = api.group(-1001234567890, forum=True, topics=[11])
    forum.topics[11] = "closed"
    runner.queue(forum.id, "one", thread_id=11)
    runner.deliver()
    assert [(message.text, message.thread) for message in forum.messages] == [("one", None)]


def test_text_that_telegram_refuses_arrives_in_plain_words(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    runner.queue(42, "<p>New &amp; <b>important</b></p>")
    runner.deliver()
    assert ann.texts == ["New & important"]


@pytest.mark.soak  # quicker: test_rate_limiter.py
def test_pause_that_three_chats_in_a_row_are_told_of_holds_for_everybody(api: BotApi, runner: Runner) -> None:
    for chat_id in range(1, 40):
        api.private(chat_id)
        runner.queue(chat_id, "one")
    api.freeze(5)
    runner.deliver()
    assert [call.status for call in api.calls_to("sendMessage")].count(429) == 3, "as docs/adr/0019 has it"
    assert runner.queued() == {"waiting": 0, "failed": 0}
    assert api.doubles() == {}


def test_pause_longer_than_our_patience_is_left_to_the_next_run(api: BotApi, runner: Runner) -> None:
    api.private(42)
    api.fail("sendMessage", code=429, parameters={"retry_after": 3_600})
    runner.queue(42, "one")
    runner.deliver()
    assert runner.queued() == {"waiting": 1, "failed": 0}
    assert len(api.calls_to("sendMessage")) == 1


def test_lost_answer_is_not_tried_again_at_once(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.lose_answer("sendMessage")
    runner.queue(42, "one")
    runner.deliver(patience=30)
    assert ann.texts == ["one"]
    assert runner.queued()["waiting"] == 1


def test_message_that_never_left_is_sent_when_telegram_is_back(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    runner.answer()
    runner.queue(42, "one")
    api.refuse_connections()
    runner.deliver(patience=20)
    assert runner.queued() == {"waiting": 1, "failed": 0}
    api.accept_connections()
    runner.ahead = timedelta(minutes=5)
    runner.deliver()
    assert ann.texts == ["one"]


def test_withdrawn_token_leaves_everything_in_the_queue(api: BotApi, runner: Runner) -> None:
    api.private(42)
    runner.answer()
    for _ in range(20):
        runner.queue(42, "one")
    api.world.token = "123456:another"
    with pytest.raises(TokenError):
        runner.deliver()
    assert runner.queued() == {"waiting": 20, "failed": 0}


@pytest.mark.soak  # quicker: test_rate_limiter.py
def test_many_chats_are_served_at_the_rate_and_draw_no_refusal(api: BotApi, runner: Runner, story: StoryClock) -> None:
    """With flood control: 30 within a second."""
    api.world.flood.on = True
    for chat_id in range(1, 101):
        api.private(chat_id)
        runner.queue(chat_id, "one")
    began = story.timestamp()
    runner.deliver()
    assert [call.status for call in api.calls_to("sendMessage")] == [200] * 100
    assert 100 / 30 < story.timestamp() - began < 100 / 25


@every_example(
    ("error", "ours"),
    [
        (RetryAfter(7), TryLater),
        (RetryAfter(timedelta(seconds=7)), TryLater),
        (Forbidden("Forbidden: bot was blocked by the user"), ChatGone),
        (Forbidden("Forbidden: user is deactivated"), ChatGone),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), ChatGone),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), ChatGone),
        (Forbidden("Forbidden: the group chat was deleted"), ChatGone),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), ChatGone),
        (BadRequest("USER_IS_BLOCKED"), ChatGone),
        (BadRequest("INPUT_USER_DEACTIVATED"), ChatGone),
        (Forbidden("Forbidden: not enough rights to send text messages to the chat"), ChatClosed),
        (Forbidden("Forbidden: something that nobody has heard of"), ChatClosed),
        (BadRequest("Chat not found"), ChatClosed),
        (BadRequest("PEER_ID_INVALID"), ChatClosed),
        (BadRequest("Chat_write_forbidden"), ChatClosed),
        (BadRequest("CHAT_RESTRICTED"), ChatClosed),
        (BadRequest("Have no rights to send a message"), ChatClosed),
        (BadRequest("Not enough rights to send text messages to the chat"), ChatClosed),
        (BadRequest("CHAT_SEND_PLAIN_FORBIDDEN"), ChatClosed),
        (BadRequest("Need administrator rights in the channel chat"), ChatClosed),
        (BadRequest("Message thread not found"), TopicGone),
        (BadRequest("TOPIC_CLOSED"), TopicGone),
        (BadRequest("Can't parse entities: unclosed"), BadMessage),
        (BadRequest("Message is too long"), BadMessage),
        (BadRequest("ENTITIES_TOO_LONG"), BadMessage),
        (BadRequest("Button_data_invalid"), BadMessage),
        (NetworkError("Bad Gateway"), ServerTrouble),
        (TelegramError("Invalid server response"), Unsure),
    ],
)
def test_error_of_telegram_becomes_ours(error: TelegramError, ours: type[WatcherError]) -> None:
    assert type(translate(error)) is ours


def test_bad_request_is_not_taken_for_trouble_of_the_network() -> None:
    assert not isinstance(translate(BadRequest("Message is too long")), Unsure | NotSent)


def test_seconds_to_wait_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    later = translate(RetryAfter(34))
    assert isinstance(later, TryLater)
    assert later.seconds == 34


@pytest.mark.filterwarnings("ignore")  # python-telegram-bot warns of the number we must still understand
def test_seconds_to_wait_are_kept_as_a_plain_number_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    later = translate(RetryAfter(34))
    assert isinstance(later, TryLater)
    assert later.seconds == 34


def test_token_in_an_error_is_hidden() -> None:
    said = str(translate(NetworkError("https://api.telegram.org/bot123456:AAabcdefghijklmnopqrstuvwxyz0123456789/x")))
    assert "AAabc" not in said
    assert "(token)" in said


def test_a_page_in_place_of_an_answer_is_not_quoted_and_a_proxy_that_may_be_at_fault_is_named() -> None:
    page = NetworkError("Not Implemented (501). Parsing the server response b'<!DOCTYPE HTML>' failed")
    assert str(translate(page)) == "Telegram is in trouble itself: Not Implemented (501)"
    refused = NetworkError("httpx.ConnectError: refused")
    refused.__cause__ = httpx.ConnectError("refused")
    assert "the proxy of https_proxy in the environment" in str(translate(refused, {"https_proxy": "http://u:pw@p:1"}))
    assert "pw" not in str(translate(refused, {"https_proxy": "http://u:pw@p:1"}))
    assert "proxy" not in str(translate(refused, {"HTTPS_PROXY": ""}))
