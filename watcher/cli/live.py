"""Every source visited once without being remembered: for the first day on the real sites."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from watcher.cli.table import Column, Grid
from watcher.config import Settings
from watcher.core.errors import ConfigError, SourceError
from watcher.core.sources import Source, enabled_sources

STALE_AFTER = timedelta(days=90)
"""A source whose newest document is older looks like one whose address is no longer the right one; Ofsted's are."""
AHEAD = timedelta(days=550)
"""No council plans its meetings further ahead than the next municipal year."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one visit came to. `odd` is empty where nothing looks wrong."""

    source: Source
    led_to: str = ""
    documents: int = 0
    newest: date | None = None
    odd: tuple[str, ...] = ()
    failed: bool = False


def visited(settings: Settings, now: datetime, save: Path | None, *, is_live: bool) -> bool:
    """Visits every enabled source and prints one table, if that is asked for; returns whether one could not be read.
    Raises ConfigError for a folder without a visit to fill it, and for one that can't be written."""
    if not is_live:
        if save:
            raise ConfigError(["--save keeps what --live reads: say both"])
        return False
    found = list(_visits(settings, now, save))
    print()
    table(found).show()
    return any(seen.failed for seen in found)


def _visits(settings: Settings, now: datetime, save: Path | None) -> Iterator[Seen]:
    """Visits each enabled source in turn, and yields what was seen there; by one fetcher, so that no site is asked
    faster than in a run."""
    from watcher.cli.preview import Pages, read_once
    from watcher.cli.progress import waiting
    from watcher.jobs.setup import fetcher

    sources = enabled_sources(settings.sources)
    with ExitStack() as stack:
        web = stack.enter_context(fetcher(settings, save=Pages(save) if save else None))
        for number, source in enumerate(sources, 1):
            with waiting(f"Reading {source.id} ({number} of {len(sources)})"):
                try:
                    preview = read_once(source, web, now)
                except SourceError as error:
                    yield Seen(source, odd=(str(error).removeprefix(f"{source.id}: "),), failed=True)
                    continue
            documents = [document for reading in preview.readings for document in reading.documents]
            days = [day for document in documents if (day := _day(document.published, document.details.get("date")))]
            said = [line for line in preview.lines() if not line.startswith("Understood")]
            newest = max(days, default=None)
            odd = (*said, *oddities(source, len(documents), newest, preview.led_to, now.date()))
            yield Seen(source, preview.led_to, len(documents), newest, odd, bool(preview.unread))


def _day(published: object, meeting: object) -> date | None:
    for day in (published, meeting):
        if isinstance(day, date):
            return day
        try:
            return date.fromisoformat(str(day)[:10])
        except ValueError:
            continue
    return None


def oddities(source: Source, documents: int, newest: date | None, led_to: str, today: date) -> Iterator[str]:
    """Yields what an administrator should look at, in plain lines."""
    if not documents:
        yield "empty: nothing is there, or its address is not the right one"
    elif newest is None and source.kind not in ("page", "ofsted", "figures"):
        yield "no document has a date"
    if newest and source.kind != "ofsted" and today - newest > STALE_AFTER:
        yield f"nothing since {newest}: is its address still the right one?"
    if newest and newest - today > AHEAD:
        yield f"a date far ahead, {newest}"
    if led_to:
        yield "it leads on to another address"


def table(found: list[Seen]) -> Grid:
    """Returns the table of what was seen, one row a source."""
    last = (Column("Documents", right=True), Column("Newest", whole=True), Column("Odd", wide=True))
    grid = Grid((Column("Source"), Column("Address"), Column("Final address"), Column("Kind"), *last))
    for seen in found:
        source, newest = seen.source, str(seen.newest or "-")
        number = "-" if seen.failed and not seen.documents else str(seen.documents)
        grid.add(source.id, source.url, seen.led_to or "same", source.kind, number, newest, "\n".join(seen.odd) or "-")
    return grid
