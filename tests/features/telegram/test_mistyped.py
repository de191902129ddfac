"""What is mistyped is read as what was meant where that can be one thing only, and says so."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import Runner
from tests.features.telegram.test_plain_words import BOSS, GROUP, MEMBER, buttons, says
from tests.tools.examples import every_example
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi


@pytest.fixture(autouse=True)
def ann(api: BotApi) -> None:
    """She talks with the bot in all of these."""
    api.private(42)


@pytest.mark.parametrize(
    ("typed", "read_as", "then"),
    some_rows(
        [
            ("/latst", "I read /latst as /latest.", "Nothing new or changed yet"),
            ("/latest Cabnet", "I read Cabnet as cabinet.", "Nothing new or changed yet: Cabinet."),
            ("/meetngs", "I read /meetngs as /meetings.", "No coming meeting"),
            ("meetngs", "I read meetngs as /meetings.", "No coming meeting"),
            ("ehpc", "I read ehpc as ehcp.", "“EHCP” belongs to"),
            ("sned", "I read sned as send.", "SEND is something you can follow."),
            ("Cabnet", "I read Cabnet as cabinet.", "Cabinet is something you can follow."),
            ("fostring", "I read fostring as fostering.", "“fostering” belongs to"),
            ("quroum", "I read quroum as quorum.", "Quorum: "),
        ],
        every=4,
    ),
)
def test_slip_that_can_be_one_thing_only_is_read_so_and_says_so(
    api: BotApi, runner: Runner, typed: str, read_as: str, then: str
) -> None:
    said = says(api, runner, typed)
    assert said.startswith(f"{read_as}\n\n{then}")
    assert runner.follows(42) == {}


@pytest.mark.parametrize("typed", some(["spend", "lend", "bend", "shop", "tropical", "cabin"], every=3))
def test_another_word_is_no_slip(api: BotApi, runner: Runner, typed: str) -> None:
    assert "I read " + typed not in says(api, runner, typed)


@pytest.mark.parametrize(
    ("typed", "command", "followed"),
    [
        ("/subscirbe send", "subscribe", {"cabinet", "send"}),
        ("/unsubscirbe cabinet", "unsubscribe", set()),
        ("/stpo", "stop", set()),
    ],
)
def test_mistyped_command_that_can_be_one_only_is_done_and_says_so(
    api: BotApi, runner: Runner, typed: str, command: str, followed: set[str]
) -> None:
    says(api, runner, "/subscribe cabinet")
    said = says(api, runner, typed)
    assert said.startswith(f"I read {typed.split()[0]} as /{command}.\n\n")
    assert set(runner.follows(42)) == followed


def test_mistyped_stop_can_be_undone(api: BotApi, runner: Runner) -> None:
    says(api, runner, "/subscribe cabinet", "/stpo")
    api.chat(42).taps("Undo")
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet"}


@every_example(
    ("typed", "command"),
    [("sotp", "stop"), ("unsubscibe", "stop"), ("pasue", "pause"), ("resmue", "resume"), ("promsies", "promises")],
)
def test_mistyped_plain_word_that_can_be_one_only_is_done_and_says_so(
    api: BotApi, runner: Runner, typed: str, command: str
) -> None:
    says(api, runner, "/subscribe cabinet")
    assert says(api, runner, typed).startswith(f"I read {typed} as /{command}.\n\n")
    assert set(runner.follows(42)) == (set() if command == "stop" else {"cabinet"})


@every_example("typed", ["cause", "shop", "step", "plane"])
def test_another_word_is_not_taken_for_one_that_ends_alerts(api: BotApi, runner: Runner, typed: str) -> None:
    says(api, runner, "/subscribe cabinet")
    assert "I read " + typed not in says(api, runner, typed)
    assert set(runner.follows(42)) == {"cabinet"}


def test_mistyped_forget_asks_once_more_by_a_button(api: BotApi, runner: Runner) -> None:
    says(api, runner, "/subscribe cabinet", "/fogret")
    assert set(runner.follows(42)) == {"cabinet"}
    assert buttons(api)


def test_strangers_mistyped_command_in_a_group_changes_nothing(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscirbe@Watcher_Test_Bot send", user=MEMBER)
    runner.answer()
    assert group.texts == ["Only administrators can change what is told here."]
    assert runner.follows(GROUP) == {}


@every_example("typed", ["/subs send", "/sto", "/stp", "/aprove cabinet"])
def test_command_that_is_not_surely_one_changes_nothing(api: BotApi, runner: Runner, typed: str) -> None:
    says(api, runner, "/subscribe cabinet")
    assert "I read" not in says(api, runner, typed)
    assert set(runner.follows(42)) == {"cabinet"}
