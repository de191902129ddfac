"""Telegram's odd days: it wants no call for seconds or hours, from one chat or from all; how long a run takes then, who
is told meanwhile, and what the next run knows of it."""

from __future__ import annotations

import pytest

from tests.features.telegram.odd_days.conftest import ABOUT_A_MINUTE, HOUR, Cron, people
from tests.tools.soaks import some, some_rows

HALF_A_DAY = 12 * HOUR


def told(cron: Cron) -> int:
    return sum(call.status == 200 for call in cron.api.calls_to("sendMessage"))


# How long a run takes


def ends_in_time(cron: Cron, seconds: int, latency: float, number: int, which: int) -> None:
    """A run with so many chats to tell, where Telegram wants no call for `seconds` from call number `which` on."""
    cron.time.latency = latency
    people(cron, number)
    calls = iter(range(1, 1_000))
    cron.api.fail(
        "sendMessage", times=None, code=429, parameters={"retry_after": seconds}, when=lambda _: next(calls) >= which
    )
    assert cron.run() <= ABOUT_A_MINUTE
    assert cron.queued()["waiting"] == max(0, number - which + 1)
    assert cron.queued()["failed"] == 0


@pytest.mark.parametrize(
    ("seconds", "latency", "number", "which"),
    some_rows([(45, 0.3, 11, 5), (1, 0.3, 11, 1), (45, 0.3, 60, 40), (HALF_A_DAY, 0.0, 1, 1)], every=4),
)
def test_run_ends_within_about_a_minute_whenever_telegram_wants_no_call(
    cron: Cron, seconds: int, number: int, latency: float, which: int
) -> None:
    ends_in_time(cron, seconds, latency, number, which)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("number", "which"), [(1, 1), (11, 1), (40, 1), (60, 1), (60, 40)], ids=["1", "11", "40", "60", "fortieth of 60"]
)
@pytest.mark.parametrize(("seconds", "latency"), [(1, 0.3), (45, 0.0), (45, 0.3), (HALF_A_DAY, 0.0), (HALF_A_DAY, 0.3)])
def test_run_ends_as_soon_however_many_wait(cron: Cron, seconds: int, number: int, latency: float, which: int) -> None:
    ends_in_time(cron, seconds, latency, number, which)


@pytest.mark.soak  # quicker: test_rate_limiter.py and test_sender.py
@pytest.mark.parametrize("seconds", some([45, 1, HALF_A_DAY], every=3))
def test_what_was_held_back_is_told_when_the_pause_is_over(cron: Cron, seconds: int) -> None:
    people(cron, 40)
    cron.api.freeze(seconds)
    cron.run()
    cron.run(later=seconds + 120)
    cron.run(later=seconds + 120)
    assert cron.queued() == {"waiting": 0, "failed": 0}
    assert told(cron) == 40
    assert cron.api.doubles() == {}


def test_few_are_called_in_vain_in_a_pause_that_holds_for_everybody(cron: Cron) -> None:
    people(cron, 10)
    cron.api.freeze(HALF_A_DAY)
    cron.run()
    assert cron.sends() == 3
    cron.run(later=600)
    assert cron.sends() == 3


@pytest.mark.soak  # quicker: the run that ends, above
def test_pauses_that_come_again_and_again_do_not_add_up(cron: Cron) -> None:
    """Every second call is refused for most of a minute: each that gets through would begin the patience anew."""
    people(cron, 20)
    calls = iter(range(10_000))
    cron.api.fail(
        "sendMessage", times=None, code=429, parameters={"retry_after": 45}, when=lambda _: next(calls) % 2 == 1
    )
    assert cron.run() <= 2 * ABOUT_A_MINUTE


@pytest.mark.soak  # quicker: test_rate_limiter.py
def test_run_without_pauses_takes_as_long_as_there_is_something_to_send(cron: Cron) -> None:
    """The twin: a backlog for one group, at its own pace, is no pause."""
    cron.api.group(-5)
    for number in range(40):
        cron.queue(-5, f"New: {number}")
    assert cron.run() > 100
    assert cron.queued() == {"waiting": 0, "failed": 0}


# Whom a pause holds back


def test_limit_of_one_group_silences_nobody_else(cron: Cron) -> None:
    group, ann = cron.api.group(-5), cron.api.private(42)
    cron.api.fail(
        "sendMessage",
        times=None,
        code=429,
        parameters={"retry_after": HOUR},
        when=lambda call: call.chat_id == "-5" and cron.time.now < 1_795_000_000 + HOUR,
    )
    cron.queue(-5, "New: one")
    cron.queue(42, "New: one")
    ann.says("/help")
    assert cron.run() <= ABOUT_A_MINUTE
    assert len(ann.texts) == 2
    cron.queue(-5, "New: two")
    cron.queue(42, "New: two")
    cron.run(later=600)
    assert cron.sends(-5) == 1
    assert ann.texts[-1] == "New: two"
    cron.run(later=HOUR)
    assert group.texts == ["New: one", "New: two"]


@pytest.mark.soak  # quicker: the limit of one group, above
def test_two_groups_at_their_limits_silence_nobody_else(cron: Cron) -> None:
    cron.api.group(-5)
    cron.api.group(-6)
    cron.api.fail(
        "sendMessage",
        times=None,
        code=429,
        parameters={"retry_after": HOUR},
        when=lambda call: call.chat_id.startswith("-"),
    )
    cron.queue(-5, "New: one")
    cron.queue(-6, "New: one")
    people(cron, 10)
    cron.run()
    assert told(cron) == 10


@pytest.mark.parametrize("method", some(["getUpdates", "getMe"], every=2))
def test_refusal_that_is_about_no_chat_holds_for_everybody(cron: Cron, method: str) -> None:
    people(cron, 3)
    cron.api.fail(method, code=429, parameters={"retry_after": HOUR})
    with cron.started() as (telegram, post):
        with pytest.raises(Exception, match="3600"):
            telegram.answer_waiting()
        telegram.deliver(post)
    cron.run(later=600)
    assert cron.sends() == 0
    cron.run(later=HOUR)
    assert told(cron) == 3
