"""The first tap proves that it works: when and how much will come, what was last, and what is next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, knows, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.soaks import some
from tests.tools.standin import BotApi, Chat

GROUP, BOSS = -5, 7
DAYS = timedelta(days=1)
AT_ONCE = "at once; between 21:30 and 7:00 without sound."


def has_read_for_a_month(runner: Runner) -> None:
    logs(runner, CABINET, document("r0", "Roads"), ago=40 * DAYS)


def finds_letters(runner: Runner, *days_ago: int) -> None:
    for ago in days_ago:
        logs(runner, CABINET, document(f"r{ago}", f"SEND letter {ago}."), ago=ago * DAYS)


def after(runner: Runner, chat: Chat, *said: str) -> str:
    """What stands in the last message once this is said, or tapped where a button has these words."""
    for words in said:
        if chat.messages and words in chat.messages[-1].button_texts:
            chat.taps(words)
        else:
            chat.says(words, user=BOSS if chat.id < 0 else None)
        runner.answer()
    return str(chat.texts[-1])


@pytest.mark.parametrize(
    "said", some([("/start", "SEND"), ("/start send",), ("/subscribe send",), ("SEND", "Follow SEND")], every=2)
)
def test_first_tap_says_when_and_how_much_will_come_and_shows_the_last_two(
    api: BotApi, runner: Runner, said: tuple[str, ...]
) -> None:
    has_read_for_a_month(runner)
    finds_letters(runner, 25, 20, 18, 14, 9, 8, 3, 1)
    told = after(runner, api.private(42), *said)
    assert f"About 2 a week, {AT_ONCE}" in told
    assert "The last that came of it:\n• New: SEND letter 1. – Cabinet, 21 November 2026" in told
    assert "• New: SEND letter 3. – Cabinet, 19 November 2026\n" in told
    assert "SEND letter 8." not in told
    links = [entity.get("url") for entity in api.chat(42).messages[-1].entities if entity["type"] == "text_link"]
    assert "https://example.org/r1" in links


def test_next_meeting_is_told_with_date_place_and_the_way_to_ask(api: BotApi, runner: Runner) -> None:
    when, last = runner.clock().date() + 9 * DAYS, runner.clock().date() + 4 * DAYS
    details = {"date": str(when), "time": "19:00", "venue": "Town Hall, Romford", "status": "confirmed"}
    asked = {"questions_until": f"{last}T12:00", "questions_for": str(when), "questions_to": "the clerk"}
    knows(
        runner,
        CABINET,
        document("m1", "Cabinet", "meeting", details=details | asked),
        document("r1", "SEND strategy", part_of="m1"),
    )
    told = after(runner, api.private(42), "/start send")
    assert "Next meeting: Cabinet, Tuesday 1 December 2026, 19:00, Town Hall, Romford" in told
    assert "Questions from the public: until Thursday 26 November 2026, noon, to the clerk." in told


def test_meeting_that_is_called_off_is_not_the_next(api: BotApi, runner: Runner) -> None:
    soon = {"date": str(runner.clock().date() + 3 * DAYS), "time": "19:00", "status": "CANCELLED"}
    later = {"date": str(runner.clock().date() + 9 * DAYS), "time": "19:00", "status": "confirmed"}
    knows(
        runner,
        CABINET,
        document("m1", "SEND Board", "meeting", details=soon),
        document("m2", "SEND Forum", "meeting", details=later),
    )
    told = after(runner, api.private(42), "/start send")
    assert "Next meeting: SEND Forum" in told


def test_where_nothing_is_known_yet_that_is_said_and_nothing_invented(api: BotApi, runner: Runner) -> None:
    told = after(runner, api.private(42), "/start", "SEND")
    assert "I have only just begun to read, so I can't say yet how much will come." in told
    assert f"What comes, comes {AT_ONCE}" in told
    assert "Nothing of it has come yet." in told
    assert "No coming meeting of it is known yet." in told
    assert "About" not in told.partition("Nothing of it")[0]


def test_quiet_month_is_told_as_one(api: BotApi, runner: Runner) -> None:
    has_read_for_a_month(runner)
    told = after(runner, api.private(42), "/start", "SEND")
    assert "Nothing of this was found in the last 30 days, so it may be quiet for a while." in told


@pytest.mark.soak  # quicker: the first tap, above
def test_papers_of_one_meeting_seen_together_are_one_of_those_that_come(api: BotApi, runner: Runner) -> None:
    has_read_for_a_month(runner)
    papers = [
        document(f"p{n}", f"SEND paper {n}", part_of="m1", details={"meeting": "Cabinet", "date": "2026-11-18"})
        for n in range(9)
    ]
    with_time = runner.clock()
    logs(runner, CABINET, *papers, ago=4 * DAYS)
    assert runner.clock() > with_time
    finds_letters(runner, 12)
    told = after(runner, api.private(42), "/start send")
    assert "About 2 a month, at once" in told
    assert told.count("SEND paper") == 1
    assert "– Cabinet, meeting of 18 November 2026" in told
    assert "SEND letter 12." in told


@pytest.mark.soak  # quicker: the first tap, above
def test_digest_says_when_it_comes(api: BotApi, runner: Runner) -> None:
    has_read_for_a_month(runner)
    finds_letters(runner, 20, 9)
    told = after(runner, api.private(42), "/subscribe send daily")
    assert "About 2 a month, together, once a day, at 07:30; what can't wait" in told
    assert "without sound" not in told


@pytest.mark.soak  # quicker: the meeting that is told, above
def test_newspaper_has_no_next_meeting_to_speak_of(api: BotApi, runner: Runner) -> None:
    logs(runner, DAILY, document("s1", "A story", "article"))
    told = after(runner, api.private(42), "/start the-daily")
    assert "New: A story" in told
    assert "meeting of it" not in told


def test_each_topic_tapped_in_the_welcome_is_proved_and_a_later_subscription_elsewhere_is_not(
    api: BotApi, runner: Runner
) -> None:
    ann = api.private(42)
    assert "SEND strategy" not in after(runner, ann, "/start", "SEND")
    logs(runner, CABINET, document("r1", "More fostering"))
    assert "New: More fostering" in after(runner, ann, "Children’s services")
    assert after(runner, ann, "/subscribe cabinet").count("The last that came of it") == 0


@pytest.mark.soak  # quicker: test_groups.py, and the first tap above
def test_group_is_welcomed_as_well_by_its_administrator(api: BotApi, runner: Runner) -> None:
    finds_letters(runner, 2)
    told = after(runner, api.group(GROUP, admins=[BOSS]), "/subscribe send")
    assert "New: SEND letter 2." in told
