"""PURE: tells when an alert is due. Digest windows are half-open and fixed in the config's zone, so that no change
falls between two of them or into both, whenever a run happens."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from watcher.core.alerts import Frequency


class Timetable(NamedTuple):
    """Says when digests go out: daily at a time, weekly on a weekday (0 = Monday) at a time."""

    timezone: ZoneInfo
    daily: time
    weekly: tuple[int, time]


def due_at(at: datetime, frequency: Frequency, timetable: Timetable) -> datetime:
    """Returns when an alert about something seen `at` a moment is due: that moment itself for `now`, else the end of
    its window, in UTC. What is seen exactly at an end waits for the next."""
    if frequency == "now":
        return at
    weekday, clock = timetable.weekly if frequency == "weekly" else (None, timetable.daily)
    local = at.astimezone(timetable.timezone)
    for days in range(9):
        day = local.date() + timedelta(days=days)
        end = datetime.combine(day, clock, timetable.timezone).astimezone(UTC)
        if (weekday is None or day.weekday() == weekday) and end > at:
            return end
    raise AssertionError("a week has every weekday")  # unreachable: nine days hold each weekday once after `at`
