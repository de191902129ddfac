"""deadlines.py: what can be done until when, of each kind of document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.tools.examples import every_example
from watcher.core.deadlines import Deadline, read, written
from watcher.core.documents import Document
from watcher.rules.deadlines import deadlines_of, questions_said, with_closing_dates
from watcher.rules.meeting_status import called_off, is_off

WHEN, FRIDAY, NOON = date(2026, 11, 18), date(2026, 11, 13), time(12)
MEETING = Document("m8", "meeting", "Cabinet", "https://p.example/m8", details={"date": "2026-11-18", "time": "19:00"})
ITSELF = Deadline("meeting", WHEN, "m8", time(19))
SAID = questions_said("Questions must be sent to us@p.example by noon on Friday 13 November.", WHEN, time(19))
FRONTSHEET = Document("g8/agenda", "agenda", "Agenda", "https://p.example/g8", part_of="m8", details=SAID)


def with_details(document: Document, **more: str) -> Document:
    return replace(document, details={**document.details, **more})


def test_words_about_questions_become_plain_details() -> None:
    assert SAID == {
        "questions_until": "2026-11-13T12:00",
        "questions_to": "us@p.example",
        "questions_for": "2026-11-18",
    }


def test_page_of_a_meeting_tells_until_when_the_public_can_ask() -> None:
    meeting = replace(MEETING, details={**MEETING.details, **SAID})
    asked = Deadline("question", FRIDAY, "m8", NOON, "us@p.example", "page")
    assert deadlines_of(meeting, {"questions": 3}, [with_details(FRONTSHEET, questions_until="2026-11-12")]) == [
        asked,
        ITSELF,
    ]


def test_frontsheet_tells_it_where_the_page_does_not() -> None:
    asked = Deadline("question", FRIDAY, "m8", NOON, "us@p.example", "frontsheet")
    assert deadlines_of(MEETING, {"questions": 5}, [FRONTSHEET]) == [asked, ITSELF]


def test_rule_of_the_source_tells_it_where_no_words_do() -> None:
    asked = Deadline("question", FRIDAY, "m8", basis="config")
    assert deadlines_of(MEETING, {"questions": 3}, [replace(FRONTSHEET, details={})]) == [asked, ITSELF]


@every_example(
    "papers",
    [
        [FRONTSHEET, replace(with_details(FRONTSHEET, questions_until="2026-11-12"), key="b1", kind="supplement")],
        [replace(FRONTSHEET, part_of="m9")],
        [replace(FRONTSHEET, kind="report")],
        [with_details(FRONTSHEET, questions_for="2026-11-11")],  # before the meeting was moved
        [],
    ],
    ids=["two that differ", "of another meeting", "a report", "of another day", "none"],
)
def test_papers_that_leave_a_doubt_tell_no_deadline(papers: list[Document]) -> None:
    assert deadlines_of(MEETING, {}, papers) == [ITSELF]


@every_example("status", ["cancelled", "Postponed", "abandoned"])
def test_meeting_that_does_not_take_place_has_no_deadline(status: str) -> None:
    assert deadlines_of(with_details(MEETING, status=status), {"questions": 3}, [FRONTSHEET]) == []


def test_meeting_that_was_only_moved_keeps_its_rule() -> None:
    moved = with_details(MEETING, date="2026-11-25", status="rescheduled")
    asked = Deadline("question", date(2026, 11, 20), "m8", basis="config")
    assert asked in deadlines_of(moved, {"questions": 3}, [FRONTSHEET])


def test_decision_can_be_called_in_until_the_day_that_is_printed_or_worked_out() -> None:
    decision = Document("d7", "decision", "Contract", "https://p.example/d7", details={"call_in_until": "2026-11-27"})
    assert deadlines_of(decision) == [Deadline("call-in", date(2026, 11, 27), "d7", basis="printed")]
    assert deadlines_of(with_details(decision, call_in_basis="worked out"))[0].basis == "worked out"
    assert deadlines_of(replace(decision, details={})) == []


def test_words_of_a_decision_say_the_hour_of_its_call_in() -> None:
    words = "The decision can be called in until 5pm on Friday 27 November 2026."
    decision = Document("d7", "decision", "Contract", "https://p.example/d7", date(2026, 11, 20), words=words)
    (until,) = deadlines_of(with_closing_dates(decision, date(2026, 11, 20)))
    assert (until.day, until.clock) == (date(2026, 11, 27), time(17))


def test_paper_that_names_the_end_of_a_consultation_has_it_as_its_deadline() -> None:
    words = "Post-16 travel\fA consultation will run from 23 November to 14 December 2026."
    paper = Document("s1", "report", "Post-16 travel policy", "https://p.example/s1", words=words)
    read_paper = with_closing_dates(paper, date(2026, 11, 10))
    assert read_paper.details == {"consultation_until": "2026-12-14"}
    assert deadlines_of(read_paper) == [Deadline("consultation", date(2026, 12, 14), "s1", basis="text")]


def test_document_that_names_no_closing_date_stays_as_it_was() -> None:
    paper = Document("s1", "report", "Budget", "https://p.example/s1", words="The school closes on 14 December 2026.")
    assert with_closing_dates(paper, date(2026, 11, 10)) is paper


def test_deadline_is_over_after_its_hour_or_after_its_day() -> None:
    at_noon, all_day = Deadline("question", FRIDAY, "m8", NOON), Deadline("question", FRIDAY, "m8")
    assert not at_noon.is_over(datetime(2026, 11, 13, 12, tzinfo=UTC))
    assert at_noon.is_over(datetime(2026, 11, 13, 12, 1, tzinfo=UTC))
    assert not all_day.is_over(datetime(2026, 11, 13, 23, 59, tzinfo=UTC))
    assert all_day.is_over(datetime(2026, 11, 14, tzinfo=UTC))


def test_hour_of_a_deadline_is_that_of_london_in_summer_too() -> None:
    summer = Deadline("question", date(2026, 7, 10), "m8", NOON)
    assert summer.moment.astimezone(UTC) == datetime(2026, 7, 10, 11, tzinfo=UTC)
    assert summer.is_over(datetime(2026, 7, 10, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize("said", ["2026-11-13T12:00", "2026-11-13"])
def test_what_is_written_is_read_again(said: str) -> None:
    when = read(said)
    assert when is not None
    assert written(*when) == said


@every_example("said", ["", "soon", "2026-13-13", "2026-11-13T25:00", None, 3])
def test_what_is_no_date_is_none(said: object) -> None:
    assert read(said) is None


def test_a_meeting_is_off_by_any_word_for_it_and_only_by_such_a_word() -> None:
    said = ("Cancelled", "postponed", "deferred", "adjourned", "abandoned", "rescheduled", "moved", "confirmed", None)
    words = ["Cancelled", "Postponed", "Postponed", "Adjourned", "Abandoned", "", "", "", ""]
    assert [called_off(status) for status in said] == words
    assert [is_off(status) for status in said] == [bool(word) for word in words]
