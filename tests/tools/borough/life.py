"""The six weeks as they pass: what happens, the runs of the watcher, and what it all comes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from tests.features.end_to_end.town import Town
from tests.tools.borough.events import ASKED, EVENTS, LISTED, STORY
from tests.tools.borough.happenings import BEGINS, ENDS, begun, on
from tests.tools.borough.judge import Count, judged
from tests.tools.borough.world import Borough

SEEN, LISTED_AGAIN, MORNING = timedelta(minutes=31), timedelta(hours=4, minutes=31), 9
DAYS = 42
FIRST_DAYS_END = on(11, 10, 17)


def moments() -> list[datetime]:
    """When the watcher runs: every morning, soon after each thing happened, and when lists are asked for again."""
    first = BEGINS.replace(hour=MORNING, minute=5)
    mornings = {first + timedelta(days=number) for number in range(1, DAYS + 1)}
    seen = {at + SEEN for at, _ in STORY if at.hour >= MORNING}
    later = {at + LISTED_AGAIN for at, happens in STORY if happens in LISTED}
    return sorted(mornings | seen | later | {ENDS})


def first_days() -> list[datetime]:
    """The same for the first days alone, to the first agenda of the cabinet."""
    return [moment for moment in moments() if moment <= FIRST_DAYS_END]


def every_three_hours() -> list[datetime]:
    """From morning to night, whatever happens."""
    midnight = BEGINS.replace(hour=0, minute=0)
    runs = [midnight + timedelta(days=day, hours=hour) for day in range(1, DAYS + 1) for hour in range(7, 23, 3)]
    return [*(moment for moment in runs if moment < ENDS), ENDS]


def lived(town: Town, runs: Iterable[datetime]) -> Borough:
    """The borough after the last of these moments, at which the watcher ran."""
    borough = Borough(town)
    town.clock.forward(BEGINS - town.clock())
    begun(borough)
    borough.is_watched()
    borough.stands()
    town.once()
    borough.gathers_readers()
    waiting = list(STORY)
    for moment in runs:
        while waiting and waiting[0][0] <= moment:
            at, happens = waiting.pop(0)
            happens(borough, at)
        borough.stands()
        borough.runs(moment)
    return borough


def counted(borough: Borough) -> list[Count]:
    """What each reader was told of what mattered."""
    events = [event for event in EVENTS if event.at <= borough.town.clock()]
    return [judged(reader, events, list(borough.of(reader)), ASKED.get(reader, "")) for reader in borough.readers]
