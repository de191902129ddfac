"""Reminders as a reader lives with them: cron runs for weeks, a meeting moves, the machine is off for a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.features.end_to_end.test_council import LIST, SECOND, edit, portal
from tests.features.end_to_end.town import Town
from tests.tools.soaks import some
from tests.tools.standin import Chat
from watcher.messages.texts.reminders import NONE_LISTED, SEE_LIST, SET_ALREADY

QUESTIONS = "Questions to Cabinet close "
MINUTE = timedelta(minutes=1)


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
    town.once(later=MINUTE)
    chat.taps("Remind me: Cabinet, Wed 9 Dec")
    town.once(later=MINUTE)
    town.told(chat)
    return chat


def runs(town: Town, *moments: datetime) -> None:
    """A run at each of these moments, and at no other."""
    for moment in moments:
        town.once(later=moment - town.clock())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def heads(town: Town, chat: Chat) -> list[str]:
    """The first line of what came, without its link."""
    return [re.sub(r" <[^>]*>", "", text.split("\n")[0]) for text in town.told(chat)]


def by_day(town: Town, chat: Chat, days: Iterable[int], hours: Iterable[int]) -> Iterator[tuple[str, str]]:
    """What came on these days, with the moment; cron runs at these hours."""
    for day in days:
        for hour in hours:
            runs(town, at(day, hour))
            yield from ((f"{day}., {hour}:00", head) for head in heads(town, chat))


def move(town: Town) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm", "16 Dec 2026&nbsp;6.30 pm"))
    edit(town, SECOND, ("9th December, 2026 7.00 pm", "16th December, 2026 6.30 pm"))


AROUND = (4, 9, 10, 16, 17)
"""The days on which something is told, and the day after it all, on which it is forgotten. The hour: unit/rules."""


@pytest.mark.parametrize(
    ("days", "hours"),
    [(AROUND, (9,)), pytest.param(range(4, 18), range(0, 24, 3), marks=pytest.mark.soak)],
    ids=["at_nine", "every_three_hours"],
)
def test_reminders_come_once_each_and_go_along_with_a_meeting_that_moves(
    town: Town, ann: Chat, days: Sequence[int], hours: Sequence[int]
) -> None:
    told = list(by_day(town, ann, (2, 3), hours))
    assert told == [
        ("2., 9:00", QUESTIONS + "on Fri 4 Dec"),
        ("3., 9:00", QUESTIONS + "tomorrow, Fri 4 Dec"),
    ]
    move(town)
    assert list(by_day(town, ann, days, hours)) == [
        (f"4., {hours[0]}:00", "Moved: Cabinet: now Wed 16 Dec, 18:30"),
        ("9., 9:00", QUESTIONS + "on Fri 11 Dec"),
        ("10., 9:00", QUESTIONS + "tomorrow, Fri 11 Dec"),
        ("16., 9:00", "Cabinet meets today, Wed 16 Dec, 18:30"),
    ]
    ann.says("/reminders")
    town.once(later=MINUTE)
    assert town.told(ann) == [NONE_LISTED]


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py
def test_a_cancelled_meeting_reminds_nobody_and_one_that_goes_ahead_after_all_does(town: Town, ann: Chat) -> None:
    cancelled = ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
    runs(town, at(1, 12))
    edit(town, LIST, cancelled)
    runs(town, at(1, 17), at(2, 12))
    assert heads(town, ann) == ["Cancelled: Cabinet, Wed 9 Dec, 19:00"]
    edit(town, LIST, (cancelled[1], cancelled[0]))
    runs(town, at(2, 18), at(3, 6), at(3, 12))
    assert heads(town, ann) == [
        "Changed: Cabinet, Wed 9 Dec, 19:00: goes ahead after all",
        QUESTIONS + "on Fri 4 Dec",  # missed while it was off, and there is time still
        QUESTIONS + "tomorrow, Fri 4 Dec",
    ]


@pytest.mark.soak  # quicker: unit/rules/test_reminders.py
def test_a_reminder_that_the_machine_missed_comes_late_or_never_where_it_is_too_late(town: Town, ann: Chat) -> None:
    runs(town, at(3, 20))
    assert heads(town, ann) == [QUESTIONS + "tomorrow, Fri 4 Dec"]
    runs(town, at(9, 20))
    assert heads(town, ann) == []


@pytest.mark.soak  # quicker: quiet hours of alerts in telegram/test_settings.py
def test_a_reminder_waits_for_quiet_hours_and_a_pause_and_rings_as_it_comes(town: Town, ann: Chat) -> None:
    runs(town, at(1, 12))
    ann.says("/quiet 08:00-11:00")
    town.once()
    town.told(ann)
    runs(town, at(2, 9), at(2, 10, 30))
    assert heads(town, ann) == []
    runs(town, at(2, 11))
    assert heads(town, ann) == [QUESTIONS + "on Fri 4 Dec"]
    assert not ann.messages[-1].silent
    ann.says("/pause")
    runs(town, at(3, 9), at(4, 9))
    ann.says("/resume")
    assert heads(town, ann)[1:] == []
    runs(town, at(4, 12))
    assert heads(town, ann)[1:] == [QUESTIONS + "today, Fri 4 Dec"]


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py
@pytest.mark.parametrize("said", some(["/stop", "/unsubscribe cabinet", "/forget yes"], every=3))
def test_who_ends_it_is_reminded_no_more(town: Town, ann: Chat, said: str) -> None:
    ann.says(said)
    town.once()
    town.told(ann)
    runs(town, at(2, 12), at(3, 12))
    assert heads(town, ann) == []


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py
def test_who_still_follows_it_by_another_way_is_reminded(town: Town, ann: Chat) -> None:
    bea = town.subscriber(43, "cabinet", "all daily")
    bea.says("/meetings")
    town.once()
    bea.taps("Remind me: Cabinet, Wed 9 Dec")
    bea.says("/unsubscribe cabinet")
    town.once()
    runs(town, at(1, 12))
    town.told(bea)
    runs(town, at(2, 9))
    assert heads(town, bea) == [QUESTIONS + "on Fri 4 Dec"]


def test_the_list_names_what_comes_when_and_a_button_drops_it(town: Town, ann: Chat) -> None:
    ann.says("/reminders")
    ann.says("/mydata")
    town.once(later=MINUTE)
    listed, mydata = town.told(ann)
    assert listed == (
        f"Reminders\n\nCabinet <{SECOND}>\n• Wed 2 Dec, 09:00: questions close Fri 4 Dec\n"
        "• Thu 3 Dec, 09:00: questions close Fri 4 Dec\n• Wed 9 Dec, 09:00: it meets Wed 9 Dec, 19:00"
    )
    assert "A reminder: Cabinet" in mydata
    ann.taps("Drop: Cabinet, Wed 9 Dec")
    town.once(later=MINUTE)
    assert town.told(ann) == [NONE_LISTED]
    runs(town, at(3, 12))
    assert [text for text in heads(town, ann) if text.startswith("Questions")] == []


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py
def test_two_taps_are_one_reminder(town: Town, ann: Chat) -> None:
    ann.says("/meetings")
    town.once()
    ann.taps("Remind me: Cabinet, Wed 9 Dec")
    ann.taps("Remind me: Cabinet, Wed 9 Dec")
    town.once()
    assert [text.split("\n")[0] for text in town.told(ann)][-1] == SET_ALREADY
    runs(town, at(1, 12))
    town.told(ann)
    runs(town, at(2, 9), at(2, 12))
    assert heads(town, ann) == [QUESTIONS + "on Fri 4 Dec"]


@pytest.mark.soak  # quicker: telegram/test_reminders.py
def test_the_button_under_an_alert_reminds_of_its_meeting(town: Town) -> None:
    bea = town.subscriber(43, "cabinet")
    move(town)
    town.once()
    bea.taps("Remind me")
    town.once()
    assert town.told(bea)[-1] == (
        f"I will remind you\nCabinet <{SECOND}>\n• Wed 9 Dec, 09:00: questions close Fri 11 Dec\n"
        "• Thu 10 Dec, 09:00: questions close Fri 11 Dec\n• Wed 16 Dec, 09:00: it meets Wed 16 Dec, 18:30\n"
        f"{SEE_LIST}"
    )
