"""Whose words and whose taps count: not what is passed on, not a button that was not there, not a stranger's tap."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from tests.features.telegram.archive import document, finds
from tests.features.telegram.conftest import ADMIN, CABINET, Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi
from tests.tools.standin.chats import Message
from tests.tools.standin.people import Chat

BOSS, MEMBER = 7, 8
ONLY_RULERS = "Only administrators can change what is told here."
_USER = {"id": 77, "is_bot": False, "first_name": "Eve"}
_CHAT = {"id": -100777, "type": "channel", "title": "Elsewhere"}
PASSED_ON: dict[str, dict[str, Any]] = {
    "forwarded from a person": {"forward_origin": {"type": "user", "date": 1, "sender_user": _USER}},
    "forwarded from a hidden person": {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Eve"}},
    "forwarded from a group": {"forward_origin": {"type": "chat", "date": 1, "sender_chat": _CHAT}},
    "forwarded from a channel": {"forward_origin": {"type": "channel", "date": 1, "chat": _CHAT, "message_id": 5}},
    "forwarded, as an older server says it": {"forward_date": 1, "forward_from": _USER},
    "forwarded by a channel's own discussion": {"is_automatic_forward": True},
    "sent through another bot": {
        "via_bot": {"id": 78, "is_bot": True, "first_name": "Inline", "username": "inline_bot"}
    },
}
COMMANDS = ("/forget yes", "/stop", "/pause", "/keyword tribunal", "/subscribe cabinet", "stop", "SEND")


def passes_on(api: BotApi, chat: Chat, text: str, how: dict[str, Any], user: int | None = None) -> Message:
    """Somebody's message, as Telegram shows one that is not in their own words."""
    with api.world.lock:
        message = api.world.new_message(chat, by_bot=False, extra=chat._sender(user) | how)
        message.text = text
        chat.shown[message.message_id] = message
        chat._queue("channel_post" if chat.kind == "channel" else "message", message)
    return message


@pytest.mark.parametrize("name", some(PASSED_ON, every=5))
def test_what_is_passed_on_is_never_a_command(api: BotApi, runner: Runner, name: str) -> None:
    ann, group, channel = api.private(42), api.group(-5, admins=[BOSS]), api.channel(-1009876543210, admins=[BOSS])
    group.bot_status = "administrator"
    for chat in (ann, group, channel):
        chat.says("/subscribe send", user=BOSS)
    runner.answer()
    before = {chat.id: (runner.follows(chat.id), len(chat.texts)) for chat in (ann, group, channel)}
    for text in COMMANDS:
        for chat in (ann, group, channel):
            passes_on(api, chat, text, PASSED_ON[name], BOSS)
    runner.answer()
    for chat in (ann, group, channel):
        assert runner.follows(chat.id) == before[chat.id][0]
    assert set(ann.texts[before[42][1] :]) == {
        "What is forwarded to me, or sent through another bot, I never take for a command. "
        "Please write it to me yourself."
    }
    assert [len(chat.texts) for chat in (group, channel)] == [before[chat.id][1] for chat in (group, channel)]


