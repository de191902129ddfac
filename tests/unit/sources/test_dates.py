"""Every form of date and time that a council's page or a feed writes, and what is no date at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tests.tools.examples import every_example
from watcher.sources.dates import day, instant, london_day, moment, month


@every_example(
    ("text", "when", "clock"),
    [
        ("Thursday, 14th February, 2019 7.00 pm", date(2019, 2, 14), time(19)),
        ("Monday 6th November, 2017 6.15 pm, Monthly Council Meeting", date(2017, 11, 6), time(18, 15)),
        ("Wednesday 16 May 2024", date(2024, 5, 16), None),
        ("14 Jul 2026\xa06.00 pm", date(2026, 7, 14), time(18)),
        ("12th October 2026 7.00 p.m.", date(2026, 10, 12), time(19)),
        ("17&#47;09&#47;2015", date(2015, 9, 17), None),
        ("08/02/2011, 10:00", date(2011, 2, 8), time(10)),
        ("Printed minutes 31st-Mar-2025", date(2025, 3, 31), None),
        ("Agenda frontsheet 12th-Mar-2026 19.00", date(2026, 3, 12), time(19)),
        ("Not before 4th Jan 2018", date(2018, 1, 4), None),
        ("Agenda for Cabinet on Tuesday, 1st December, 2026, 10.30 am", date(2026, 12, 1), time(10, 30)),
        ("7.30pm on 3 Sept 2026", date(2026, 9, 3), time(19, 30)),
        ("Tuesday 9 June 2026 at 12 noon", date(2026, 6, 9), time(12)),
        ("1 June 2026 12.15 am", date(2026, 6, 1), time(0, 15)),
        ("1 June 2026 12.15 pm", date(2026, 6, 1), time(12, 15)),
        ("March 5, 2026", date(2026, 3, 5), None),
        ("1 Rhagfyr 2026", date(2026, 12, 1), None),
        ("polc2 - 23.09.2015", date(2015, 9, 23), None),
        ("2026-08-11", date(2026, 8, 11), None),
        ("Fri, 20 Nov 2026 08:15:00 GMT", date(2026, 11, 20), time(8, 15)),
        ("12/03/26", date(2026, 3, 12), None),
    ],
)
def test_reads_a_date_and_the_time_beside_it(text: str, when: date, clock: time | None) -> None:
    assert moment(text) == (when, clock)
    assert day(text) == when


@every_example(
    "text",
    [
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "",
        "Constitution",
        "December 2026",
        "31/02/2026",
        "45 May 2026",
        "Item 7.10",
        "7.00 pm",
        "May 2026 7.00 pm",
        "version 1.2.3",
        "020 7946 0018",
        "the 2026/27 budget",
    ],
)
def test_does_not_see_a_date_where_there_is_none(text: str) -> None:
    assert moment(text) == (None, None)


def test_a_number_further_on_is_not_the_time() -> None:
    assert moment("12/03/2026 Item 7.10") == (date(2026, 3, 12), None)


def test_the_first_of_two_dates_counts() -> None:
    assert day("DECEMBER, 2026 (01/12/2026 to 31/03/2027)") == date(2026, 12, 1)


def test_an_instant_is_told_in_london_time() -> None:
    assert moment("2026-06-30T23:30:00Z") == (date(2026, 7, 1), time(0, 30))
    assert london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert london_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_month_alone_is_a_month_and_no_day() -> None:
    assert month("due December 2026") == date(2026, 12, 1)
    assert month("FEBRUARY, 2018 (01/01/2018 to 30/04/2018)") == date(2018, 2, 1)
    assert month("in the spring") is None


@every_example("text", ["0001-01-01T00:00:00Z", "1 January 0001", "01/01/0001", "31 December 9999", "1 May 1753"])
def test_date_that_no_calendar_of_people_holds_is_none(text: str) -> None:
    assert day(text) is None
    assert instant(text) == ""
    assert month("January 1066") is None
    assert day("1 January 1900") == date(1900, 1, 1)
