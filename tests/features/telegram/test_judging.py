"""Administrators decide on what is held back as suspect."""

from __future__ import annotations

import pytest

from tests.features.telegram.archive import holds_back, scopes_of
from tests.features.telegram.conftest import ADMIN, CABINET, DAILY, Runner
from tests.tools.standin import BotApi
from watcher.rules.due import is_due
from watcher.rules.visit_outcome import AGREEING_VISITS
from watcher.store import sources as remembered

WHY = "12 of 14 documents are gone at once"


def test_what_is_held_is_listed_with_why_and_a_link(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    holds_back(runner, CABINET, WHY)
    boss.says("/approve")
    runner.answer()
    assert f"Cabinet: {WHY}. Look at the page" in boss.texts[0]
    assert CABINET.url in [entity.get("url") for entity in boss.messages[0].entities]
    assert boss.messages[0].button_texts == ["Approve Cabinet", "Reject Cabinet"]


def test_approved_source_is_visited_at_once_and_the_next_agreeing_visit_counts(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    holds_back(runner, CABINET, WHY)
    boss.says("/approve cabinet")
    runner.answer()
    assert boss.texts[0].startswith("Cabinet: approved.")
    (scope,) = scopes_of(runner, CABINET)
    assert scope.held_count == AGREEING_VISITS - 1
    with runner.store.read() as db:
        assert is_due(CABINET, remembered.health(db)["cabinet"], runner.clock())


def test_rejected_source_stays_held(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    holds_back(runner, CABINET, WHY)
    boss.says("/reject")
    runner.answer()
    boss.taps("Reject Cabinet")
    runner.answer()
    assert boss.texts[-1].startswith("Cabinet: rejected.")
    assert [scope.rejected for scope in scopes_of(runner, CABINET)] == [True]
    boss.says("/approve")
    runner.answer()
    assert "(rejected; it stays held while it reads so)" in boss.texts[-1]


@pytest.mark.soak  # quicker: unit/bot/commands/test_dispatch.py
def test_what_is_not_held_is_not_decided_on(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    holds_back(runner, CABINET, WHY)
    for said in ("/approve the-daily", "/approve nobody"):
        boss.says(said)
    runner.answer()
    assert boss.texts[0].startswith(
        "Held back: too little or too much to be true?\n\nNothing of The Example Daily is held"
    )
    assert "I read no source called nobody." in boss.texts[1]
    assert not scopes_of(runner, DAILY)


def test_nothing_held_is_said_plainly(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    boss.says("/approve")
    runner.answer()
    assert boss.texts == ["Nothing is held back."]


def test_nobody_else_decides(api: BotApi, runner: Runner) -> None:
    boss, ann = api.private(ADMIN), api.private(42)
    holds_back(runner, CABINET, WHY)
    ann.says("/approve cabinet")
    ann.says("/topics")
    runner.answer()
    assert ann.texts[0].startswith("I don't know the command /approve.")
    ann.messages[-1].buttons[0][0]["callback_data"] = "held:0:approve:cabinet"
    tap = ann.taps("SEND")
    runner.answer()
    assert tap.answer == "Only those who run this bot can decide that."
    assert [scope.held_count for scope in scopes_of(runner, CABINET)] == [1]
    assert boss.texts == []
