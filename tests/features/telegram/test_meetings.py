"""What lies ahead: coming meetings, when their papers are due, and until when the public can ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.features.telegram.archive import document, knows, logs
from tests.features.telegram.conftest import CABINET, Runner
from tests.tools.lookups import FakeLookups
from tests.tools.standin import BotApi
from watcher.bot.commands import answer
from watcher.core.chats import Catalogue, ChatSettings, Request
from watcher.core.documents import Document, Json
from watcher.core.meetings import UpcomingMeeting
from watcher.core.sources import Source

TUESDAY = date(2026, 12, 1)


def meeting(key: str, title: str, when: date, **details: Any) -> Document:
    said = {"date": when.isoformat(), "time": "19:00", "venue": "Town Hall", "status": "confirmed"}
    return document(key, title, "meeting", details=said | details)


def shown(today: date, *coming: UpcomingMeeting, questions: int | None = None, follows: bool = True) -> str:
    """What /meetings says on that day."""
    options = {"questions": questions} if questions else {}
    source = Source("cabinet", "Cabinet", "https://example.org/", "moderngov", options=options)
    now = datetime.combine(today, datetime.min.time(), ZoneInfo("Europe/London"))
    offer = Catalogue(sources=(source,))
    found = answer(Request(42, "private", "/meetings"), offer, ChatSettings(), FakeLookups(now=now, coming=coming))
    assert found is not None
    return found.html


COMING = UpcomingMeeting("cabinet", meeting("m1", "Cabinet", TUESDAY), wanted=True)


def test_meeting_is_told_with_day_time_place_and_the_day_papers_are_due() -> None:
    told = shown(date(2026, 11, 16), COMING)
    assert "<b>Tuesday 1 December 2026, 19:00</b>\n" in told
    assert '<a href="https://example.org/m1">Cabinet</a>\nTown Hall\nPapers are due by Monday 23 November 2026.' in told
    assert "Questions" not in told


def test_papers_that_are_late_or_out_are_told_so() -> None:
    assert "Papers are due by" in shown(date(2026, 11, 23), COMING)
    late = shown(date(2026, 11, 24), COMING)
    assert "Papers were due by Monday 23 November 2026, and are not out." in late
    out = UpcomingMeeting("cabinet", COMING.meeting, papers=3, wanted=True)
    assert "Papers are out." in shown(date(2026, 11, 24), out)


def test_last_day_for_questions_is_told_where_the_rule_is_known() -> None:
    assert "until Thursday 26 November 2026." in shown(date(2026, 11, 26), COMING, questions=3)
    assert "could be put until Thursday 26 November 2026." in shown(date(2026, 11, 27), COMING, questions=3)


def test_deadline_of_the_agenda_is_told_with_its_hour_and_address_before_the_rule_of_the_source() -> None:
    said: dict[str, Json] = {"questions_until": "2026-11-25T12:00", "questions_for": "2026-12-01"}
    agenda = document("g1", "Agenda", "agenda", part_of="m1", details=said | {"questions_to": "us@example.org"})
    coming = replace(COMING, agendas=[agenda])
    told = shown(date(2026, 11, 25), coming, questions=3)
    assert "Questions from the public: until Wednesday 25 November 2026, noon, to " in told
    assert "Thursday 26 November" not in told
    assert "could be put until Wednesday 25 November 2026, noon." in shown(date(2026, 11, 26), coming, questions=3)


def test_contact_on_the_page_is_told_where_no_address_is_said_for_questions() -> None:
    coming = replace(COMING, meeting=meeting("m1", "Cabinet", TUESDAY, contact="Ann Example 01708 433000"))
    told = shown(date(2026, 11, 24), coming, questions=3)
    assert "Questions from the public: until Thursday 26 November 2026. Contact: Ann Example 01708 433000" in told
    assert "Ann Example" not in shown(date(2026, 11, 24), coming)


@pytest.mark.parametrize(("status", "said"), [("CANCELLED", "Cancelled"), ("Postponed", "Postponed")])
def test_meeting_that_does_not_take_place_asks_for_no_papers(status: str, said: str) -> None:
    called_off = UpcomingMeeting("cabinet", meeting("m1", "Cabinet", TUESDAY, status=status), wanted=True)
    told = shown(date(2026, 11, 16), called_off, questions=3)
    assert f"<b>{said}</b>" in told
    assert "Papers" not in told
    assert "Questions" not in told


def ahead(runner: Runner, days: int) -> date:
    return (runner.clock() + timedelta(days=days)).date()


def test_agenda_that_says_until_when_to_ask_is_found_with_its_meeting(api: BotApi, runner: Runner) -> None:
    ann, when, last = api.private(42), ahead(runner, 9), ahead(runner, 4)
    ann.says("/subscribe all")
    runner.answer()
    said = {"questions_until": f"{last}T12:00", "questions_for": str(when)}
    agenda = document("g1", "Agenda", "agenda", part_of="m1", details=said)
    knows(runner, CABINET, meeting("m1", "Cabinet", when), agenda)
    ann.says("/meetings")
    runner.answer()
    assert f"{last.day} {last:%B %Y}, noon" in ann.texts[-1]


def test_only_what_is_followed_is_listed_and_nothing_past_or_withdrawn(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    knows(
        runner,
        CABINET,
        meeting("m1", "Cabinet", ahead(runner, 9)),
        document("r1", "SEND strategy", part_of="m1"),
        meeting("m2", "Cabinet", ahead(runner, -9)),
        document("r2", "SEND sufficiency", part_of="m2"),
        meeting("m3", "Roads Panel", ahead(runner, 5)),
    )
    ann.says("/meetings")
    runner.answer()
    assert ann.texts[-1].startswith("Coming meetings of what is followed here")
    links = [entity.get("url") for entity in ann.messages[-1].entities if entity["type"] == "text_link"]
    assert links == ["https://example.org/m1"]


def test_meeting_is_followed_by_a_paper_whose_own_text_had_the_topic(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    paper = document("r1", "Budget", part_of="m1", words="On page 1: SEND")
    knows(runner, CABINET, meeting("m1", "Cabinet", ahead(runner, 9)), paper)
    logs(runner, CABINET, paper)
    ann.says("/meetings")
    runner.answer()
    assert ann.texts[-1].startswith("Coming meetings of what is followed here")


def past_and_coming(runner: Runner, days_ago: int, paper: Document) -> None:
    """Cabinet met so long ago, with this paper, and meets again; so does a panel, which had no paper."""
    for key, title, days in (("m0", "Cabinet", -days_ago), ("m1", "Cabinet", 9), ("m2", "Roads Panel", 5)):
        knows(runner, CABINET, meeting(key, title, ahead(runner, days), committee=title))
    knows(runner, CABINET, paper)


@pytest.mark.soak  # quicker: the paper whose own text had it, above
@pytest.mark.parametrize(
    "paper",
    [
        document("r0", "SEND strategy", part_of="m0"),
        document("r0", "Budget", part_of="m0", words="On page 1: SEND"),
    ],
)
def test_next_meeting_of_a_committee_whose_papers_had_the_topic_is_listed_before_its_own_are_out(
    api: BotApi, runner: Runner, paper: Document
) -> None:
    ann = api.private(42)
    ann.says("/subscribe send")
    runner.answer()
    past_and_coming(runner, 30, paper)
    logs(runner, CABINET, paper, ago=timedelta(days=37))
    ann.says("/meetings")
    runner.answer()
    assert ann.texts[-1].startswith("Coming meetings of what is followed here")
    links = [entity.get("url") for entity in ann.messages[-1].entities if entity["type"] == "text_link"]
    assert links == ["https://example.org/m1"]


@pytest.mark.soak  # quicker: only what is followed, above
@pytest.mark.parametrize(
    ("follows", "days_ago", "title"),
    [("send", 30, "Roads"), ("send", 200, "SEND strategy"), ("childrens-services", 30, "SEND strategy")],
)
def test_committee_is_not_followed_by_another_topic_nor_by_papers_of_long_ago(
    api: BotApi, runner: Runner, follows: str, days_ago: int, title: str
) -> None:
    ann = api.private(42)
    ann.says(f"/subscribe {follows}")
    runner.answer()
    past_and_coming(runner, days_ago, document("r0", title, part_of="m0"))
    ann.says("/meetings")
    runner.answer()
    assert ann.texts[-1].startswith("No coming meeting is known of what is followed here. These are the others:")


def test_who_follows_no_committee_sees_the_others_and_is_told_so(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe the-daily")
    runner.answer()
    knows(runner, CABINET, meeting("m1", "Cabinet", ahead(runner, 9)))
    ann.says("/meetings")
    runner.answer()
    assert ann.texts[-1].startswith("No coming meeting is known of what is followed here. These are the others:")
    assert "Town Hall" in ann.texts[-1]


def test_no_meeting_is_said_plainly(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/meetings")
    runner.answer()
    assert ann.texts == ["No coming meeting is known."]


def test_many_meetings_are_turned_page_by_page(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, *(meeting(f"m{number}", f"Panel {number}.", ahead(runner, number)) for number in range(12)))
    ann.says("/meetings")
    runner.answer()
    assert ("Panel 0." in ann.texts[0], "Panel 9." in ann.texts[0]) == (True, False)
    ann.taps("More ›")
    runner.answer()
    assert ("Panel 0." in ann.texts[0], "Panel 9." in ann.texts[0]) == (False, True)
