"""Conversations with one person: what they write and tap, what they read, and what is stored of it."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import Runner
from tests.tools.soaks import some_rows
from tests.tools.standin import BotApi


def test_start_offers_every_topic_as_a_button(api: BotApi, runner: Runner) -> None:
    ann = api.private(42, state="never_started")
    ann.says("/start")
    assert runner.answer() == 1
    assert ann.texts[0].startswith("Havering Watcher")
    assert ann.messages[0].button_texts[:3] == ["SEND", "Children’s services", "Everything"]
    assert runner.follows(42) == {}


def test_three_taps_lead_to_a_useful_subscription(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    runner.answer()
    assert runner.follows(42)["send"].frequency == "now"
    assert len(ann.messages) == 1
    assert ann.messages[0].button_texts[0] == "✓ SEND"
    assert "✓ SEND" in ann.texts[0]


@pytest.mark.soak  # quicker: the three taps, above
def test_tap_is_answered_with_what_it_did(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/topics")
    runner.answer()
    tap = ann.taps("SEND")
    runner.answer()
    assert tap.answer == "Following SEND: as it happens."


def test_impatient_second_tap_does_not_undo_the_first(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    ann.taps("SEND")
    runner.answer()
    assert "send" in runner.follows(42)


@pytest.mark.soak  # quicker: unsubscribing, below
def test_tapping_it_again_later_stops_it(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    runner.answer()
    ann.taps("✓ SEND")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.messages[0].button_texts[0] == "SEND"


@pytest.mark.soak  # quicker: the second tap, above
def test_tap_answered_much_later_still_edits_the_message(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    tap = ann.taps("SEND")
    api.world.tap_life = -1
    runner.answer()
    assert tap.answer is None
    assert [call.status for call in api.calls_to("answerCallbackQuery")] == [400]
    assert ann.messages[0].button_texts[0] == "✓ SEND"


@pytest.mark.soak  # quicker: the second tap, above
def test_several_taps_that_waited_change_the_message_once(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start")
    runner.answer()
    ann.taps("SEND")
    ann.taps("Children’s services")
    runner.answer()
    assert set(runner.follows(42)) == {"send", "childrens-services"}
    assert len(ann.messages[0].edits) == 1


def test_link_subscribes_at_once(api: BotApi, runner: Runner) -> None:
    ann = api.private(42, state="never_started")
    ann.says("/start send")
    runner.answer()
    assert ann.texts[0].startswith("Following SEND: as it happens.\n\nSpecial educational needs and disabilities\n\n")
    assert "send" in runner.follows(42)


def test_link_to_something_gone_says_so_and_offers_the_rest(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/start libraries")
    runner.answer()
    assert "libraries" in ann.texts[0]
    assert "SEND" in ann.messages[0].button_texts
    assert runner.follows(42) == {}


@pytest.mark.parametrize(
    ("said", "what", "frequency"),
    some_rows(
        [
            ("/subscribe send", "send", "now"),
            ("/subscribe SEND weekly", "send", "weekly"),
            ("/subscribe cabinet daily", "cabinet", "daily"),
            ("/subscribe children's services", "childrens-services", "now"),
            ("/subscribe the example daily", "the-daily", "now"),
            ("/subscribe The Example Daily Daily", "the-daily", "daily"),
            ("/subscribe all", "all", "now"),
            ("/SUBSCRIBE@watcher_test_bot   send\n daily", "send", "daily"),
        ],
        every=3,
    ),
)
def test_subscribe_takes_an_id_or_a_name(api: BotApi, runner: Runner, said: str, what: str, frequency: str) -> None:
    ann = api.private(42)
    ann.says(said)
    runner.answer()
    assert {one.what: one.frequency for one in runner.follows(42).values()} == {what: frequency}
    assert ann.texts[0].startswith("Following")


def test_source_that_is_not_read_cannot_be_followed(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe closed")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[0].startswith("I know nothing called closed")


def test_saying_it_again_with_another_frequency_changes_it(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    ann.says("/subscribe send weekly")
    runner.answer()
    assert [one.frequency for one in runner.follows(42).values()] == ["weekly"]
    assert ann.texts[1].startswith("SEND now comes once a week, on Friday at 07:30.")


@pytest.mark.soak  # quicker: another frequency, above
def test_saying_it_again_without_a_frequency_changes_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    ann.says("/subscribe send")
    runner.answer()
    assert runner.follows(42)["send"].frequency == "daily"
    assert ann.texts[1].startswith("SEND is followed already: once a day, at 07:30.")


def test_near_miss_names_the_nearest_and_follows_nothing(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe sned daily")
    runner.answer()
    assert "sned" in ann.texts[0]
    assert ann.messages[0].button_texts == ["Follow SEND"]
    assert runner.follows(42) == {}
    ann.taps("Follow SEND")
    runner.answer()
    assert "send" in runner.follows(42)


@pytest.mark.soak  # quicker: test_plain_words.py
def test_a_phrase_of_a_topic_leads_to_it(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe EHCP")
    runner.answer()
    assert ann.messages[0].button_texts == ["Follow SEND"]


def test_frequency_is_changed_by_button(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    ann.taps("Once a week")
    runner.answer()
    assert runner.follows(42)["send"].frequency == "weekly"
    assert ann.texts[0].startswith("Following SEND: once a week, on Friday at 07:30.")


def test_mine_lists_what_is_followed_and_drops_it_by_button(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet daily")
    ann.says("/mine")
    runner.answer()
    assert "• SEND – as it happens\n• Cabinet – once a day, at 07:30" in ann.texts[-1]
    ann.taps("Cabinet, daily")
    runner.answer()
    ann.taps("Stop following")
    runner.answer()
    assert set(runner.follows(42)) == {"send"}
    assert ann.texts[-1].startswith("No longer following Cabinet.")


def test_mine_of_somebody_new_offers_topics(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/mine")
    runner.answer()
    assert ann.texts[0].startswith("Nothing is followed here yet.")
    assert "SEND" in ann.messages[0].button_texts


def test_unsubscribe_ends_one_and_leaves_the_rest(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet")
    ann.says("/unsubscribe SEND")
    runner.answer()
    assert set(runner.follows(42)) == {"cabinet"}
    assert ann.texts[-1].startswith("No longer following SEND.")


@pytest.mark.soak  # quicker: test_asking.py and unit/bot/commands/test_dispatch.py
def test_unsubscribe_from_what_is_not_followed_says_so(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/unsubscribe cabinet")
    runner.answer()
    assert ann.texts[-1].startswith("Cabinet is not followed here.")
    assert set(runner.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: test_stop.py
def test_stop_ends_everything_and_what_waits(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet")
    ann.says("/stop")
    runner.answer()
    assert runner.follows(42) == {}
    assert ann.texts[-1].startswith("Stopped: nothing more comes. You followed SEND and Cabinet.")


@pytest.mark.soak  # quicker: test_stop.py
def test_stop_of_somebody_who_follows_nothing_is_answered_kindly(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/stop")
    runner.answer()
    assert ann.texts[0].startswith("Nothing is followed here")
