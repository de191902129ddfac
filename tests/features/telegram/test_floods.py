"""Before a subscription that would be a flood: how many alerts it would have sent, examples, and other ways."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, knows, logs
from tests.features.telegram.conftest import CABINET, Office
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi
from watcher.bot.commands.volume_warning import MOST_A_MONTH

MONTH = timedelta(days=29)


def flood(office: Office, count: int = MOST_A_MONTH + 3, title: str = "SEND paper", **more: object) -> None:
    papers = [document(f"r{number}", f"{title} {number}.") for number in range(count)]
    knows(office, CABINET, *papers)
    logs(office, CABINET, *papers, **more)  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    "said", some(["/subscribe send", "/start send", "/subscribe cabinet", "/subscribe all", "/keyword paper"], every=3)
)
def test_flood_is_asked_about_before_it_is_followed(api: BotApi, office: Office, said: str) -> None:
    ann = api.private(42)
    flood(office)
    ann.says(said)
    office.answer()
    assert "would have sent 63 alerts. For example:\n\n• New: SEND paper 62.\n• New: SEND paper 61." in ann.texts[0]
    assert ann.messages[0].button_texts == ["Once a day", "Once a week", "As it happens, all the same", "Leave it"]
    assert office.follows(42) == {}


WAYS_IN = ("/subscribe send", "/keyword paper", f'/keyword "SEND paper" {"paper " * 6}')
WAYS_OUT = (("Once a day", "daily"), ("Once a week", "weekly"), ("As it happens, all the same", "now"))


@pytest.mark.parametrize(
    ("said", "tapped", "frequency"), some_rows(((said, *out) for said in WAYS_IN for out in WAYS_OUT), every=4)
)
def test_each_way_out_of_a_flood_is_a_tap(api: BotApi, office: Office, said: str, tapped: str, frequency: str) -> None:
    ann = api.private(42)
    flood(office)
    ann.says(said)
    office.answer()
    ann.taps(tapped)
    office.answer()
    assert [one.frequency for one in office.follows(42).values()] == [frequency]
    assert ann.texts[0].startswith("Following ")


@pytest.mark.soak  # quicker: the ways out, above
def test_flood_of_words_that_no_button_can_carry_comes_once_a_day(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office)
    ann.says(f"/keyword {'paper ' * 9}")
    office.answer()
    assert "would have sent 63 alerts. For example:\n\n• New: SEND paper 62." in ann.texts[0]
    assert "So it comes once a day, unless you choose otherwise below.\n\nFollowing " in ann.texts[0]
    assert [one.frequency for one in office.follows(42).values()] == ["daily"]
    ann.taps("As it happens")
    office.answer()
    assert [one.frequency for one in office.follows(42).values()] == ["now"]


@pytest.mark.soak  # quicker: the ways out, above
def test_flood_can_be_left(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office)
    ann.says("/subscribe send")
    office.answer()
    ann.taps("Leave it")
    office.answer()
    assert office.follows(42) == {}
    assert ann.texts[0].startswith("Nothing is followed here yet.")


@pytest.mark.soak  # quicker: the flood that is asked about, above
def test_tap_on_a_topic_that_is_a_flood_is_asked_about_too(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office)
    ann.says("/start")
    office.answer()
    ann.taps("SEND")
    office.answer()
    assert "would have sent 63 alerts" in ann.texts[0]
    assert office.follows(42) == {}


def test_who_says_how_often_is_not_asked(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office)
    for said in ("/subscribe send now", "/subscribe cabinet daily"):
        ann.says(said)
    office.answer()
    assert {one.what: one.frequency for one in office.follows(42).values()} == {"send": "now", "cabinet": "daily"}


@pytest.mark.soak  # quicker: who says how often, above
def test_what_is_followed_already_is_not_asked_about(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    office.answer()
    flood(office)
    ann.says("/subscribe send")
    office.answer()
    assert ann.texts[-1].startswith("SEND is followed already")


@pytest.mark.parametrize(
    "quiet",
    some(
        [{"count": MOST_A_MONTH}, {"ago": timedelta(days=31)}, {"title": "Roads"}, {"minor": True, "kind": "changed"}],
        every=2,
    ),
    ids=["as many as that", "long ago", "something else", "corrections"],
)
def test_no_flood_is_followed_at_once(api: BotApi, office: Office, quiet: dict[str, object]) -> None:
    ann = api.private(42)
    flood(office, **quiet)  # type: ignore[arg-type]  # a test's shorthand
    ann.says("/subscribe send")
    office.answer()
    assert set(office.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: the flood that is asked about, above
def test_flood_too_great_to_count_is_told_so(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office, 301)
    ann.says("/subscribe cabinet")
    office.answer()
    assert "would have sent more than 300 alerts" in ann.texts[0]


@pytest.mark.soak  # quicker: unit/rules/test_phrases.py
def test_words_in_capitals_are_counted_in_capitals_alone(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office, title="To send")
    ann.says("/keyword SEND")
    office.answer()
    assert set(office.follows(42)) == {"SEND"}


@pytest.mark.soak  # quicker: unit/rules/test_phrases.py
def test_words_that_only_look_alike_are_no_flood(api: BotApi, office: Office) -> None:
    ann = api.private(42)
    flood(office, title="Placing")
    ann.says("/keyword place")
    office.answer()
    assert set(office.follows(42)) == {"place"}
