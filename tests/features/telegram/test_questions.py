"""How the public puts a question to a meeting, asked in plain words: which meeting, until when, and where to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds
from tests.features.telegram.conftest import CABINET, DAILY, SETTINGS, Runner
from tests.tools.standin import BotApi
from watcher.jobs.setup import bot_settings


@pytest.fixture(autouse=True)
def ann(api: BotApi) -> None:
    """She talks with the bot in all of these."""
    api.private(42)


def says(api: BotApi, runner: Runner, words: str) -> str:
    """Returns the last answer to these words."""
    ann = api.chat(42)
    ann.says(words)
    runner.answer()
    runner.story.forward(timedelta(minutes=2))
    return ann.texts[-1]


def buttons(api: BotApi) -> list[str]:
    return api.chat(42).messages[-1].button_texts


def meeting(runner: Runner, key: str, days: int, source: str = "Cabinet", **details: object) -> None:
    when = (runner.clock() + timedelta(days=days)).date().isoformat()
    finds(runner, CABINET, document(key, source, "meeting", details={"date": when, "time": "19:00", **details}))


def test_how_to_ask_names_the_next_meeting_and_the_last_day(api: BotApi, runner: Runner) -> None:
    with_rule = replace(CABINET, options={"questions": 3})
    runner.telegram.configure(bot_settings(replace(SETTINGS, sources=(with_rule, DAILY))))
    meeting(runner, "m1", 1)
    meeting(runner, "m2", 8, status="Cancelled")
    meeting(runner, "m3", 10, venue="Town Hall")
    said = says(api, runner, "how do I ask a question?")
    assert "Cabinet, Wednesday 2 December 2026, 19:00, Town Hall" in said
    assert "Your question must be in by Friday 27 November 2026 (5 days left)." in said
    assert buttons(api) == ["The meeting's page", "Remind me", "All meetings"]


def test_how_to_ask_says_where_the_last_day_is_not_known(api: BotApi, runner: Runner) -> None:
    meeting(runner, "m1", 3)
    assert "I don't know until when it must be in" in says(api, runner, "how do I ask a question")


def test_how_to_ask_gives_the_hour_and_the_address_that_the_page_says(api: BotApi, runner: Runner) -> None:
    said_there = {
        "questions_until": "2026-11-25T12:00",
        "questions_for": "2026-11-26",
        "questions_to": "the clerk, Ms Lee",
    }
    meeting(runner, "m1", 4, **said_there)
    said = says(api, runner, "how do I ask a question")
    assert "Your question must be in by Wednesday 25 November 2026, noon (3 days left)." in said
    assert "Send it in writing to the clerk, Ms Lee: " in said


@pytest.mark.soak  # quicker: unit/rules/test_question_deadline.py
def test_how_to_ask_passes_over_a_meeting_whose_hour_has_gone_by_today(api: BotApi, runner: Runner) -> None:
    today = runner.clock().date().isoformat()
    gone = {
        "questions_until": f"{today}T00:01",
        "questions_for": (runner.clock() + timedelta(days=3)).date().isoformat(),
    }
    meeting(runner, "m1", 3, **gone)
    assert "For this one questions had to be in by" in says(api, runner, "how do I ask a question")
    meeting(runner, "m2", 10)
    assert "Wednesday 2 December 2026" in says(api, runner, "how do I ask a question")


def test_how_to_ask_without_any_meeting_is_still_an_answer(api: BotApi, runner: Runner) -> None:
    assert says(api, runner, "how can I ask a question?").startswith("I know of no coming meeting.")
