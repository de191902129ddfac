"""By which day a promise is to be kept."""

from __future__ import annotations

from datetime import date

from tests.tools.examples import every_example
from watcher.rules.promise_dates import due_day

MADE = date(2026, 9, 29)


@every_example(
    ("words", "due"),
    [
        ("by 31 December", date(2026, 12, 31)),
        ("by 31 December 2027", date(2027, 12, 31)),
        ("to its next meeting on 8 December 2026", date(2026, 12, 8)),
        ("before the end of February", date(2027, 2, 28)),
        ("to the November meeting", date(2026, 11, 30)),
        ("in January 2027", date(2027, 1, 31)),
        ("within six weeks", date(2026, 11, 10)),
        ("within ten working days", date(2026, 10, 13)),
        ("in three months' time", date(2026, 12, 29)),
        ("in six months", date(2027, 3, 29)),
        ("no later than October 2027", date(2027, 10, 31)),
        ("by mid-October", date(2026, 10, 31)),
        ("before the end of the month", date(2026, 9, 30)),
        ("by the end of the financial year", date(2027, 3, 31)),
        ("by 30 October or, failing that, by 30 November", date(2026, 11, 30)),
    ],
)
def test_a_day_that_is_said_is_read_the_later_one_in_doubt(words: str, due: date) -> None:
    assert due_day(f"Officers agreed to provide the list {words}.", MADE) == due


@every_example(
    "words",
    [
        "in due course",
        "as set out on 7 July 2026",
        "after 1 April 2027",
        "from 1 April 2027",
        "by spring",
        "in two years",
        "of what had changed in six months",
        "in six months of the year before",
    ],
)
def test_no_day_is_made_up(words: str) -> None:
    assert due_day(f"Officers agreed to provide the list {words}.", MADE) is None


def test_without_the_day_of_the_meeting_nothing_is_due() -> None:
    assert due_day("Officers agreed to provide the list within six weeks.", None) is None
