"""What can't wait comes at once to readers of digests, and stands in no digest after it; what rings, and what does
not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.features.end_to_end.test_council import LIST, SECOND, edit, portal
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.soaks import some
from tests.tools.standin import Chat
from tests.unit.sources.moderngov_visits import fixture

CANCELLED = ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - CANCELLED")
CALLED_OFF = "Cancelled: Cabinet, Wed 9 Dec, 19:00"
SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("cabinet", LIST)
    town.serves(portal())
    return town


def heads(town: Town, chat: Chat) -> list[str]:
    """The first line of what came, without its link."""
    return [re.sub(r" <[^>]*>", "", text.split("\n")[0]) for text in town.told(chat)]


def agenda_comes_out(town: Town) -> None:
    edit(town, LIST, ("9 Dec 2026&nbsp;7.00 pm</a>", "9 Dec 2026&nbsp;7.00 pm</a> - Agenda"))
    papers = fixture("meeting_a.html").replace("Tuesday, 1st December", "Wednesday, 9th December")
    for old, new in (("8092", "8102"), ("s810", "s910"), ("b4410", "b9410"), ("5550", "9550"), ("01st-Dec", "9-Dec")):
        papers = papers.replace(old, new)
    town.serves({SECOND: papers})


@pytest.mark.parametrize("often", some(["weekly", "now", "daily"], every=3))
def test_a_cancelled_meeting_comes_at_once_with_a_sound_in_every_frequency_and_in_no_digest(
    town: Town, often: str
) -> None:
    ann = town.subscriber(42, f"cabinet {often}")
    edit(town, LIST, CANCELLED)
    town.once()
    assert heads(town, ann) == [CALLED_OFF]
    assert not ann.messages[-1].silent
    town.once(later=8 * 24 * HOUR)
    assert heads(town, ann) == []


@pytest.mark.soak  # quicker: unit/jobs/test_record.py and unit/rules/test_digests.py
def test_papers_wait_for_the_digest_on_saturday_at_nine_and_come_without_a_sound(town: Town) -> None:
    ann = town.subscriber(42, "cabinet weekly")
    agenda_comes_out(town)
    town.once()
    assert heads(town, ann) == []
    town.once(later=SATURDAY - timedelta(minutes=1) - town.clock())
    assert heads(town, ann) == []
    town.once(later=timedelta(minutes=1))
    (digest,) = heads(town, ann)
    assert digest == "This week"
    assert ann.messages[-1].silent


@pytest.mark.soak  # quicker: unit/jobs/test_record.py
def test_papers_come_at_once_where_questions_close_before_the_digest(town: Town) -> None:
    town.sources["cabinet"]["questions"] = 10  # ten working days before 9 December: Wednesday 25 November
    ann = town.subscriber(42, "cabinet weekly")
    bea = town.subscriber(43, "cabinet daily")
    agenda_comes_out(town)
    town.once()
    (head,) = heads(town, ann)
    assert head.startswith("Cabinet, Wed 9 Dec, 19:00: ")
    assert heads(town, bea) == []  # hers comes tomorrow, in time
    town.once(later=7 * timedelta(days=1))
    assert heads(town, ann) == []


def test_at_night_even_a_cancelled_meeting_comes_without_a_sound_and_no_later_for_it(town: Town) -> None:
    ann = town.subscriber(42, "cabinet")
    bea = town.subscriber(43, "cabinet weekly")
    bea.says("/quiet 22:00-07:00")
    edit(town, LIST, CANCELLED)
    town.once(later=datetime(2026, 11, 22, 23, tzinfo=UTC) - town.clock())
    town.told(ann)
    assert ann.messages[-1].text.startswith(CALLED_OFF)
    assert ann.messages[-1].silent
    town.told(bea)
    assert not any(message.text.startswith(CALLED_OFF) for message in bea.messages)
    town.once(later=8 * HOUR)
    assert heads(town, bea) == [CALLED_OFF]
    assert not bea.messages[-1].silent


def test_the_welcome_says_what_rings_and_when_nothing_does(town: Town) -> None:
    ann = town.api.private(42)
    ann.says("/start")
    town.once()
    (welcome,) = town.told(ann)
    assert "come with a sound, all else without; from 21:30 to 7:00 all is silent." in welcome
