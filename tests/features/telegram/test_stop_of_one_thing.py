"""A stop of one thing that is followed, by its id, its name or its words: the rest goes on."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import Runner
from tests.features.telegram.test_stop import ann, follows_much
from tests.tools.soaks import some
from tests.tools.standin import BotApi

__all__ = ["ann"]  # a fixture of all that is stopped, used here too


STOPS_OF_ONE = ["/stop send", "stop send", "Stop SEND alerts", "unsubscribe from SEND", "/stop SEND"]


@pytest.mark.parametrize("said", some(STOPS_OF_ONE, every=6))
def test_one_thing_is_dropped_and_the_rest_kept(api: BotApi, runner: Runner, said: str) -> None:
    follows_much(api, runner)
    ann = api.chat(42)
    ann.says(said)
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet", "tribunal", "RM3"}
    assert ann.texts[-1].startswith("No longer following SEND.")


STOPS_BY_NAME = ["stop The Example Daily", "unsubscribe from the example daily", "stop the cabinet"]


@pytest.mark.soak  # quicker: the one thing that is dropped, above
@pytest.mark.parametrize("said", some(STOPS_BY_NAME, every=2))
def test_article_before_a_name_is_no_hindrance(api: BotApi, runner: Runner, said: str) -> None:
    ann = api.chat(42)
    for words in ("/subscribe the-daily", "/subscribe cabinet", said):
        ann.says(words)
        runner.answer()
    assert len(runner.follows(42)) == 1


@pytest.mark.soak  # quicker: the one thing that is dropped, above
def test_words_of_ones_own_are_dropped_by_stop_too(api: BotApi, runner: Runner) -> None:
    follows_much(api, runner)
    api.chat(42).says("/stop Tribunal")
    runner.answer()
    assert set(runner.follows(42)) == {"send", "cabinet", "RM3"}
