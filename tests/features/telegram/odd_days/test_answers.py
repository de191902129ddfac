"""Answers to people on Telegram's odd days: none is lost, none holds up a run."""

from __future__ import annotations

import pytest

from tests.features.telegram.odd_days.conftest import ABOUT_A_MINUTE, HOUR, Desk, people
from tests.tools.soaks import some


@pytest.mark.soak  # quicker: test_abuse.py, an answer that waits for an hour
def test_command_said_in_a_pause_is_done_at_once_and_answered_after_it(desk: Desk) -> None:
    ann = desk.api.private(42)
    people(desk, 3)
    desk.api.freeze(HOUR)
    desk.run()
    ann.says("/subscribe send")
    desk.run(later=600)
    assert ann.texts == []
    with desk.store.read() as db:
        assert db.exec_driver_sql("SELECT what FROM subscriptions WHERE chat_id = 42").scalar() == "send"
    assert len(desk.api.world.updates) == 0
    desk.run(later=HOUR)
    desk.run(later=HOUR)
    assert [text.partition(" (")[0][:14] for text in ann.texts] == ["Following SEND"]


def test_answer_that_waits_is_not_held_back_by_the_pause_it_confirms(desk: Desk) -> None:
    ann = desk.api.private(42)
    desk.api.fail("sendMessage", code=429, parameters={"retry_after": HOUR})
    ann.says("/pause 7d")
    desk.run()
    assert ann.texts == []
    desk.queue(42, "New: one")
    desk.run(later=HOUR + 60)
    assert len(ann.texts) == 1
    assert not ann.texts[0].startswith("New")


@pytest.mark.soak  # quicker: test_asking.py, who is not stored
@pytest.mark.parametrize(
    ("said", "remembered"),
    [("/help", 0), ("/forget", 0), ("/subscribe send", 1)],
    ids=["asked", "forgotten", "wished"],
)
def test_chat_is_known_no_longer_than_its_answer_waits(desk: Desk, said: str, remembered: int) -> None:
    ann = desk.api.private(42)
    desk.api.fail("sendMessage", code=429, parameters={"retry_after": HOUR})
    ann.says(said)
    desk.run()
    assert ann.texts == []
    desk.run(later=HOUR + 60)
    assert len(ann.texts) == 1
    with desk.store.read() as db:
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
def test_answer_is_said_later_whatever_kept_it_from_being_said(desk: Desk, trouble: dict[str, object]) -> None:
    ann = desk.api.private(42)
    desk.api.fail("sendMessage", **trouble)  # type: ignore[arg-type]  # how often, code, words
    ann.says("/help")
    with desk.started() as (telegram, _):
        telegram.answer_waiting()
    for _ in range(3):
        desk.run(later=4 * HOUR)
    assert len(ann.texts) == 1


@pytest.mark.soak  # quicker: ../test_retries.py
def test_answer_that_may_have_come_is_said_once_more_at_most(desk: Desk) -> None:
    ann = desk.api.private(42)
    desk.api.lose_answer("sendMessage", times=None)
    ann.says("/help")
    for _ in range(3):
        desk.run(later=2 * HOUR)
    assert len(ann.texts) == 2


@pytest.mark.soak  # quicker: a flood in test_abuse.py, and the pause above
def test_group_that_asks_on_and_on_in_its_pause_finds_a_few_answers_after_it(desk: Desk) -> None:
    group = desk.api.group(-5, admins=[7])
    desk.api.fail("sendMessage", times=1, code=429, parameters={"retry_after": HOUR})
    for number in range(15):
        group.says(f"/search words{number}", user=7)
        group.says("/help", user=7)
        desk.run(later=60)
    desk.run(later=HOUR)
    assert 1 < len(group.texts) <= 14
    assert desk.queued() == {"waiting": 0, "failed": 0}


# What waited when the run began


def test_somebody_who_goes_on_tapping_holds_up_no_run(desk: Desk) -> None:
    ann = desk.api.private(42)
    ann.says("/topics")
    desk.run()
    tapped = iter(range(1_000))

    def tap_again(call: object) -> bool:
        if next(tapped) < 900:
            with desk.api.world.lock:
                ann.taps(ann.messages[0].button_texts[0], ann.messages[0])
        return False

    desk.api.fail("answerCallbackQuery", times=None, when=tap_again)
    ann.taps(ann.messages[0].button_texts[0])
    assert desk.run(later=60) <= ABOUT_A_MINUTE
    assert next(tapped) <= 25


def test_messages_that_come_while_others_are_answered_hold_up_no_run(desk: Desk) -> None:
    groups = [desk.api.group(-number, admins=[7]) for number in range(5, 13)]
    said = iter(range(1_000))

    def go_on(call: object) -> bool:
        if (number := next(said)) < 900:
            groups[number % 8].says("/help", user=7)
        return False

    desk.api.fail("sendMessage", times=None, when=go_on)
    groups[0].says("/help", user=7)
    assert desk.run() <= ABOUT_A_MINUTE
    assert next(said) <= 30


@pytest.mark.soak  # quicker: a hundred commands of one person in test_abuse.py
def test_all_that_waited_is_answered_however_much_it_was(desk: Desk) -> None:
    """The twin: who waits is served, in more batches than one."""
    people = [desk.api.private(1_000 + number) for number in range(105)]
    for person in people:
        person.says("/help")
    desk.run()
    assert all(len(person.texts) == 1 for person in people)


@pytest.mark.soak  # quicker: the messages that come meanwhile, above
def test_answering_takes_a_minute_and_the_rest_comes_from_the_outbox(desk: Desk) -> None:
    desk.time.latency = 2.0
    group = desk.api.group(-5, admins=[7])
    for number in range(60):
        group.says(f"/search words{number}", user=7)
        desk.time.now += 60
    began = desk.time.now
    with desk.started() as (telegram, _):
        telegram.answer_waiting()
    assert desk.time.now - began <= ABOUT_A_MINUTE
    assert desk.queued()["waiting"] == 12
    assert len(desk.api.world.updates) == 0


@pytest.mark.soak  # quicker: unit/bot/commands/test_limits.py
def test_taps_count_under_the_limit_of_their_chat(desk: Desk) -> None:
    ann = desk.api.private(42)
    ann.says("/topics")
    desk.run()
    desk.time.now += 600
    for _ in range(40):
        ann.taps(ann.messages[0].button_texts[0], ann.messages[0])
    desk.run()
    assert len(desk.api.calls_to("answerCallbackQuery")) <= 11
