"""Looking round, asking for help, saying odd things: answered helpfully, and nothing is kept of it."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import Runner
from tests.tools.standin import BotApi


def test_sources_are_links_and_buttons(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/sources")
    runner.answer()
    assert [entity["url"] for entity in ann.messages[0].entities if entity["type"] == "text_link"] == [
        "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=1&Year=0",
        "https://daily.example.org/",
    ]
    ann.taps("Cabinet")
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet"}


def test_help_names_every_command_it_answers(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/help")
    runner.answer()
    for command in ("topics", "sources", "mine", "subscribe", "unsubscribe", "stop"):
        assert f"/{command}" in ann.texts[0]


def test_unknown_command_gets_the_nearest_one(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscr send")
    runner.answer()
    assert "Did you mean /subscribe?" in ann.texts[0]
    assert runner.follows(42) == {}


@pytest.mark.soak  # quicker: unit/bot/commands/test_intent.py
def test_greeting_gets_one_with_a_hint(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("hello there")
    runner.answer()
    assert ann.texts[0].startswith("Hello! Write a word that matters to you")
    assert "/topics" in ann.texts[0]


@pytest.mark.soak  # quicker: unit/bot/commands/test_intent.py
def test_sentence_that_means_nothing_here_gets_short_help(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("I think the council is quite wrong about this")
    runner.answer()
    assert ann.texts[0].startswith("I didn't understand that")
    assert runner.follows(42) == {}


def test_edited_message_does_not_run_its_command_again(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    said = ann.says("/subscribe send")
    runner.answer()
    ann.edits(said, "/stop")
    runner.answer()
    assert "send" in runner.follows(42)
    assert len(ann.texts) == 1


def test_button_of_an_older_version_is_no_dead_end(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    message = ann.messages[0]
    message.buttons[0][0]["callback_data"] = "start:0:follow:libraries"
    tap = ann.taps("SEND", message)
    runner.answer()
    assert tap.answer == "That can't be followed any more."
    assert "SEND" in ann.messages[0].button_texts


@pytest.mark.sqlite_only("it reads the file as text")
def test_nothing_but_the_chat_and_its_choices_is_stored(api: BotApi, runner: Runner) -> None:
    ann = api.private(42, name="Annabel Lee")
    ann.says("/subscribe send")
    ann.says("my child is called Thomas")
    runner.answer()
    with runner.store.read() as db:
        dump = "\n".join(db.connection.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite3's own
    assert "Annabel" not in dump
    assert "Thomas" not in dump


def test_somebody_who_only_asks_is_not_stored(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/help")
    ann.says("/topics")
    runner.answer()
    with runner.store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM chats").scalar() == 0


def test_button_on_a_message_that_was_deleted_meanwhile_is_answered_below(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    ann.shown.clear()
    runner.answer()
    assert ann.messages[0].button_texts[0] == "✓ SEND"


@pytest.mark.soak  # quicker: test_conversations.py, a near miss
def test_unsubscribing_from_a_near_miss_names_the_nearest(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/unsubscribe sned")
    runner.answer()
    assert "I know nothing called sned" in ann.texts[-1]
    assert set(runner.follows(42)) == {"send"}
