"""Answers to people on Telegram's odd days: none is lost, none holds up a run."""

from __future__ import annotations

import pytest

from tests.features.telegram.odd_days.conftest import ABOUT_A_MINUTE, HOUR, Cron, people
from tests.tools.soaks import some


@pytest.mark.soak  # quicker: test_abuse.py, an answer that waits for an hour
def test_command_said_in_a_pause_is_done_at_once_and_answered_after_it(cron: Cron) -> None:
    ann = cron.api.private(42)
    people(cron, 3)
    cron.api.freeze(HOUR)
    cron.run()
    ann.says("/subscribe send")
    cron.run(later=600)
    assert ann.texts == []
    with cron.store.read() as db:
        assert db.exec_driver_sql("SELECT what FROM subscriptions WHERE chat_id = 42").scalar() == "send"
    assert len(cron.api.world.updates) == 0
    cron.run(later=HOUR)
    cron.run(later=HOUR)
    assert [text.partition(" (")[0][:14] for text in ann.texts] == ["Following SEND"]


def test_answer_that_waits_is_not_held_back_by_the_pause_it_confirms(cron: Cron) -> None:
    ann = cron.api.private(42)
    cron.api.fail("sendMessage", code=429, parameters={"retry_after": HOUR})
    ann.says("/pause 7d")
    cron.run()
    assert ann.texts == []
    cron.queue(42, "New: one")
    cron.run(later=HOUR + 60)
    assert len(ann.texts) == 1
    assert not ann.texts[0].startswith("New")


@pytest.mark.soak  # quicker: test_asking.py, who is not stored
@pytest.mark.parametrize(
    ("said", "remembered"),
    [("/help", 0), ("/forget", 0), ("/subscribe send", 1)],
    ids=["asked", "forgotten", "wished"],
)
def test_chat_is_known_no_longer_than_its_answer_waits(cron: Cron, said: str, remembered: int) -> None:
    ann = cron.api.private(42)
    cron.api.fail("sendMessage", code=429, parameters={"retry_after": HOUR})
    ann.says(said)
    cron.run()
    assert ann.texts == []
    cron.run(later=HOUR + 60)
    assert len(ann.texts) == 1
    with cron.store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM chats").scalar() == remembered
        assert db.exec_driver_sql("SELECT count(*) FROM messages").scalar() == 0


@pytest.mark.parametrize(
    "trouble",
    some(
        [
            {"times": 3, "code": 500},
            {"times": 3, "code": 400, "description": "Bad Request: CHAT_RESTRICTED"},
            {"times": 1, "code": 401},
        ],
        every=3,
    ),
    ids=["5xx", "muted", "token"],
)
def test_answer_is_said_later_whatever_kept_it_from_being_said(cron: Cron, trouble: dict[str, object]) -> None:
    ann = cron.api.private(42)
    cron.api.fail("sendMessage", **trouble)  # type: ignore[arg-type]  # how often, code, words
    ann.says("/help")
    with cron.started() as (telegram, _):
        telegram.answer_waiting()
    for _ in range(3):
        cron.run(later=4 * HOUR)
    assert len(ann.texts) == 1


@pytest.mark.soak  # quicker: ../test_retries.py
def test_answer_that_may_have_come_is_said_once_more_at_most(cron: Cron) -> None:
    ann = cron.api.private(42)
    cron.api.lose_answer("sendMessage", times=None)
    ann.says("/help")
    for _ in range(3):
        cron.run(later=2 * HOUR)
    assert len(ann.texts) == 2


@pytest.mark.soak  # quicker: a flood in test_abuse.py, and the pause above
def test_group_that_asks_on_and_on_in_its_pause_finds_a_few_answers_after_it(cron: Cron) -> None:
    group = cron.api.group(-5, admins=[7])
    cron.api.fail("sendMessage", times=1, code=429, parameters={"retry_after": HOUR})
    for number in range(15):
        group.says(f"/search words{number}", user=7)
        group.says("/help", user=7)
        cron.run(later=60)
    cron.run(later=HOUR)
    assert 1 < len(group.texts) <= 14
    assert cron.queued() == {"waiting": 0, "failed": 0}


# What waited when the run began


def test_somebody_who_goes_on_tapping_holds_up_no_run(cron: Cron) -> None:
    ann = cron.api.private(42)
    ann.says("/topics")
    cron.run()
    tapped = iter(range(1_000))

    def tap_again(call: object) -> bool:
        if next(tapped) < 900:
            with cron.api.world.lock:
                ann.taps(ann.messages[0].button_texts[0], ann.messages[0])
        return False

    cron.api.fail("answerCallbackQuery", times=None, when=tap_again)
    ann.taps(ann.messages[0].button_texts[0])
    assert cron.run(later=60) <= ABOUT_A_MINUTE
    assert next(tapped) <= 25


def test_messages_that_come_while_others_are_answered_hold_up_no_run(cron: Cron) -> None:
    groups = [cron.api.group(-number, admins=[7]) for number in range(5, 13)]
    said = iter(range(1_000))

    def go_on(call: object) -> bool:
        if (number := next(said)) < 900:
            groups[number % 8].says("/help", user=7)
        return False

    cron.api.fail("sendMessage", times=None, when=go_on)
    groups[0].says("/help", user=7)
    assert cron.run() <= ABOUT_A_MINUTE
    assert next(said) <= 30


@pytest.mark.soak  # quicker: a hundred commands of one person in test_abuse.py
def test_all_that_waited_is_answered_however_much_it_was(cron: Cron) -> None:
    """The twin: who waits is served, in more batches than one."""
    people = [cron.api.private(1_000 + number) for number in range(105)]
    for person in people:
        person.says("/help")
    cron.run()
    assert all(len(person.texts) == 1 for person in people)


@pytest.mark.soak  # quicker: the messages that come meanwhile, above
def test_answering_takes_a_minute_and_the_rest_comes_from_the_outbox(cron: Cron) -> None:
    cron.time.latency = 2.0
    group = cron.api.group(-5, admins=[7])
    for number in range(60):
        group.says(f"/search words{number}", user=7)
        cron.time.now += 60
    began = cron.time.now
    with cron.started() as (telegram, _):
        telegram.answer_waiting()
    assert cron.time.now - began <= ABOUT_A_MINUTE
    assert cron.queued()["waiting"] == 12
    assert len(cron.api.world.updates) == 0


@pytest.mark.soak  # quicker: unit/bot/commands/test_limits.py
def test_taps_count_under_the_limit_of_their_chat(cron: Cron) -> None:
    ann = cron.api.private(42)
    ann.says("/topics")
    cron.run()
    cron.time.now += 600
    for _ in range(40):
        ann.taps(ann.messages[0].button_texts[0], ann.messages[0])
    cron.run()
    assert len(cron.api.calls_to("answerCallbackQuery")) <= 11
