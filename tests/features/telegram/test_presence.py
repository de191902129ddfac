"""Who blocked us, put us out or came back: nothing is sent to them meanwhile, and their choices stay."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import ADMIN, Runner
from tests.tools.standin import BotApi


def test_blocked_chat_is_never_called_again(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    runner.queue(42, "New: one")
    ann.blocks()
    runner.answer()
    runner.deliver()
    assert [call for call in api.calls_to("sendMessage") if call.status != 200] == []
    assert runner.queued()["waiting"] == 0


@pytest.mark.soak  # quicker: the blocked chat, above
def test_what_a_chat_that_blocked_us_missed_is_no_failure(api: BotApi, runner: Runner) -> None:
    ann, boss = api.private(42), api.private(ADMIN)
    ann.says("/subscribe send")
    runner.answer()
    runner.queue(42, "New: one")
    ann.state = "blocked"
    runner.deliver()
    boss.says("/failed")
    runner.answer()
    assert runner.queued() == {"waiting": 0, "failed": 0}
    assert boss.texts == ["Every source is read well, and every message was delivered."]


@pytest.mark.soak  # quicker: test_sender.py, a chat that is gone
def test_block_seen_only_when_sending_is_called_once(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    for number in range(3):
        runner.queue(42, f"New: {number}")
    ann.state = "blocked"
    runner.deliver()
    assert [call.status for call in api.calls_to("sendMessage")] == [403]
    assert api.calls_after_403() == []


def test_block_during_an_answer_is_noted(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.state = "blocked"
    runner.answer()
    runner.queue(42, "New: one")
    runner.deliver()
    assert api.calls_after_403() == []


def test_unblocking_brings_the_choices_back_and_nothing_old(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    runner.answer()
    runner.queue(42, "New: missed")
    ann.blocks()
    runner.answer()
    ann.unblocks()
    runner.answer()
    runner.deliver()
    assert runner.follows(42)["send"].frequency == "daily"
    assert "New: missed" not in ann.texts
    runner.queue(42, "New: later")
    runner.deliver()
    assert ann.texts[-1] == "New: later"


@pytest.mark.soak  # quicker: unblocking, above
def test_writing_again_counts_as_coming_back(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    ann.blocks()
    runner.answer()
    ann.state = "ok"
    ann.says("/mine")
    runner.answer()
    runner.queue(42, "New: one")
    runner.deliver()
    assert ann.texts[-1] == "New: one"


def test_group_that_puts_us_out_is_left_alone_and_comes_back(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe send", user=7)
    runner.answer()
    group.kicks()
    runner.answer()
    runner.queue(-5, "New: one")
    runner.deliver()
    assert "New: one" not in group.texts
    said = len(group.texts)
    group.adds_bot()
    runner.answer()
    assert len(group.texts) == said  # it knows us
    runner.queue(-5, "New: two")
    runner.deliver()
    assert group.texts[-1] == "New: two"
    assert "send" in runner.follows(-5)


def test_being_made_administrator_changes_nothing(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe send", user=7)
    runner.answer()
    said = len(group.texts)
    group.adds_bot(status="administrator")
    runner.answer()
    assert len(group.texts) == said
    assert "send" in runner.follows(-5)
