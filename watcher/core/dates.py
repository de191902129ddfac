"""PURE: working days and office hours in England, and dates as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from watcher.core.defaults import LONDON

CLEAR_DAYS_FOR_PAPERS = 5
"""Before a meeting, for which its papers must be open (Local Government Act 1972, s. 100B)."""
OPENS, CLOSES = time(7), time(19)
"""In London. Of 212 reports since 2022 Ofsted published none at a weekend, and none was seen before 8:36 (UTC)
(facts/ofsted.md, 9)."""
_DAY = timedelta(days=1)


def clear_days(published: date, meeting: date) -> int:
    """Count the clear working days between publication and meeting, both ends left out; 0 from the meeting's day on.
    Local Government Act 1972, s. 100B; the courts read "clear days" without weekends and bank holidays."""
    between = (published + n * _DAY for n in range(1, (meeting - published).days))
    return sum(map(is_working_day, between))


def working_days_before(meeting: date, count: int) -> date:
    """Return the working day that lies so many working days before the meeting: 1 is the last one before it."""
    when = meeting
    while count:
        when -= _DAY
        count -= is_working_day(when)
    return when


def papers_due(meeting: date) -> date:
    """Return the last day on which papers can be published with five clear days before the meeting."""
    return working_days_before(meeting, CLEAR_DAYS_FOR_PAPERS + 1)


def is_working_day(when: date) -> bool:
    """Tell whether it is neither Saturday, Sunday nor a bank holiday of England."""
    return when.weekday() < 5 and when not in bank_holidays(when.year)


def office_opens(moment: datetime) -> datetime:
    """Return the moment itself where it lies in office hours, else the next one at which an office opens."""
    local = moment.astimezone(LONDON)
    if is_working_day(local.date()) and OPENS <= local.time() < CLOSES:
        return moment
    when = local.date() + (_DAY if local.time() >= OPENS else timedelta())
    while not is_working_day(when):
        when += _DAY
    return datetime.combine(when, OPENS, LONDON).astimezone(moment.tzinfo)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England and Wales, moved from weekends; of those proclaimed for one year the ones
    since 2011."""
    sunday = easter(year)
    days = {sunday - 2 * _DAY, sunday + _DAY}
    days |= {_monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)), _monday_from(date(year, 8, 25))}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() > 4 or fixed in days:
            fixed += _DAY
        days.add(fixed)
    return frozenset(days - _NOT_KEPT | {when for when in _PROCLAIMED if when.year == year})


# By royal proclamation: the weddings, jubilees and the coronation, VE Day in 2020, the Queen's funeral.
_PROCLAIMED = frozenset(
    {
        date(2011, 4, 29), date(2012, 6, 4), date(2012, 6, 5), date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3),
        date(2022, 9, 19), date(2023, 5, 8),
    }
)  # fmt: skip
_NOT_KEPT = frozenset({date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)})
"""Regular ones whose place some of those took."""


def _monday_from(when: date) -> date:
    return when + timedelta(days=-when.weekday() % 7)


_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")


def day(value: date) -> str:
    """Write a date as people do: `1 December 2026`."""
    return _written(value.year, value.month, value.day)


@lru_cache(maxsize=4_000)  # of ten thousand documents there are few days, and the month's name takes long
def _written(year: int, month: int, number: int) -> str:
    return f"{number} {date(year, month, number):%B %Y}"


def read_day(said: object) -> date | None:
    """Return the day that a detail holds in ISO form, `2026-12-01`; None for anything else."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def format_date(words: str) -> str:
    """Return a date in ISO form, or a moment in London, as `1 December 2026`; a day with an hour that is London's
    already as `1 December 2026, 12:00`; any other words as they are."""
    if not _ISO.fullmatch(words):
        return words
    try:
        moment = datetime.fromisoformat(words)
        if not moment.tzinfo and "T" in words:
            return f"{day(moment)}, {moment:%H:%M}"
        return day(moment.astimezone(LONDON) if moment.tzinfo else moment)
    except (ValueError, OverflowError):  # it only looks like one
        return words


def day_and_time(at: datetime, timezone: ZoneInfo) -> str:
    """Writes a moment as people in this zone read it: `22 November 2026, 09:30`."""
    local = at.astimezone(timezone)
    return f"{day(local)}, {local:%H:%M}"
