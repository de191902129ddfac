"""The verbs about the config as a whole: write one to begin with, compare it; and try whether a message arrives."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from watcher.cli.app import Config, State, app
from watcher.cli.exit import FAILED, command
from watcher.cli.terminal import put

TRIAL = "A test from Havering Watcher: this chat can be reached. Nothing needs to be done."


@app.command()
@command
def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder (WATCHER_CONFIG, else config).")
    ] = None,
    council: Annotated[
        str, typer.Option("--council", metavar="URL", help="Any page of another council's ModernGov portal.")
    ] = "",
) -> None:
    """Write a config to begin with.

    That of the program; or one for the portal of another council, whose committees are found. Overwrites nothing.
    """
    from watcher.config import load_settings
    from watcher.config.environment import config_folder
    from watcher.config.starter_config import FOLDER, default_files, refuse_if_there, write_files

    folder, files = config_folder(os.environ, folder), default_files()
    refuse_if_there(folder)
    if council:
        from watcher.cli.council import council_files

        files, found = council_files(council, load_settings(FOLDER), files)
        put(found)
        put("What was chosen by a name or an address is marked “not verified” in sources.yaml and topics.yaml.")
    write_files(folder, files)
    option = "" if folder == config_folder(os.environ) else f" --config {folder}"
    put(f"Wrote {', '.join(str(folder / name) for name in files)}.")
    put(f"Next: put a page of your own into contact: of {folder / 'watcher.yaml'}; then watcher check --live{option}")


@app.command("test", context_settings={"ignore_unknown_options": True})
@command
def send_test(
    chat: Annotated[str, typer.Argument(metavar="CHAT", help="The chat's number, as /id says it there.")],
) -> None:
    """Send one message to a chat, and say what Telegram answered.

    Reads no config and touches no state.
    """
    from watcher.bot.telegram.trial_message import send_trial
    from watcher.config import environment
    from watcher.config.values import chat as number_of
    from watcher.core.errors import ConfigError

    surroundings = environment(os.environ)
    try:
        number = number_of(chat)
    except ValueError as error:
        raise ConfigError([f"CHAT {error}; write /id to the bot there, and it says it"]) from error
    if not surroundings.token:
        raise ConfigError(["there is no token: set TELEGRAM_BOT_TOKEN, or TELEGRAM_BOT_TOKEN_FILE"])
    put(send_trial(surroundings.token, surroundings.telegram_url, number, TRIAL))


@app.command()
@command
def diff(config: Config = None, state: State = None) -> None:
    """What the edited config would change.

    Against what the last run had: sources, topics, how many chats, what each topic would have sent. Writes nothing.
    """
    from watcher.cli.config_diff import differences
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state)
    for line in differences(settings, environment, datetime.now(UTC)):
        put(line)


@app.command()
@command
def opml(
    file: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Add the feeds of this list, exported by a feed reader."),
    ] = None,
    config: Config = None,
    state: State = None,
) -> int:
    """Print the feeds of the config as OPML, for a feed reader; or take in those of one.

    Visits none: watcher check --live then shows what they hold.
    """
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state)
    if file is None:
        from watcher.sources.feed.opml import write_opml

        print(write_opml(settings.sources), end="")
        return 0
    from watcher.cli.opml import taken_in

    refused = 0
    for is_added, line in taken_in(environment.config, file):
        put(line)
        refused += not is_added
    return FAILED if refused else 0
