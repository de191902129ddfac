"""`help`: the same as `--help`, where people look for it first."""

from __future__ import annotations

from typing import Annotated

import typer

from watcher.cli.app import app


@app.command("help")
def help_of(
    context: typer.Context,
    verb: Annotated[str, typer.Argument(metavar="VERB", help="Left out: all verbs.")] = "",
) -> None:
    """What a verb does, and its options."""
    whole = context.find_root()
    commands = getattr(whole.command, "commands", {})
    if not verb:
        print(whole.get_help())
    elif verb in commands:
        print(commands[verb].get_help(typer.Context(commands[verb], info_name=verb, parent=whole)))
    else:
        raise typer.BadParameter(f"there is no {verb!r}; there are {', '.join(commands)}")