def test_the_same_in_ones_own_words_is_one(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    group.says("/forget yes", user=BOSS)
    runner.answer()
    assert group.texts[-1].startswith("Everything stored about this chat is erased")
    assert runner.follows(-5) == {}


def test_forget_asks_once_more_and_does_it_at_a_tap(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/forget")
    runner.answer()
    assert set(runner.follows(42)) == {"send"}
    assert "It can't be undone." in ann.texts[-1]
    assert ann.messages[-1].button_texts == ["Erase all of it", "Keep it"]
    ann.taps("Erase all of it")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[-1].startswith("Everything stored about this chat is erased")
    assert len(ann.messages) == 2


@pytest.mark.soak  # quicker: the tap that does it, above
def test_forget_thought_better_of_changes_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/forget")
    runner.answer()
    question = ann.messages[-1]
    ann.taps("Keep it")
    runner.answer()
    assert ann.texts[-1] == "Nothing was changed."
    forged = ann.forges("forget:0:yes:", question)  # the question is gone, and its buttons with it
    runner.answer()
    assert set(runner.follows(42)) == {"send"}
    assert forged.answer == "That button is no longer there. /help lists what I understand."


@pytest.mark.soak  # quicker: test_groups.py
def test_a_member_cannot_even_ask_to_forget(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    group.says("/forget", user=MEMBER)
    runner.answer()
    assert group.texts[-1] == ONLY_RULERS
    group.says("/forget", user=BOSS)
    runner.answer()
    tap = group.taps("Erase all of it", user=MEMBER)
    runner.answer()
    assert tap.answer == ONLY_RULERS
    assert set(runner.follows(-5)) == {"send"}
    assert group.messages[-1].button_texts == ["Erase all of it", "Keep it"]


FORGED = (
    "start:0:follow:send", "topics:0:show:", "mine:0:show:", "one:0:drop:send", "one:0:daily:send", "latest:0:show:",
    "search:0:show:school", "meetings:0:show:", "ofsted:0:show:", "forget:0:yes:", "held:0:approve:cabinet",
    "alert:0:off:1", "x", "one:0:now:=/forget",
)  # fmt: skip


@pytest.mark.parametrize("data", some(FORGED, every=7))
def test_a_button_that_was_not_on_the_message_does_nothing(api: BotApi, runner: Runner, data: str) -> None:
    ann, boss = api.private(42), api.private(ADMIN)
    for chat in (ann, boss):
        chat.says("/subscribe all")
    runner.answer()
    finds(runner, CABINET, document("r1", "Budget"))
    runner.deliver()
    for chat in (ann, boss):
        for message in [one for one in chat.messages if not one.button(data)]:
            shown = message.text, list(message.button_texts)
            before, sent = runner.follows(chat.id), len(chat.messages)
            tap = chat.forges(data, message)
            runner.answer()
            assert tap.answer == "That button is no longer there. /help lists what I understand."
            assert (message.text, list(message.button_texts)) == shown
            assert (runner.follows(chat.id), len(chat.messages)) == (before, sent)
    assert runner.queued() == {"waiting": 0, "failed": 0}


def test_a_button_on_a_message_that_telegram_no_longer_shows_does_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    card = ann.messages[-1]
    tap = ann.taps("Stop following")
    tapped = api.world.updates._queue[-1].payload
    tapped["message"] = {"chat": ann.to_json(), "message_id": card.message_id, "date": 0}
    runner.answer()
    assert tap.answer == "That button is no longer there. /help lists what I understand."
    assert set(runner.follows(42)) == {"send"}
    assert card.edits == []


VIEWS = (
    "topics:0:show:",
    "mine:0:show:",
    "sources:0:show:",
    "one:0:daily:all",
    "latest:0:show:",
    "meetings:0:show:",
    "old:1",
)


@pytest.mark.parametrize("data", some(VIEWS, every=9))
def test_no_view_ever_takes_the_place_of_an_alert(api: BotApi, runner: Runner, data: str) -> None:
    """Even if a button of a view hung under one."""
    ann = api.private(42)
    ann.says("/subscribe all")
    runner.answer()
    finds(runner, CABINET, document("r1", "Budget"))
    runner.deliver()
    alert = ann.messages[-1]
    text, sent = alert.text, len(ann.messages)
    alert.buttons = [[{"text": "strange", "callback_data": data}]]
    ann.taps("strange", alert)
    runner.answer()
    assert alert.text == text
    assert len(ann.messages) == sent + 1


@pytest.mark.soak  # quicker: pages in test_looking_back.py
def test_a_view_takes_the_place_of_a_view(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/topics")
    runner.answer()
    ann.taps("SEND")
    ann.taps("What is followed here")
    runner.answer()
    assert len(ann.messages) == 1
    assert "• SEND" in ann.texts[0]


SHARED = list(product(["group", "channel"], ["/topics", "/sources", "/latest", "/mine", "/forget", "/start"]))


@pytest.mark.parametrize(("kind", "said"), some_rows(SHARED, every=20))
def test_no_tap_of_a_stranger_changes_what_all_see(api: BotApi, runner: Runner, kind: str, said: str) -> None:
    chat = api.group(-5, admins=[BOSS]) if kind == "group" else api.channel(-1009876543210, admins=[BOSS])
    chat.says("/subscribe all", user=BOSS)
    runner.answer()
    for number in range(12 if said == "/latest" else 2):  # of which /latest has more than one page
        finds(runner, CABINET, document(f"r{number}", f"Report {number}"))
    runner.deliver()
    chat.says(said, user=BOSS)
    runner.answer()
    answered, first, *_, last, view = chat.messages  # of alerts with the same buttons the first and the last
    for message in (answered, first, last, view):
        for label in list(message.button_texts):
            shown, sent = (message.text, list(message.button_texts)), len(chat.messages)
            runner.ahead += timedelta(minutes=2)  # or it would be a lot at once
            tap = chat.taps(label, message, user=MEMBER)
            runner.answer()
            assert (message.text, list(message.button_texts)) == shown
            assert len(chat.messages) == sent
            assert tap.answer == ONLY_RULERS or label == "Fewer like this"


@pytest.mark.soak  # quicker: test_groups.py
def test_a_tap_of_its_administrator_does(api: BotApi, runner: Runner) -> None:
    group = api.group(-5, admins=[BOSS])
    group.says("/topics", user=MEMBER)
    runner.answer()
    group.taps("What is followed here", user=BOSS)
    runner.answer()
    assert group.texts[-1].startswith("Nothing is followed here yet.")
    assert len(group.messages) == 1
