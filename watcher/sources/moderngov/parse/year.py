"""PURE: how much of a committee's life its list shows: all years, or the current one alone.

What `Year=0` asks for is told in two ways (facts/moderngov.md, "Page kinds"), so a list of one year vouches for no
other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def whole_days(listed: Sequence[date], first: date, last: date, today: date) -> tuple[date, date]:
    """Return the days, of those from `first` to `last`, in which a list that shows meetings on these days shows all
    there are. One that shows a single year, by the calendar or the council's own from May on, may show no other."""
    earliest, latest = min(listed, default=today), max(listed, default=today)
    ends = [end for end in (date(earliest.year, 12, 31), _council_year_ends(earliest)) if latest <= end]
    # The last meetings before the annual one are held in May.
    if not ends and latest > _council_year_ends(earliest).replace(month=5, day=31):
        return first, last
    begins = earliest
    if _council_year_ends(earliest) == _council_year_ends(today):
        begins = min(earliest, today)
    return max(first, begins), min(last, max(latest, min(ends, default=latest)))


def _council_year_ends(day: date) -> date:
    """Return the last day of April at the end of a council's year."""
    return date(day.year + (day.month > 4), 4, 30)
