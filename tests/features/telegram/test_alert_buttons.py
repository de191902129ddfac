"""Under an alert: why it came, what to mute for a while; and how a later change carries on from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.features.telegram.subscribers import hangs_since_before, opened, subscriber, told
from tests.tools.standin import BotApi, Chat

MEETING = document("m1", "Cabinet", "meeting", details={"date": "2026-12-01", "meeting": "Cabinet, 1 December 2026"})
SPOKEN = {"meeting": "Cabinet, 1 December 2026"}
PAPER = document("r1", "SEND strategy", part_of="m1", details=SPOKEN)
DAY = timedelta(days=1)


def test_alert_says_why_when_asked_and_leads_to_the_subscription(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe send", "/subscribe cabinet")
    finds(runner, CABINET, PAPER)
    runner.deliver()
    alert = ann.messages[-1]
    assert alert.button_texts[-1] == "Fewer like this"
    ann.taps("Fewer like this")
    runner.answer()
    assert "SEND strategy\n• SEND: “SEND”\n• Cabinet\n\n• SEND – as it happens" in ann.texts[-1]
    assert ann.messages[-1].button_texts == [
        "SEND: once a day", "Stop SEND", "Cabinet: once a day", "Stop Cabinet", "Mute for 30 days …",
    ]  # fmt: skip
    ann.taps("SEND: once a day")
    runner.answer()
    assert runner.follows(42)["send"].frequency == "daily"
    assert alert.button_texts[-1] == "Fewer like this"


@pytest.mark.soak  # quicker: test_groups.py, a member's tap
def test_why_in_a_group_is_told_to_who_tapped_alone(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe send", user=7)
    runner.answer()
    finds(runner, CABINET, PAPER)
    runner.deliver()
    said = len(group.texts)
    tap = group.taps("Fewer like this", user=8)
    runner.answer()
    assert tap.answer == "Because this is followed here: SEND: “SEND”"
    assert len(group.texts) == said


def test_source_is_muted_for_thirty_days_and_then_heard_again(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    assert len(told(runner, ann, PAPER)) == 1
    opened(ann, runner)
    ann.taps("Mute for 30 days …")
    runner.answer()
    assert ann.messages[-1].button_texts == ["Mute Cabinet", "Mute SEND", "Mute this meeting", "‹ Back"]
    tap = ann.taps("Mute Cabinet")
    runner.answer()
    assert tap.answer == "Nothing about Cabinet for 30 days. /mine ends it."
    assert ann.messages[-1].button_texts == ["Unmute Cabinet", "Fewer like this"]
    assert told(runner, ann, document("r2", "Roads")) == []
    assert len(told(runner, ann, document("s1", "A story", "article"), source=DAILY)) == 1
    runner.ahead = 31 * DAY
    assert len(told(runner, ann, document("r3", "Bins"))) == 1


@pytest.mark.soak  # quicker: test_fewer.py, links that stay
def test_text_of_an_alert_stays_when_its_buttons_change(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    (before,) = told(runner, ann, PAPER)
    hangs_since_before(ann)
    for tapped in ("Mute for 30 days …", "Mute SEND", "Unmute SEND"):
        ann.taps(tapped)
        runner.answer()
    assert ann.messages[-1].text == before
    assert ann.messages[-1].button_texts == ["Fewer like this"]


def mutes(ann: Chat, runner: Runner, label: str) -> None:
    opened(ann, runner)
    ann.taps("Mute for 30 days …")
    runner.answer()
    ann.taps(label)
    runner.answer()


@pytest.mark.soak  # quicker: unit/store/test_item_threads.py, mutes
def test_muted_topic_is_silent_unless_something_else_was_asked_for(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all", "/subscribe childrens-services", "/keyword tribunal")
    told(runner, ann, PAPER)
    mutes(ann, runner, "Mute SEND")
    assert told(runner, ann, document("r2", "SEND transport")) == []
    assert len(told(runner, ann, document("r3", "Roads"))) == 1
    assert len(told(runner, ann, document("r4", "SEND and fostering"))) == 1
    assert len(told(runner, ann, document("r5", "SEND tribunal"))) == 1


@pytest.mark.soak  # quicker: the muted source, above
def test_muted_meeting_leaves_the_rest_of_its_committee(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe cabinet")
    finds(runner, CABINET, MEETING, PAPER)
    runner.deliver()
    mutes(ann, runner, "Mute this meeting")
    assert told(runner, ann, document("r2", "Late paper", part_of="m1", details=SPOKEN)) == []
    assert len(told(runner, ann, document("r3", "Other paper", part_of="m2"))) == 1
    ann.says("/mine")
    runner.answer()
    assert "Cabinet (Cabinet)" in ann.texts[-1]


@pytest.mark.soak  # quicker: test_taken_back.py
def test_what_waits_already_is_muted_too(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    told(runner, ann, PAPER)
    ann.says("/pause")
    runner.answer()
    logs(runner, CABINET, document("r2", "Roads"))
    logs(runner, DAILY, document("s1", "A story", "article"))
    assert runner.queued()["waiting"] == 2
    mutes(ann, runner, "Mute Cabinet")
    assert runner.queued()["waiting"] == 1


def test_mutes_are_listed_and_ended_in_mine(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    told(runner, ann, PAPER)
    mutes(ann, runner, "Mute Cabinet")
    for said in ("/mydata", "/mine"):
        ann.says(said)
        runner.answer()
        assert "Muted until" in ann.texts[-1]
    ann.taps("Unmute Cabinet")
    runner.answer()
    assert "Muted until" not in ann.texts[-1]
    assert len(told(runner, ann, document("r2", "Roads"))) == 1


@pytest.mark.soak  # quicker: test_groups.py
def test_member_of_a_group_mutes_nothing(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe all", user=7)
    runner.answer()
    told(runner, group, PAPER)
    hangs_since_before(group)
    alert = group.messages[-1]
    refused = group.taps("Mute for 30 days …", user=8)
    runner.answer()
    assert refused.answer == "Only administrators can change what is told here."
    assert "Mute for 30 days …" in alert.button_texts
    group.taps("Mute for 30 days …", user=7)
    runner.answer()
    tap = group.taps("Mute Cabinet", user=8)
    runner.answer()
    assert tap.answer == "Only administrators can change what is told here."
    assert len(told(runner, group, document("r2", "Roads"))) == 1


def test_alert_of_another_chat_or_long_ago_answers_kindly(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all")
    told(runner, ann, PAPER)
    ann.messages[-1].buttons[0][0]["callback_data"] = "alert:0:fewer:999"
    tap = ann.taps("Fewer like this")
    runner.answer()
    assert tap.answer == "That was too long ago: I no longer know."
