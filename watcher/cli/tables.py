"""Tables for people: they fit a terminal, and written anywhere else they are plain lines as wide as they need to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from watcher.model import Change, Document, Reading, Source
from watcher.styled import clean
from watcher.telling import happened, noted, title_of, told, word
from watcher.wording import counted

if TYPE_CHECKING:
    from watcher.cli.standing import Standing
    from watcher.store.runs import Run

SILENT_AFTER = timedelta(days=30)
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))
_WIDE = 10_000  # no line of ours is longer: nothing wraps in a file
_STYLES = {"new": "green", "changed": "yellow", "withdrawn": "red", "restored": "cyan"}
_STATES = {"ok": "green", "failing": "red", "blocked": "red", "suspect": "yellow", "new": "dim"}


def show(table: Table) -> None:
    """Prints the table: with colour on a terminal, else without a blank at the end of a line."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(table)
        return
    console = Console(width=_WIDE, color_system=None)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        print(line.rstrip())


def _table(*columns: str | Column) -> Table:
    return Table(*columns, box=SIMPLE_HEAD if Console().is_terminal else None, pad_edge=False)


def changes(found: Sequence[Change], zone: ZoneInfo) -> Table:
    """When, where, and the words a subscriber reads."""
    table = _table(Column("When", no_wrap=True), "Source", "Change", Column("Document", ratio=1, overflow="fold"))
    for change in found:
        heading = f"{word(change)}: "
        said = unescape(re.sub(r"<[^<>]*>", "", told(change).html)).removeprefix(heading)
        title, _, rest = said.partition("\n")
        cell = Text.assemble(
            (title, "bold"), "\n" + rest if rest else "", ("\n" + clean(change.document.url, 2000), "dim")
        )
        table.add_row(_when(change.at, zone), change.source, Text(word(change), _STYLES[change.kind]), cell)
    return table


def readings(found: Sequence[Reading]) -> Table:
    """What the pages of one source were understood to hold."""
    table = _table(
        "Kind",
        Column("Date", no_wrap=True),
        Column("Document", ratio=1, overflow="fold"),
        Column("Key", overflow="fold"),
    )
    for document in (document for reading in found for document in reading.documents):
        said = "".join(f"\n{line}" for line in (happened(document), *noted(document)) if line)
        cell = Text.assemble((title_of(document), "bold"), said, ("\n" + clean(document.url, 2000), "dim"))
        table.add_row(document.kind, _date(document), cell, Text(clean(document.key), "dim"))
    return table


def _date(document: Document) -> str:
    day = document.details.get("date") or document.published
    return clean(str(day)) if day else ""


def status(found: Standing, now: datetime) -> Table:
    """How each source fares, with times as people say them: `25m ago`, `in 2h`."""
    table = _table(
        Column("Source", overflow="fold"),
        "State",
        Column("Documents", justify="right"),
        "Visited",
        "Good",
        "New",
        "Next",
    )
    for source, health in found.sources:
        table.add_row(
            source.id,
            Text(health.state, _STATES[health.state]),
            str(found.documents.get(source.id, 0)),
            *(_ago(time, now) for time in (health.last_visit, health.last_good, health.last_new, health.next_visit)),
        )
    return table


def status_lines(found: Standing, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """What stands below the table of sources: reasons, silence, the last run, the queue."""
    for source, health in found.sources:
        if health.reason:
            yield f"{source.id}: {clean(health.reason)}"
    for source, health in found.sources:
        since = health.last_new or health.baseline_at
        if since and now - since > SILENT_AFTER:
            yield f"{source.id}: nothing new since {_when(since, zone)}; {_silence(source)}"
    yield f"Last run: {_run(found.run, zone)}"
    yield f"Waiting to be told: {found.queue['waiting']}, undeliverable: {found.queue['failed']}"
    yield counted(found.subscribers, "subscriber")


def _silence(source: Source) -> str:
    """What an administrator may make of it (facts/ofsted.md, 8)."""
    if source.kind == "ofsted":
        return "months between two reports are usual there, more so before elections"
    return "is its address still the right one?"


def _run(run: Run | None, zone: ZoneInfo) -> str:
    if not run:
        return "none yet"
    if not run.ended_at:
        return f"began {_when(run.started_at, zone)}, not ended: it still runs, or was stopped"
    numbers = {"source": run.visited, "change": run.changes, "message": run.sent, "problem": run.problems}
    came_to = ", ".join(counted(number, name) for name, number in numbers.items())
    return f"{_when(run.ended_at, zone)}: {came_to}"


def _ago(time: datetime | None, now: datetime) -> str:
    if not time:
        return "-"
    seconds = abs((now - time).total_seconds())
    if seconds < 60:
        return "now"
    size, unit = next((size, unit) for size, unit in _UNITS if seconds >= size)
    said = f"{seconds // size:.0f}{unit}"
    return f"{said} ago" if time < now else f"in {said}"


def _when(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "-"
