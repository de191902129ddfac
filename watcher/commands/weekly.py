"""PURE: the weekly line to the watcher's administrators that all is well, or what is not, so that silence can be
trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from watcher.model import Health, Source
from watcher.styled import Styled, bold, clean, join, pack, plain
from watcher.texts import conversation as texts
from watcher.texts.saying import say
from watcher.wording import day

SILENT_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Week:
    """What the time since `since` came to: alerts that were told, and messages that were given up."""

    since: datetime
    until: datetime
    sources: Sequence[tuple[Source, Health]] = ()
    alerts: int = 0
    failed: int = 0


def weekly(week: Week, timezone: ZoneInfo) -> list[str]:
    """The messages that tell it: one, but for very many sources."""
    good = [one for one in week.sources if one[1].state == "ok"]
    well = len(good) == len(week.sources) and not week.failed
    numbers = say(
        texts.WEEK_NUMBERS,
        good=str(len(good)),
        sources=str(len(week.sources)),
        alerts=str(week.alerts),
        failed=str(week.failed),
    )
    head = join([bold(texts.WEEK_WELL if well else texts.WEEK_NOT_WELL), numbers])
    listed = [_source(*one, week.until, timezone) for one in week.sources]
    blocks = [join(listed[at : at + 20]) for at in range(0, len(listed), 20)]
    return [text.html for text, _ in pack(blocks, head)] if blocks else [head.html]


def _source(source: Source, health: Health, now: datetime, timezone: ZoneInfo) -> Styled:
    """When it was last read well; what is wrong with it; that it has been silent for very long."""
    good = day_and_time(health.last_good, timezone) if health.last_good else texts.NEVER
    name = clean(source.name, 60) or source.id
    wrong = "" if health.state == "ok" else texts.WEEK_STATE.format(state=health.state)
    new = health.last_new or health.baseline_at
    silent = texts.WEEK_SILENT.format(since=day(new.astimezone(timezone))) if new and now - new > SILENT_AFTER else ""
    return say(texts.WEEK_SOURCE, name=name, good=good, wrong=plain(wrong), silent=plain(silent))


def day_and_time(at: datetime, timezone: ZoneInfo) -> str:
    local = at.astimezone(timezone)
    return f"{day(local)}, {local:%H:%M}"
