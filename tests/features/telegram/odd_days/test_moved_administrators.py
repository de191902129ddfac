"""A group of the watcher's administrators that becomes a supergroup: obeyed under its new number, which is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.features.telegram.conftest import SETTINGS
from tests.features.telegram.odd_days.conftest import Cron
from tests.tools.soaks import some
from watcher.store import chats

OLD, NEW = -5, -1001234567890


@pytest.fixture
def led(cron: Cron) -> Cron:
    """By a group of administrators, and one of them alone."""
    cron.settings = replace(SETTINGS, telegram=replace(SETTINGS.telegram, admins=(OLD, 900)))
    cron.api.private(900)
    cron.api.group(OLD, admins=[7])
    cron.run()
    return cron


def alarm(cron: Cron) -> None:
    with cron.store.write() as db:
        chats.tell_administrators(db, (OLD, 900), "An alarm", cron.time.wall())


@pytest.mark.parametrize("learned", some(["by both", "by what the group says", "by a refusal"], every=3))
def test_moved_group_is_told_its_number_alarmed_and_obeyed(led: Cron, learned: str) -> None:
    new = led.api.chat(OLD).migrates_to(NEW)
    if learned == "by a refusal":
        led.api.world.updates.clear()
    if learned != "by what the group says":
        alarm(led)
    led.run()
    new.says("/status", user=7)
    led.run()
    alarm(led)
    led.run()
    told = [text for text in new.texts if str(NEW) in text and str(OLD) in text and "watcher.yaml" in text]
    assert len(told) == 1
    assert any(text.startswith("How things stand") for text in new.texts)
    assert new.texts[-1] == "An alarm"
    assert len([text for text in led.api.chat(900).texts if str(NEW) in text]) == 1
    assert [call.status for call in led.api.calls_to("sendMessage") if call.chat_id == str(OLD)] in ([], [400])


@pytest.mark.soak  # quicker: the group that moved, above
def test_number_that_is_put_into_the_config_is_told_no_more(led: Cron) -> None:
    new = led.api.chat(OLD).migrates_to(NEW)
    led.run()
    said = len(new.texts)
    led.settings = replace(SETTINGS, telegram=replace(SETTINGS.telegram, admins=(NEW, 900)))
    new.says("/status", user=7)
    led.run()
    assert len(new.texts) == said + 1


@pytest.mark.soak  # quicker: the group that moved, above
def test_group_of_somebody_else_that_moves_rules_nothing(led: Cron) -> None:
    """The twin."""
    other = led.api.group(-6, admins=[8])
    other.says("/subscribe send", user=8)
    led.run()
    new = other.migrates_to(-1009999999999)
    led.run()
    new.says("/status@watcher_test_bot", user=8)
    led.run()
    assert not any(text.startswith("How things stand") for text in new.texts)
    assert not any("watcher.yaml" in text for text in led.api.chat(900).texts)
