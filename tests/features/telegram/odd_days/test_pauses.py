"""Telegram's odd days: it wants no call for seconds or hours, from one chat or from all; how long a run takes then, who
is told meanwhile, and what the next run knows of it."""

from __future__ import annotations

import pytest

from tests.features.telegram.odd_days.conftest import ABOUT_A_MINUTE, HOUR, Desk, people
from tests.tools.soaks import some, some_rows

HALF_A_DAY = 12 * HOUR


def told(desk: Desk) -> int:
    return sum(call.status == 200 for call in desk.api.calls_to("sendMessage"))


# How long a run takes


def ends_in_time(desk: Desk, seconds: int, latency: float, number: int, which: int) -> None:
    """A run with so many chats to tell, where Telegram wants no call for `seconds` from call number `which` on."""
    desk.time.latency = latency
    people(desk, number)
    calls = iter(range(1, 1_000))
    desk.api.fail(
        "sendMessage", times=None, code=429, parameters={"retry_after": seconds}, when=lambda _: next(calls) >= which
    )
    assert desk.run() <= ABOUT_A_MINUTE
    assert desk.queued()["waiting"] == max(0, number - which + 1)
    assert desk.queued()["failed"] == 0


@pytest.mark.parametrize(
    ("seconds", "latency", "number", "which"),
    some_rows([(45, 0.3, 11, 5), (1, 0.3, 11, 1), (45, 0.3, 60, 40), (HALF_A_DAY, 0.0, 1, 1)], every=4),
)
def test_run_ends_within_about_a_minute_whenever_telegram_wants_no_call(
    desk: Desk, seconds: int, number: int, latency: float, which: int
) -> None:
    ends_in_time(desk, seconds, latency, number, which)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("number", "which"), [(1, 1), (11, 1), (40, 1), (60, 1), (60, 40)], ids=["1", "11", "40", "60", "fortieth of 60"]
)
@pytest.mark.parametrize(("seconds", "latency"), [(1, 0.3), (45, 0.0), (45, 0.3), (HALF_A_DAY, 0.0), (HALF_A_DAY, 0.3)])
def test_run_ends_as_soon_however_many_wait(desk: Desk, seconds: int, number: int, latency: float, which: int) -> None:
    ends_in_time(desk, seconds, latency, number, which)


@pytest.mark.soak  # quicker: test_rate_limiter.py and test_sender.py
@pytest.mark.parametrize("seconds", some([45, 1, HALF_A_DAY], every=3))
def test_what_was_held_back_is_told_when_the_pause_is_over(desk: Desk, seconds: int) -> None:
    people(desk, 40)
    desk.api.freeze(seconds)
    desk.run()
    desk.run(later=seconds + 120)
    desk.run(later=seconds + 120)
    assert desk.queued() == {"waiting": 0, "failed": 0}
    assert told(desk) == 40
    assert desk.api.doubles() == {}


def test_few_are_called_in_vain_in_a_pause_that_holds_for_everybody(desk: Desk) -> None:
    people(desk, 10)
    desk.api.freeze(HALF_A_DAY)
    desk.run()
    assert desk.sends() == 3
    desk.run(later=600)
    assert desk.sends() == 3


@pytest.mark.soak  # quicker: the run that ends, above
def test_pauses_that_come_again_and_again_do_not_add_up(desk: Desk) -> None:
    """Every second call is refused for most of a minute: each that gets through would begin the patience anew."""
    people(desk, 20)
    calls = iter(range(10_000))
    desk.api.fail(
        "sendMessage", times=None, code=429, parameters={"retry_after": 45}, when=lambda _: next(calls) % 2 == 1
    )
    assert desk.run() <= 2 * ABOUT_A_MINUTE


@pytest.mark.soak  # quicker: test_rate_limiter.py
def test_run_without_pauses_takes_as_long_as_there_is_something_to_send(desk: Desk) -> None:
    """The twin: a backlog for one group, at its own pace, is no pause."""
    desk.api.group(-5)
    for number in range(40):
        desk.queue(-5, f"New: {number}")
    assert desk.run() > 100
    assert desk.queued() == {"waiting": 0, "failed": 0}


# Whom a pause holds back


def test_limit_of_one_group_silences_nobody_else(desk: Desk) -> None:
    group, ann = desk.api.group(-5), desk.api.private(42)
    desk.api.fail(
        "sendMessage",
        times=None,
        code=429,
        parameters={"retry_after": HOUR},
        when=lambda call: call.chat_id == "-5" and desk.time.now < 1_795_000_000 + HOUR,
    )
    desk.queue(-5, "New: one")
    desk.queue(42, "New: one")
    ann.says("/help")
    assert desk.run() <= ABOUT_A_MINUTE
    assert len(ann.texts) == 2
    desk.queue(-5, "New: two")
    desk.queue(42, "New: two")
    desk.run(later=600)
    assert desk.sends(-5) == 1
    assert ann.texts[-1] == "New: two"
    desk.run(later=HOUR)
    assert group.texts == ["New: one", "New: two"]


@pytest.mark.soak  # quicker: the limit of one group, above
def test_two_groups_at_their_limits_silence_nobody_else(desk: Desk) -> None:
    desk.api.group(-5)
    desk.api.group(-6)
    desk.api.fail(
        "sendMessage",
        times=None,
        code=429,
        parameters={"retry_after": HOUR},
        when=lambda call: call.chat_id.startswith("-"),
    )
    desk.queue(-5, "New: one")
    desk.queue(-6, "New: one")
    people(desk, 10)
    desk.run()
    assert told(desk) == 10


@pytest.mark.parametrize("method", some(["getUpdates", "getMe"], every=2))
def test_refusal_that_is_about_no_chat_holds_for_everybody(desk: Desk, method: str) -> None:
    people(desk, 3)
    desk.api.fail(method, code=429, parameters={"retry_after": HOUR})
    with desk.started() as (telegram, post):
        with pytest.raises(Exception, match="3600"):
            telegram.answer_waiting()
        telegram.deliver(post)
    desk.run(later=600)
    assert desk.sends() == 0
    desk.run(later=HOUR)
    assert told(desk) == 3
