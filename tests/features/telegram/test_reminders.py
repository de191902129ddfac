"""Remind me: under which alerts it hangs, who may tap it, and what it leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.telegram.archive import document, finds, knows
from tests.features.telegram.conftest import CABINET, DAILY, SETTINGS, Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi, Chat
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.jobs.setup import render_context
from watcher.messages.texts.reminders import SEE_LIST

SPOKEN = {"meeting": "Cabinet, 1 December 2026"}
WHEN = {"date": "2026-12-01", "time": "19:00", "venue": "Town Hall"}
MEETING = document("m1", "Cabinet", "meeting", details=WHEN)
PAPER = document("r1", "SEND strategy", part_of="m1", details=SPOKEN)
DECISION = document("d1", "Post-16 travel", "decision", details={"call_in_until": "2026-11-27"})
CONSULTED = document("c1", "Help shape SEND", "publication", details={"consultation_until": "2026-11-30T17:00"})
STORY = document("a1", "SEND in the news", "article")
REMIND = "Remind me"


@pytest.fixture
def runner(runner: Runner) -> Runner:
    runner.post.configure(render_context(SETTINGS))
    return runner


def follower(api: BotApi, runner: Runner, *said: str) -> Chat:
    ann = api.private(42)
    for words in said:
        ann.says(words)
    runner.answer()
    return ann


def told(runner: Runner, source: Source, *found: Document) -> None:
    finds(runner, source, *found)
    runner.deliver()


def on(runner: Runner, day: int, hour: int, month: int = 11) -> None:
    runner.story.forward(datetime(2026, month, day, hour, tzinfo=UTC) - runner.clock())
    runner.deliver()


@pytest.mark.parametrize("found", some([PAPER, MEETING, DECISION, CONSULTED], every=2), ids=lambda one: one.kind)
def test_the_button_hangs_under_what_can_be_acted_on_until_a_day(api: BotApi, runner: Runner, found: Document) -> None:
    ann = follower(api, runner, "/subscribe all")
    knows(runner, CABINET, *([] if found is MEETING else [MEETING]))
    told(runner, CABINET, found)
    assert REMIND in ann.messages[-1].button_texts


@pytest.mark.soak  # quicker: unit/rules/test_reminders.py
@pytest.mark.parametrize(
    ("source", "found"),
    some_rows(
        [
            (DAILY, STORY),
            (CABINET, PAPER),  # of a meeting that is not known
            (CABINET, document("d2", "Old", "decision", details={"call_in_until": "2026-11-20"})),
            (CABINET, document("m2", "Cabinet", "meeting", details=WHEN | {"status": "Cancelled"})),
            (CABINET, document("m3", "Cabinet", "meeting", details={"date": "2026-11-10"})),
        ],
        every=3,
    ),
)
def test_no_button_hangs_under_what_has_no_day_to_come(
    api: BotApi, runner: Runner, source: Source, found: Document
) -> None:
    ann = follower(api, runner, "/subscribe all")
    told(runner, source, found)
    assert len(ann.messages) == 2
    assert REMIND not in ann.messages[-1].button_texts


@pytest.mark.soak  # quicker: links that stay in test_fewer.py
def test_the_button_stays_when_a_choice_under_the_alert_is_left_again(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe send", user=7)
    runner.answer()
    knows(runner, CABINET, MEETING)
    told(runner, CABINET, PAPER)
    before = group.messages[-1].button_texts
    for tapped in ("Fewer like this", "Mute for 30 days …", "‹ Back"):
        assert REMIND in group.messages[-1].button_texts
        group.taps(tapped, user=7)
        runner.answer()
    assert group.messages[-1].button_texts == before
    for tapped in ("Fewer like this", "Mute for 30 days …", "Mute SEND"):
        group.taps(tapped, user=7)
        runner.answer()
    assert REMIND in group.messages[-1].button_texts


def test_a_call_in_is_reminded_of_on_the_morning_before_it_ends(api: BotApi, runner: Runner) -> None:
    ann = follower(api, runner, "/subscribe cabinet")
    told(runner, CABINET, DECISION)
    ann.taps(REMIND)
    runner.answer()
    assert ann.texts[-1] == (
        f"I will remind you\nPost-16 travel\n• Thu 26 Nov, 09:00: call-in ends Fri 27 Nov\n{SEE_LIST}"
    )
    on(runner, 26, 8)
    assert ann.texts[-1].startswith("I will remind you")
    on(runner, 26, 9)
    assert ann.texts[-1].startswith("Call-in ends tomorrow, Fri 27 Nov: Post-16 travel\n")
    assert ann.messages[-1].buttons[-1][0] == {"text": "The decision", "url": "https://example.org/d1"}
    said = len(ann.texts)
    on(runner, 28, 9)
    assert len(ann.texts) == said


@pytest.mark.soak  # quicker: the call-in, above
def test_a_consultation_is_reminded_of_on_the_morning_before_it_ends(api: BotApi, runner: Runner) -> None:
    ann = follower(api, runner, "/subscribe cabinet")
    told(runner, CABINET, CONSULTED)
    ann.taps(REMIND)
    runner.answer()
    on(runner, 29, 9)
    assert ann.texts[-1].startswith("Consultation ends tomorrow, Mon 30 Nov, 17:00: Help shape SEND\n")


def test_a_tap_after_all_is_over_says_so_and_stores_nothing(api: BotApi, runner: Runner) -> None:
    ann = follower(api, runner, "/subscribe cabinet")
    told(runner, CABINET, DECISION)
    runner.story.forward(timedelta(days=6))
    ann.taps(REMIND)
    runner.answer()
    assert ann.texts[-1].startswith("There is nothing left to remind you of")
    ann.says("/reminders")
    runner.answer()
    assert ann.texts[-1].startswith("You are reminded of nothing here.")


@pytest.mark.parametrize(
    "data",
    some(
        ["remind:0:alert:1", "remind:0:alert:x", "remind:0:alert:²", "remind:0:meeting:#0", "remind:0:drop:1"], every=3
    ),
)
def test_a_forged_button_neither_reminds_of_what_another_chat_was_told_nor_drops_its_reminders(
    api: BotApi, runner: Runner, data: str
) -> None:
    ann = follower(api, runner, "/subscribe cabinet")
    told(runner, CABINET, DECISION)
    ann.taps(REMIND)
    eve = api.private(66)
    eve.says("/reminders")
    runner.answer()
    eve.forges(data, eve.messages[-1])
    eve.says("/reminders")
    ann.says("/reminders")
    runner.answer()
    assert eve.texts[-1].startswith("You are reminded of nothing here.")
    assert ann.texts[-1].startswith("Reminders\n\nPost-16 travel\n")


@pytest.mark.soak  # quicker: test_groups.py
def test_in_a_group_only_administrators_ask_to_be_reminded(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[7])
    group.says("/subscribe cabinet", user=7)
    runner.answer()
    told(runner, CABINET, DECISION)
    tap = group.taps(REMIND, user=8)
    runner.answer()
    assert tap.answer == "Only administrators can change what is told here."
    group.taps(REMIND, user=7)
    runner.answer()
    assert group.texts[-1].startswith("I will remind you")


@pytest.mark.soak  # quicker: the stop, below
def test_a_meeting_that_nobody_follows_can_be_reminded_of_until_all_is_stopped(api: BotApi, runner: Runner) -> None:
    knows(runner, CABINET, MEETING)
    ann = follower(api, runner, "/meetings")
    ann.taps("Remind me: Cabinet, Tue 1 Dec")
    runner.answer()
    on(runner, 1, 9, month=12)
    assert ann.texts[-1].startswith("Cabinet meets today, Tue 1 Dec, 19:00\nCabinet, Town Hall\n")
    assert not ann.messages[-1].silent


def test_undo_after_a_stop_brings_the_reminders_back(api: BotApi, runner: Runner) -> None:
    ann = follower(api, runner, "/subscribe all")
    told(runner, CABINET, DECISION)
    ann.taps(REMIND)
    ann.says("stop")
    runner.answer()
    ann.taps("Undo")
    runner.answer()
    on(runner, 26, 9)
    assert ann.texts[-1].startswith("Call-in ends tomorrow, Fri 27 Nov: Post-16 travel\n")


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py
def test_after_a_stop_that_is_not_undone_nothing_is_reminded_of_though_something_is_followed_again(
    api: BotApi, runner: Runner
) -> None:
    ann = follower(api, runner, "/subscribe all")
    told(runner, CABINET, DECISION)
    ann.taps(REMIND)
    ann.says("stop")
    ann.says("/subscribe all")
    runner.answer()
    before = len(ann.texts)
    on(runner, 26, 9)
    assert ann.texts[before:] == []


@pytest.mark.soak  # quicker: the undo, above
def test_after_a_stop_what_nobody_knows_is_said_to_be_unknown_and_undoes_nothing(api: BotApi, runner: Runner) -> None:
    ann = follower(api, runner, "/subscribe cabinet", "stop", "/stop bananas")
    assert ann.texts[-1].startswith("I know nothing called bananas.")
    assert ann.messages[-1].button_texts == []
    ann.says("/stop")
    runner.answer()
    assert ann.messages[-1].button_texts == ["Undo", "Only pause"]
