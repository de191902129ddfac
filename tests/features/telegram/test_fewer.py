"""The one button under an alert that makes such alerts fewer, the links beside it, and the buttons it replaced."""

from __future__ import annotations

import pytest

from tests.features.telegram.archive import document, finds, logs
from tests.features.telegram.conftest import CABINET, DAILY, SETTINGS, Runner
from tests.features.telegram.subscribers import MEETING, PAPER, hangs_since_before, opened, subscriber, told
from tests.tools.standin import BotApi
from watcher.jobs.setup import render_context


@pytest.mark.soak  # quicker: test_asking.py, a button of an older version
def test_buttons_of_earlier_versions_still_say_why_and_mute(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe send")
    told(runner, ann, PAPER)
    hangs_since_before(ann)
    alert = ann.messages[-1]
    ann.taps("Mute for 30 days …")
    runner.answer()
    assert alert.button_texts == ["Mute Cabinet", "Mute SEND", "Mute this meeting", "‹ Back"]
    ann.taps("‹ Back")
    runner.answer()
    assert alert.button_texts == ["Fewer like this"]
    hangs_since_before(ann)
    ann.taps("Why this?")
    runner.answer()
    assert "• SEND: “SEND”" in ann.texts[-1]


def test_links_under_an_alert_stay_when_its_other_buttons_change(api: BotApi, runner: Runner) -> None:
    runner.post.configure(render_context(SETTINGS))
    group = api.group(-5, admins=[7])
    group.says("/subscribe cabinet", user=7)
    runner.answer()
    finds(runner, CABINET, MEETING, PAPER)
    runner.deliver()
    before = group.messages[-1].button_texts
    assert before == ["Agenda page", "Add to calendar", "Share", "Remind me", "Fewer like this"]
    for tapped in ("Fewer like this", "‹ Back"):
        group.taps(tapped, user=7)
        runner.answer()
    assert group.messages[-1].button_texts == before


def test_one_subscription_is_stopped_from_under_an_alert(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe send", "/subscribe cabinet")
    told(runner, ann, PAPER)
    opened(ann, runner)
    ann.taps("Stop SEND")
    runner.answer()
    assert list(runner.follows(42)) == ["cabinet"]


@pytest.mark.soak  # quicker: the muted source in test_alert_buttons.py
def test_any_source_of_a_digest_can_be_muted_under_it(api: BotApi, runner: Runner) -> None:
    ann = subscriber(api, runner, "/subscribe all daily")
    logs(runner, CABINET, PAPER)
    logs(runner, DAILY, document("s1", "A story", "article"))
    runner.deliver()
    assert ann.texts[-1].startswith("Today\n")
    opened(ann, runner)
    ann.taps("Mute for 30 days …")
    runner.answer()
    assert ann.messages[-1].button_texts == ["Mute Cabinet", "Mute The Example Daily", "Mute SEND", "‹ Back"]
    ann.taps("Mute The Example Daily")
    runner.answer()
    assert told(runner, ann, document("s2", "Another story", "article"), source=DAILY) == []
