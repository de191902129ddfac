"""The coming meetings of one topic, source or committee, asked for by its name or in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds
from tests.features.telegram.conftest import CABINET, Runner
from tests.tools.soaks import some
from tests.tools.standin import BotApi


@pytest.fixture(autouse=True)
def ann(api: BotApi) -> None:
    """She talks with the bot in all of these."""
    api.private(42)


def says(api: BotApi, runner: Runner, words: str) -> str:
    api.chat(42).says(words)
    runner.answer()
    return api.chat(42).texts[-1]


def meeting(runner: Runner, key: str, title: str, days: int = 5) -> None:
    when = (runner.clock() + timedelta(days=days)).date().isoformat()
    finds(runner, CABINET, document(key, title, "meeting", details={"date": when, "time": "19:00"}))


def test_meetings_of_a_topic_are_shown_alone(api: BotApi, runner: Runner) -> None:
    meeting(runner, "m1", "Board of SEND")
    meeting(runner, "m2", "Planning Board")
    for words in ("when's the next SEND meeting?", "/meetings send", "what meetings about EHCP are coming"):
        said = says(api, runner, words)
        assert said.startswith("Coming meetings: SEND"), words
        assert "Board of SEND" in said
        assert "Planning Board" not in said


def test_topic_of_a_paper_makes_its_meeting_one_of_the_topic(api: BotApi, runner: Runner) -> None:
    meeting(runner, "m2", "Planning Board")
    finds(runner, CABINET, document("p1", "EHCP waits", part_of="m2"))
    assert says(api, runner, "/meetings send").startswith("Coming meetings: SEND")


def test_topic_without_a_meeting_says_so_and_shows_the_others(api: BotApi, runner: Runner) -> None:
    meeting(runner, "m2", "Planning Board")
    said = says(api, runner, "when is the next SEND meeting")
    assert said.startswith("Of SEND no coming meeting is known so far. These are the others:")
    assert "Planning Board" in said


@pytest.mark.parametrize(
    "words",
    some(["when is the next meeting?", "/meetings", "/meetings zebra", "are there any meetings this week"], every=2),
)
def test_meetings_without_a_name_are_all_that_are_followed(api: BotApi, runner: Runner, words: str) -> None:
    meeting(runner, "m1", "Board of SEND")
    meeting(runner, "m2", "Planning Board")
    said = says(api, runner, words)
    assert "Board of SEND" in said
    assert "Planning Board" in said


@pytest.mark.soak  # quicker: pages in test_meetings.py
def test_next_page_is_of_the_same_topic(api: BotApi, runner: Runner) -> None:
    for number in range(9):
        meeting(runner, f"m{number}", f"SEND board {number}", days=5 + number)
        meeting(runner, f"n{number}", f"Planning Board {number}", days=5 + number)
    says(api, runner, "/meetings send")
    api.chat(42).taps("More ›")
    runner.answer()
    shown = api.chat(42).messages[-1].text
    assert "SEND board 8" in shown
    assert "Planning" not in shown
