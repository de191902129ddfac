"""Six weeks of a borough: what five readers were told of what mattered to them (MESSAGES.md).

`python -m tests.tools.borough` prints every message, and the table. Bars are raised in BARS alone. Aimed at:
nine in ten of what mattered said, 95 per cent of the first lines the news, nine in ten messages worth it, every
deadline told in time, nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.borough.judge import Count, table
from tests.tools.borough.life import counted, every_three_hours, first_days, lived, moments
from tests.tools.borough.world import FORUM_TOPIC, Borough


@dataclass(frozen=True)
class Bar:
    """At least so many of what mattered sent and said, of first lines (in per cent) the news, of deadlines told in
    time; at most so many messages, and documents in other messages, not worth it, and events told more than once."""

    sent: int
    said: int
    news: int
    in_time: int
    idle: int = 0
    stray: int = 0
    twice: int = 0


BARS = {
    "sue": Bar(sent=21, said=21, news=100, in_time=6),
    "dan": Bar(sent=5, said=5, news=100, in_time=1),
    "eve": Bar(sent=23, said=23, news=100, in_time=8),
    "forum": Bar(sent=4, said=4, news=100, in_time=1),
    "channel": Bar(sent=5, said=5, news=100, in_time=0),
}


BARS_OF_FIRST_DAYS = {
    "sue": Bar(sent=8, said=8, news=100, in_time=2),
    "dan": Bar(sent=0, said=0, news=100, in_time=0),
    "eve": Bar(sent=7, said=7, news=100, in_time=2),
    "forum": Bar(sent=2, said=2, news=100, in_time=0),
    "channel": Bar(sent=1, said=1, news=100, in_time=0),
}


def below(bar: Bar, count: Count) -> list[str]:
    """Where the count does not come up to the bar."""
    at_least = {"sent": count.sent, "said": count.said, "news": count.news, "in_time": count.in_time}
    at_most = {"idle": len(count.idle), "stray": len(count.stray), "twice": len(count.twice)}
    low = [f"{name} {got}, not {getattr(bar, name)}" for name, got in at_least.items() if got < getattr(bar, name)]
    high = [f"{name} {got}, not {getattr(bar, name)}" for name, got in at_most.items() if got > getattr(bar, name)]
    return [f"{count.reader}: {what}" for what in (*low, *high)]


def judge(borough: Borough, bars: Mapping[str, Bar] = BARS) -> None:
    counts = counted(borough)
    print(f"\n{table(counts)}")
    assert [line for count in counts for line in below(bars[count.reader], count)] == []
    assert {message.thread for message in borough.of("forum")} == {FORUM_TOPIC}


@pytest.mark.soak  # quicker: each kind of message in its own file beside this one
def test_five_readers_are_told_what_mattered_in_the_first_days(town: Town) -> None:
    judge(lived(town, first_days()), BARS_OF_FIRST_DAYS)


@pytest.mark.soak  # quicker: the first days of them
def test_five_readers_are_told_what_mattered_in_six_weeks(town: Town) -> None:
    judge(lived(town, moments()))


@pytest.mark.soak  # quicker: the same weeks, seen at fewer moments
def test_five_readers_are_told_what_mattered_by_a_watcher_that_runs_every_three_hours(town: Town) -> None:
    judge(lived(town, every_three_hours()))
