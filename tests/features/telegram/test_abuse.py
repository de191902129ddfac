"""Garbage, floods and breakdowns: a helpful answer or a polite limit, never an error, never a stall for others."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from tests.features.telegram.conftest import SEND, SETTINGS, Runner
from tests.tools.soaks import some
from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.cli.demo.clock import StoryClock
from watcher.config import Environment
from watcher.core.errors import NotSent, TokenError
from watcher.jobs.setup import bot_settings
from watcher.store import Store

ODD = {
    "control characters": "/subscribe \x00\x01\x1b[31m\x07",
    "directions": "/subscribe \u202e\u2066gnp.exe\u202c",
    "half an emoji": "/subscribe \ud83d",
    "markup": "/subscribe <b>&lt;a href='x'>",
    "format fields": "/subscribe {name} {0} %s",
    "a very long word": "/subscribe " + "x" * 4_000,
    "a very long command": "/" + "subscribe" * 400,
    "many words": "/subscribe " + "send " * 800,
    "only blanks": " \u00a0\u2003 ",
    "a slash": "/",
    "colons": "/start ::::",
    "a bomb of accents": "/subscribe a" + "\u0301" * 3_000,
    "emoji": "/subscribe " + "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 200,
}


@pytest.mark.parametrize("name", some(ODD, every=4))
def test_garbage_is_answered_and_taken_by_telegram(api: BotApi, runner: Runner, name: str) -> None:
    ann = api.private(42)
    ann.says(ODD[name])
    runner.answer()
    assert len(ann.texts) == 1
    assert runner.follows(42) == {}
    assert {call.status for call in api.calls_to("sendMessage")} == {200}


@pytest.mark.parametrize(
    "data", some(["", "x", "one:0:now:", "topics:99999999:show:", "a:-1:b:c:d:e", "☃:☃:☃:☃", "::::"], every=3)
)
def test_garbage_behind_a_button_leads_somewhere(api: BotApi, runner: Runner, data: str) -> None:
    ann = api.private(42)
    ann.says("/help")
    runner.answer()
    ann.messages[0].buttons = [[{"text": "old", "callback_data": data}]]
    ann.taps("old")
    runner.answer()
    assert "SEND" in ann.messages[0].button_texts or runner.follows(42)


@pytest.mark.soak  # quicker: the flood beside somebody else, below
def test_more_than_a_hundred_commands_at_once_are_done_but_not_all_answered(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for _ in range(50):
        ann.says("/subscribe send")
        ann.says("/subscribe cabinet")
    ann.says("/unsubscribe send")
    ann.says("/subscribe the-daily")
    assert runner.answer() == 102
    assert set(runner.follows(42)) == {"cabinet", "the-daily"}
    assert len(ann.texts) == 11
    assert ann.texts[-1].startswith("That was a lot at once.")


def test_somebody_else_is_answered_beside_a_flood(api: BotApi, runner: Runner) -> None:
    ann, bob = api.private(42), api.private(43, "Bob")
    for number in range(80):
        ann.says(f"/nonsense{number}")
    bob.says("/subscribe send")
    runner.answer()
    assert bob.texts[0].startswith("Following SEND")
    assert api.calls_to("sendMessage")[-1].chat_id == "42"


@pytest.mark.soak  # quicker: unit/bot/commands/test_limits.py
def test_same_answer_is_not_said_twice_running(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for _ in range(30):
        ann.says("/help")
    runner.answer()
    assert len(ann.texts) == 1


@pytest.mark.soak  # quicker: as many commands of one person
def test_more_than_a_hundred_updates_are_all_answered(api: BotApi, runner: Runner) -> None:
    people = [api.private(1_000 + number) for number in range(105)]
    for person in people:
        person.says("/subscribe send")
    assert runner.answer() == 105
    assert all(runner.follows(person.id) for person in people)
    assert runner.answer() == 0


def test_update_that_cannot_be_read_does_not_hold_up_the_others(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    with api.world.lock:
        api.world.updates.add("message", {"message_id": "?", "chat": 5})
    ann.says("/help")
    runner.answer()
    assert len(ann.texts) == 1
    assert runner.answer() == 0


@pytest.mark.parametrize(
    "trouble", [{"code": 500, "times": None}, {"code": 403, "description": "Forbidden: user is deactivated"}]
)
def test_answer_that_cannot_be_said_does_not_stop_the_drain(
    api: BotApi, runner: Runner, trouble: dict[str, object]
) -> None:
    ann, bob = api.private(42), api.private(43)
    api.fail("sendMessage", when=lambda call: call.chat_id == "42", **trouble)  # type: ignore[arg-type]  # code, words
    ann.says("/subscribe send")
    bob.says("/help")
    assert runner.answer() == 2
    assert ann.texts == []
    assert len(bob.texts) == 1
    assert "send" in runner.follows(42)


def test_answer_is_said_after_a_short_pause_that_telegram_asked_for(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("sendMessage", code=429)
    ann.says("/help")
    runner.answer()
    assert len(ann.texts) == 1


def test_answer_waits_when_telegram_asks_for_an_hour(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("sendMessage", code=429, parameters={"retry_after": 3600})
    ann.says("/help")
    assert runner.answer() == 1
    assert ann.texts == []
    assert runner.queued()["waiting"] == 1


def test_connection_that_breaks_while_answering_loses_no_choice(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.drop("sendMessage", times=None)
    ann.says("/subscribe send")
    runner.answer()
    assert "send" in runner.follows(42)


def test_breakdown_of_ours_is_told_politely_and_the_rest_goes_on(
    api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    ann, bob = api.private(42_424_242), api.private(43)
    broken = replace(SEND, description=None)  # type: ignore[arg-type]  # what no config lets through
    runner.telegram.configure(bot_settings(replace(SETTINGS, topics=(broken,))))
    ann.says("/subscribe send")
    bob.says("/help")
    caplog.set_level(logging.INFO)
    assert runner.answer() == 2
    assert ann.texts[0].startswith("Sorry, something went wrong here.")
    assert bob.texts[0].startswith("Havering Watcher")
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1
    assert "42424242" not in caplog.text


def test_token_stands_in_no_log(api: BotApi, runner: Runner, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    api.private(42).says("/help")
    api.bad_gateway("sendMessage", times=1)
    runner.answer()
    assert TEST_TOKEN not in caplog.text


def test_wrong_token_is_said_plainly(api: BotApi, store: Store, environment: Environment, story: StoryClock) -> None:
    wrong = Environment(environment.config, environment.state, "123456:wrong", environment.telegram_url)
    runner = Runner(store, wrong, story)
    with runner.telegram, pytest.raises(TokenError, match="TELEGRAM_BOT_TOKEN") as caught:
        runner.answer()
    assert "wrong" not in str(caught.value)


def test_token_that_is_withdrawn_while_we_run_is_said_plainly(api: BotApi, runner: Runner) -> None:
    runner.answer()
    api.world.token = "123456:another"
    with pytest.raises(TokenError):
        runner.answer()


def test_telegram_out_of_reach_is_said_and_tried_again(api: BotApi, runner: Runner) -> None:
    api.refuse_connections()
    with pytest.raises(NotSent, match="Telegram can't be reached"):
        runner.answer()
    api.accept_connections()
    ann = api.private(42)
    ann.says("/help")
    assert runner.answer() == 1
    assert len(ann.texts) == 1


def test_leftover_webhook_is_said_plainly(api: BotApi, runner: Runner) -> None:
    api.world.updates.webhook = "https://example.org/hook"
    with pytest.raises(NotSent, match="webhook"):
        runner.answer()


@pytest.mark.soak  # quicker: test_sender.py
def test_answer_that_telegram_cannot_read_arrives_in_plain_words(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    api.fail("sendMessage", code=400, description="Bad Request: can't parse entities: a test")
    ann.says("/help")
    runner.answer()
    assert ann.texts[0].startswith("Havering Watcher: what I understand")
    assert ann.messages[0].entities == ()


@pytest.mark.soak  # quicker: one short pause, above
def test_two_short_pauses_in_a_row_cost_no_answer(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    runner.answer()
    ann.says("/help")
    api.fail("sendMessage", code=429)
    api.fail("sendMessage", code=429)
    runner.answer()
    assert len(ann.texts) == 1
