"""A stop in plain words or by /stop: what ends, what is only asked, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds, logs
from tests.features.telegram.conftest import CABINET, Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi
from watcher.store import stopped
from watcher.store.erase import forget

GROUP, BOSS, MEMBER = -5, 7, 8


@pytest.fixture(autouse=True)
def ann(api: BotApi) -> None:
    """She talks with the bot in all of these."""
    api.private(42)


def follows_much(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    for said in (
        "/subscribe send daily",
        "/subscribe cabinet corrections on",
        "/keyword tribunal weekly",
        "/keyword RM3",
    ):
        ann.says(said)
    runner.answer()


PLAIN_STOPS = ["stop", "STOP", "Unsubscribe.", "no more", "can you please stop", "/stop"]


@pytest.mark.parametrize("said", some(PLAIN_STOPS, every=10))
def test_stop_ends_everything_and_says_what_it_was(api: BotApi, runner: Runner, said: str) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says(said)
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[-1] == "Stopped: nothing more comes. You followed SEND, Cabinet and 2 words of yours."
    assert ann.messages[-1].button_texts == ["Undo", "Only pause"]


def test_undo_restores_every_choice_to_the_letter(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    before = runner.follows(42)
    ann.says("stop")
    runner.answer()
    ann.taps("Undo")
    runner.answer()
    assert runner.follows(42) == before
    assert list(runner.follows(42)) == list(before)
    assert ann.texts[-1].startswith(
        "Nothing is stopped: you follow SEND, Cabinet and 2 words of yours again, as before."
    )
    assert ann.messages[-1].button_texts[0] == "SEND, daily"


@pytest.mark.soak  # quicker: the undo to the letter, above
def test_undo_restores_since_when_and_leaves_mutes(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    ann.says("/subscribe all")
    runner.answer()
    finds(runner, CABINET, document("r1", "SEND strategy"))
    runner.deliver()
    ann.taps("Fewer like this")
    runner.answer()
    ann.taps("Mute for 30 days …")
    runner.answer()
    ann.taps("Mute Cabinet")
    runner.answer()
    runner.story.forward(timedelta(days=3))
    ann.says("stop")
    runner.answer()
    ann.taps("Undo")
    runner.answer()
    ann.says("/mydata")
    runner.answer()
    assert "Everything – as it happens, since 22 November 2026" in ann.texts[-1]
    assert "Muted until" in ann.texts[-1]


@pytest.mark.soak  # quicker: the undo to the letter, above
def test_undo_twice_follows_nothing_twice(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    before = runner.follows(42)
    ann.says("stop")
    runner.answer()
    undo = ann.messages[-1].buttons[0][0]["callback_data"]
    ann.taps("Undo")
    runner.answer()
    ann.forges(undo, ann.messages[-1])
    runner.answer()
    assert runner.follows(42) == before


@pytest.mark.soak  # quicker: the undo to the letter, above
def test_undo_leaves_what_was_chosen_since(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    ann.says("/subscribe send daily")
    ann.says("/subscribe cabinet")
    runner.answer()
    ann.says("stop")
    runner.answer()
    stop = ann.messages[-1]
    ann.says("/subscribe send weekly")
    runner.answer()
    ann.taps("Undo", stop)
    runner.answer()
    assert {what: one.frequency for what, one in runner.follows(42).items()} == {"send": "weekly", "cabinet": "now"}


def test_only_pause_keeps_the_choices_and_tells_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    ann.says("/subscribe cabinet")
    runner.answer()
    ann.says("stop")
    runner.answer()
    ann.taps("Only pause")
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet"}
    assert ann.texts[-1].startswith("Only paused: you follow Cabinet as before")
    said = len(ann.messages)
    logs(runner, CABINET, document("r1", "A report"))
    runner.deliver()
    assert len(ann.messages) == said


@pytest.mark.soak  # quicker: the undo to the letter, above
def test_each_undo_takes_back_its_own_stop(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    ann.says("/subscribe send")
    runner.answer()
    ann.says("stop")
    runner.answer()
    first = ann.messages[-1]
    runner.story.forward(timedelta(minutes=5))
    ann.says("/subscribe cabinet")
    runner.answer()
    ann.says("stop")
    runner.answer()
    ann.taps("Undo", first)
    runner.answer()
    assert set(runner.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: the undo to the letter, above
def test_stop_said_twice_keeps_the_way_back(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says("stop")
    runner.answer()
    ann.says("STOP!!!")
    runner.answer()
    assert ann.texts[-1].startswith("Nothing is followed here")
    ann.taps("Undo", ann.messages[-1])
    runner.answer()
    assert len(runner.follows(42)) == 4


def test_a_stop_can_be_taken_back_for_a_week_and_is_then_forgotten(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says("stop")
    runner.answer()
    ann.says("/mydata")
    runner.answer()
    assert "Followed until 22 November 2026" in ann.texts[-1]
    runner.story.forward(timedelta(days=7, seconds=1))
    runner.post.prune()
    ann.taps("Undo")
    runner.answer()
    assert runner.follows(42) == {}
    assert "That can't be undone any more" in ann.texts[-1] + ann.texts[-2]


@pytest.mark.soak  # quicker: test_privacy.py, everywhere at once
def test_forget_erases_what_could_be_taken_back(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    api.chat(42).says("stop")
    runner.answer()
    forget(runner.store, 42)
    with runner.store.read() as db:
        assert stopped.of(db, 42, runner.clock()) == ()


@pytest.mark.parametrize(
    "said",
    some(
        [
            "stop cutting SEND transport",
            "don't stop",
            "non-stop",
            "stop the boats",
            "how do I stop",
            "/stop nonsense",
            "stop?",
        ],
        every=3,
    ),
)
def test_what_is_no_clear_stop_stops_nothing(api: BotApi, runner: Runner, said: str) -> None:
    follows_much(api, runner)
    before = runner.follows(42)
    api.chat(42).says(said)
    runner.answer()
    assert runner.follows(42) == before


@pytest.mark.parametrize(
    ("button", "left", "begins"),
    some_rows(
        [
            ("Stop everything", 0, "Stopped:"),
            ("Only pause", 4, "Paused:"),
            ("Go on as now", 4, "All goes on as it is."),
        ],
        every=3,
    ),
)
def test_doubt_is_asked_with_buttons(api: BotApi, runner: Runner, button: str, left: int, begins: str) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says("how do I stop")
    runner.answer()
    assert ann.messages[-1].button_texts == ["Stop everything", "Only pause", "Go on as now"]
    ann.taps(button)
    runner.answer()
    assert len(runner.follows(42)) == left
    assert ann.texts[-1].startswith(begins)


def test_stop_for_a_week_is_a_pause(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says("stop for a week")
    runner.answer()
    assert ann.texts[-1].startswith("Paused for 7 days")
    assert len(runner.follows(42)) == 4


@pytest.mark.soak  # quicker: the doubt, above
def test_all_beside_other_things_is_asked_and_alone_is_everything(api: BotApi, runner: Runner) -> None:
    ann = api.chat(42)
    for said in ("/subscribe all", "/subscribe send", "/stop all"):
        ann.says(said)
        runner.answer()
    assert set(runner.follows(42)) == {"all", "send"}
    ann.says("/stop send")
    ann.says("/stop all")
    runner.answer()
    assert runner.follows(42) == {}


@pytest.mark.soak  # quicker: test_groups.py
def test_stop_of_a_stranger_in_a_group_is_refused_in_one_line(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    for said in ("stop", "how do I stop", "stop send"):
        group.says(said, user=MEMBER, reply_to=group.messages[0])
        runner.answer()
        assert group.texts[-1] == "Only administrators can change what is told here."
    group.says("stop", user=BOSS, reply_to=group.messages[0])
    runner.answer()
    assert runner.follows(GROUP) == {}
    group.taps("Undo", user=MEMBER)
    runner.answer()
    assert runner.follows(GROUP) == {}
    group.taps("Undo", user=BOSS)
    runner.answer()
    assert set(runner.follows(GROUP)) == {"send"}
