"""Before a subscription that would be a flood: how many alerts it would have sent, examples, and other ways."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, knows, logs
from tests.features.telegram.conftest import CABINET, Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi
from watcher.bot.commands.volume_warning import MOST_A_MONTH

MONTH = timedelta(days=29)


def flood(runner: Runner, count: int = MOST_A_MONTH + 3, title: str = "SEND paper", **more: object) -> None:
    papers = [document(f"r{number}", f"{title} {number}.") for number in range(count)]
    knows(runner, CABINET, *papers)
    logs(runner, CABINET, *papers, **more)  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    "said", some(["/subscribe send", "/start send", "/subscribe cabinet", "/subscribe all", "/keyword paper"], every=3)
)
def test_flood_is_asked_about_before_it_is_followed(api: BotApi, runner: Runner, said: str) -> None:
    ann = api.private(42)
    flood(runner)
    ann.says(said)
    runner.answer()
    assert "would have sent 63 alerts. For example:\n\n• New: SEND paper 62.\n• New: SEND paper 61." in ann.texts[0]
    assert ann.messages[0].button_texts == ["Once a day", "Once a week", "As it happens, all the same", "Leave it"]
    assert runner.follows(42) == {}


WAYS_IN = ("/subscribe send", "/keyword paper", f'/keyword "SEND paper" {"paper " * 6}')
WAYS_OUT = (("Once a day", "daily"), ("Once a week", "weekly"), ("As it happens, all the same", "now"))


@pytest.mark.parametrize(
    ("said", "tapped", "frequency"), some_rows(((said, *out) for said in WAYS_IN for out in WAYS_OUT), every=4)
)
def test_each_way_out_of_a_flood_is_a_tap(api: BotApi, runner: Runner, said: str, tapped: str, frequency: str) -> None:
    ann = api.private(42)
    flood(runner)
    ann.says(said)
    runner.answer()
    ann.taps(tapped)
    runner.answer()
    assert [one.frequency for one in runner.follows(42).values()] == [frequency]
    assert ann.texts[0].startswith("Following ")


@pytest.mark.soak  # quicker: the ways out, above
def test_flood_of_words_that_no_button_can_carry_comes_once_a_day(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner)
    ann.says(f"/keyword {'paper ' * 9}")
    runner.answer()
    assert "would have sent 63 alerts. For example:\n\n• New: SEND paper 62." in ann.texts[0]
    assert "So it comes once a day, unless you choose otherwise below.\n\nFollowing " in ann.texts[0]
    assert [one.frequency for one in runner.follows(42).values()] == ["daily"]
    ann.taps("As it happens")
    runner.answer()
    assert [one.frequency for one in runner.follows(42).values()] == ["now"]


@pytest.mark.soak  # quicker: the ways out, above
def test_flood_can_be_left(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner)
    ann.says("/subscribe send")
    runner.answer()
    ann.taps("Leave it")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[0].startswith("Nothing is followed here yet.")


@pytest.mark.soak  # quicker: the flood that is asked about, above
def test_tap_on_a_topic_that_is_a_flood_is_asked_about_too(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    runner.answer()
    assert "would have sent 63 alerts" in ann.texts[0]
    assert runner.follows(42) == {}


def test_who_says_how_often_is_not_asked(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner)
    for said in ("/subscribe send now", "/subscribe cabinet daily"):
        ann.says(said)
    runner.answer()
    assert {one.what: one.frequency for one in runner.follows(42).values()} == {"send": "now", "cabinet": "daily"}


@pytest.mark.soak  # quicker: who says how often, above
def test_what_is_followed_already_is_not_asked_about(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    flood(runner)
    ann.says("/subscribe send")
    runner.answer()
    assert ann.texts[-1].startswith("SEND is followed already")


@pytest.mark.parametrize(
    "quiet",
    some(
        [{"count": MOST_A_MONTH}, {"ago": timedelta(days=31)}, {"title": "Roads"}, {"minor": True, "kind": "changed"}],
        every=2,
    ),
    ids=["as many as that", "long ago", "something else", "corrections"],
)
def test_no_flood_is_followed_at_once(api: BotApi, runner: Runner, quiet: dict[str, object]) -> None:
    ann = api.private(42)
    flood(runner, **quiet)  # type: ignore[arg-type]  # a test's shorthand
    ann.says("/subscribe send")
    runner.answer()
    assert set(runner.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: the flood that is asked about, above
def test_flood_too_great_to_count_is_told_so(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner, 301)
    ann.says("/subscribe cabinet")
    runner.answer()
    assert "would have sent more than 300 alerts" in ann.texts[0]


@pytest.mark.soak  # quicker: unit/rules/test_phrases.py
def test_words_in_capitals_are_counted_in_capitals_alone(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner, title="To send")
    ann.says("/keyword SEND")
    runner.answer()
    assert set(runner.follows(42)) == {"SEND"}


@pytest.mark.soak  # quicker: unit/rules/test_phrases.py
def test_words_that_only_look_alike_are_no_flood(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    flood(runner, title="Placing")
    ann.says("/keyword place")
    runner.answer()
    assert set(runner.follows(42)) == {"place"}
