"""What the administrators of the watcher can ask, nobody else, and the lists of commands each sees."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.features.telegram.conftest import ADMIN, CABINET, DAILY, Runner
from tests.tools.standin import BotApi
from watcher.core.visits import Health
from watcher.store import outbox
from watcher.store import sources as remembered


def breakdown(runner: Runner) -> None:
    """The feed can't be read, one message could not be delivered."""
    good = Health(CABINET.id, CABINET.kind, CABINET.url, state="ok", last_good=runner.clock())
    bad = replace(good, id=DAILY.id, state="failing", reason="no answer within 60 s", last_good=None)
    number = runner.queue(43, "New: one")
    with runner.store.write() as db:
        for one in (good, bad):
            remembered.save_health(db, one)
        outbox.fail_permanently(db, number, "Telegram refused a message: too odd")


def test_administrator_sees_how_every_source_fares(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    breakdown(runner)
    boss.says("/status")
    runner.answer()
    assert "Cabinet: ok, last read well" in boss.texts[0]
    assert "The Example Daily: failing, last read well never\nno answer within 60 s" in boss.texts[0]
    assert "given up: 1" in boss.texts[0]


def test_administrator_sees_what_failed_and_why(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    breakdown(runner)
    boss.says("/failed")
    runner.answer()
    assert "no answer within 60 s" in boss.texts[0]
    assert "1 × Telegram refused a message: too odd" in boss.texts[0]
    assert "Cabinet" not in boss.texts[0]


def test_administrator_is_told_when_nothing_failed(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    boss.says("/failed")
    runner.answer()
    assert boss.texts == ["Every source is read well, and every message was delivered."]


def test_nobody_else_learns_how_it_fares(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    breakdown(runner)
    ann.says("/status")
    ann.says("/failed")
    runner.answer()
    assert all(text.startswith("I don't know the command") for text in ann.texts)


def menu(api: BotApi, **scope: object) -> list[str]:
    wanted = {name: str(value) for name, value in scope.items()}
    return [
        one["command"] for (place, _), all_ in api.world.menus.items() if json.loads(place) == wanted for one in all_
    ]


def test_everybody_sees_the_commands_they_may_use(api: BotApi, runner: Runner) -> None:
    boss = api.private(ADMIN)
    boss.says("/start")
    boss.says("/help")
    runner.answer()
    assert "status" not in menu(api, type="default")
    assert "subscribe" in menu(api, type="all_chat_administrators")
    assert "subscribe" not in menu(api, type="all_group_chats")
    assert "status" in menu(api, type="chat", chat_id=ADMIN)
    for name in menu(api, type="chat", chat_id=ADMIN):
        assert f"/{name} –" in boss.texts[-1]


@pytest.mark.soak  # quicker: the lists that everybody sees, above
def test_lists_of_commands_that_stand_already_are_not_set_again(api: BotApi, runner: Runner) -> None:
    api.private(ADMIN).says("/start")
    runner.answer()
    said = len(api.calls_to("setMyCommands"))
    other = Runner(runner.store, runner.environment, runner.story)
    with other.telegram:
        api.private(42).says("/start")
        other.answer()
    assert len(api.calls_to("setMyCommands")) == said == 4


def test_lists_that_telegram_refuses_stop_nothing(api: BotApi, runner: Runner) -> None:
    api.fail("setMyCommands", times=None, code=400)
    ann = api.private(42)
    ann.says("/start")
    assert runner.answer() == 1
    assert len(ann.texts) == 1
    assert api.calls_to("setMyCommands") != []
