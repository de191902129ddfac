"""`once` and `run`: the two verbs that do the job."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.app import All, Config, Log, Some, State, app
from watcher.cli.exit import FAILED, command
from watcher.cli.log_file import log_into
from watcher.cli.logs import Form, Level, log_to_stderr, say
from watcher.core.errors import LockHeld

if TYPE_CHECKING:
    from collections.abc import Callable

    from watcher.config import Environment, Settings


@app.command()
@command
def once(
    every: All = False,
    source: Some = None,
    log: Log = None,
    config: Config = None,
    state: State = None,
) -> int:
    """One whole run, as cron starts it.

    Answers waiting Telegram messages, visits the sources that are due, delivers what is queued, ends.
    """
    if log:
        log_into(log)
    from watcher.cli.idle import Look, look

    seen = Look() if every or source else look(os.environ, config, state, datetime.now(UTC))
    if seen.ending:
        print(seen.ending)
        _ping(seen.ping, well=True)
        return 0
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state, kept=True)
    only, wrote = source or [], seen.somebody_wrote
    return _pinged(settings.ping, lambda: _whole_run(settings, environment, every, only, somebody_wrote=wrote))


def _whole_run(
    settings: Settings, environment: Environment, every: bool, only: list[str], *, somebody_wrote: bool
) -> int:
    from watcher.cli.progress import shown, sum_up
    from watcher.core.sources import enabled_sources
    from watcher.jobs.run import run_once

    with shown(len(only or enabled_sources(settings.sources))) as progress:
        result = run_once(
            settings, environment, all_sources=every, only=only, progress=progress, somebody_wrote=somebody_wrote
        )
    sum_up(result, settings.timezone)
    return FAILED if result.failed else 0


def _pinged(url: str, run: Callable[[], int]) -> int:
    """Tells who watches how the run ended; that another one works is no end of one."""
    try:
        code = run()
    except LockHeld:
        raise
    except Exception:
        _ping(url, well=False)
        raise
    _ping(url, well=code == 0)
    return code


def _ping(url: str, *, well: bool) -> None:
    if not url:
        return
    from watcher.jobs.ping import ping

    if problem := ping(url, well):
        say(problem)


@app.command()
@command
def run(
    log: Annotated[Form, typer.Option("--log", help="The log's lines: for people, or each a JSON object.")] = "text",
    level: Annotated[Level | None, typer.Option("--log-level", help="The least that is logged; else info.")] = None,
    config: Config = None,
    state: State = None,
) -> None:
    """The same for ever, answering at once.

    Visits on a schedule. Ends cleanly on SIGTERM and Ctrl-C (SIGINT); SIGHUP reads the config again.
    """
    log_to_stderr(log, level, worker=True)
    from watcher.cli.progress import told_as_log
    from watcher.config import load_all
    from watcher.jobs.worker import serve

    settings, environment = load_all(os.environ, config=config, state=state, kept=True)
    serve(settings, environment, progress=told_as_log)
