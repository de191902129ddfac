"""Starts real runs quickly: it has loaded the product once, and forks a fresh process for each run it is asked for.

Asked on stdin, a JSON object a line: `{"verb": "once", "statement": 17, "api": "http://…"}`; it answers with the
process's number, and when that has ended with its exit code (negative: the signal that killed it).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy.event
import typer
from sqlalchemy import Engine

from tests.tools.chaos.times import StoryTime
from tests.tools.standin import TEST_TOKEN
from watcher.cli.exit import FAILED, command
from watcher.config import Environment, load_settings
from watcher.jobs.run import run_once
from watcher.jobs.worker import serve

# Loaded here, so that no run has to: what the product and its libraries load when they first need it.
for needed in (
    "anyio._backends._asyncio", "httpcore", "watcher.config.load", "watcher.fetch.fetcher", "watcher.jobs.worker",
    "watcher.sources.feed", "watcher.sources.ofsted", "watcher.bot.telegram.client",
):  # fmt: skip
    import_module(needed)


def main() -> None:
    parser = ArgumentParser()
    for name in ("--config", "--state", "--log", "--time"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    for line in sys.stdin:
        _answer(_ended(_begun(given, json.loads(line))))


def _answer(number: int) -> None:
    print(number, flush=True)


def _begun(given: Namespace, asked: dict[str, Any]) -> int:
    process = os.fork()
    if process == 0:
        _become(given, asked)
    _answer(process)
    return process


def _ended(process: int) -> int:
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def _become(given: Namespace, asked: dict[str, Any]) -> NoReturn:
    """This process is the run that was asked for, and ends with it."""
    log = os.open(given.log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    if asked["statement"]:
        _die_at_statement(asked["statement"])
    clock = StoryTime(given.time)
    environment = Environment(
        given.config, given.state, TEST_TOKEN, asked["api"], f"sqlite:///{given.state}/watcher.sqlite3"
    )
    try:
        {"once": _once, "run": _run}[asked["verb"]](environment, clock)
    except typer.Exit as end:
        code = end.exit_code
    sys.stderr.flush()
    os._exit(code)


@command
def _once(environment: Environment, clock: StoryTime) -> int:
    """As the verb of the same name, in the time of the story."""
    result = run_once(load_settings(environment.config), environment, clock=clock, limiter=clock.limiter())
    for problem in result.problems:
        print(problem, file=sys.stderr)
    return FAILED if result.failed else 0


@command
def _run(environment: Environment, clock: StoryTime) -> None:
    serve(load_settings(environment.config), environment, clock=clock, limiter=clock.limiter())


def _die_at_statement(number: int) -> None:
    """Kills this process just before its so-manieth SQL statement, COMMIT and PRAGMA counted, is carried out."""
    left = number

    def count(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    @sqlalchemy.event.listens_for(Engine, "connect")
    def _listen(connection: Any, _record: object) -> None:  # Any: a driver's own connection
        connection.set_trace_callback(count)


if __name__ == "__main__":
    main()
