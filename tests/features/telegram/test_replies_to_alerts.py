"""What came later answers the message that told of it; after a pause all comes as one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.features.telegram.subscribers import subscriber, told
from tests.tools.standin import BotApi

MEETING = document("m1", "Cabinet", "meeting", details={"date": "2026-12-01", "meeting": "Cabinet, 1 December 2026"})
SPOKEN = {"meeting": "Cabinet, 1 December 2026"}
PAPER = document("r1", "SEND strategy", part_of="m1", details=SPOKEN)
DAY = timedelta(days=1)


def test_later_change_answers_the_message_that_told_of_it(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    finds(runner, CABINET, MEETING)
    runner.deliver()
    first = ann.messages[-1]
    logs(runner, CABINET, MEETING, kind="changed", fields={"venue": ("Town Hall", "Library")})
    runner.deliver()
    assert ann.messages[-1].reply_to == first.message_id
    logs(runner, CABINET, document("r9", "Another"), kind="changed", fields={"title": ("x", "Another")})
    runner.deliver()
    assert ann.messages[-1].reply_to is None


@pytest.mark.soak  # quicker: the later change, above
def test_later_paper_of_a_meeting_answers_the_last_message_about_that_meeting(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    finds(runner, CABINET, MEETING)
    runner.deliver()
    first = ann.messages[-1]
    told(runner, ann, PAPER)
    second = ann.messages[-1]
    assert (first.reply_to, second.reply_to) == (None, first.message_id)
    told(runner, ann, document("r2", "Late paper", part_of="m1", details=SPOKEN))
    assert ann.messages[-1].reply_to == second.message_id
    told(runner, ann, document("r3", "Other", part_of="m2", details={"meeting": "Cabinet, 8 December 2026"}))
    assert ann.messages[-1].reply_to is None
    told(runner, ann, document("s1", "A story", "article"))
    assert ann.messages[-1].reply_to is None


def test_change_of_a_message_that_was_deleted_comes_by_itself(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    finds(runner, CABINET, MEETING)
    runner.deliver()
    ann.shown.clear()
    logs(runner, CABINET, MEETING, kind="changed", fields={"venue": ("Town Hall", "Library")})
    runner.deliver()
    assert ann.texts[-1].count("Moved") == 1


@pytest.mark.soak  # quicker: test_sender.py, a group that moved
def test_group_that_moved_is_never_answered_by_an_old_number(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe all", user=7)
    runner.answer()
    finds(runner, CABINET, MEETING)
    runner.deliver()
    new = group.migrates_to(-1001234567890)
    runner.answer()
    logs(runner, CABINET, MEETING, kind="changed", fields={"venue": ("Town Hall", "Library")})
    runner.deliver()
    assert new.messages[-1].reply_to is None


def test_many_alerts_after_a_long_pause_come_as_one(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all", "/pause 7d")
    for number in range(8):
        logs(runner, CABINET, document(f"r{number}", f"Report {number}.", part_of=f"m{number}"), ago=timedelta(hours=5))
    runner.deliver()
    said = len(ann.texts)
    ann.says("/resume")
    runner.answer()
    runner.deliver()
    (one,) = ann.messages[said + 1 :]
    assert one.text.startswith("What was found meanwhile\n")
    assert all(f"Report {number}." in one.text for number in range(8))
    assert one.reply_to is None


@pytest.mark.soak  # quicker: the many, above
def test_few_alerts_after_a_pause_come_each_by_itself(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    said = len(ann.texts)
    for number in range(3):
        logs(runner, CABINET, document(f"r{number}", f"Report {number}.", part_of=f"m{number}"), ago=timedelta(hours=5))
    runner.deliver()
    assert len(ann.texts) == said + 3


@pytest.mark.soak  # quicker: test_taken_back.py
def test_unsubscribing_drops_what_only_that_wished_for(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe send", "/subscribe cabinet", "/subscribe the-daily", "/pause")
    logs(runner, CABINET, document("r1", "SEND strategy"), document("r2", "Roads"))
    logs(runner, DAILY, document("s1", "SEND story", "article"), document("s2", "Bins", "article"))
    for said in ("/unsubscribe cabinet", "/unsubscribe send", "/resume"):
        ann.says(said)
    runner.answer()
    before = len(ann.texts)
    runner.deliver()
    (one,) = ann.texts[before:]
    assert ("SEND story" in one, "Bins" in one, "Roads" in one, "strategy" in one) == (True, True, False, False)
    assert one.endswith("The Example Daily")


def test_channel_gets_no_buttons_that_any_reader_could_tap(api: BotApi, runner: Runner) -> None:
    channel = api.channel(-1009876543210, admins=[7])
    channel.says("/subscribe all")
    runner.answer()
    assert told(runner, channel, PAPER)
    assert channel.messages[-1].button_texts == []
