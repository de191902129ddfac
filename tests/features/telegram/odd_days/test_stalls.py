"""Calls that are held up between their slot and Telegram, as by a slow disk or a busy machine: when the hold is over
they do not leave in a bunch. As Telegram saw them."""

from __future__ import annotations

from tests.features.telegram.odd_days.conftest import Cron, people
from tests.tools.standin.records import most_per_second

STALL = 1.5


def test_alerts_that_were_held_up_come_no_faster_than_the_rate(cron: Cron) -> None:
    people(cron, 32)
    with cron.started() as (telegram, post):
        telegram.answer_waiting()
        cron.time.stuck_until = cron.time.now + STALL
        telegram.deliver(post)
    assert (cron.sends(), cron.queued()["waiting"]) == (32, 0)
    assert most_per_second(cron.api.calls) <= 28


def test_answers_that_were_held_up_come_no_faster_than_the_rate(cron: Cron) -> None:
    for chat_id in range(1, 30):  # as many as there are connections, but for the one of the poll
        cron.api.private(chat_id).says("/topics")
    cron.time.stuck_until = cron.time.now + STALL
    with cron.started() as (telegram, _):
        telegram.answer_waiting()
    assert cron.sends() == 29
    assert most_per_second(cron.api.calls) <= 28


def test_pause_that_begins_when_the_hold_is_over_keeps_what_has_not_left(cron: Cron) -> None:
    people(cron, 12)
    cron.api.fail("sendMessage", times=3, code=429, parameters={"retry_after": 30})
    with cron.started() as (telegram, post):
        telegram.answer_waiting()
        cron.time.stuck_until = cron.time.now + STALL
        telegram.deliver(post)
    asked = [call.at for call in cron.api.calls_to("sendMessage")]
    assert len([at for at in asked if at < asked[0] + 30]) == 3
    assert (len(asked), cron.queued()["waiting"], post.problems) == (3 + 12, 0, [])
