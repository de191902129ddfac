"""core/dates.py: clear days, bank holidays, and days counted back from a meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.tools.examples import every_example
from watcher.core.dates import bank_holidays, clear_days, office_opens, papers_due, working_days_before


def test_clear_days_leave_out_both_ends_weekends_and_bank_holidays() -> None:
    tuesday = date(2026, 12, 1)
    assert clear_days(date(2026, 11, 23), tuesday) == 5
    assert clear_days(date(2026, 11, 24), tuesday) == 4
    assert clear_days(tuesday, tuesday) == 0
    assert clear_days(date(2026, 12, 2), tuesday) == 0
    assert clear_days(date(2026, 12, 23), date(2027, 1, 5)) == 5  # 24, 29, 30, 31 December and 4 January


def test_bank_holidays_move_from_the_weekend() -> None:
    assert {
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
    } <= bank_holidays(2026)
    assert {date(2026, 12, 25), date(2026, 12, 28)} <= bank_holidays(2026)
    assert {date(2022, 1, 3), date(2022, 12, 26), date(2022, 12, 27)} <= bank_holidays(2022)
    assert date(2026, 12, 24) not in bank_holidays(2026)


# As GOV.UK publishes them for England and Wales, of each year those that do not always stand on the same weekday rule.
SUBSTITUTES = {
    2026: (
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    ),
    2027: (
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ),
    2028: (
        "2028-01-03",
        "2028-04-14",
        "2028-04-17",
        "2028-05-01",
        "2028-05-29",
        "2028-08-28",
        "2028-12-25",
        "2028-12-26",
    ),
    2029: (
        "2029-01-01",
        "2029-03-30",
        "2029-04-02",
        "2029-05-07",
        "2029-05-28",
        "2029-08-27",
        "2029-12-25",
        "2029-12-26",
    ),
    2030: (
        "2030-01-01",
        "2030-04-19",
        "2030-04-22",
        "2030-05-06",
        "2030-05-27",
        "2030-08-26",
        "2030-12-25",
        "2030-12-26",
    ),
}


@every_example(("year", "days"), SUBSTITUTES.items())
def test_bank_holidays_of_the_years_to_come_are_known_with_their_substitutes(year: int, days: tuple[str, ...]) -> None:
    assert bank_holidays(year) == frozenset(map(date.fromisoformat, days))


def test_bank_holidays_are_worked_out_for_any_year_and_end_with_no_table() -> None:
    assert all(len(bank_holidays(year)) == 8 for year in range(2024, 2200))


def test_days_between_christmas_and_the_new_year_are_working_days() -> None:
    assert working_days_before(date(2027, 1, 4), 3) == date(2026, 12, 29)  # 31, 30 and 29 December


def test_papers_are_due_on_the_last_day_with_five_clear_days() -> None:
    for meeting in (date(2026, 12, 1), date(2027, 1, 5), date(2026, 4, 9), date(2026, 12, 5)):
        due = papers_due(meeting)
        later = working_days_before(meeting, 5)
        assert (clear_days(due, meeting), clear_days(later, meeting)) == (5, 4)


def test_days_before_a_meeting_are_counted_without_weekends_and_bank_holidays() -> None:
    assert working_days_before(date(2026, 12, 1), 1) == date(2026, 11, 30)
    assert working_days_before(date(2026, 12, 1), 3) == date(2026, 11, 26)
    assert working_days_before(date(2027, 1, 4), 2) == date(2026, 12, 30)  # not the 1st, not the 2nd and 3rd


@every_example(
    ("now", "opens"),
    [
        (datetime(2026, 11, 20, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 11, 20, 6, 59, tzinfo=UTC), datetime(2026, 11, 20, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 20, 6, 0, tzinfo=UTC), None),  # summer time
        (datetime(2026, 7, 20, 18, 0, tzinfo=UTC), datetime(2026, 7, 21, 6, 0, tzinfo=UTC)),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), datetime(2026, 11, 23, 7, 0, tzinfo=UTC)),  # a Saturday
        (datetime(2026, 10, 23, 18, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),  # the clocks go back
        (datetime(2026, 12, 24, 20, 0, tzinfo=UTC), datetime(2026, 12, 29, 7, 0, tzinfo=UTC)),  # Christmas
    ],
)
def test_office_hours_are_londons_on_working_days(now: datetime, opens: datetime | None) -> None:
    assert office_opens(now) == (opens or now)
