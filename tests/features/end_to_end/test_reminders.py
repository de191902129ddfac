"""Reminders as a reader lives with them: cron runs for weeks, a meeting moves, the machine is off for a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.features.end_to_end.test_council import LIST, SECOND, edit, portal
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.standin import Chat

QUESTIONS = "Questions to Cabinet close "


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("cabinet", LIST, questions=3)
    town.serves(portal())
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    """Who follows the committee and tapped Remind me beside the meeting of 9 December."""
    chat = town.subscriber(42, "cabinet")
    chat.says("/meetings")
    town.once()
    chat.taps("Remind me: Cabinet, Wed 9 Dec")
    town.once()
    town.told(chat)
    return chat


def until(town: Town, moment: datetime, step: timedelta = 3 * HOUR) -> None:
    while town.clock() < moment:
        town.once(later=min(step, moment - town.clock()))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def heads(town: Town, chat: Chat) -> list[str]:
    """The first line of what came, without its link."""
    return [re.sub(r" <[^>]*>", "", text.split("\n")[0]) for text in town.told(chat)]


def by_day(town: Town, chat: Chat, days: range) -> Iterator[tuple[str, str]]:
    """What came in these days, with the moment; cron runs every three hours."""
    for day in days:
        for hour in range(0, 24, 3):
            until(town, at(day, hour))
            yield from ((f"{day}., {hour}:00", head) for head in heads(town, chat))


def move(town: Town) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm", "16 Dec 2026&nbsp;6.30 pm"))
    edit(town, SECOND, ("9th December, 2026 7.00 pm", "16th December, 2026 6.30 pm"))


def test_reminders_come_once_each_and_go_along_with_a_meeting_that_moves(town: Town, ann: Chat) -> None:
    until(town, at(2, 0), timedelta(days=1))
    assert heads(town, ann) == []
    told = list(by_day(town, ann, range(2, 4)))
    assert told == [
        ("2., 9:00", QUESTIONS + "on Fri 4 Dec"),
        ("3., 9:00", QUESTIONS + "tomorrow, Fri 4 Dec"),
    ]
    move(town)
    assert list(by_day(town, ann, range(4, 18))) == [
        ("4., 0:00", "Moved: Cabinet: now Wed 16 Dec, 18:30"),
        ("9., 9:00", QUESTIONS + "on Fri 11 Dec"),
        ("10., 9:00", QUESTIONS + "tomorrow, Fri 11 Dec"),
        ("16., 9:00", "Cabinet meets today, Wed 16 Dec, 18:30"),
    ]
    ann.says("/reminders")
    town.once()
    assert town.told(ann) == ["You are reminded of nothing here. Tap “Remind me” under an alert or in /meetings."]


def test_a_cancelled_meeting_reminds_nobody_and_one_that_goes_ahead_after_all_does(town: Town, ann: Chat) -> None:
    cancelled = ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
    until(town, at(1, 12), timedelta(days=1))
    edit(town, LIST, cancelled)
    until(town, at(2, 12))
    assert heads(town, ann) == ["Cancelled: Cabinet, Wed 9 Dec, 19:00"]
    edit(town, LIST, (cancelled[1], cancelled[0]))
    until(town, at(3, 12))
    assert heads(town, ann) == [
        "Changed: Cabinet, Wed 9 Dec, 19:00",
        QUESTIONS + "on Fri 4 Dec",  # missed while it was off, and there is time still
        QUESTIONS + "tomorrow, Fri 4 Dec",
    ]


def test_a_reminder_that_the_machine_missed_comes_late_or_never_where_it_is_too_late(town: Town, ann: Chat) -> None:
    until(town, at(3, 20), timedelta(days=20))
    assert heads(town, ann) == [QUESTIONS + "tomorrow, Fri 4 Dec"]
    until(town, at(9, 20), timedelta(days=20))
    assert heads(town, ann) == []


def test_a_reminder_waits_for_quiet_hours_and_a_pause_and_rings_as_it_comes(town: Town, ann: Chat) -> None:
    until(town, at(1, 12), timedelta(days=1))
    ann.says("/quiet 08:00-11:00")
    town.once()
    town.told(ann)
    until(town, at(2, 10, 30))
    assert heads(town, ann) == []
    until(town, at(2, 11))
    assert heads(town, ann) == [QUESTIONS + "on Fri 4 Dec"]
    assert not ann.messages[-1].silent
    ann.says("/pause")
    until(town, at(4, 9))
    ann.says("/resume")
    assert heads(town, ann)[1:] == []
    until(town, at(4, 12))
    assert heads(town, ann)[1:] == [QUESTIONS + "today, Fri 4 Dec"]


@pytest.mark.parametrize("said", ["/stop", "/unsubscribe cabinet", "/forget yes"])
def test_who_ends_it_is_reminded_no_more(town: Town, ann: Chat, said: str) -> None:
    ann.says(said)
    town.once()
    town.told(ann)
    until(town, at(3, 12), timedelta(hours=12))
    assert heads(town, ann) == []


def test_who_still_follows_it_by_another_way_is_reminded(town: Town, ann: Chat) -> None:
    bea = town.subscriber(43, "cabinet", "all daily")
    bea.says("/meetings")
    town.once()
    bea.taps("Remind me: Cabinet, Wed 9 Dec")
    bea.says("/unsubscribe cabinet")
    town.once()
    until(town, at(1, 12), timedelta(days=1))
    town.told(bea)
    until(town, at(2, 9))
    assert heads(town, bea) == [QUESTIONS + "on Fri 4 Dec"]


def test_the_list_names_what_comes_when_and_a_button_drops_it(town: Town, ann: Chat) -> None:
    ann.says("/reminders")
    ann.says("/mydata")
    town.once()
    listed, mydata = town.told(ann)
    assert listed == (
        f"Reminders\n\nCabinet <{SECOND}>\n• Wed 2 Dec, 09:00: questions close Fri 4 Dec\n"
        "• Thu 3 Dec, 09:00: questions close Fri 4 Dec\n• Wed 9 Dec, 09:00: it meets Wed 9 Dec, 19:00"
    )
    assert "A reminder: Cabinet" in mydata
    ann.taps("Drop: Cabinet, Wed 9 Dec")
    town.once()
    assert town.told(ann) == ["You are reminded of nothing here. Tap “Remind me” under an alert or in /meetings."]
    until(town, at(3, 12), timedelta(hours=12))
    assert [text for text in heads(town, ann) if text.startswith("Questions")] == []


def test_two_taps_are_one_reminder(town: Town, ann: Chat) -> None:
    ann.says("/meetings")
    town.once()
    ann.taps("Remind me: Cabinet, Wed 9 Dec")
    ann.taps("Remind me: Cabinet, Wed 9 Dec")
    town.once()
    assert [text.split("\n")[0] for text in town.told(ann)][-1] == "Already noted. I will remind you"
    until(town, at(1, 12), timedelta(days=1))
    town.told(ann)
    until(town, at(2, 12))
    assert heads(town, ann) == [QUESTIONS + "on Fri 4 Dec"]


def test_the_button_under_an_alert_reminds_of_its_meeting(town: Town) -> None:
    bea = town.subscriber(43, "cabinet")
    move(town)
    town.once()
    bea.taps("Remind me")
    town.once()
    assert town.told(bea)[-1] == (
        f"I will remind you\nCabinet <{SECOND}>\n• Wed 9 Dec, 09:00: questions close Fri 11 Dec\n"
        "• Thu 10 Dec, 09:00: questions close Fri 11 Dec\n• Wed 16 Dec, 09:00: it meets Wed 16 Dec, 18:30\n"
        "/reminders lists them, and drops them."
    )
