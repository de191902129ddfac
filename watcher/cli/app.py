"""The command itself, and the options that nearly every verb has."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from watcher import __version__

app = typer.Typer(
    help="Watches a council's papers, Ofsted and the news, and tells people on Telegram what is new or changed.",
    epilog="Exit codes: 0 all fine; 1 something failed; 2 config, token or command line wrong; 75 another run works.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Config: TypeAlias = Annotated[
    Path | None, typer.Option("--config", metavar="DIR", help="Folder of the config (WATCHER_CONFIG, else config).")
]
State: TypeAlias = Annotated[
    Path | None, typer.Option("--state", metavar="DIR", help="Folder of the state (WATCHER_STATE, else state).")
]

All: TypeAlias = Annotated[
    bool, typer.Option("--all", help="Visit every enabled source, backed off and blocked ones too.")
]
Some: TypeAlias = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Visit this source now, due or not; may be repeated.")
]
Log: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Print nothing: add it to this file, with date and time.")
]


def for_verb(asked: Sequence[str]) -> typer.Typer:
    """Returns the command with no verb but the one that is asked for, where it is one: typer builds every verb it is
    given, and all of them are an eighth of a run that rests."""
    alone = copy(app)
    named = [verb for verb in app.registered_commands if verb.callback and [verb.callback.__name__] == asked[:1]]
    alone.registered_commands = named or app.registered_commands
    return alone


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"watcher {__version__}")
        raise typer.Exit


@app.callback()
def _before_every_verb(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Only here for the option; what the program does is said above."""
