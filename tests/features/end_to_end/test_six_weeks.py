"""Six weeks of a borough: what five readers were told of what mattered to them (MESSAGES.md, issue 16)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.borough.events import ASKED, EVENTS, STORY
from tests.tools.borough.happenings import BEGINS, ENDS, begun
from tests.tools.borough.judge import Count, judged, table
from tests.tools.borough.world import Borough

AFTER = timedelta(minutes=31)
"""What happens is seen so soon."""


def moments() -> list[datetime]:
    """When the watcher runs: soon after each thing happened, and every morning."""
    days = [BEGINS.replace(hour=9, minute=5) + timedelta(days=number) for number in range(1, 43)]
    seen = {at + AFTER for at, _ in STORY if at.hour > 8}
    return sorted({moment for moment in (*days, *seen, ENDS) if moment <= ENDS})


def lived(town: Town) -> Borough:
    """The borough after its six weeks."""
    borough = Borough(town)
    town.clock.forward(BEGINS - town.clock())
    begun(borough)
    borough.is_watched()
    borough.stands()
    town.once()
    borough.gathers_readers()
    waiting = list(STORY)
    for moment in moments():
        while waiting and waiting[0][0] <= moment:
            at, happens = waiting.pop(0)
            happens(borough, at)
        borough.stands()
        borough.runs(moment)
    return borough


@pytest.fixture
def counts(town: Town) -> dict[str, Count]:
    borough = lived(town)
    __import__("pathlib").Path("/tmp/story_told.txt").write_text("\n\n".join(f"=== {m.at:%a %d %b %H:%M} {m.reader} #{m.number} re {m.reply_to} silent {m.silent} thread {m.thread}\n{m.shown}" for m in borough.told))
    return {reader: judged(reader, EVENTS, list(borough.of(reader)), ASKED.get(reader, "")) for reader in borough.readers}


def test_what_mattered_was_said(counts: dict[str, Count]) -> None:
    print(table(counts.values()))
    __import__("pathlib").Path("/tmp/story_table.txt").write_text(table(counts.values()))
