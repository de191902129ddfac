"""Conversations with one person: what they write and tap, what they read, and what is stored of it."""

from __future__ import annotations

import pytest

from tests.features.telegram.conftest import Office
from tests.tools.soaks import some_rows
from tests.tools.standin import BotApi


def test_start_offers_every_topic_as_a_button(api: BotApi, office: Office) -> None:
    ann = api.private(42, state="never_started")
    ann.says("/start")
    assert office.answer() == 1
    assert ann.texts[0].startswith("Havering Watcher")
    assert ann.messages[0].button_texts[:3] == ["SEND", "Children’s services", "Everything"]
    assert office.follows(42) == {}


def test_three_taps_lead_to_a_useful_subscription(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start")
    office.answer()
    ann.taps("SEND")
    office.answer()
    assert office.follows(42)["send"].frequency == "now"
    assert len(ann.messages) == 1
    assert ann.messages[0].button_texts[0] == "✓ SEND"
    assert "✓ SEND" in ann.texts[0]


@pytest.mark.soak  # quicker: the three taps, above
def test_tap_is_answered_with_what_it_did(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/topics")
    office.answer()
    tap = ann.taps("SEND")
    office.answer()
    assert tap.answer == "Following SEND: as it happens."


def test_impatient_second_tap_does_not_undo_the_first(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start")
    office.answer()
    ann.taps("SEND")
    ann.taps("SEND")
    office.answer()
    assert "send" in office.follows(42)


@pytest.mark.soak  # quicker: unsubscribing, below
def test_tapping_it_again_later_stops_it(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start")
    office.answer()
    ann.taps("SEND")
    office.answer()
    ann.taps("✓ SEND")
    office.answer()
    assert office.follows(42) == {}
    assert ann.messages[0].button_texts[0] == "SEND"


@pytest.mark.soak  # quicker: the second tap, above
def test_tap_answered_much_later_still_edits_the_message(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start")
    office.answer()
    tap = ann.taps("SEND")
    api.world.tap_life = -1
    office.answer()
    assert tap.answer is None
    assert [call.status for call in api.calls_to("answerCallbackQuery")] == [400]
    assert ann.messages[0].button_texts[0] == "✓ SEND"


@pytest.mark.soak  # quicker: the second tap, above
def test_several_taps_that_waited_change_the_message_once(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start")
    office.answer()
    ann.taps("SEND")
    ann.taps("Children’s services")
    office.answer()
    assert set(office.follows(42)) == {"send", "childrens-services"}
    assert len(ann.messages[0].edits) == 1


def test_link_subscribes_at_once(api: BotApi, office: Office) -> None:
    ann = api.private(42, state="never_started")
    ann.says("/start send")
    office.answer()
    assert ann.texts[0].startswith("Following SEND: as it happens.\n\nSpecial educational needs and disabilities\n\n")
    assert "send" in office.follows(42)


def test_link_to_something_gone_says_so_and_offers_the_rest(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/start libraries")
    office.answer()
    assert "libraries" in ann.texts[0]
    assert "SEND" in ann.messages[0].button_texts
    assert office.follows(42) == {}


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
def test_subscribe_takes_an_id_or_a_name(api: BotApi, office: Office, said: str, what: str, frequency: str) -> None:
    ann = api.private(42)
    ann.says(said)
    office.answer()
    assert {one.what: one.frequency for one in office.follows(42).values()} == {what: frequency}
    assert ann.texts[0].startswith("Following")


def test_source_that_is_not_read_cannot_be_followed(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe closed")
    office.answer()
    assert office.follows(42) == {}
    assert ann.texts[0].startswith("I know nothing called closed")


def test_saying_it_again_with_another_frequency_changes_it(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    ann.says("/subscribe send weekly")
    office.answer()
    assert [one.frequency for one in office.follows(42).values()] == ["weekly"]
    assert ann.texts[1].startswith("SEND now comes once a week, on Friday at 07:30.")


@pytest.mark.soak  # quicker: another frequency, above
def test_saying_it_again_without_a_frequency_changes_nothing(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send daily")
    ann.says("/subscribe send")
    office.answer()
    assert office.follows(42)["send"].frequency == "daily"
    assert ann.texts[1].startswith("SEND is followed already: once a day, at 07:30.")


def test_near_miss_names_the_nearest_and_follows_nothing(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe sned daily")
    office.answer()
    assert "sned" in ann.texts[0]
    assert ann.messages[0].button_texts == ["Follow SEND"]
    assert office.follows(42) == {}
    ann.taps("Follow SEND")
    office.answer()
    assert "send" in office.follows(42)


@pytest.mark.soak  # quicker: test_plain_words.py
def test_a_phrase_of_a_topic_leads_to_it(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe EHCP")
    office.answer()
    assert ann.messages[0].button_texts == ["Follow SEND"]


def test_frequency_is_changed_by_button(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    office.answer()
    ann.taps("Once a week")
    office.answer()
    assert office.follows(42)["send"].frequency == "weekly"
    assert ann.texts[0].startswith("Following SEND: once a week, on Friday at 07:30.")


def test_mine_lists_what_is_followed_and_drops_it_by_button(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet daily")
    ann.says("/mine")
    office.answer()
    assert "• SEND – as it happens\n• Cabinet – once a day, at 07:30" in ann.texts[-1]
    ann.taps("Cabinet, daily")
    office.answer()
    ann.taps("Stop following")
    office.answer()
    assert set(office.follows(42)) == {"send"}
    assert ann.texts[-1].startswith("No longer following Cabinet.")


def test_mine_of_somebody_new_offers_topics(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/mine")
    office.answer()
    assert ann.texts[0].startswith("Nothing is followed here yet.")
    assert "SEND" in ann.messages[0].button_texts


def test_unsubscribe_ends_one_and_leaves_the_rest(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet")
    ann.says("/unsubscribe SEND")
    office.answer()
    assert set(office.follows(42)) == {"cabinet"}
    assert ann.texts[-1].startswith("No longer following SEND.")


@pytest.mark.soak  # quicker: test_asking.py and unit/bot/commands/test_dispatch.py
def test_unsubscribe_from_what_is_not_followed_says_so(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/unsubscribe cabinet")
    office.answer()
    assert ann.texts[-1].startswith("Cabinet is not followed here.")
    assert set(office.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: test_stop.py
def test_stop_ends_everything_and_what_waits(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    ann.says("/subscribe cabinet")
    ann.says("/stop")
    office.answer()
    assert office.follows(42) == {}
    assert ann.texts[-1].startswith("Stopped: nothing more comes. You followed SEND and Cabinet.")


@pytest.mark.soak  # quicker: test_stop.py
def test_stop_of_somebody_who_follows_nothing_is_answered_kindly(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/stop")
    office.answer()
    assert ann.texts[0].startswith("Nothing is followed here")
