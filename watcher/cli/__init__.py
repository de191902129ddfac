"""The command line, every verb in a few lines. The only place that prints; a verb loads what it needs when it runs."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

import watcher.cli.explain
import watcher.cli.help
import watcher.cli.papers
import watcher.cli.runs
import watcher.cli.setup_verbs
import watcher.cli.site
import watcher.cli.source_verbs  # noqa: F401 - as those before it adds its verbs
from watcher.cli.app import Config, State, app, for_verb
from watcher.cli.exit import FAILED, command
from watcher.cli.terminal import put

__all__ = ["app", "main"]

File: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]


@app.command()
@command
def check(
    live: Annotated[bool, typer.Option("--live", help="Visit every source once too, and remember nothing.")] = False,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="DIR", help="With --live: keep the raw pages in this folder.")
    ] = None,
    config: Config = None,
    state: State = None,
) -> int:
    """Read the config and print every problem in one go.

    The token is looked at too. Touches no network but with --live, and no state but to look who follows what.
    """
    from watcher.cli.summary import checked, followed_not_there
    from watcher.config import load_all
    from watcher.config.environment import refuse_public
    from watcher.config.load import refuse_what_is_left_to_do

    settings, environment = load_all(os.environ, config=config, state=state)
    refuse_what_is_left_to_do(environment.config, settings)
    if settings.site:
        refuse_public(Path(settings.site.folder), environment)
    print(checked(settings, environment))
    for line in followed_not_there(settings, environment):
        print(line)
    from watcher.cli.live import visited

    return FAILED if visited(settings, _now(), save, is_live=live) else 0


@app.command()
@command
def changes(
    since: Annotated[
        str | None, typer.Option(metavar="7d", help="Only of the last 90m, 24h, 7d; else the whole log.")
    ] = None,
    source: Annotated[str, typer.Option(metavar="ID", help="Only of this source.")] = "",
    form: Annotated[
        Literal["table", "jsonl"], typer.Option("--format", help="For people, or one JSON object a line.")
    ] = "table",
    config: Config = None,
    state: State = None,
) -> None:
    """The log of changes, oldest first."""
    from watcher.cli.status import logged
    from watcher.config import load_all
    from watcher.messages.change_json import change_line

    settings, environment = load_all(os.environ, config=config, state=state)
    found = logged(settings, environment, since, source, _now())
    if form == "jsonl":
        for change in found:
            print(change_line(change))
        return
    from watcher.cli import tables

    tables.changes(found, settings.timezone).show() if found else print("No changes.")


@app.command()
@command
def topics(
    asked: Annotated[
        str, typer.Argument(metavar="TEXT-or-URL", help="A text in quotes, - for standard input, or an address.")
    ] = "",
    since: Annotated[
        str, typer.Option(metavar="90d", help="What each topic would have sent of the log of so long.")
    ] = "",
    config: Config = None,
    state: State = None,
) -> None:
    """Which topics a text gets, and by which phrase.

    Of an address: each document there. With --since: what each topic, as it is now, would have sent. Writes nothing.
    """
    from watcher.cli.topics import found
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state)
    for line in found(asked, since, settings, environment, _now()):
        put(line)


@app.command()
@command
def status(
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help="For people, or one JSON object.")
    ] = "table",
    healthy: Annotated[
        bool, typer.Option("--healthy", help="Only whether the watcher works: exit code 0 or 1.")
    ] = False,
    config: Config = None,
    state: State = None,
) -> int:
    """How every source fares, what waits, the last run."""
    if healthy:
        from watcher.cli.healthy import told_alive

        return 0 if told_alive(os.environ, config, state, _now()) else FAILED
    from watcher.cli.status import gather_status, status_json
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state)
    found, now = gather_status(settings, environment), _now()
    if form == "json":
        print(status_json(found))
    else:
        from watcher.cli import tables

        tables.status(found, now).show()
        put("\n".join(tables.status_lines(found, now, settings.timezone)))
    return 0


@app.command()
@command
def backup(file: File, config: Config = None, state: State = None) -> None:
    """Copy all that is remembered into one new file.

    Also while a run works. The file holds who follows what, and no token.
    """
    from watcher.config import environment
    from watcher.store.backup import backup

    copied = backup(environment(os.environ, config=config, state=state).database_url, file)
    print(f"Copied {copied} to {file}. It holds who follows what: keep it as safe as the state itself.")


@app.command()
@command
def restore(file: File, config: Config = None, state: State = None) -> None:
    """Check a backup and put it back.

    What is there now is kept beside it. No run may work meanwhile.
    """
    from watcher.cli.summary import restored
    from watcher.config import environment
    from watcher.jobs.lock import held
    from watcher.store.backup import restore

    surroundings = environment(os.environ, config=config, state=state)
    with held(surroundings.state):
        print(restored(file, restore(surroundings.database_url, file, _now(), surroundings.state)))


@app.command()
@command
def demo() -> None:
    """The whole job on this machine, told as a story.

    Needs no token and no internet, leaves nothing behind.
    """
    from tempfile import TemporaryDirectory

    from watcher.cli.demo import play
    from watcher.cli.summary import scene

    with TemporaryDirectory(prefix="watcher-demo-") as folder:
        for part in play(Path(folder), _now()):
            for line in scene(part):
                put(line)


def _now() -> datetime:
    return datetime.now(UTC)


def _open_what_is_closed() -> None:
    """Gives standard input, output and error that whoever began this closed (`>&-`) to nobody: else the next file that
    is opened would get their number, and what is printed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    nobody = Path(os.devnull)
    sys.stdout = sys.stdout or nobody.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nobody.open("w", encoding="utf-8")


def main() -> None:
    """Runs the command line, as `watcher` and as `python -m watcher`."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that can't show a letter shows its number
    # Memory goes with the process: to take it apart first takes a fifth of an idle run (0.96 s of CPU with this line,
    # 1.17 s without).
    atexit.register(gc.freeze)
    gc.set_threshold(100_000)  # rarer than usual: to look for rubbish while libraries load is a fortieth of a short run
    os.umask(0o077)  # whatever is written is for the eyes of whoever runs this alone
    for_verb(sys.argv[1:])(prog_name="watcher")
