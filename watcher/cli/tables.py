"""What stands in the tables that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from watcher.cli.table import Cell, Column, Grid
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.text import pluralise
from watcher.core.visits import Reading
from watcher.jobs.shared_config import config_difference, without_token
from watcher.messages.admin import SILENT_AFTER
from watcher.messages.change import event_label, extra_lines, happened, render_change, title_of
from watcher.messages.telegram_html import one_line

if TYPE_CHECKING:
    from watcher.core.queries import Run, WatcherStatus
    from watcher.core.workers import Worker

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))
_STYLES = {"new": "green", "changed": "yellow", "withdrawn": "red", "restored": "cyan"}
_STATES = {"ok": "green", "failing": "red", "blocked": "red", "suspect": "yellow", "new": "dim"}


def changes(found: Sequence[Change], zone: ZoneInfo) -> Grid:
    """Returns the table of changes: when, where, and the words a subscriber reads."""
    grid = Grid((Column("When", whole=True), Column("Source"), Column("Change"), Column("Document", wide=True)))
    for change in found:
        heading = f"{event_label(change)}: "
        said = unescape(re.sub(r"<[^<>]*>", "", render_change(change).html)).removeprefix(heading)
        title, _, rest = said.partition("\n")
        cell = _document(title, rest, change.document)
        grid.add(_when(change.at, zone), change.source, [(event_label(change), _STYLES[change.kind])], cell)
    return grid


def _document(title: str, rest: str, document: Document) -> Cell:
    """Returns what is said of a document, and where it lies."""
    return [(title, "bold"), ("\n" + rest if rest else "", ""), ("\n" + one_line(document.url, 2000), "dim")]


def readings(found: Sequence[Reading]) -> Grid:
    """Returns the table of what the pages of one source were understood to hold."""
    grid = Grid((Column("Kind"), Column("Date", whole=True), Column("Document", wide=True), Column("Key")))
    for document in (document for reading in found for document in reading.documents):
        rest = "\n".join(line for line in (happened(document), *extra_lines(document)) if line)
        cell = _document(title_of(document), rest, document)
        grid.add(document.kind, _date(document), cell, [(one_line(document.key), "dim")])
    return grid


def _date(document: Document) -> str:
    day = document.details.get("date") or document.stated_day
    return one_line(str(day)) if day else ""


def status(found: WatcherStatus, now: datetime) -> Grid:
    """Returns the table of how each source fares, with times as people say them: `25m ago`, `in 2h`."""
    times = (Column("Visited"), Column("Good"), Column("New"), Column("Next"))
    grid = Grid((Column("Source"), Column("State"), Column("Documents", right=True), *times))
    for source, health in found.sources:
        grid.add(
            source.id,
            [(health.state, _STATES[health.state])],
            str(health.documents),
            *(_ago(time, now) for time in (health.last_visit, health.last_good, health.last_new, health.next_visit)),
        )
    return grid


def status_lines(found: WatcherStatus, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """Yields what stands below the table of sources: reasons, silence, the last run, the queue."""
    for source, health in found.sources:
        if health.reason:
            yield f"{source.id}: {one_line(health.reason)}"
    for source, health in found.sources:
        since = health.last_new or health.baseline_at
        if since and now - since > SILENT_AFTER:
            yield f"{source.id}: nothing new since {_when(since, zone)}; {_silence(source)}"
    yield f"Last run: {_run(found.run, zone)}"
    yield f"Waiting to be told: {found.waiting}, undeliverable: {found.given_up}"
    yield pluralise(found.subscribers, "subscriber")
    yield from _workers(found.workers, zone)
    for reason, since in found.not_kept.items():
        yield (
            f"Files of papers are not kept in state/papers since {_when(since, zone)}: {one_line(reason)}; "
            "make room there, or set papers.keep in watcher.yaml lower; their texts are kept, alerts are not affected"
        )


def _workers(workers: Sequence[Worker], zone: ZoneInfo) -> Iterator[str]:
    """Who works on this database, and who of them by another config than whoever speaks."""
    for worker in workers:
        does = ["speaks"] * worker.speaks + [f"visits {pluralise(worker.sites, 'site')}"] * bool(worker.sites)
        yield (
            f"Worker on {_named(worker)}, since {_when(worker.since, zone)}: "
            f"{', '.join(does) or 'holds nothing just now'}{without_token(worker.config) if worker.speaks else ''}"
        )
    for speaker in (worker for worker in workers if worker.speaks):
        for worker in workers:
            if differs := config_difference(speaker.config, worker.config):
                where = f"{_named(worker)} than on {_named(speaker)}, which speaks"
                yield f"Another config is in force on {where}: {differs}"


def _named(worker: Worker) -> str:
    return f"{worker.host} (process {worker.process})"


def _silence(source: Source) -> str:
    """Returns what an administrator may make of a silence (facts/ofsted.md, 8)."""
    if source.kind == "ofsted":
        return "months between two reports are usual there, more so before elections"
    return "is its address still the right one?"


def _run(run: Run | None, zone: ZoneInfo) -> str:
    if not run:
        return "none yet"
    if not run.ended_at:
        return f"began {_when(run.started_at, zone)}, not ended: it still runs, or was stopped"
    numbers = {"source": run.visited, "change": run.changes, "message": run.sent, "problem": run.problems}
    came_to = ", ".join(pluralise(number, name) for name, number in numbers.items())
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
