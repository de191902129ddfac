"""Chats that take no messages for a while, and those that are gone: who is tried again, who is told, whose choices
stay."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import ADMIN
from tests.features.telegram.odd_days.conftest import Cron
from tests.tools.soaks import some, some_rows

HOUR, DAY = 3_600, 24 * 3_600
MAY_PASS = [
    "Bad Request: not enough rights to send text messages to the chat",
    "Bad Request: CHAT_RESTRICTED",
    "Bad Request: CHAT_WRITE_FORBIDDEN",
    "Bad Request: chat not found",
    "Bad Request: have no rights to send a message",
    "Bad Request: need administrator rights in the channel chat",
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
    "Bad Request: CHANNEL_PRIVATE",
]
ENDS = [
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
    (400, "Bad Request: USER_IS_BLOCKED"),
]


def follower(cron: Cron, chat_id: int = -5) -> None:
    group = cron.api.group(chat_id, admins=[7])
    group.says("/subscribe send", user=7)
    cron.run()


def follows(cron: Cron, chat_id: int = -5) -> int:
    with cron.store.read() as db:
        found = db.exec_driver_sql(f"SELECT count(*) FROM subscriptions WHERE chat_id = {chat_id}").scalar()
    return int(found or 0)


@pytest.mark.soak  # quicker: the chat that stays closed, below
@pytest.mark.parametrize("refusal", some(MAY_PASS, every=8))
def test_chat_that_takes_nothing_for_a_night_gets_all_of_it_in_the_morning(cron: Cron, refusal: str) -> None:
    follower(cron)
    morning = cron.time.now + 10 * HOUR
    cron.api.fail("sendMessage", times=None, code=400, description=refusal, when=lambda call: cron.time.now < morning)
    for number in range(5):
        cron.queue(-5, f"New: {number}")
        cron.run(later=2 * HOUR)
        assert cron.problems or cron.time.now > morning
    cron.run(later=2 * HOUR)
    assert cron.api.chat(-5).texts[1:] == [f"New: {number}" for number in range(5)]
    assert follows(cron)


@pytest.mark.soak  # quicker: the chat that stays closed, below
@pytest.mark.parametrize(
    ("runs", "seconds", "most"), [(14, 1_800, 8), pytest.param(40, 600, 13, marks=pytest.mark.soak)]
)
def test_closed_chat_is_tried_less_and_less_often(cron: Cron, runs: int, seconds: int, most: int) -> None:
    follower(cron)
    cron.api.chat(-5).state = "norights"
    before = cron.sends(-5)
    cron.queue(-5, "New: one")
    for _ in range(runs):
        cron.run(later=seconds)
    assert 4 <= cron.sends(-5) - before <= most  # of all runs in seven hours


def test_chat_that_stays_closed_is_told_to_administrators_once_and_keeps_its_choices(cron: Cron) -> None:
    boss = cron.api.private(ADMIN)
    follower(cron)
    cron.api.chat(-5).state = "norights"
    cron.queue(-5, "New: one")
    cron.run()
    for days in (*[12] * 3, *[1] * 4):  # longer than the month after which a chat that is gone is forgotten
        cron.queue(-5, "New: more")
        cron.run(later=days * DAY)
    closed = [text for text in boss.texts if "Nothing can be told in the chat -5" in text]
    assert len(closed) == 1
    assert "Not enough rights" in closed[0]
    assert follows(cron)
    cron.api.chat(-5).state = "ok"
    cron.run(later=HOUR)
    assert 3 <= len(cron.api.chat(-5).texts) <= 5  # of the last three days


@pytest.mark.soak  # quicker: the chat that stays closed, above
def test_chat_that_closes_a_second_time_is_told_again(cron: Cron) -> None:
    boss = cron.api.private(ADMIN)
    follower(cron)
    for _ in range(2):
        cron.api.chat(-5).state = "norights"
        cron.queue(-5, "New: one")
        for _ in range(5):
            cron.run(later=DAY)
        cron.api.chat(-5).state = "ok"
        cron.queue(-5, "New: one")
        cron.run(later=2 * HOUR)
    assert len([text for text in boss.texts if "Nothing can be told" in text]) == 2


@pytest.mark.soak  # quicker: the chat that stays closed, above
def test_what_is_given_up_in_a_closed_chat_is_no_well_being(cron: Cron) -> None:
    boss = cron.api.private(ADMIN)
    follower(cron)
    cron.api.chat(-5).state = "norights"
    cron.queue(-5, "New: one")
    for _ in range(5):
        cron.run(later=DAY)
    boss.says("/failed")
    cron.run()
    assert "Not enough rights" in boss.texts[-1]


@pytest.mark.parametrize(("code", "refusal"), some_rows(ENDS, every=4))
def test_chat_that_is_gone_is_called_once_and_forgotten_after_a_month(cron: Cron, code: int, refusal: str) -> None:
    """The twin: somebody decided so."""
    follower(cron)
    cron.api.fail("sendMessage", times=None, code=code, description=refusal)
    before = cron.sends(-5)
    for number in range(3):
        cron.queue(-5, f"New: {number}")
        cron.run(later=DAY)
    assert cron.sends(-5) == before + 1
    assert follows(cron)
    cron.run(later=31 * DAY)
    assert not follows(cron)
