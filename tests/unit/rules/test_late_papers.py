"""late_papers.py: five clear days before the meeting, by the portal's own dates, with every paper named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tools.examples import every_example
from watcher.core.documents import Document, DocumentKind
from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import MeetingPaper, lateness, total

TODAY = date(2026, 12, 31)
MEETING = Document(
    "m8", "meeting", "Cabinet", "https://p.example/m8", details={"date": "2026-11-18", "committee": "Cabinet"}
)  # fmt: skip


def paper(
    published: date | None, number: int = 1, kind: DocumentKind = "report", meeting: Document = MEETING
) -> MeetingPaper:
    document = Document(
        f"s{number}", kind, f"Report {number}", f"https://p.example/s{number}", published, part_of=meeting.key
    )  # fmt: skip
    return MeetingPaper("cabinet", document, meeting)


def only(*papers: MeetingPaper, today: date = TODAY) -> CommitteeYear:
    (row,) = lateness(papers, today)
    return row


@every_example(
    ("published", "clear", "late"),
    [
        (date(2026, 11, 10), 5, False),  # Wed to Tue: 11, 12, 13, 16, 17
        (date(2026, 11, 11), 4, True),
        (date(2026, 11, 14), 2, True),  # a Saturday
        (date(2026, 11, 17), 0, True),
    ],
)
def test_paper_is_late_with_fewer_than_five_clear_working_days(published: date, clear: int, late: bool) -> None:
    (timing,) = only(paper(published)).dated
    assert (timing.clear_days, timing.is_late) == (clear, late)


@every_example(
    ("meeting", "published", "late"),
    [
        ("2026-04-09", date(2026, 3, 31), True),  # Good Friday and Easter Monday do not count
        ("2026-04-09", date(2026, 3, 30), False),
        ("2023-05-11", date(2023, 5, 3), True),  # nor does the day of the coronation
        ("2022-06-08", date(2022, 5, 30), True),  # nor those of the jubilee ...
        ("2022-06-08", date(2022, 5, 27), False),  # ... but the last Monday of that May was worked
        ("2020-05-07", date(2020, 4, 29), False),
    ],
)
def test_bank_holidays_are_no_clear_days(meeting: str, published: date, late: bool) -> None:
    held = replace(MEETING, details={**MEETING.details, "date": meeting})
    (timing,) = only(paper(published, meeting=held)).dated
    assert timing.is_late is late


def test_of_a_paper_without_a_day_of_the_portals_own_nothing_is_claimed() -> None:
    seen_late = paper(None)
    marked = replace(seen_late, paper=replace(seen_late.paper, details={"first_seen": "2026-11-17"}))
    row = only(marked, paper(date(2026, 11, 10), 2))
    assert (len(row.dated), len(row.late), row.undated, row.share) == (1, 0, 1, 0.0)


def test_paper_dated_on_the_day_of_the_meeting_or_later_is_counted_apart() -> None:
    row = only(paper(date(2026, 11, 18)), paper(date(2026, 12, 1), 2), paper(date(2026, 11, 17), 3))
    assert (row.afterwards, [late.key for late in row.late]) == (2, ["s3"])


@every_example("kind", ["minutes", "decisions", "decision"])
def test_what_comes_after_a_meeting_is_no_late_paper(kind: DocumentKind) -> None:
    assert lateness([paper(date(2026, 11, 17), kind=kind)], TODAY) == []


@pytest.mark.parametrize("status", ["Cancelled", "Postponed"])
def test_meeting_that_did_not_take_place_has_none(status: str) -> None:
    off = replace(MEETING, details={**MEETING.details, "status": status})
    assert lateness([paper(date(2026, 11, 17), meeting=off)], TODAY) == []


@pytest.mark.parametrize("today", [date(2026, 11, 17), date(2026, 11, 18)])
def test_meeting_that_is_not_over_has_none_yet(today: date) -> None:
    assert lateness([paper(date(2026, 11, 17))], today) == []


def test_paper_kept_from_the_public_is_left_out() -> None:
    secret = paper(date(2026, 11, 17))
    assert lateness([replace(secret, paper=replace(secret.paper, details={"withheld": True}))], TODAY) == []


def test_paper_that_two_sources_read_counts_once_by_its_earliest_day() -> None:
    twice = replace(paper(date(2026, 11, 10)), source="portal")
    row = only(paper(date(2026, 11, 17)), twice, paper(None))
    assert (len(row.dated), len(row.late), row.undated) == (1, 0, 0)


def test_rows_are_by_year_and_committee_and_list_each_paper() -> None:
    board = replace(MEETING, key="m9", details={"date": "2025-03-05", "committee": "Board"})
    same = replace(MEETING, key="m7", details={"date": "2026-02-04", "committee": "CABINET"})
    rows = lateness(
        [
            paper(date(2025, 3, 3), 4, meeting=board),
            paper(date(2026, 11, 17)),
            paper(date(2026, 2, 3), 2, meeting=same),
        ],
        TODAY,
    )
    assert [(row.year, row.committee, [late.key for late in row.late], row.meetings) for row in rows] == [
        (2026, "Cabinet", ["s1", "s2"], 2),
        (2025, "Board", ["s4"], 1),
    ]
    assert [(row.year, len(row.late)) for row in total(rows)] == [(2026, 2), (2025, 1)]
