"""Calls that are held up between their slot and Telegram, as by a slow disk or a busy machine: when the hold is over
they do not leave in a bunch. As Telegram saw them."""

from __future__ import annotations

from tests.features.telegram.odd_days.conftest import Desk, people
from tests.tools.standin.records import most_per_second

STALL = 1.5


def test_alerts_that_were_held_up_come_no_faster_than_the_rate(desk: Desk) -> None:
    people(desk, 32)
    with desk.started() as (telegram, post):
        telegram.answer_waiting()
        desk.time.stuck_until = desk.time.now + STALL
        telegram.deliver(post)
    assert (desk.sends(), desk.queued()["waiting"]) == (32, 0)
    assert most_per_second(desk.api.calls) <= 28


def test_answers_that_were_held_up_come_no_faster_than_the_rate(desk: Desk) -> None:
    for chat_id in range(1, 30):  # as many as there are connections, but for the one of the poll
        desk.api.private(chat_id).says("/topics")
    desk.time.stuck_until = desk.time.now + STALL
    with desk.started() as (telegram, _):
        telegram.answer_waiting()
    assert desk.sends() == 29
    assert most_per_second(desk.api.calls) <= 28


def test_pause_that_begins_when_the_hold_is_over_keeps_what_has_not_left(desk: Desk) -> None:
    people(desk, 12)
    desk.api.fail("sendMessage", times=3, code=429, parameters={"retry_after": 30})
    with desk.started() as (telegram, post):
        telegram.answer_waiting()
        desk.time.stuck_until = desk.time.now + STALL
        telegram.deliver(post)
    asked = [call.at for call in desk.api.calls_to("sendMessage")]
    assert len([at for at in asked if at < asked[0] + 30]) == 3
    assert (len(asked), desk.queued()["waiting"], post.problems) == (3 + 12, 0, [])
