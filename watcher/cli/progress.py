"""How a run is watched: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

from watcher.cli.lines import outcome
from watcher.model import Source

if TYPE_CHECKING:
    from watcher.visit import VisitResult

Progress: TypeAlias = "Callable[[Source, VisitResult | None], None]"


@contextmanager
def shown(sources: int) -> Iterator[Progress]:
    """Told of each source when its visit begins (None) and ends, prints a line for each that ended."""
    if sys.stdout.isatty():
        with _bar(sources) as bar:
            yield bar
    else:
        yield told_as_lines


def told_as_lines(source: Source, result: VisitResult | None) -> None:
    """A line for each visit that ended."""
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


def waiting(words: str) -> AbstractContextManager[object]:
    """Turns a wheel beside the words while something is waited for; only on a terminal."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)
