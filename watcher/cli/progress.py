"""How a run is watched: a bar on a terminal, plain lines anywhere else; and what it came to in the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

from watcher.cli.idle import NO_TOKEN
from watcher.cli.logs import event, say
from watcher.cli.summary import further, no_network, outcome, summary
from watcher.core.sources import Source

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from watcher.jobs.run_result import RunResult
    from watcher.jobs.visit import VisitResult

Progress: TypeAlias = "Callable[[Source, VisitResult | None], None]"


@contextmanager
def shown(sources: int) -> Iterator[Progress]:
    """Told of each source when its visit begins (None) and ends, prints a line for each that ended."""
    if sys.stdout.isatty():
        with _bar(sources) as bar:
            yield bar
    else:
        yield told_as_lines


def told_as_log(source: Source, result: VisitResult | None) -> None:
    """Prints a line of the log for each visit that ended, for a worker: `2026-11-22T09:30:00Z INFO visit cabinet: 2
    new`."""
    if result:
        level = "INFO" if result.state == "ok" else "WARNING"
        event(level, f"visit {outcome(result)}")


def told_as_lines(source: Source, result: VisitResult | None) -> None:
    """Prints a line for each visit that ended."""
    if result:
        print(outcome(result), flush=True)


@contextmanager
def _bar(sources: int) -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, transient=True) as bar:
        task, reading = bar.add_task("", total=sources), list[str]()

        def tell(source: Source, result: VisitResult | None) -> None:
            if result:
                reading.remove(source.id)
                bar.print(outcome(result), markup=False, highlight=False)
                bar.advance(task)
            else:
                reading.append(source.id)
            bar.update(task, description=", ".join(reading))

        yield tell


def sum_up(result: RunResult, zone: ZoneInfo) -> None:
    """Prints a line of numbers, and the problems; the changes themselves where nobody else was told."""
    found = [change for visit in result.visits for change in visit.changes]
    if found and not result.told:
        from watcher.cli import tables

        tables.changes(found, zone).show()
    print(summary(result) if result.told else f"{summary(result)} {NO_TOKEN}")
    for line in further(result, zone):
        print(line)
    for problem in dict.fromkeys([*result.problems, *([no_network(result)] if result.no_network else [])]):
        say(problem)


def waiting(words: str) -> AbstractContextManager[object]:
    """Turns a wheel beside the words while something is waited for; only on a terminal."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)
